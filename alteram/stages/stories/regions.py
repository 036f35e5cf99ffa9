"""Regions of the pair graph: what linkage can decide by itself.

The mean of a cluster's ties reaches the stop only where some tie does, so clusters are joined along *bonds* only: ties
of at least the stop between reports no further apart than a story may be long, or between a report and what follows it.
Whatever no bond connects is linked apart, with the result that linkage of everything would have (`bounds` of editors
are bonds too). At the stop regions are small, and an arrival changes one or two; at the least tie that is kept one of
them holds most of a window.
"""

import itertools
import math
from collections.abc import Iterable, Mapping

import numpy as np

from alteram.model.acts import UNCONSTRAINED, Constraints
from alteram.model.ids import ArticleId
from alteram.stages.stories.candidates import WINDOW_DAYS
from alteram.stages.stories.clustering import LONGEST_DAYS, Region, cluster
from alteram.stages.stories.index import Index
from alteram.stages.stories.links import Links, slots_of, values_of
from alteram.stages.stories.neighbours import SCALE
from alteram.stages.stories.roles import ROLES
from alteram.stages.stories.rows import Ints


class Regions:
    """The regions of an index under the constraints of editors.

    Of an index of which only the days from `first` to `last` are loaded, a region may go `beyond`.
    """

    def __init__(
        self,
        index: Index,
        constraints: Constraints = UNCONSTRAINED,
        first: float = -np.inf,
        last: float = np.inf,
    ) -> None:
        self.beyond = False
        self._inside = first + WINDOW_DAYS, last - WINDOW_DAYS
        self._index = index
        self._constraints = constraints
        self._settled, self._parted = _settled(constraints, index.shelf.slots)
        least = next(
            value for value in itertools.count(int(index.model.stop * SCALE)) if value / SCALE >= index.model.stop
        )
        self._strong = np.uint64(least << 32)
        self._whole = not (np.isfinite(first) or np.isfinite(last))

    def around(self, slots: Iterable[int]) -> list[Ints]:
        """Every region that holds one of the slots, each in order."""
        seen: set[int] = set()
        found = []
        alive = self._index.shelf.column("alive")
        for slot in sorted(slots):
            if slot not in seen and alive[slot]:
                region = self._reach(slot)
                seen |= region
                found.append(self._index.shelf.in_order(np.array(sorted(region), dtype=np.int64)))
        return found

    def clusters(self, region: Ints) -> list[tuple[int, ...]]:
        """Slots of each cluster of a region, each in order."""
        if len(region) == 1:
            return [(int(region[0]),)]
        shelf = self._index.shelf
        times = shelf.column("time")[region].tolist()
        made = Region(
            articles=tuple(shelf.ids[slot] for slot in region.tolist()),
            roles=tuple(ROLES[number] for number in shelf.column("role")[region].tolist()),
            times=tuple(time if math.isfinite(time) else None for time in times),
            ties=self._ties(region),
        )
        slots = region.tolist()
        return [
            tuple(slots[row] for row in members) for members in cluster(made, self._index.model.stop, self._constraints)
        ]

    def _ties(self, region: Ints) -> tuple[tuple[int, int, float], ...]:
        """The ties inside a region by rows, the earlier first."""
        links = [self._index.ties[slot] for slot in region.tolist()]
        rows = np.repeat(np.arange(len(region)), [len(each) for each in links])
        joined = np.concatenate(links)
        order = np.argsort(region)
        places = np.minimum(np.searchsorted(region[order], slots_of(joined)), len(region) - 1)
        others = np.where(region[order[places]] == slots_of(joined), order[places], -1)
        kept = np.flatnonzero(others > rows)
        rows, others, chances = rows[kept], others[kept], chances_of(joined[kept])
        order = np.lexsort((others, rows))
        return tuple(zip(rows[order].tolist(), others[order].tolist(), chances[order].tolist(), strict=True))

    def _reach(self, slot: int) -> set[int]:
        """The slots that bonds connect with one."""
        reached, waiting, times = {slot}, [slot], self._index.shelf.column("time")
        while waiting:
            one = waiting.pop()
            if not self._whole and (one in self._parted or not self._inside[0] <= times[one] <= self._inside[1]):
                self.beyond = True
                break
            for other in self._bonds(one):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached

    def _bonds(self, slot: int) -> list[int]:
        links = self._index.ties[slot]
        settled = self._settled.get(slot, [])
        if not len(links):
            return settled
        strong = links[links >= self._strong]
        if not len(strong):
            return settled
        shelf, others = self._index.shelf, slots_of(strong)
        follower, report = ROLES.index("follower"), ROLES.index("report")
        roles, role = shelf.column("role")[others], int(shelf.column("role")[slot])
        if role == report:
            times = shelf.column("time")
            apart = np.isfinite(times[others]) & bool(np.isfinite(times[slot]))
            apart &= np.abs(np.where(apart, times[others], 0.0) - np.where(apart, times[slot], 0.0)) > LONGEST_DAYS
            held = ((roles == report) & ~apart) | (roles == follower)
        else:
            held = (roles == report) & (role == follower)
        return [*others[held].tolist(), *settled]


def chances_of(links: Links) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Probabilities of ties."""
    return (values_of(links) + 32_768) / SCALE


def _settled(constraints: Constraints, slots: Mapping[ArticleId, int]) -> tuple[dict[int, list[int]], frozenset[int]]:
    """Bonds that editors have made: everything that one constraint speaks of; and of what not all is loaded."""
    bonds: dict[int, list[int]] = {}
    parted: set[int] = set()
    groups = (
        *constraints.together,
        *constraints.apart,
        *((article, *others) for article, others in constraints.homes),
    )
    for group in groups:
        present = [slots[article] for article in group if article in slots]
        if len(present) < len(group):
            parted.update(present)
        for one, other in itertools.pairwise(present):
            bonds.setdefault(one, []).append(other)
            bonds.setdefault(other, []).append(one)
    return bonds, frozenset(parted)
