"""Addresses of articles: which are web addresses at all, and which may be followed.

`web_address` is for addresses that are only recorded (they came with bytes that are already here); `public_address` is
for leads that will be fetched, so it also refuses hosts and ports that point into somebody's own network. The resolver
of the fetcher checks the looked-up address once more.
"""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

LONGEST = 2048
"""Characters; the sitemap protocol's bound, and what browsers and servers agree on."""

PORTS = {"http": 80, "https": 443}
_ASCII_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
_NO_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!//[^/])")
"""A scheme without a host behind it, which joining to a base would fill in."""
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+")
_PRIVATE_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home", ".corp", ".intranet", ".home.arpa", ".onion")


@lru_cache(maxsize=4096)
def _host(raw: str | None) -> str | None:
    """A host in lower-case ASCII: a name (international ones as xn--), an IPv4 or a bracketed IPv6 address, or None."""
    if not raw:
        return None
    host = raw.rstrip(".").lower()
    if ":" in host:
        try:
            return f"[{ip_address(host)}]"
        except ValueError:
            return None
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except (UnicodeError, ValueError):
            return None
    return host if _ASCII_HOST.fullmatch(host) else None


def web_address(raw: str) -> str | None:
    """An absolute http or https address in one spelling, or None.

    Scheme and host are lower-cased, a default port and the root's final dot go, spaces and non-ASCII letters are
    percent-encoded. Refused: other schemes, user names, control characters and backslashes (browsers and libraries read
    them differently), hosts that are none, and more than 2,048 characters.
    """
    text = raw.strip()
    if not text or len(text) > LONGEST or _NEVER.search(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        quoted = [
            quote(part, safe=safe)
            for part, safe in ((parts.path, "/%:@!$&'()*+,;=~"), (parts.query, "/?%:@!$&'()*+,;=~[]"))
        ]
        fragment = quote(parts.fragment, safe="/?%:@!$&'()*+,;=~")
    except (ValueError, UnicodeError):
        return None
    host = _host(parts.hostname)
    if parts.scheme not in PORTS or host is None or "@" in parts.netloc or port == 0:
        return None
    netloc = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    address = urlunsplit((parts.scheme, netloc, quoted[0], quoted[1], fragment))
    return address if len(address) <= LONGEST else None


def public_address(raw: str, base: str = "") -> str | None:
    """A link to follow: resolved against `base`, without fragment, on a public host's standard port, or None."""
    text = raw.strip()
    if not text or len(text) > LONGEST or _NEVER.search(text) or _NO_HOST.match(text):
        return None
    try:
        address = web_address(urljoin(base, text))
    except ValueError:
        return None
    if address is None:
        return None
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.port is not None or not is_public(host) or "%0d" in address.lower() or "%0a" in address.lower():
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def is_public(host: str) -> bool:
    """Whether a host name can be one of the open web: a name with a dot, no number, no name kept for private use."""
    if ":" in host or "." not in host or host.endswith(_PRIVATE_ENDINGS):
        return False
    return not _NUMERIC.fullmatch(host.rsplit(".", 1)[-1])
