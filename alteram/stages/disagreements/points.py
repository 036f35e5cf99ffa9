"""The values of a disagreement by time: what a reader needs to see a figure move."""

import math
from collections.abc import Iterable

from alteram.model.briefs import Passage, Point
from alteram.stages.disagreements.claims import Claim
from alteram.stages.disagreements.sides import Camp

LEAST_TIMES = 3
"""Times from which a figure has a course."""
MOST_POINTS = 24
"""Points of one disagreement; of more, the earliest and the latest halves are kept."""


def points(groups: tuple[Camp, ...], values: Iterable[Claim]) -> tuple[Point, ...]:
    """Every value that somebody holds as of some time, by time; () where there are fewer than three times.

    What is no count of people must have three values too: else it is a difference, not a course.
    `values` are all of the slot: one that takes no side ("at least four" beside 27) belongs to the course too. A value
    that one holder repeats is kept the first and the last time.
    """
    sides = {claim.key: place for place, camp in enumerate(groups) for claim in camp.claims}
    held: dict[tuple[str, float, float], list[Claim]] = {}
    for claim in sorted(values, key=lambda claim: (claim.given or "9", claim.reading.paragraph == 0, claim.key)):
        if claim.given is not None:
            held.setdefault((claim.origin.id, *_bounds(claim)), []).append(claim)
    kept = [claim for same in held.values() for claim in _ends(same)]
    moving = groups[0].first.figure.unit == "people" or len({_bounds(claim) for claim in kept}) >= LEAST_TIMES
    if len({claim.given for claim in kept}) < LEAST_TIMES or not moving:
        return ()
    found = [_point(claim, sides.get(claim.key)) for claim in kept]
    found.sort(key=lambda point: (point.as_of, -1 if point.side is None else point.side, point.passage.source))
    half = MOST_POINTS // 2
    return tuple(found if len(found) <= MOST_POINTS else (*found[:half], *found[-half:]))


def _bounds(claim: Claim) -> tuple[float, float]:
    return claim.quantity.low, claim.quantity.high


def _ends(same: list[Claim]) -> list[Claim]:
    """The first and the last of one holder's equal values, where they are of two times."""
    return same[:1] if same[0].given == same[-1].given else [same[0], same[-1]]


def _point(claim: Claim, place: int | None) -> Point:
    low, high = _bounds(claim)
    assert claim.given is not None  # noqa: S101 - asked before
    return Point(
        side=place,
        low=low if math.isfinite(low) else None,
        high=high if math.isfinite(high) else None,
        text=claim.quantity.text,
        holder=claim.holder,
        as_of=claim.given,
        as_of_from="stated" if claim.given == claim.as_of and claim.stated else "published",
        passage=Passage(claim.n, *claim.reading.span),
    )
