"""Whether differing figures are told apart: `python -m evals.disagreements [--show] [--half tuning|held-out]`.

Two sets of pairs of figures that differ, each figure in a sentence of its own by another outlet, were labelled by
reading (`figures.md` has the rules and says who had seen what; no text is kept): 221 of the research data
("candidates") and 220 drawn from its week and corpus ("drawn"). Each pair becomes a dossier of two articles of one
hour, one sentence each, by two outlets that nobody owns together; it is found where the detector sets its two values
against each other in one slot as a conflict, a correction, or an order that is not known: not as an update, and not as
counted differently.

`precision` and `recall` are of pairs labelled `conflict` or `undated`, on the half of the candidates' stories that was
held out, `drawn.precision` and `drawn.recall` the same of the drawn ones; each is printed with its Wilson interval
(95 %). The held-out half of the candidates was looked at while the detector was built, that of the drawn pairs was not.
`all.precision` and `all.recall` are of all pairs, those that it was tuned on too. A second reader, who saw neither code
nor first verdicts, judged all pairs; the figures by these are printed too.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alteram.model.articles import Article
from alteram.model.briefs import Disagreement, Side
from alteram.model.ids import Moment, OutletId, article_id, digest_of, story_id, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Dossier
from alteram.stages.disagreements import find
from alteram.text.provenance import trace
from alteram.text.sentences import canonical, sentences
from evals import data_digest, missed
from evals.figure_pairs import CANDIDATES, MORE, READ, REAL, SECOND, Pair, candidates, drawn, second
from evals.judging import wilson

FOUND = frozenset(("conflict", "undated", "correction"))
"""Kinds that say that two values cannot both hold, or may not."""
HOUR = Moment("2031-05-04T09:00:00Z")
OUTLETS = tuple(
    Outlet(OutletId(key), name, (f"{key}.example",)) for key, name in (("one", "Outlet One"), ("two", "Outlet Two"))
)


def dossier(told: tuple[str, str]) -> Dossier:
    """Two articles of one hour, each one sentence under a title without words of its own."""
    articles = tuple(_article(outlet, sentence) for outlet, sentence in zip(OUTLETS, told, strict=True))
    registry = Registry(OUTLETS, digest_of(b"evals"))
    return Dossier(story_id(articles[0].id), articles, registry, trace(dict(enumerate(articles, 1)), registry))


def _article(outlet: Outlet, sentence: str) -> Article:
    title = "Report"
    text = canonical(title, (sentence,))
    digest = text_digest(f"{outlet.id}\n{text}")
    return Article(
        id=article_id(digest, "evals", text_digest(text)),
        url=f"https://{outlet.domains[0]}/report",
        outlet=outlet.id,
        name=outlet.name,
        title=title,
        text=text,
        text_sha256=text_digest(text),
        payload_sha256=digest,
        extractor="evals",
        sentences=sentences(text),
        published=HOUR,
    )


def detected(pair: Pair) -> str:
    """The kind that the detector gives to the two values, "" where it does not set them against each other."""
    for found in find(dossier(pair.sentences))[0]:
        if _opposes(found, pair.values):
            return found.kind
    return ""


def _opposes(found: Disagreement, values: tuple[float, float]) -> bool:
    """Whether two sides state the first value in the first article and the second one in the second."""
    return any(
        one is not other and _states(one, 1, values[0]) and _states(other, 2, values[1])
        for one in found.sides
        for other in found.sides
    )


def _states(side: Side, n: int, value: float) -> bool:
    low, high = (math.nan if bound is None else bound for bound in (side.low, side.high))
    inside = math.isclose(low, value) or math.isclose(high, value) or low <= value <= high
    return inside and any(passage.source == n for passage in side.passages)


def figures(told: list[tuple[Pair, str]], name: str) -> dict[str, float]:
    """Precision and recall of real disagreements, printed with their intervals."""
    given = [(pair, kind) for pair, kind in told if kind in FOUND]
    hits = sum(1 for pair, _ in given if pair.verdict in REAL)
    real = sum(1 for pair, _ in told if pair.verdict in REAL)
    values: dict[str, float] = {}
    for figure, of in (("precision", len(given)), ("recall", real)):
        low, high = wilson(hits, of)
        values[figure] = hits / of if of else 0.0
        print(f"{name}: {figure} {values[figure]:.3f} ({hits} of {of}; {low:.2f} to {high:.2f})")
    wrong = Counter(pair.verdict for pair, _ in given if pair.verdict not in REAL)
    print(f"{name}: wrongly set against each other: {dict(sorted(wrong.items())) or 'none'}")
    return values


def by_second(told: Sequence[tuple[Pair, str]]) -> list[tuple[Pair, str]]:
    """The same pairs with a second reader's verdicts; prints how far the two readers agree (Cohen 1960)."""
    verdicts = second()
    both = [(pair, kind) for pair, kind in told if pair.key in verdicts]
    same = sum(pair.verdict == verdicts[pair.key] for pair, _ in both) / max(len(both), 1)
    first, other = (Counter(v) for v in zip(*((pair.verdict, verdicts[pair.key]) for pair, _ in both), strict=True))
    chance = sum(first[verdict] * other[verdict] for verdict in sorted(first)) / max(len(both), 1) ** 2
    real = Counter((pair.verdict in REAL, verdicts[pair.key] in REAL) for pair, _ in both)
    print(f"two readers: {same:.3f} of {len(both)} verdicts alike, kappa {(same - chance) / (1 - chance):.3f}")
    print(f"two readers: real by both {real[True, True]}, by one {real[True, False]} and {real[False, True]}")
    return [(replace(pair, verdict=verdicts[pair.key]), kind) for pair, kind in both]


def _told(pairs: Iterable[Pair]) -> list[tuple[Pair, str]]:
    return [(pair, detected(pair)) for pair in pairs]


def main() -> int:
    """Prints the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the pairs that are told otherwise than labelled")
    parser.add_argument("--half", choices=("tuning", "held-out"), help="with --show: of one half")
    options = parser.parse_args()
    sets = {"candidates": _told(candidates()), "drawn": _told(drawn())}
    for told in sets.values():
        for pair, kind in told if options.show else ():
            if (kind in FOUND) != (pair.verdict in REAL) and options.half in (None, pair.half):
                print(f"{pair.half} {pair.verdict} {pair.values} read as {kind or 'nothing'}: {pair.sentences}")
    values: dict[str, float] = {}
    for name, told in sets.items():
        figures([one for one in told if one[0].half == "tuning"], f"{name}, tuning")
        found = figures([one for one in told if one[0].half == "held-out"], f"{name}, held-out")
        values |= found if name == "candidates" else {f"{name}.{key}": value for key, value in found.items()}
    every = figures([one for told in sets.values() for one in told], "all")
    values |= {f"all.{key}": value for key, value in every.items()}
    figures(by_second([one for told in sets.values() for one in told]), "all, by the second reader")
    digests = {"candidates": data_digest([CANDIDATES]), "labels": data_digest([READ, MORE, SECOND])}
    problems = missed("disagreements", values, digests)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
