"""Features of a pair from its neighbourhood: what third articles, and rivals, say of it.

The competition of a crowded day is measured where it happens, among the articles that are like one of the two, and not
by how many articles there are.
"""

import itertools
import math

import numpy as np

from alteram.stages.stories.pairs import Pairs
from alteram.stages.stories.rows import Flags, Floats

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


def second_features(speaks: Flags, pairs: Pairs, logits: Floats) -> Floats:
    """One row a pair, columns as in `SECOND`; `logits` are those of the first pass for the same pairs.

    Only rows that `speaks` marks are thirds, rivals and common neighbours: a page that speaks of many events must not
    tie them together. `common` is the cosine of the two rows of first probabilities, without the pair itself;
    `likeness` the mean probability of one article with the closest others of the other, the better way round,
    `other_likeness` the worse way; all are 0 for two articles that have only each other. `rival` is the highest
    probability that one of them and a third go together and the other and that third do not.
    """
    near = _Neighbourhood(speaks, pairs, logits)
    views = [near.view(i, j) for i, j in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)]
    found = np.array(views, dtype=np.float64).reshape(len(logits), len(SECOND) - 2)
    return np.column_stack([np.ones(len(logits)), logits, found])


class _Neighbourhood:
    """First-pass probabilities by article, and each article's best partners."""

    def __init__(self, speaks: Flags, pairs: Pairs, logits: Floats) -> None:
        self._known: list[dict[int, float]] = [{} for _ in speaks]
        probabilities = np.round(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), 9)
        for i, j, probability in zip(pairs[0].tolist(), pairs[1].tolist(), probabilities.tolist(), strict=True):
            self._known[i][j] = self._known[j][i] = probability
        ranked = [
            sorted((-p, j) for j, p in known.items() if p >= LEAST_COMMON and speaks[j])[:MOST_COMMON]
            for known in self._known
        ]
        self._near = [{j: -negative for negative, j in rows} for rows in ranked]
        self._thirds = [
            [(j, -negative) for negative, j in rows[: MOST_THIRDS + 1] if -negative >= LEAST_THIRD] for rows in ranked
        ]
        self._squares = [math.fsum(p * p for p in near.values()) for near in self._near]

    def view(self, i: int, j: int) -> tuple[float, ...]:
        """The features of one pair."""
        known = [likeness for likeness in (self._likeness(i, j), self._likeness(j, i)) if likeness is not None]
        common = self._common(i, j)
        return (
            common or 0.0,
            float(common is not None),
            max(known, default=0.0),
            min(known, default=0.0),
            float(bool(known)),
            float(len(known) == len((i, j))),
            max(self._rival(i, j), self._rival(j, i)),
        )

    def _common(self, i: int, j: int) -> float | None:
        """Cosine of the neighbours of both, themselves left out; None where either has no other."""
        one, other = self._near[i], self._near[j]
        squares = self._squares[i] - one.get(j, 0.0) ** 2, self._squares[j] - other.get(i, 0.0) ** 2
        if min(squares) <= LEAST_COMMON**2:
            return None
        return math.fsum(p * other[k] for k, p in one.items() if k in other) / math.sqrt(squares[0] * squares[1])

    def _rival(self, i: int, j: int) -> float:
        """The strongest claim on `i` by an article that `j` does not go with."""
        known = self._known[j]
        closest = itertools.islice(self._near[i].items(), MOST_THIRDS + 1)
        return max((p * (1.0 - known.get(k, 0.0)) for k, p in closest if k != j), default=0.0)

    def _likeness(self, i: int, j: int) -> float | None:
        """Mean probability of `i` with the closest partners of `j` other than `i`, weighted by how close these are."""
        thirds = [(k, weight) for k, weight in self._thirds[j] if k != i][:MOST_THIRDS]
        if not thirds:
            return None
        known = self._known[i]
        total = math.fsum(weight for _, weight in thirds)
        return math.fsum(weight * known.get(k, 0.0) for k, weight in thirds) / total
