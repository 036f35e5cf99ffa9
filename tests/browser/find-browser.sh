#!/bin/sh
# Finds a browser for the browser tests: $CHROME, an installed Chromium or Chrome, else one from the system's packages
# where that is possible (as root, with apt-get). Without one the tests are skipped, and fail under STRICT=1.
if [ -n "$CHROME" ]; then exit 0; fi
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "No browser found: installing chromium from the system's packages."
  DEBIAN_FRONTEND=noninteractive apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "BROWSER TESTS WILL BE SKIPPED: no Chromium or Chrome found. Install one (Debian: apt-get install chromium) or set CHROME=/path/to/it." >&2
[ "$STRICT" = 1 ] && exit 1
exit 0
