"""Count the background table and the list of common words: `python -m evals.background [CORPUS.jsonl.gz]`.

Writes alteram/text/data/background.tsv.gz (lemma, number of articles that have it) and common_words.txt.gz (word forms
that stand in lower case in nine of ten uses inside a sentence). Counts only; no text of an article is kept. The corpus
is the research data's corpus/articles.jsonl.gz,
11,051 articles of Article-Bias-Prediction (Baly et al. 2020, Apache-2.0).
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from alteram.text.similarity import content_lemmas

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / ".." / "shared" / "data" / "corpus" / "articles.jsonl.gz"
DATA = ROOT / "alteram" / "text" / "data"
LEMMAS = 25_000
LEAST_USES = 8
"""Uses inside a sentence below which a form's case is not known well enough."""
LOWER_SHARE = 0.9
PROVENANCE = "Article-Bias-Prediction (Baly et al. 2020), Apache-2.0, English news 2012-2020"

_INNER = re.compile(r"(?<=[a-z,;] )[^\W\d_]{2,}(?=[ ,.;:?!'’)])")
"""A word after a lower-case letter or comma and a space: not the first of its sentence."""


def texts(corpus: Path) -> Iterator[str]:
    """Texts of the corpus, title first."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{article.get('title') or ''}\n\n{article['text']}"


def count(corpus: Path) -> tuple[int, Counter[str], Counter[str], Counter[str]]:
    """Number of articles, document frequency of lemmas, uses of forms inside sentences, and those in lower case."""
    articles = 0
    documents: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts(corpus):
        articles += 1
        documents.update(set(content_lemmas(text)))
        for form in _INNER.findall(text):
            uses[form.lower()] += 1
            lower[form.lower()] += form.islower()
    return articles, documents, uses, lower


def write(path: Path, header: list[str], lines: list[str]) -> None:
    """A gzip file whose bytes depend on its lines only."""
    text = "\n".join([*(f"# {line}" for line in header), *lines]) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def main() -> None:
    """Count and write both files."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    articles, documents, uses, lower = count(corpus)
    ranked = sorted(documents.items(), key=lambda item: (-item[1], item[0]))[:LEMMAS]
    header = [f"Source: {PROVENANCE}", "Counted by: python -m evals.background", f"articles:{articles}"]
    write(DATA / "background.tsv.gz", header, [f"{word}\t{number}" for word, number in ranked])
    common = sorted(f for f, n in uses.items() if n >= LEAST_USES and lower[f] >= LOWER_SHARE * n)
    write(DATA / "common_words.txt.gz", header[:2], common)
    print(f"{articles} articles, {len(ranked)} lemmas (least {ranked[-1][1]}), {len(common)} common words")


if __name__ == "__main__":
    main()
