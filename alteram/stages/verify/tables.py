"""G5 of a disagreement's table: each passage has the figure, and each denial denies, that stands beside it."""

from collections.abc import Iterator

from alteram.model.briefs import Denial, Disagreement, Passage, Point
from alteram.stages.verify.parts import Finding, Reference
from alteram.text.denials import denials
from alteram.text.quantities import Quantity, quantities

Bounds = tuple[float | None, float | None]
"""An interval as the format writes it: no bound is None."""


def table_findings(disagreement: Disagreement, reference: Reference) -> Iterator[Finding]:
    """What is wrong with the sides, points and denials of a disagreement; sources that are not held are passed over."""
    for side in disagreement.sides:
        for passage in side.passages:
            if not all(
                any(_meets(one, (side.low, side.high)) for one in stated) for stated in _read(passage, reference)
            ):
                yield Finding("G5", "figure-not-in-passage")
    for point in disagreement.points:
        if not _is_of_its_side(point, disagreement) or not _states(point, reference):
            yield Finding("G5", "figure-not-in-passage")
    for denial in disagreement.denials:
        if not 0 <= denial.side < len(disagreement.sides) or not _denies(denial, reference):
            yield Finding("G5", "denial-not-in-passage")


def _read(passage: Passage, reference: Reference) -> Iterator[tuple[Bounds, ...]]:
    """The intervals that a passage states, once; nothing for a source that is not held."""
    article = reference.sources.get(passage.source)
    if article is not None:
        found = quantities(article.text, passage.start, passage.end)
        yield tuple(one for quantity in found for one in _told(quantity))


def _is_of_its_side(point: Point, disagreement: Disagreement) -> bool:
    """Whether a point's passage is one of its side's, where it has a side."""
    if point.side is None:
        return True
    if not 0 <= point.side < len(disagreement.sides):
        return False
    return point.passage in disagreement.sides[point.side].passages


def _states(point: Point, reference: Reference) -> bool:
    return all((point.low, point.high) in stated for stated in _read(point.passage, reference))


def _denies(denial: Denial, reference: Reference) -> bool:
    """Whether a sentence that denies stands at the passage."""
    article = reference.sources.get(denial.passage.source)
    span = (denial.passage.start, denial.passage.end)
    return article is None or any(one.span == span for one in denials(article.text))


def _told(figure: Quantity) -> tuple[Bounds, ...]:
    """The intervals that a figure states: a vote of 52 to 48 states two, those for and those against."""
    if figure.unit == "score":
        return (figure.low, figure.low), (figure.high, figure.high)
    return (_bounds(figure.low, figure.high),)


def _bounds(low: float, high: float) -> Bounds:
    """Bounds as the format writes them: no bound is null."""
    infinite = float("inf")
    return (None if low == -infinite else low, None if high == infinite else high)


def _meets(one: Bounds, other: Bounds) -> bool:
    """Whether two intervals have a value in common; None is unbounded."""
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)
