"""The same event in another language: stories that two languages tell, tied by what needs no translation.

Names that sound alike (`skeletons.py`), figures, and the day. Nothing is translated, and stories of two languages are
never one: where several rare names and most of the names of the smaller one are shared by two stories of one day or the
next, and each is the other's best, they are linked. Cognate names tie documents across languages in Montalvo and others
2006 and Steinberger, Pouliquen and Ignat 2004.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alteram.stages.links.following import Account

DAYS_APART = 1
"""Days between the first articles of two stories that may tell one event."""
LONG_SKELETON = 4
"""Sounds from which a name counts in full: shorter ones meet by chance."""
SHORT_WEIGHT = 0.5
FREQUENT = 0.02
"""Share of the stories from which a name is one of the season and counts for little."""
LEAST_FREQUENT = 5
FREQUENT_WEIGHT = 0.3
FIGURE_WEIGHT = 0.75
SMALL_FIGURE_WEIGHT = 0.25
MOST_FIGURES = 2
LEAST_NAMES = 2
LEAST_SCORE = 2.75
LEAST_SHARE = 0.4
"""Share of the weight of the names of the smaller statement that the other has to have."""
_SMALL = 2


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What of a story needs no translation: names by their skeletons, as written, and figures without marks."""

    language: str
    first: int
    names: dict[str, str]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Across:
    """Two accounts, by place, that tell one event in two languages; `shared` are names of the later one and figures."""

    later: int
    earlier: int
    shared: tuple[str, ...]
    score: float


def across(accounts: Sequence[Account]) -> tuple[Across, ...]:
    """Pairs of accounts of two languages that tell one event, each the other's best; by place."""
    anchors = [_anchored(each) for each in accounts]
    weights = _weights(anchors)
    best: dict[tuple[int, str], tuple[float, int]] = {}
    scored: dict[tuple[int, int], Across] = {}
    for one, other in _meeting(anchors):
        found = _compared(accounts, anchors, weights, (one, other))
        if found is None:
            continue
        scored[one, other] = found
        for here, there in ((one, other), (other, one)):
            key, rank = (here, anchors[there].language), (found.score, -there)
            best[key] = max(best.get(key, rank), rank)
    return tuple(
        found
        for (one, other), found in sorted(scored.items())
        if best[one, anchors[other].language][1] == -other and best[other, anchors[one].language][1] == -one
    )


def _anchored(account: Account) -> _Anchored:
    """Names and figures of the first articles."""
    names: dict[str, str] = {}
    figures: set[str] = set()
    for reading in account.readings:
        if reading.anchors is not None:
            names = dict(reading.anchors.names) | names
            figures.update(reading.anchors.figures)
    return _Anchored(account.readings[0].language, account.first, names, frozenset(figures))


def _weights(anchors: Iterable[_Anchored]) -> dict[str, float]:
    """What each name counts: little where it is short or many stories have it."""
    every = list(anchors)
    counts = Counter(name for each in every for name in each.names)
    most = max(LEAST_FREQUENT, FREQUENT * len(every))
    return {
        name: (FREQUENT_WEIGHT if count > most else 1.0) * (1.0 if len(name) >= LONG_SKELETON else SHORT_WEIGHT)
        for name, count in counts.items()
    }


def _meeting(anchors: Sequence[_Anchored]) -> list[tuple[int, int]]:
    """Pairs of places, of two known languages and near days, that share names enough."""
    having: dict[tuple[str, int], list[int]] = {}
    for place, each in enumerate(anchors):
        for name in each.names if each.language else ():
            having.setdefault((name, each.first), []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for (name, day), places in having.items():
        for apart in range(DAYS_APART + 1):
            others = having.get((name, day + apart), ())
            shared.update(
                (min(one, other), max(one, other))
                for one in places
                for other in others
                if anchors[one].language != anchors[other].language and (apart or one < other)
            )
    return sorted(pair for pair, names in shared.items() if names >= LEAST_NAMES)


def _compared(
    accounts: Sequence[Account], anchors: Sequence[_Anchored], weights: dict[str, float], pair: tuple[int, int]
) -> Across | None:
    """The pair, the later story first, where what both have is enough."""
    earlier, later = sorted(pair, key=lambda place: (anchors[place].first, accounts[place].story))
    one, other = anchors[later], anchors[earlier]
    names = sorted(one.names.keys() & other.names.keys(), key=lambda name: (-weights[name], name))
    figures = sorted(one.figures & other.figures, key=lambda figure: (-len(figure), figure))[:MOST_FIGURES]
    weight = math.fsum(weights[name] for name in names)
    least = min(math.fsum(weights[name] for name in each.names) for each in (one, other))
    counted = math.fsum(SMALL_FIGURE_WEIGHT if len(figure) == _SMALL else FIGURE_WEIGHT for figure in figures)
    if weight + counted < LEAST_SCORE or weight < LEAST_SHARE * least:
        return None
    shared = (*(one.names[name] for name in names), *figures)
    return Across(later, earlier, shared, round(min(weight / least, 1.0), 6))
