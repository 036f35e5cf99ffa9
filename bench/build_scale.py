"""CPU time an article of `alteram build` at 11,000 articles against 1,000, measured in one run.

    python -m bench.build_scale [--most N]

The large build is of the whole corpus (2012 to 2020). The small one is of every eleventh hundred of the same articles
in the order of their dates: stories stand as close together as in the whole, so that an article has as much company and
costs more at scale only where the program does not scale. Both are whole commands in new libraries, children included.
The ratio of CPU time an article may not exceed `CEILING`.
"""

import argparse
import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.build_rate import NotWhole, build_of

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "corpus" / "articles.jsonl.gz"
CEILING = 1.3
"""0.91 at 5,500 articles (2026): an article costs no more in a larger library."""
LARGE = 11_000
BLOCK, EVERY, TAKEN = 100, 11, 5
"""Of each `EVERY` blocks of so many articles, the one that the small build takes."""


def line(row: dict[str, Any]) -> str:
    """One article of the corpus as `alteram import` reads it."""
    fields = {"url": row["url"], "title": row["title"], "text": row["text"], "date": row["date"] or None}
    return json.dumps({key: value for key, value in fields.items() if value is not None}, ensure_ascii=False)


def large(rows: list[dict[str, Any]], most: int = LARGE) -> list[dict[str, Any]]:
    """The first `most` articles, by date and id; those without a date come first."""
    return sorted(rows, key=lambda row: (row["date"], row["id"]))[:most]


def small(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every eleventh block of articles that are in order."""
    return [row for at, row in enumerate(rows) if at // BLOCK % EVERY == TAKEN]


def built(rows: list[dict[str, Any]]) -> float:
    """CPU seconds of one build of these articles in a new library."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("\n".join(map(line, rows)) + "\n", encoding="utf-8")
        return build_of(str(path))


def main() -> int:
    """Prints both costs and their ratio; 1 when the large build costs more an article than it may or is not whole, 2
    without data.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=LARGE, help="articles of the large build (for a quick look)")
    options = parser.parse_args()
    if not CORPUS.is_file():
        print(f"no corpus in {CORPUS.parent}: the research data is not beside this checkout", file=sys.stderr)
        return 2
    rows = large([json.loads(one) for one in gzip.decompress(CORPUS.read_bytes()).decode().splitlines()], options.most)
    some = small(rows)
    try:
        before = built(some)
        whole = built(rows) / len(rows)
        part = min(before, built(some)) / len(some)
    except NotWhole as failure:
        print(f"nothing was measured: {failure}", file=sys.stderr)
        return 1
    print(f"alteram build of {len(some):6} articles: {1000 * part:5.1f} ms CPU an article")
    print(f"alteram build of {len(rows):6} articles: {1000 * whole:5.1f} ms CPU an article, ratio {whole / part:.2f}")
    print(f"{'within' if whole <= CEILING * part else 'ABOVE'} the ceiling of {CEILING}")
    return 0 if whole <= CEILING * part else 1


if __name__ == "__main__":
    sys.exit(main())
