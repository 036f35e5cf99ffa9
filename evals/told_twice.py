"""What one outlet tells and another tells too, and how much of it the judge finds: `python -m evals.told_twice`.

The ceiling of facts with two origins. Of every story of the coverage sample that four or more outlets of the registry
tell, the clauses in an outlet's own voice that share most of their weight with a sentence of another origin in its own
voice were taken, 16 pairs a story at most, whatever the judge says of them. They were judged by reading, blind:

    y    the sentence says or plainly entails all that the clause asserts
    m    it tells the same happening, and the clause has a detail more
    n    anything else

`judged/told_twice.tsv` keeps digest, verdict, event, article and offsets of the clause, article and offsets of the
sentence (no text). Printed are the pairs, the clauses that are told twice and of how many stories, and of the judge its
precision (accepted pairs that are `y`) and recall (`y` that are accepted), with Wilson intervals. Pairs of texts that
changed fall out.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from alteram.language import Statement
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article, Span
from alteram.model.ids import digest_of
from alteram.outlets import load_registry
from alteram.text.attribution import read
from evals import SHARED, data_digest, missed
from evals.gates import COVERAGE, events
from evals.judging import wilson

READ = Path(__file__).with_name("judged") / "told_twice.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of one article, a sentence of another, and whether the one is told by the other ("y", "m", "n")."""

    key: str
    verdict: str
    event: str
    article: str
    spans: tuple[Span, ...]
    other: str
    passage: Span


def pairs(path: Path = READ) -> tuple[Pair, ...]:
    """All judged pairs, in the order of their file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, verdict, where = line.split("\t")
            event, article, spans, other, passage = where.split(" ")
            found.append(Pair(key, verdict, event, article, _spans(spans), other, _spans(passage)[0]))
    return tuple(found)


def _spans(written: str) -> tuple[Span, ...]:
    return tuple((int(a), int(b)) for a, b in (span.split("-") for span in written.split(",")))


def key_of(clause: str, sentence: str) -> str:
    """16 hexadecimal digits of SHA-256 over the two texts."""
    return digest_of(f"{clause}\n{sentence}".encode())[:16]


def answers(judged: tuple[Pair, ...]) -> tuple[tuple[Pair, bool], ...]:
    """Each pair whose texts are unchanged, with whether the judge says that the sentence supports the clause."""
    found = []
    for event, articles in events(load_registry(None)):
        wanted = [pair for pair in judged if pair.event == event]
        by_id = {str(article.id): article for article in articles}
        judge = LexicalJudge().within(tuple(article.text for article in articles))
        for pair in wanted:
            one, other = by_id.get(pair.article), by_id.get(pair.other)
            if (
                one is not None
                and other is not None
                and pair.key == key_of(_said(one, pair), other.text[slice(*pair.passage)])
            ):
                statement = Statement(one, _sentence(one, pair.spans[0][0]), pair.spans)
                passage = Statement(other, pair.passage, (pair.passage,))
                found.append((pair, judge.support(statement, passage).holds))
    return tuple(found)


def _said(article: Article, pair: Pair) -> str:
    return " ".join(article.text[a:b] for a, b in pair.spans)


def _sentence(article: Article, at: int) -> Span:
    return next(one.span for one in read(article.text).sentences if one.span[0] <= at < one.span[1])


def main() -> int:
    """Prints the figures; 1 where a floor is missed, 2 without the data."""
    if not SHARED.is_dir():
        print("the research data is not beside this checkout", file=sys.stderr)
        return 2
    judged = pairs()
    found = answers(judged)
    verdicts = Counter(pair.verdict for pair, _ in found)
    stories = {pair.event for pair, _ in found}
    twice = {pair.event for pair, _ in found if pair.verdict == "y"}
    clauses = {(pair.article, pair.spans[0][0]) for pair, _ in found if pair.verdict == "y"}
    accepted = [pair.verdict for pair, holds in found if holds]
    right = accepted.count("y")
    print(f"{len(found)} of {len(judged)} judged pairs of {len(stories)} stories: {dict(sorted(verdicts.items()))}")
    print(f"told twice: {len(clauses)} clauses of {len(twice)} stories")
    for name, yes, of in (("precision", right, len(accepted)), ("recall", right, verdicts["y"])):
        low, high = wilson(yes, of)
        print(f"{name} {yes} of {of} ({low:.2f} to {high:.2f})")
    figures = {
        "judged": len(found) / max(len(judged), 1),
        "precision": right / max(len(accepted), 1),
        "recall": right / max(verdicts["y"], 1),
    }
    problems = missed("told_twice", figures, {"sample": data_digest([COVERAGE])})
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
