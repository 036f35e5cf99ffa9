"""Features of a pair from its neighbourhood: what third articles, and rivals, say of it.

The competition of a crowded day is measured where it happens, among the articles that are like one of the two, and not
by how many articles there are. Probabilities are whole numbers of `SCALE` and sums of them and of their products exact,
so that a pair has one second score from either side and in whatever order its neighbours came.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.compiling import compiled
from alteram.stages.stories.links import MIDDLE, NONE, LinkArrays, LinkRows, slots_of, values_of
from alteram.stages.stories.roles import ROLES
from alteram.stages.stories.shelf import Floats, Growing, Ints, Shelf

SECOND = (
    "one", "logit", "common", "has_common", "likeness", "other_likeness", "has_third", "has_thirds", "rival",
)  # fmt: skip
LEAST_COMMON = 0.05
"""Probability from which an article counts among the neighbours that two may have in common."""
MOST_COMMON = 30
LEAST_THIRD = 0.3
"""Probability from which an article is a third that may speak for the pair."""
MOST_THIRDS = 8
"""Thirds and rivals of an article that are looked at, the closest."""
SCALE = 50_000
"""What stands for a probability of 1."""
STEPS = 512
"""Steps of one logit: first scores are kept in 16 bits."""
COPY = 32_000
"""The step of a pair that is one text published twice."""
COPY_PROBABILITY = 0.999
_LEAST_SQUARE = round(LEAST_COMMON * SCALE) ** 2
_LEAST_THIRD = round(LEAST_THIRD * SCALE)


def _probabilities() -> Ints:
    logits = np.clip(np.arange(-MIDDLE, MIDDLE) / STEPS, -40.0, 40.0)
    found = np.rint(SCALE / (1.0 + np.exp(-logits)))
    found[MIDDLE + COPY :] = round(COPY_PROBABILITY * SCALE)
    steps: Ints = found.astype(np.int64)
    return steps


PROBABILITIES = _probabilities()
"""First probabilities in units of 1 / `SCALE`, by step, counted from -32,768."""


class Neighbourhoods:
    """First scores by article (`links`, at both ends of a pair), and each article's best partners among reports.

    Only reports are thirds, rivals and common neighbours: a page that speaks of many events must not tie them together.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.links = LinkRows()
        self._near = Growing("i4", MOST_COMMON)
        self._chance = Growing("i4", MOST_COMMON)
        self._scratch = np.zeros((3, 0), dtype=np.int64)

    def grow(self, size: int) -> None:
        """Makes room for slots below `size`."""
        more = np.zeros((size - len(self.links), MOST_COMMON), dtype=np.int32)
        self.links.grow(size)
        self._near.extend(more)
        self._chance.extend(more)
        if self._scratch.shape[1] < size:
            self._scratch = np.zeros((3, 2 * size), dtype=np.int64)

    def refresh(self, slots: Iterable[int]) -> Ints:
        """Looks again for the best partners of articles whose links have changed; those that have others now."""
        wanted = np.array(sorted(slots), dtype=np.int64)
        links = [self.links[slot] for slot in wanted.tolist()]
        joined = np.concatenate([NONE, *links])
        owners = np.repeat(np.arange(len(wanted)), [len(each) for each in links])
        others, chances = slots_of(joined), PROBABILITIES[values_of(joined) + MIDDLE]
        speaks = self._shelf.column("role") == ROLES.index("report")
        kept = np.flatnonzero((chances >= LEAST_COMMON * SCALE) & speaks[others])
        owners, others, chances = owners[kept], others[kept], chances[kept]
        times, ties = self._shelf.column("time"), self._shelf.column("tie")
        order = np.lexsort((ties[others], times[others], -chances, owners))
        owners, others, chances = owners[order], others[order], chances[order]
        ranks = np.arange(len(owners)) - np.searchsorted(owners, owners)
        best = ranks < MOST_COMMON
        near, chance = (np.zeros((len(wanted), MOST_COMMON), dtype=np.int32) for _ in range(2))
        near[owners[best], ranks[best]] = others[best]
        chance[owners[best], ranks[best]] = chances[best]
        before = self._near.values[wanted], self._chance.values[wanted]
        changed = np.any((near != before[0]) | (chance != before[1]), axis=1)
        self._near.values[wanted], self._chance.values[wanted] = near, chance
        return wanted[changed]

    def features(self, slots: Ints) -> tuple[Ints, Ints, Floats]:
        """For each of these articles those that it was compared with, and a row for each pair, columns as in `SECOND`:
        first where the pairs of each start in the other two, and where the last ones end.

        `common` is the cosine of the two rows of first probabilities, without the pair itself; `likeness` the mean
        probability of one article with the closest others of the other, the better way round, `other_likeness` the
        worse way; all are 0 for two articles that have only each other. `rival` is the highest probability that one of
        them and a third go together and the other and that third do not.
        """
        links, near, chance = self.links.arrays, self._near.values, self._chance.values
        starts = np.concatenate(([0], np.cumsum(links.sizes[slots]))).astype(np.int64)
        others, found = np.zeros(starts[-1], dtype=np.int64), np.zeros((starts[-1], len(SECOND)))
        _all_features(slots, starts, links, PROBABILITIES, near, chance, self._scratch, others, found)
        return starts, others, found


