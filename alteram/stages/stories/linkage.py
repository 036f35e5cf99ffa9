"""Average linkage on a sparse graph of pairs, with a heap.

The tie of two clusters is the mean probability over *all* pairs across them (a pair that was never compared counts as
0), as in UPGMA (Sokal and Michener 1958). Only clusters with at least one scored pair between them are ever looked at,
so cost goes with the number of pairs and not with the square of a component. The strongest tie is joined first; equal
ties go by the smallest members, so the order of the input decides nothing.
"""

import heapq
from collections.abc import Iterable

from alteram.stages.stories.bounds import Bounds


def link(
    number: int, ties: Iterable[tuple[int, int, float]], least: float, times: "Times", bounds: Bounds | None = None
) -> tuple[tuple[int, ...], ...]:
    """Clusters of rows 0 ... `number` - 1, each ascending, ordered by first member.

    `ties` are scored pairs (i < j, once each); clusters are joined while their mean tie is at least `least` and the
    joined cluster spans no more than `times.most` days. No cluster is made that `bounds` forbid; rows that
    they have joined already weigh as if they were apart, and every join is entered there.
    """
    return _Linkage(number, ties, least, times, bounds or Bounds(number)).run()


class Times:
    """Days of each row (None when unknown), and the longest span of a cluster."""

    def __init__(self, days: Iterable[float | None], most: float) -> None:
        self.days = tuple(days)
        self.most = most


class _Linkage:
    def __init__(
        self, number: int, ties: Iterable[tuple[int, int, float]], least: float, times: Times, bounds: Bounds
    ) -> None:
        self._bounds = bounds
        self._least = least
        self._times = times
        self._members: dict[int, list[int]] = {i: [i] for i in range(number)}
        self._sums: dict[int, dict[int, float]] = {i: {} for i in range(number)}
        self._spans = {i: (day, day) for i, day in enumerate(times.days)}
        self._heap: list[tuple[float, int, int]] = []
        for i, j, weight in ties:
            self._sums[i][j] = self._sums[j][i] = weight
            mean = round(weight, 9)
            if mean >= least:
                self._heap.append((-mean, min(i, j), max(i, j)))
        heapq.heapify(self._heap)

    def run(self) -> tuple[tuple[int, ...], ...]:
        while self._heap:
            negative, i, j = heapq.heappop(self._heap)
            if self._is_current(i, j, -negative) and self._fits(i, j) and self._bounds.may_join(i, j):
                self._join(i, j)
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))

    def _mean(self, i: int, j: int) -> float:
        return round(self._sums[i][j] / (len(self._members[i]) * len(self._members[j])), 9)

    def _is_current(self, i: int, j: int, mean: float) -> bool:
        return i in self._members and j in self._members and self._mean(i, j) == mean

    def _fits(self, i: int, j: int) -> bool:
        known = [day for k in (i, j) for day in self._spans[k] if day is not None]
        return not known or max(known) - min(known) <= self._times.most

    def _join(self, i: int, j: int) -> None:
        """Cluster j goes into cluster i; a cluster is called by its smallest row."""
        self._bounds.join(i, j)
        self._members[i] += self._members.pop(j)
        known = [day for k in (i, j) for day in self._spans[k] if day is not None]
        self._spans[i] = (min(known), max(known)) if known else (None, None)
        moved = self._sums.pop(j)
        del moved[i], self._sums[i][j]
        sums = self._sums[i]
        for k, weight in moved.items():
            del self._sums[k][j]
            sums[k] = self._sums[k][i] = sums.get(k, 0.0) + weight
        self._offer(i)

    def _offer(self, i: int) -> None:
        """Puts a cluster's ties to all others among those that may be the strongest."""
        members, size, least = self._members, len(self._members[i]), self._least
        for k, total in self._sums[i].items():
            mean = round(total / (size * len(members[k])), 9)
            if mean >= least:
                heapq.heappush(self._heap, (-mean, min(i, k), max(i, k)))
