"""CPU time of `alteram import` of the shared pages against bare extraction of the same pages, measured in one run.

Both are whole processes, user and system time, children included. Bare is a fresh interpreter that imports trafilatura,
reads and inflates the pages and calls `trafilatura.extract(html, favor_precision=True)` on each, all else at its
defaults; the import is the whole command, with its children, both extractors, metadata, archive and store. The ratio
may not exceed `CEILING`. The floor is what no choice of ours can take away: the bare process itself at its own quickest
setting (`fast=True`), which leaves out its second opinions.

    python bench/import_rate.py [ROUNDS]
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "pages"
CEILING = 1.3
ROUNDS = 5
"""The best of so many rounds counts, the two measured in turn: other work on the machine only ever adds."""

BARE = """
import gzip, sys
from pathlib import Path
import trafilatura
for file in sorted(Path(sys.argv[1]).glob("*.html.gz")):
    trafilatura.extract(gzip.decompress(file.read_bytes()).decode("utf-8", "replace"), favor_precision=True{options})
"""
COMMAND = "import sys; from alteram.cli import main; sys.argv[0] = 'alteram'; main()"


def cpu_seconds(code: str, *arguments: str) -> float:
    """CPU seconds of an interpreter that runs `code`, from its start, with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare(options: str = "") -> float:
    """Trafilatura alone over all pages."""
    return cpu_seconds(BARE.format(options=options), str(PAGES))


def imported(path: Path) -> float:
    """The whole command, into a new library."""
    with tempfile.TemporaryDirectory() as folder:
        return cpu_seconds(COMMAND, "import", str(path), "--library", f"{folder}/library")


def main(rounds: int = ROUNDS) -> int:
    """Prints both times, their ratio and the floor; 1 when the import costs more than it may, 2 without the pages."""
    files = sorted(PAGES.glob("*.html.gz"))
    if not files:
        print(f"no pages in {PAGES}: the research data is not beside this checkout", file=sys.stderr)
        return 2
    figures = [(imported(PAGES), bare(), bare(", fast=True"), imported(files[0])) for _ in range(rounds)]
    whole, alone, floor, start = map(min, zip(*figures, strict=True))
    ratio = whole / alone
    print(f"{len(files)} pages, whole processes, best of {rounds} rounds, user and system time with children:")
    print(f"  alteram import        {whole:.2f} s CPU   ratio {ratio:.2f}")
    print(f"  bare trafilatura      {alone:.2f} s CPU")
    print(f"  floor (bare, fast)    {floor:.2f} s CPU   ratio {floor / alone:.2f}")
    print(f"  import of one page    {start:.2f} s CPU   {(whole - start) / alone:.2f} without start-up and this page")
    print(f"{'within' if ratio <= CEILING else 'ABOVE'} the ceiling of {CEILING}")
    return 0 if ratio <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
