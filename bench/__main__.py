"""Every bench, one after the other: `python -m bench [NAME...]`. Exit 1: one missed its figure; 2: no data."""

import subprocess
import sys
from pathlib import Path

BENCHES = ("import_rate", "build_rate", "build_scale", "grouping", "fetch_fleet", "pages")
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Runs those that are named, or all; each is a process of its own and prints its ratio."""
    names = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"there is no bench {unknown[0]}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    codes = []
    for name in names:
        print(f"== {name}", flush=True)
        codes.append(subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=False).returncode)
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
