"""Which axis of which rater divides the outlets that argue, and which sentences speak for a side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from alteram.model.outlets import Outlet
from alteram.model.stories import Dossier
from alteram.outlets.axes import Axis, load_axes
from alteram.stages.narratives.passages import Voiced

LEAST_TOTAL, MOST_TOTAL = 35, 60
"""Words of a whole narrative in published briefs of this form."""
LEAST_PAIR, LEAST_SINGLE = 25, 10
"""Words below which two sentences, or one, are too thin to stand for a side."""
SAME_PIECE = 0.3
"""Bonus for two sentences of one article within two paragraphs: they carry one argument."""
TWO_OUTLETS = 0.2
"""Bonus for two outlets: a side's narrative is better shown by two of its voices."""
MOST_ALIKE = 0.5
"""Share of lemmas above which two sentences say the same thing twice."""
CONSIDERED = 12
"""Best sentences of a side that are paired."""


@dataclass(frozen=True, slots=True)
class Division:
    """One rater's axis over a dossier: the sentences of each of its two opposed sides."""

    axis: Axis
    rater: str
    sides: tuple[tuple[Voiced, ...], tuple[Voiced, ...]]

    @property
    def outlets(self) -> tuple[int, int]:
        """How many sources argue on each side."""
        return len({v.n for v in self.sides[0]}), len({v.n for v in self.sides[1]})


def divisions(dossier: Dossier, passages: Iterable[Voiced]) -> tuple[Division, ...]:
    """Every declared division of the dossier's sentences, the fullest first; empty sides included.

    The axis with most outlets on both of its sides comes first, then that with most outlets, then the order in which
    axes are declared, then the rater's name.
    """
    held = tuple(passages)
    raters = sorted({place.rater for outlet in _outlets(dossier) for place in outlet.places})
    made: list[tuple[tuple[int, int, int, str], Division]] = []
    for rank, axis in enumerate(load_axes()):
        for rater in raters:
            first, second = (
                tuple(v for v in held if _stands(dossier, v.n, axis, side, rater)) for side in axis.opposed
            )
            division = Division(axis, rater, (_loud(first), _loud(second)))
            both = min(division.outlets)
            if any(division.outlets):
                made.append(((-both, -sum(division.outlets), rank, rater), division))
    return tuple(division for _, division in sorted(made, key=lambda pair: pair[0]))


def _loud(passages: tuple[Voiced, ...]) -> tuple[Voiced, ...]:
    """The sentences of a side, or none where they are too thin to stand for it."""
    return passages if speak_for(passages) else ()


def has_places(dossier: Dossier) -> bool:
    """Whether any outlet of the dossier is placed on a side that faces another."""
    opposed = {(axis.id, side) for axis in load_axes() for side in axis.opposed}
    return any((place.axis, place.side) in opposed for outlet in _outlets(dossier) for place in outlet.places)


def _outlets(dossier: Dossier) -> tuple[Outlet, ...]:
    known = (dossier.registry.get(article.outlet) for article in dossier.articles)
    return tuple(outlet for outlet in known if outlet is not None)


def _stands(dossier: Dossier, n: int, axis: Axis, side: str, rater: str) -> bool:
    outlet = dossier.registry.get(dossier.articles[n - 1].outlet)
    return outlet is not None and any(
        (place.axis, place.side, place.rater) == (axis.id, side, rater) for place in outlet.places
    )


def speak_for(passages: tuple[Voiced, ...]) -> tuple[Voiced, ...]:
    """One or two sentences that carry a side's argument, in the order they are read in; none if all are thin."""
    best = sorted(passages, key=lambda v: (-v.score, v.n, v.place))[:CONSIDERED]
    for least in (LEAST_TOTAL, LEAST_PAIR):
        pairs = [pair for pair in combinations(best, 2) if _go_together(*pair, least)]
        if pairs:
            one, other = min(pairs, key=lambda p: (-_worth(*p), p[0].n, p[0].place, p[1].n, p[1].place))
            return (other, one) if one.n == other.n and one.place > other.place else (one, other)
    return tuple(voice for voice in best if voice.words >= LEAST_SINGLE)[:1]


def _go_together(one: Voiced, other: Voiced, least: int) -> bool:
    """Whether two sentences fit one narrative: of its length, and not the same thing twice."""
    alike = len(one.lemmas & other.lemmas) / max(1, min(len(one.lemmas), len(other.lemmas)))
    return least <= one.words + other.words <= MOST_TOTAL and alike <= MOST_ALIKE


def _worth(one: Voiced, other: Voiced) -> float:
    near = SAME_PIECE if one.n == other.n and abs(one.place - other.place) <= 4 else 0.0
    return one.score + other.score + near + (TWO_OUTLETS if one.n != other.n else 0.0)
