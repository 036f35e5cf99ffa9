"""Logistic regression with a ridge on sparse rows, by Newton steps with conjugate gradients (numpy alone).

The method is the trust-region Newton of LIBLINEAR (Lin, Weng and Keerthi 2008) with damping in place of the region.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
NEWTON_STEPS = 12
GRADIENT_STEPS = 25
CLOSE = 1e-3
"""Share of the first slope at which the search ends."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix: entry k is `values[k]` in row `rows[k]` and column `columns[k]`; rows ascend."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int
    width: int

    def times(self, weights: Floats) -> Floats:
        """Matrix times a column of `width`."""
        return _sums(self.rows, self.values * weights[self.columns], self.height)

    def transposed_times(self, ours: Floats) -> Floats:
        """Transposed matrix times a column of `height`."""
        return _sums(self.columns, self.values * ours[self.rows], self.width)

    def taken(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> "Rows":
        """The chosen rows, in order."""
        place = np.cumsum(chosen) - 1
        kept = chosen[self.rows]
        return Rows(place[self.rows[kept]], self.columns[kept], self.values[kept], int(chosen.sum()), self.width)

    def kept(self, columns: Ints) -> "Rows":
        """The rows with the given columns alone, in their order."""
        place = np.full(self.width, -1)
        place[columns] = np.arange(len(columns))
        there = place[self.columns] >= 0
        return Rows(self.rows[there], place[self.columns[there]], self.values[there], self.height, len(columns))

    def spread(self) -> Floats:
        """Standard deviation of every column."""
        mean = self.transposed_times(np.ones(self.height)) / self.height
        square = np.bincount(self.columns, self.values**2, self.width) / self.height
        return np.sqrt(np.maximum(square - mean**2, 0.0))


def _sums(places: Ints, values: Floats, size: int) -> Floats:
    """Sum of the values at each place."""
    return np.asarray(np.bincount(places, values, size), dtype=np.float64)


def rows_of(found: Iterable[Mapping[str, float]], names: Sequence[str]) -> Rows:
    """A matrix of the features in `names`, a row a mapping."""
    place = {name: k for k, name in enumerate(names)}
    rows, columns, values = [], [], []
    height = 0
    for row in found:
        for name, value in row.items():
            if name in place:
                rows.append(height)
                columns.append(place[name])
                values.append(value)
        height += 1
    return Rows(
        np.array(rows, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(values, dtype=np.float64),
        height,
        len(names),
    )


def fit(rows: Rows, truth: Floats, ridge: float) -> tuple[Floats, float]:
    """Weights and bias; both classes weigh the same, whatever their sizes."""
    positive = float(truth.sum())
    share = np.where(truth == 1, len(truth) / 2 / positive, len(truth) / 2 / (len(truth) - positive))
    weights, bias = np.zeros(rows.width), 0.0
    first = 0.0
    for step in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-(rows.times(weights) + bias)))
        error = share * (p - truth)
        slope = np.append(rows.transposed_times(error) + ridge * weights, error.sum())
        size = float(np.linalg.norm(slope))
        first = first or size
        if step and size < CLOSE * first:
            break
        move = _solved(rows, share * p * (1 - p), ridge, -slope)
        weights, bias = weights + move[:-1], bias + float(move[-1])
    return weights, bias


def _solved(rows: Rows, curve: Floats, ridge: float, goal: Floats) -> Floats:
    """The Newton step, by conjugate gradients scaled by the diagonal."""
    diagonal = np.append(np.bincount(rows.columns, rows.values**2 * curve[rows.rows], rows.width) + ridge, curve.sum())

    def bent(step: Floats) -> Floats:
        inner = curve * (rows.times(step[:-1]) + step[-1])
        return np.append(rows.transposed_times(inner) + ridge * step[:-1], inner.sum())

    found = np.zeros(len(goal))
    rest = goal.copy()
    scaled = rest / diagonal
    way = scaled.copy()
    size = float(rest @ scaled)
    for _ in range(GRADIENT_STEPS):
        bend = bent(way)
        length = size / float(way @ bend)
        found += length * way
        rest -= length * bend
        if float(np.linalg.norm(rest)) < 0.05 * float(np.linalg.norm(goal)):
            break
        scaled = rest / diagonal
        next_size = float(rest @ scaled)
        way = scaled + (next_size / size) * way
        size = next_size
    return found
