"""Altered facts told from true ones: `python -m evals.altered [--errors N]`. Reported; there is no floor.

SummEdits' news part (Laban et al. 2023): summaries of 17 news articles, each edited many times; people labelled which
edits still say what the article says. A summary is supported when the default judge finds, for each of its sentences,
one sentence of the article that supports it by itself. That is what a citation must do, and less than a summary may
do, which draws on several sentences and says things in words of its own: true summaries are refused for it. Figures:
true ones supported, altered ones refused, balanced accuracy (their mean; .5 is chance), altered ones refused by kind of
edit, and how often a true one of an article has a higher score than an altered one (area under the curve, ties count
half; .5 is chance), where a summary's score is that of its worst sentence. Nothing is tuned here.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from alteram.language import Statement, story_judge
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.ids import article_id, text_digest
from alteram.text.sentences import canonical, sentences
from evals import SHARED, data_digest, missed

DATA = SHARED / "support" / "summedits_news.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Edited:
    """One summary, the article that it is of, whether it is true, and how it was altered."""

    claim: str
    passage: str
    true: bool
    edits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a summary is supported, and the least score (0 to 1) of its sentences."""

    holds: bool
    score: float


TITLE = "Untitled"
"""The first block of a canonical text is its title: a text that has none gets one that says nothing."""


@lru_cache(maxsize=1024)
def as_article(text: str, title: str = TITLE) -> Article:
    """A text as an article that nothing is known of; paragraphs are parted by blank lines."""
    clean = canonical(title, text.split("\n\n"))
    digest = text_digest(clean)
    return Article(
        id=article_id(digest, "evals", digest),
        url="",
        outlet=None,
        name="",
        title=canonical(title, ()),
        text=clean,
        text_sha256=digest,
        payload_sha256=digest,
        extractor="evals",
        sentences=sentences(clean),
        language="en",
    )


def supported(claim: str, passage: str) -> Answer:
    """Whether each sentence of a claim is supported by one sentence of a passage, and the least of their scores."""
    said, told = as_article(claim), as_article(passage)
    judge = story_judge(LexicalJudge(), (told.text,))
    answers = [
        [judge.support(_whole(said, at), _whole(told, other)) for other in range(1, len(told.sentences))]
        for at in range(1, len(said.sentences))
    ]
    best = [max(((one.holds, one.score) for one in row), default=(False, 0.0)) for row in answers]
    return Answer(all(holds for holds, _ in best), min((score for _, score in best), default=0.0))


def _whole(article: Article, at: int) -> Statement:
    span = article.sentences[at]
    return Statement(article, span, (span,))


def figures(answers: list[tuple[Edited, Answer]]) -> dict[str, float]:
    """Shares of true ones supported and altered ones refused, their mean, and the area under the curve."""
    kept = [answer.holds for one, answer in answers if one.true]
    out = [not answer.holds for one, answer in answers if not one.true]
    true, altered = sum(kept) / max(1, len(kept)), sum(out) / max(1, len(out))
    return {
        "true_supported": true,
        "altered_refused": altered,
        "balanced_accuracy": (true + altered) / 2,
        "score_auc": area(answers),
    }


def area(answers: list[tuple[Edited, Answer]]) -> float:
    """Share of pairs of one article, a true and an altered summary, in which the true one has the higher score."""
    scores: dict[tuple[str, bool], list[float]] = {}
    for one, answer in answers:
        scores.setdefault((one.passage, one.true), []).append(answer.score)
    pairs = [
        (score > other) + (score == other) / 2
        for (passage, true), those in scores.items()
        if true
        for score in those
        for other in scores.get((passage, False), [])
    ]
    return sum(pairs) / max(1, len(pairs))


def table(answers: list[tuple[Edited, Answer]]) -> str:
    """Altered summaries, those refused, and the share, by kind of edit; one of several kinds counts for each."""
    asked = Counter(edit for one, _ in answers if not one.true for edit in one.edits)
    refused = Counter(edit for one, answer in answers if not one.true and not answer.holds for edit in one.edits)
    lines = [f"{'edit':32}{'altered':>9}{'refused':>9}{'share':>8}"]
    lines += [f"{edit:32}{asked[edit]:9}{refused[edit]:9}{refused[edit] / asked[edit]:8.2f}" for edit in sorted(asked)]
    return "\n".join(lines)


def summaries() -> list[Edited]:
    """The set, in its own order."""
    rows = map(json.loads, gzip.decompress(DATA.read_bytes()).decode().splitlines())
    return [Edited(row["claim"], row["passage"], bool(row["label"]), tuple(row["edit_types"])) for row in rows]


def main() -> int:
    """Prints the table and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print so many altered summaries that were supported")
    options = parser.parse_args()
    if not DATA.is_file():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    answers = [(one, supported(one.claim, one.passage)) for one in summaries()]
    found = figures(answers)
    print(table(answers))
    print(f"{len(answers)} summaries  " + "  ".join(f"{name} {value:.4f}" for name, value in found.items()))
    for one in [one for one, answer in answers if answer.holds and not one.true][: options.errors]:
        print(f"supported, but altered ({', '.join(one.edits)}): {one.claim}")
    problems = missed("altered", found, {"summedits_news": data_digest([DATA])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
