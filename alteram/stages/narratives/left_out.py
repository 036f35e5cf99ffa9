"""What one side leaves out: facts that outlets of one side carry and no outlet of the other, though enough covered it.

Absence is claimed only where it is plain: an article of the other side that has most of a fact's words in two sentences
running may carry it in words that no judge recognised, and then nothing is said.
"""

from collections.abc import Iterator
from itertools import pairwise

from alteram.model.articles import Article
from alteram.model.briefs import Abstention, Copied, CoverageContrast, CoverageSide, Fact
from alteram.model.stories import Dossier
from alteram.outlets.axes import Axis, load_axes
from alteram.text.sentences import paragraphs
from alteram.text.similarity import content_lemmas, idf

LEAST_COVERING = 3
"""Outlets of each side that must cover a story before one side can be said to leave something out."""
LEAST_CARRYING = 2
"""Outlets of the other side that must carry the fact."""
MAY_CARRY = 0.5
"""Share of a fact's weight of words in two sentences running from which an article may carry it after all."""

Compared = tuple[tuple[CoverageContrast, ...], tuple[Abstention, ...]]


def left_out(facts: tuple[Fact, ...], dossier: Dossier) -> Compared:
    """Contrasts of a brief's facts in the dossier's numbering, or why there is none.

    Reasons: "no-declared-places" (no outlet of the story stands on a side), "not-three-a-side" (fewer than
    three outlets of one), "no-contrast" (no fact is left out by one side). The first declared axis is taken.
    """
    divided = [(axis, sides) for axis in load_axes() if (sides := _sides(dossier, axis)) is not None]
    if not divided:
        return (), (Abstention("coverage", "", "no-declared-places"),)
    wide = [(axis, sides) for axis, sides in divided if all(_outlets(dossier, ns) >= LEAST_COVERING for ns in sides)]
    if not wide:
        narrow, _ = divided[0]
        return (), (Abstention("coverage", narrow.id, "not-three-a-side"),)
    axis, sides = wide[0]
    found = tuple(one for fact in facts for one in _contrast(fact, axis, sides, dossier))
    return found, () if found else (Abstention("coverage", axis.id, "no-contrast"),)


def _sides(dossier: Dossier, axis: Axis) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Sources on each of an axis's opposed sides; None where there are none, or raters put one outlet on both."""
    first, second = (
        tuple(n for n in range(1, len(dossier.articles) + 1) if _stands(dossier, n, axis.id, side))
        for side in axis.opposed
    )
    return (first, second) if (first or second) and not set(first) & set(second) else None


def _stands(dossier: Dossier, n: int, axis: str, side: str) -> bool:
    outlet = dossier.registry.get(dossier.articles[n - 1].outlet)
    return outlet is not None and any((place.axis, place.side) == (axis, side) for place in outlet.places)


def _outlets(dossier: Dossier, sources: tuple[int, ...]) -> int:
    return len({dossier.articles[n - 1].outlet for n in sources})


def _contrast(
    fact: Fact, axis: Axis, sides: tuple[tuple[int, ...], tuple[int, ...]], dossier: Dossier
) -> Iterator[CoverageContrast]:
    """The contrast of one fact, where one side carries it and the other plainly does not."""
    carrying = tuple(tuple(n for n in side if n in fact.carriers) for side in sides)
    for one, other in ((0, 1), (1, 0)):
        if _outlets(dossier, carrying[one]) < LEAST_CARRYING or carrying[other]:
            continue
        if any(_may_carry(dossier.articles[n - 1], fact, dossier) for n in sides[other]):
            continue
        told = tuple(CoverageSide(axis.opposed[at], sides[at], carrying[at]) for at in (0, 1))
        yield CoverageContrast(fact.sentence.id, axis.id, told)


def _may_carry(article: Article, fact: Fact, dossier: Dossier) -> bool:
    """Whether two sentences running of an article have so much of a fact's words that it may tell it."""
    told = frozenset(
        lemma
        for piece in fact.sentence.pieces
        if isinstance(piece, Copied)
        for lemma in content_lemmas(dossier.articles[piece.source - 1].text, piece.start, piece.end)
    )
    whole = sum(map(idf, sorted(told)))
    body = [span for span in article.sentences if span[0] >= paragraphs(article.text)[0][1]]
    runs = [*pairwise(body), *((span, span) for span in body[:1])]
    for (start, _), (_, end) in runs:
        shared = told & frozenset(content_lemmas(article.text, start, end))
        if sum(map(idf, sorted(shared))) >= MAY_CARRY * whole:
            return True
    return False
