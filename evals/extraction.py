"""Quality of page text: `python -m evals.extraction [--format json] [--worst N]`.

Precision, recall and F1 of word 4-shingles with counts against the hand-made bodies of 181 real pages, averaged as the
article-extraction-benchmark of Scrapinghub does: a page's true and false positives and negatives are shares of their
sum, mean precision and mean recall are taken over pages, F1 is theirs. The title is no part of the body.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

from alteram.model.articles import Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.extract import Extracted, extract_article
from evals import SHARED, data_digest, missed

PAGES = SHARED / "pages"
SHINGLE_WORDS = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shares:
    """One page: shares of shingles that are right, wrong and missing; they add up to 1 (all 0 for two empty texts)."""

    right: float
    wrong: float
    missing: float

    @property
    def f1(self) -> float:
        """F1 of this page."""
        total = 2 * self.right + self.wrong + self.missing
        return 2 * self.right / total if total else 1.0


def shingles(text: str, size: int = SHINGLE_WORDS) -> Counter[tuple[str, ...]]:
    """Runs of `size` words with their counts; a shorter text is one run."""
    words = _WORD.findall(text)
    if len(words) < size:
        return Counter({tuple(words): 1} if words else {})
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def shares(truth: str, found: str) -> Shares:
    """Compares a found text with the true one."""
    true, given = shingles(truth), shingles(found)
    right, wrong, missing = (true & given).total(), (given - true).total(), (true - given).total()
    total = right + wrong + missing
    return Shares(right / total, wrong / total, missing / total) if total else Shares(0.0, 0.0, 0.0)


def averages(pages: list[Shares]) -> dict[str, float]:
    """Mean precision over pages that gave text, mean recall over pages that have text, and their F1."""
    precisions = [page.right / (page.right + page.wrong) for page in pages if page.right + page.wrong]
    recalls = [page.right / (page.right + page.missing) for page in pages if page.right + page.missing]
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def body(extracted: Extracted | Failure) -> str:
    """The text without its title; "" for a refused page."""
    return "" if isinstance(extracted, Failure) else extracted.text.partition("\n\n")[2]


def truths() -> dict[str, dict[str, Any]]:
    """Body and address of every page by its id."""
    found: dict[str, dict[str, Any]] = json.loads(gzip.decompress((PAGES / "truth.json.gz").read_bytes()))
    return dict(sorted(found.items()))


def measure() -> dict[str, Shares]:
    """Every page of the set, extracted as in production, by id."""
    found = {}
    for key, truth in truths().items():
        payload = gzip.decompress((PAGES / f"{key}.html.gz").read_bytes())
        extracted = extract_article(Capture(truth["url"], payload, digest_of(payload), "text/html"))
        found[key] = shares(truth["articleBody"], body(extracted))
    return found


def digests() -> dict[str, str]:
    """Digest of the set as it lies here."""
    return {"pages": data_digest(path for path in PAGES.iterdir() if path.name.endswith(".gz"))}


def main() -> int:
    """Prints figures and the worst pages; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--worst", type=int, default=10)
    options = parser.parse_args()
    pages = measure()
    figures = averages(list(pages.values()))
    if options.format == "json":
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    else:
        print("  ".join(f"{name} {value:.4f}" for name, value in figures.items()), f" pages {len(pages)}")
        for key, page in sorted(pages.items(), key=lambda item: (item[1].f1, item[0]))[: options.worst]:
            print(f"  {key[:12]}  f1 {page.f1:.3f}  wrong {page.wrong:.3f}  missing {page.missing:.3f}")
    problems = missed("extraction", figures, digests())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
