"""CPU time of `alteram import` of the shared pages against bare extraction of the same pages, measured in one run.

Bare is trafilatura alone (`favor_precision`), page after page in one process that has it loaded already; the import is
the whole command, with its start, its children, both extractors, metadata, archive and store. The ratio may not exceed
`CEILING`.

    python bench/import_rate.py
"""

import gzip
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import trafilatura

PAGES = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "pages"
CEILING = 1.3
ROUNDS = 3
"""The best of so many rounds counts: other work on the machine only ever adds."""

COMMAND = "import sys; from alteram.cli import main; sys.argv[0] = 'alteram'; main()"


def bare(pages: list[str]) -> float:
    """CPU seconds of trafilatura alone over the decoded pages."""
    started = time.process_time()
    for page in pages:
        trafilatura.extract(page, favor_precision=True)
    return time.process_time() - started


def children() -> float:
    """CPU seconds of all children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def imported(path: Path) -> float:
    """CPU seconds of the whole command, children included."""
    with tempfile.TemporaryDirectory() as folder:
        before = children()
        command = [sys.executable, "-c", COMMAND, "import", str(path), "--library", f"{folder}/library"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return children() - before


def main() -> int:
    """Prints both times and their ratio; 1 when the import is slower than it may be, 2 without the pages."""
    files = sorted(PAGES.glob("*.html.gz"))
    if not files:
        print(f"no pages in {PAGES}: the research data is not beside this checkout", file=sys.stderr)
        return 2
    pages = [gzip.decompress(file.read_bytes()).decode("utf-8", "replace") for file in files]
    bare(pages[:5])
    alone = min(bare(pages) for _ in range(ROUNDS))
    whole = min(imported(PAGES) for _ in range(ROUNDS))
    start = min(imported(files[0]) for _ in range(ROUNDS))
    ratio = whole / alone
    print(f"{len(pages)} pages: alteram import {whole:.2f} s CPU, bare extraction {alone:.2f} s CPU, ratio {ratio:.2f}")
    print(f"of which start-up and the first page {start:.2f} s CPU; ratio without it {(whole - start) / alone:.2f}")
    print(f"{'within' if ratio <= CEILING else 'ABOVE'} the ceiling of {CEILING}")
    return 0 if ratio <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
