"""Features of a pair from its neighbourhood: what third articles, and rivals, say of it.

The competition of a crowded day is measured where it happens, among the articles that are like one of the two, and not
by how many articles there are. Probabilities are whole numbers of `SCALE` and sums of them and of their products exact,
so that a pair has one second score from either side and in whatever order its neighbours came.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.guard import Guard
from alteram.stages.stories.links import MIDDLE, LinkRows, slots_of, values_of
from alteram.stages.stories.prints import EXTENTS
from alteram.stages.stories.roles import ROLES
from alteram.stages.stories.rows import Flags, Floats, Growing, Ints, Marks
from alteram.stages.stories.shelf import Shelf

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
        self._marks = Marks("i4")

    def grow(self, size: int) -> None:
        """Makes room for slots below `size`."""
        more = np.zeros((size - len(self.links), MOST_COMMON), dtype=np.int32)
        self.links.grow(size)
        self._near.extend(more)
        self._chance.extend(more)
        self._marks.grow(size)

    def refresh(self, slots: Iterable[int]) -> Ints:
        """Looks again for the best partners of articles whose links have changed; those that have others now."""
        wanted = np.array(sorted(slots), dtype=np.int64)
        joined, numbers = self.links.gather(wanted)
        owners = np.repeat(np.arange(len(wanted)), numbers)
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

    def features(self, slots: Ints, guard: Guard | None = None) -> tuple[Ints, Ints, Floats, Flags]:
        """For each of these articles those that it was compared with, a row for each pair, columns as in `SECOND`, and
        whether the guard lets it pass: first where the pairs of each start in the other three, and where the last ones
        end.

        `common` is the cosine of the two rows of first probabilities, without the pair itself; `likeness` the mean
        probability of one article with the closest others of the other, the better way round, `other_likeness` the
        worse way; all are 0 for two articles that have only each other. `rival` is the highest probability that one of
        them and a third go together and the other and that third do not. The common neighbours, which take longest, are
        not looked for where a pair does not pass.
        """
        links, numbers = self.links.gather(slots)
        steps = values_of(links)
        pairs = _Pairs(slots, numbers, slots_of(links), PROBABILITIES[steps + MIDDLE])
        found = np.zeros((len(links), len(SECOND)))
        passed = np.ones(len(links), dtype=np.bool_)
        if len(links):
            found[:, 0], found[:, 1] = 1.0, steps / STEPS
            found[:, 4:] = self._thirds(pairs)
            if guard is not None:
                passed = guard.passed(found[:, 4], found[:, 1], found[:, 8], *self._gaps(pairs))
            wanted = np.flatnonzero(passed)
            if len(wanted):
                found[wanted, 2:4] = self._common(pairs, wanted)
        return np.concatenate(([0], np.cumsum(numbers))), pairs.others, found, passed

    def _gaps(self, pairs: "_Pairs") -> tuple[Floats, Floats]:
        """Whole days between the two of each pair, infinite where a time is unknown; words of the shorter body."""
        times, extents = self._shelf.column("time"), self._shelf.column("extent")
        words = np.expm1(np.minimum(extents[pairs.slots][pairs.owners], extents[pairs.others]) / EXTENTS)
        ones, others = times[pairs.slots][pairs.owners], times[pairs.others]
        known = np.isfinite(ones) & np.isfinite(others)
        days = np.floor(np.where(known, ones, 0.0)) - np.floor(np.where(known, others, 0.0))
        return np.where(known, np.abs(days), np.inf), words

    def _thirds(self, pairs: "_Pairs") -> Floats:
        """Means over the closest partners of either, weighted by how close these are, of how the other one goes with
        them; whether either, both have such thirds; and the strongest claim on one by an article that the other does
        not go with.
        """
        near, chance = self._near.values[:, : MOST_THIRDS + 1], self._chance.values[:, : MOST_THIRDS + 1]
        owners, others = pairs.owners, pairs.others
        asked = near[others]
        places = self._marks.places(others, pairs.numbers, asked.ravel(), pairs.numbers * asked.shape[1])
        goes = pairs.chances_at(owners[:, None], places.reshape(asked.shape))
        other, other_weight, other_rival = _spoken_for(asked, chance[others], pairs.slots[owners], goes)
        asked = near[pairs.slots][owners]
        one, one_weight, one_rival = _spoken_for(asked, chance[pairs.slots][owners], others, self._across(pairs))
        has_one, has_other = one_weight > 0, other_weight > 0
        one, other = np.where(has_one, one, other), np.where(has_other, other, one)
        rival = np.maximum(one_rival, other_rival) / (SCALE * SCALE)
        columns = np.maximum(one, other), np.minimum(one, other), has_one | has_other, has_one & has_other, rival
        return np.stack(columns, axis=1)

    def _across(self, pairs: "_Pairs") -> Ints:
        """The chance of the other of each pair with each of the closest partners of the one."""
        owners, ranks = np.nonzero(self._chance.values[pairs.slots, : MOST_THIRDS + 1])
        rows, lengths = self.links.gather(self._near.values[pairs.slots, : MOST_THIRDS + 1][owners, ranks])
        asked = np.bincount(owners, lengths, len(pairs.slots)).astype(np.int64)
        places = self._marks.places(pairs.others, pairs.numbers, slots_of(rows), asked)
        hits = np.flatnonzero(places)
        at = np.repeat(np.arange(len(owners)), lengths)[hits]
        found = np.zeros((len(pairs.others), MOST_THIRDS + 1), dtype=np.int64)
        found[pairs.starts[owners[at]] + places[hits] - 1, ranks[at]] = PROBABILITIES[values_of(rows[hits]) + MIDDLE]
        return found

    def _common(self, pairs: "_Pairs", wanted: Ints) -> Floats:
        """Cosine of the neighbours of both, themselves left out, and whether both have any, for some of the pairs."""
        owners, others = pairs.owners[wanted], pairs.others[wanted]
        near, chance = self._near.values, self._chance.values
        own, their = chance[pairs.slots].astype(np.int64), chance[others].astype(np.int64)
        numbers = np.bincount(owners, minlength=len(pairs.slots))
        asked = near[np.insert(others, np.cumsum(numbers) - numbers, pairs.slots)]
        places = self._marks.places(pairs.others, pairs.numbers, asked.ravel(), (numbers + 1) * MOST_COMMON)
        places = places.reshape(asked.shape)
        heads = np.cumsum(numbers) - numbers + np.arange(len(numbers))
        best = np.zeros(len(pairs.others) + 1, dtype=np.int64)
        at = (places[heads] + pairs.starts[:, None])[own > 0]
        best[at] = own[own > 0]
        places = np.delete(places, heads, axis=0)
        product = np.sum(their * best[np.where(places > 0, places + pairs.starts[owners][:, None], 0)], axis=1)
        back = np.where(near[others] == pairs.slots[owners][:, None], their, 0)
        own_square = np.sum(own**2, axis=1)[owners] - best[wanted + 1] ** 2
        their_square = np.sum(their**2 - back**2, axis=1)
        both = np.minimum(own_square, their_square) > _LEAST_SQUARE
        length = np.sqrt(np.where(both, own_square, 1).astype(np.float64) * np.where(both, their_square, 1))
        return np.stack((np.where(both, product / length, 0.0), both), axis=1)


class _Pairs:
    """All pairs of some articles, `numbers` of each, with the first probability of each pair."""

    def __init__(self, slots: Ints, numbers: Ints, others: Ints, chances: Ints) -> None:
        self.slots, self.numbers, self.others = slots, numbers, others
        self.starts = np.cumsum(numbers) - numbers
        self.owners = np.repeat(np.arange(len(slots)), numbers)
        """The place of the one of each pair among the slots."""

        self._chances = np.concatenate((np.zeros(1, dtype=np.int64), chances))

    def chances_at(self, owners: Ints, places: NDArray[np.int32]) -> Ints:
        """The chances of articles with those that stand at a place, counted from 1, among their others; 0 for 0."""
        found: Ints = self._chances[np.where(places > 0, places + self.starts[owners], 0)]
        return found


def _spoken_for(near: NDArray[np.int32], chance: Ints, ends: Ints, goes: Ints) -> tuple[Floats, Ints, Ints]:
    """How closest partners of one end of a pair go with the other: the mean, its weight, and the strongest claim."""
    chance = np.where(near == ends[:, None], 0, chance)
    rival = np.max(chance * (SCALE - goes), axis=1)
    thirds = chance >= _LEAST_THIRD
    thirds &= np.cumsum(thirds, axis=1) <= MOST_THIRDS
    weights = np.where(thirds, chance, 0)
    weight = np.sum(weights, axis=1)
    return np.sum(weights * goes, axis=1) / (np.maximum(weight, 1) * SCALE), weight, rival
