"""Denials of a side's figure: who denies it, in words that name the figure, or that point back at its sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from alteram.model.articles import Span
from alteram.model.briefs import Denial, Disagreement, Passage
from alteram.model.stories import Dossier
from alteram.stages.disagreements.claims import speaker
from alteram.stages.disagreements.figures import named
from alteram.stages.disagreements.measures import measures
from alteram.text.denials import Denial as Denying
from alteram.text.denials import denials


@dataclass(frozen=True, slots=True)
class _Denied:
    """One denial: in which article, and what it says of figures: predicate class, unit and interval."""

    n: int
    denying: Denying
    figures: tuple[tuple[str, str, float, float], ...]


def with_denials(found: Iterable[Disagreement], dossier: Dossier) -> tuple[Disagreement, ...]:
    """The disagreements, each with the denials of its sides, a denial with the first that it fits.

    A denial of two sides at once is of neither.
    """
    left = tuple(_denials(dossier))
    told = []
    for one in found:
        told.append(replace(one, denials=tuple(_of(one, left, dossier))))
        used = {denial.passage for denial in told[-1].denials}
        left = tuple(other for other in left if Passage(other.n, *other.denying.span) not in used)
    return tuple(told)


def _denials(dossier: Dossier) -> Iterator[_Denied]:
    for n, article in enumerate(dossier.articles, start=1):
        for denying in denials(article.text):
            yield _Denied(n, denying, tuple(_figures(article.text, denying)))


def _figures(text: str, denying: Denying) -> Iterator[tuple[str, str, float, float]]:
    """The figures that stand inside of what is denied."""
    counted = tuple(named(text, denying.span))
    taken = frozenset(figure.quantity.start for figure in counted)
    for figure in (*counted, *measures(text, denying.span, taken, asserted_only=False)):
        quantity = figure.quantity
        if any(start <= quantity.start and quantity.end <= end for start, end in denying.content):
            yield figure.predicate, figure.unit, quantity.low, quantity.high


def _of(disagreement: Disagreement, known: tuple[_Denied, ...], dossier: Dossier) -> Iterator[Denial]:
    seen: set[tuple[int, str]] = set()
    for one in known:
        meant = [place for place in range(len(disagreement.sides)) if _is_of(one, disagreement, place)]
        text = dossier.articles[one.n - 1].text
        holder = speaker(text, one.n, one.denying.speaker)
        if len(meant) != 1 or holder is None or holder.name == disagreement.sides[meant[0]].holder.name:
            continue
        if (meant[0], holder.name.lower()) not in seen:
            seen.add((meant[0], holder.name.lower()))
            yield Denial(meant[0], holder, Passage(one.n, *one.denying.span))


def _is_of(one: _Denied, disagreement: Disagreement, place: int) -> bool:
    """Whether a denial is of one side: it points at a sentence of it, or names its figure of the same act."""
    side, slot = disagreement.sides[place], disagreement.slot
    if any(passage.source == one.n and _points(one.denying, passage) for passage in side.passages):
        return True
    bounds = (side.low, side.high)
    return any(
        (predicate, unit) == (slot.predicate, slot.unit) and (low, high) == bounds
        for predicate, unit, low, high in one.figures
    )


def _points(denying: Denying, passage: Passage) -> bool:
    span: Span = (passage.start, passage.end)
    return span in denying.claims
