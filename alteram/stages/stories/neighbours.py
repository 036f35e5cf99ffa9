"""Features of a pair from its neighbourhood: what third articles, and rivals, say of it.

The competition of a crowded day is measured where it happens, among the articles that are like one of the two, and not
by how many articles there are. Probabilities are whole numbers of `SCALE` and sums of them and of their products exact,
so that a pair has one second score from either side and in whatever order its neighbours came.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
SLOT = np.uint64(0xFFFFFFFF)
"""Where a link keeps the slot; above it are 16 bits of the value."""

Links = NDArray[np.uint64]
"""Links of an article, one an integer: value, then slot."""
NONE: Links = np.zeros(0, dtype=np.uint64)


def linked(slots: Ints, values: Ints) -> Links:
    """Links to slots, with values from -32,768 to 32,767."""
    return ((values + 32_768).astype(np.uint64) << np.uint64(32)) | slots.astype(np.uint64)


def slots_of(links: Links) -> Ints:
    """The slots to which links go."""
    return (links & SLOT).astype(np.int64)


def values_of(links: Links) -> Ints:
    """The values of links."""
    return (links >> np.uint64(32) & np.uint64(0xFFFF)).astype(np.int64) - 32_768


def _probabilities() -> NDArray[np.int64]:
    logits = np.clip(np.arange(-32_768, 32_768) / STEPS, -40.0, 40.0)
    found = np.rint(SCALE / (1.0 + np.exp(-logits)))
    found[32_768 + COPY :] = round(COPY_PROBABILITY * SCALE)
    steps: NDArray[np.int64] = found.astype(np.int64)
    return steps


_PROBABILITIES = _probabilities()


def probability_of(steps: Ints) -> Ints:
    """First probabilities in units of 1 / `SCALE`."""
    return _PROBABILITIES[steps + 32_768]


class Neighbourhoods:
    """First scores by article (`links`, at both ends of a pair), and each article's best partners among reports.

    Only reports are thirds, rivals and common neighbours: a page that speaks of many events must not tie them together.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.links: list[Links] = []
        self._near = Growing("i4", MOST_COMMON)
        self._chance = Growing("i4", MOST_COMMON)
        self._known = np.zeros(0)
        self._shared = np.zeros(0)
        self._place = np.zeros(0, dtype=np.int64)

    def grow(self, size: int) -> None:
        """Makes room for slots below `size`."""
        more = np.zeros((size - len(self.links), MOST_COMMON), dtype=np.int32)
        self.links += [NONE] * len(more)
        self._near.extend(more)
        self._chance.extend(more)
        if len(self._known) < size:
            self._known, self._shared = np.zeros(2 * size), np.zeros(2 * size)
            self._place = np.zeros(2 * size, dtype=np.int64)

    def refresh(self, slots: Iterable[int]) -> Ints:
        """Looks again for the best partners of articles whose links have changed; those that have others now."""
        wanted = np.array(sorted(slots), dtype=np.int64)
        links = [self.links[slot] for slot in wanted.tolist()]
        joined = np.concatenate([NONE, *links])
        owners = np.repeat(np.arange(len(wanted)), [len(each) for each in links])
        others, chances = slots_of(joined), probability_of(values_of(joined))
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

    def features(self, one: int) -> tuple[Ints, Floats]:
        """The others that an article was compared with, and a row for each pair, columns as in `SECOND`.

        `common` is the cosine of the two rows of first probabilities, without the pair itself; `likeness` the mean
        probability of one article with the closest others of the other, the better way round, `other_likeness` the
        worse way; all are 0 for two articles that have only each other. `rival` is the highest probability that one of
        them and a third go together and the other and that third do not.
        """
        others, steps = slots_of(self.links[one]), values_of(self.links[one])
        chances = probability_of(steps).astype(np.float64)
        self._known[others] = chances
        view = _View(self, one, others)
        common, has_common = view.common()
        sides = view.likeness()
        rival = view.rival()
        self._known[others] = 0.0
        (one_way, has_one), (other_way, has_other) = sides
        none = np.where(has_one, one_way, np.inf), np.where(has_other, other_way, np.inf)
        least = np.minimum(*none)
        columns = (
            np.ones(len(others)),
            steps / STEPS,
            common,
            has_common.astype(np.float64),
            np.maximum(one_way, other_way),
            np.where(np.isfinite(least), least, 0.0),
            (has_one | has_other).astype(np.float64),
            (has_one & has_other).astype(np.float64),
            rival,
        )
        return others, np.stack(columns, axis=1)

    def _closest(self, one: int, others: Ints) -> tuple[Ints, Floats, Floats]:
        """The closest partners of an article with their chances, and how each of `others` goes with each of these."""
        chances = self._chance.values[one, : MOST_THIRDS + 1]
        partners = self._near.values[one, : MOST_THIRDS + 1][chances > 0].astype(np.int64)
        known = np.zeros((len(others), len(partners)))
        if len(partners):
            self._place[others] = np.arange(1, len(others) + 1)
            links = [self.links[partner] for partner in partners.tolist()]
            joined = np.concatenate(links)
            columns = np.repeat(np.arange(len(partners)), [len(each) for each in links])
            places = self._place[slots_of(joined)]
            hits = np.flatnonzero(places)
            known[places[hits] - 1, columns[hits]] = probability_of(values_of(joined[hits]))
            self._place[others] = 0
        return partners, chances[: len(partners)].astype(np.float64), known

    def of(self, slots: Any) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Best partners and their chances, `MOST_COMMON` a row, filled up with chances of 0."""
        return self._near.values[slots], self._chance.values[slots]

    def known(self) -> tuple[Floats, Floats]:
        """Chances with the article that is looked at, by slot; and a row of zeros to write on."""
        return self._known, self._shared


class _View:
    """One article and those that it was compared with. Matrices have a row for each of these."""

    def __init__(self, near: Neighbourhoods, one: int, others: Ints) -> None:
        self._one, self._others = one, others
        self._known, self._shared = near.known()
        self._own, own = near.of(one)
        self._own_chances = own.astype(np.float64)
        self._theirs, theirs = near.of(others)
        self._chances = theirs.astype(np.float64)
        self._partners, self._partner_chances, self._across = near._closest(one, others)
        self._first = slice(0, MOST_THIRDS + 1)
        self._not_one = self._theirs[:, self._first] != one
        self._not_other = self._partners[None, :] != others[:, None]

    def common(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Cosine of the neighbours of both, themselves left out; 0 where either has no other, and whether both have."""
        self._shared[self._own] = self._own_chances
        self._shared[0] = float(self._own_chances[self._own == 0].sum())
        sums = np.sum(self._shared[self._theirs] * self._chances, axis=1)
        back = np.where(self._theirs == self._one, self._chances, 0.0).sum(axis=1)
        one = float(np.sum(self._own_chances**2)) - self._shared[self._others] ** 2
        other = np.sum(self._chances**2, axis=1) - back**2
        self._shared[self._own] = 0.0
        self._shared[0] = 0.0
        both = np.minimum(one, other) > (LEAST_COMMON * SCALE) ** 2
        return np.where(both, sums / np.sqrt(np.where(both, one * other, 1.0)), 0.0), both

    def likeness(self) -> tuple[tuple[Floats, NDArray[np.bool_]], tuple[Floats, NDArray[np.bool_]]]:
        """Mean probability of the one with the closest partners of the others, weighted by how close these are, and
        whether there are any; then of the others with those of the one."""
        chances = self._chances[:, self._first]
        one_way = _mean(chances, self._not_one, self._known[self._theirs[:, self._first]])
        chances = np.broadcast_to(self._partner_chances, self._across.shape)
        return one_way, _mean(chances, self._not_other, self._across)

    def rival(self) -> Floats:
        """The strongest claim on either by an article that the other does not go with."""
        claims = self._chances[:, self._first] * (SCALE - self._known[self._theirs[:, self._first]]) * self._not_one
        back = self._partner_chances[None, :] * (SCALE - self._across) * self._not_other
        strongest = np.maximum(claims.max(axis=1, initial=0.0), back.max(axis=1, initial=0.0))
        return np.asarray(strongest / float(SCALE * SCALE), dtype=np.float64)


def _mean(chances: Floats, wanted: NDArray[np.bool_], known: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Means of `known`, weighted by the first eight chances of each row that are wanted and high enough."""
    chosen = wanted & (chances >= LEAST_THIRD * SCALE)
    weights = np.where(chosen & (np.cumsum(chosen, axis=1) <= MOST_THIRDS), chances, 0.0)
    totals = weights.sum(axis=1)
    has = totals > 0.0
    return (weights * known).sum(axis=1) / np.where(has, totals * SCALE, 1.0), has
