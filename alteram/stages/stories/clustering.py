"""From scored pairs to clusters: reports are linked; other genres follow them, or stay by themselves.

What editors have settled is respected: `constraints` say which articles are together, apart, or at home with others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.ids import ArticleId
from alteram.stages.stories.bounds import Bounds
from alteram.stages.stories.linkage import Times, link

LEAST_REPORTS = 2
"""Reports that a story has before anything follows it."""
LONGEST_DAYS = 3.0
"""Days that one event's first coverage may span; what comes later is a development of its own."""


@dataclass(frozen=True, slots=True)
class Region:
    """Articles, in order, that strong ties hold together, with what linkage has to know of them.

    `times` are days, None where unknown; `ties` are (row, later row, probability), once each.
    """

    articles: tuple[ArticleId, ...]
    roles: tuple[str, ...]
    times: tuple[float | None, ...]
    ties: tuple[tuple[int, int, float], ...]


def cluster(region: Region, stop: float, constraints: Constraints = UNCONSTRAINED) -> list[tuple[int, ...]]:
    """Rows of each cluster, ordered by first member; every row in exactly one."""
    roles = region.roles
    ties = [(i, j, probability) for i, j, probability in region.ties if roles[i] == roles[j] == "report"]
    rows = {article: row for row, article in enumerate(region.articles)}
    bounds = _bounds(rows, constraints)
    settled = frozenset(rows[article] for held in constraints.together for article in held if article in rows)
    found = link(len(roles), ties, stop, Times(region.times, LONGEST_DAYS), bounds)
    free = tuple("settled" if row in settled and name == "follower" else name for row, name in enumerate(roles))
    for row, k in sorted(_followed(found, free, region.ties, stop, bounds).items()):
        if bounds.may_join(row, found[k][0]):
            bounds.join(row, found[k][0])
    return _housed(bounds.groups(), rows, constraints)


def _bounds(rows: Mapping[ArticleId, int], constraints: Constraints) -> Bounds:
    """What may be joined; articles that are not here are left out."""
    together = ([rows[article] for article in held if article in rows] for held in constraints.together)
    apart = ((rows[a], rows[b]) for a, b in constraints.apart if a in rows and b in rows)
    return Bounds(len(rows), (held for held in together if held), apart)


def _housed(
    groups: list[tuple[int, ...]], rows: Mapping[ArticleId, int], constraints: Constraints
) -> list[tuple[int, ...]]:
    """The groups with every article that has a home in it: the group that holds most of those it belongs with.

    It alone moves. A group that holds one from which it is kept apart is no home.
    """
    if not constraints.homes:
        return groups
    place = {row: k for k, group in enumerate(groups) for row in group}
    apart = {(rows[a], rows[b]) for pair in constraints.apart for a, b in (pair, pair[::-1]) if a in rows and b in rows}
    for article, others in constraints.homes:
        if article not in rows:
            continue
        row = rows[article]
        kept_from = {place[other] for one, other in apart if one == row}
        counts = Counter(place[rows[other]] for other in others if other in rows)
        homes = sorted((-number, k) for k, number in counts.items() if k not in kept_from)
        if homes:
            place[row] = homes[0][1]
    made: dict[int, list[int]] = {}
    for row in sorted(place):
        made.setdefault(place[row], []).append(row)
    return sorted(tuple(members) for members in made.values())


def _followed(
    clusters: Sequence[Sequence[int]],
    roles: tuple[str, ...],
    ties: Iterable[tuple[int, int, float]],
    stop: float,
    bounds: Bounds,
) -> dict[int, int]:
    """For each follower the cluster of reports that it is nearest to, if it is near enough to any that it may join."""
    home = {row: k for k, rows in enumerate(clusters) for row in rows}
    sums: dict[tuple[int, int], float] = {}
    for i, j, probability in ties:
        for row, other in ((i, j), (j, i)):
            if roles[row] == "follower" and roles[other] == "report":
                sums[row, home[other]] = sums.get((row, home[other]), 0.0) + probability
    best: dict[int, tuple[float, int]] = {}
    for (row, k), total in sorted(sums.items()):
        mean = round(total / len(clusters[k]), 9)
        near = len(clusters[k]) >= LEAST_REPORTS and mean >= stop and mean > best.get(row, (0.0, 0))[0]
        if near and bounds.may_join(row, clusters[k][0]):
            best[row] = (mean, k)
    return {row: k for row, (_, k) in best.items()}