@compiled
def _all_features(
    slots: Ints,
    starts: Ints,
    links: LinkArrays,
    probabilities: Ints,
    near: NDArray[np.int32],
    chance: NDArray[np.int32],
    scratch: Ints,
    others: Ints,
    found: Floats,
) -> None:
    """Fills `others` and `found`."""
    for k in range(len(slots)):
        one, start, end = slots[k], starts[k], starts[k + 1]
        for n in range(end - start):
            link = links.room[links.starts[one] + n]
            others[start + n] = np.int64(link & np.uint64(0xFFFFFFFF))
            found[start + n, 0] = 1.0
            found[start + n, 1] = (np.int64((link >> np.uint64(32)) & np.uint64(0xFFFF)) - MIDDLE) / STEPS
        _features(one, others[start:end], links, probabilities, near, chance, scratch, found[start:end])


@compiled
def _features(
    one: int,
    others: Ints,
    links: LinkArrays,
    probabilities: Ints,
    near: NDArray[np.int32],
    chance: NDArray[np.int32],
    scratch: Ints,
    found: Floats,
) -> None:
    """Fills the columns from `common` on. While this runs, `scratch` has by slot the chances with `one` of whatever it
    was compared with, then of its best partners, then the place of each of `others`, counted from 1.
    """
    known, best, places = scratch[0], scratch[1], scratch[2]
    own = np.int64(0)
    for at in range(links.starts[one], links.starts[one] + links.sizes[one]):
        known[np.int64(links.room[at] & np.uint64(0xFFFFFFFF))] = probabilities[
            np.int64(links.room[at] >> np.uint64(32)) & 0xFFFF
        ]
    for n in range(MOST_COMMON):
        if chance[one, n] > 0:
            best[near[one, n]] = chance[one, n]
            own += np.int64(chance[one, n]) ** 2
    across = _across(one, others, links, probabilities, near, chance, places)
    for k in range(len(others)):
        _common(one, others[k], own, best, near, chance, found[k])
        _thirds(one, others[k], known, across[k], near, chance, found[k])
    for n in range(MOST_COMMON):
        best[near[one, n]] = 0
    for k in range(len(others)):
        known[others[k]] = 0


@compiled
def _across(
    one: int,
    others: Ints,
    links: LinkArrays,
    probabilities: Ints,
    near: NDArray[np.int32],
    chance: NDArray[np.int32],
    places: Ints,
) -> Ints:
    """The chance of each of `others` with each of the closest partners of `one`."""
    found = np.zeros((len(others), MOST_THIRDS + 1), dtype=np.int64)
    for k in range(len(others)):
        places[others[k]] = k + 1
    for n in range(MOST_THIRDS + 1):
        if chance[one, n] > 0:
            partner = near[one, n]
            for at in range(links.starts[partner], links.starts[partner] + links.sizes[partner]):
                k = places[np.int64(links.room[at] & np.uint64(0xFFFFFFFF))] - 1
                if k >= 0:
                    found[k, n] = probabilities[np.int64(links.room[at] >> np.uint64(32)) & 0xFFFF]
    for k in range(len(others)):
        places[others[k]] = 0
    return found


@compiled
def _common(
    one: int, other: int, own: np.int64, best: Ints, near: NDArray[np.int32], chance: NDArray[np.int32], row: Floats
) -> None:
    """Cosine of the neighbours of both, themselves left out, and whether both have any; `own` is the sum of squares."""
    product = theirs = back = np.int64(0)
    for n in range(MOST_COMMON):
        value = np.int64(chance[other, n])
        if value == 0:
            break
        product += value * best[near[other, n]]
        theirs += value * value
        if near[other, n] == one:
            back = value
    ours = own - best[other] ** 2
    theirs -= back**2
    if min(ours, theirs) > _LEAST_SQUARE:
        row[2], row[3] = product / math.sqrt(float(ours) * float(theirs)), 1.0


@compiled
def _thirds(
    one: int,
    other: int,
    known: Ints,
    across: Ints,
    near: NDArray[np.int32],
    chance: NDArray[np.int32],
    row: Floats,
) -> None:
    """Means over the closest partners of either, weighted by how close these are, of how the other one goes with them;
    whether either, both have such thirds; and the strongest claim on one by an article that the other does not go with.
    """
    rival, sides, most, least = np.int64(0), 0, 0.0, 0.0
    for side in range(2):
        total, weight, thirds = np.int64(0), np.int64(0), 0
        centre, end = (other, one) if side == 0 else (one, other)
        for n in range(MOST_THIRDS + 1):
            value, partner = np.int64(chance[centre, n]), np.int64(near[centre, n])
            if value == 0:
                break
            if partner != end:
                goes = known[partner] if side == 0 else across[n]
                rival = max(rival, value * (SCALE - goes))
                if value >= _LEAST_THIRD and thirds < MOST_THIRDS:
                    thirds += 1
                    weight += value
                    total += value * goes
        if weight:
            mean = total / (weight * SCALE)
            most, least = (max(most, mean), min(least, mean)) if sides else (mean, mean)
            sides += 1
    row[4], row[5], row[6], row[7] = most, least, 1.0 if sides > 0 else 0.0, 1.0 if sides == 2 else 0.0
    row[8] = rival / (SCALE * SCALE)
