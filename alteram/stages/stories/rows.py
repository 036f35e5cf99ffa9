"""Sparse vectors of many articles, one a row, with just the arithmetic that grouping needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Compressed rows: row i has columns `columns[starts[i]:starts[i + 1]]`, ascending, with `values` beside them.

    Sums run in the order of the columns, one after another (`numpy.bincount`), so that equal input gives equal bits.
    """

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    def row(self, i: int) -> tuple[Ints, Floats]:
        """Columns and values of row `i`."""
        return self.columns[self.starts[i] : self.starts[i + 1]], self.values[self.starts[i] : self.starts[i + 1]]

    def products(self, i: int, others: "Rows", js: Ints, scratch: Floats) -> Floats:
        """Inner products of row `i` with rows `js` of `others`; `scratch` is a zero array of `width`, left zero."""
        columns, values = self.row(i)
        scratch[columns] = values
        lengths = others.starts[js + 1] - others.starts[js]
        ends = np.cumsum(lengths)
        offsets = np.repeat(others.starts[js] - (ends - lengths), lengths)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + offsets
        terms = scratch[others.columns[at]] * others.values[at]
        sums = np.bincount(np.repeat(np.arange(len(js)), lengths), weights=terms, minlength=len(js))
        scratch[columns] = 0.0
        return sums.astype(np.float64)

    def flat(self) -> "Rows":
        """Unit rows with equal values: their products count shared columns, whatever these weigh (Ochiai 1957)."""
        lengths = np.diff(self.starts)
        return self._with(np.repeat(1.0 / np.sqrt(np.maximum(lengths, 1)), lengths))

    def shares(self) -> "Rows":
        """Squared values: each column's share of a unit row."""
        return self._with(self.values * self.values)

    def presence(self) -> "Rows":
        """Value 1 in every column that a row has."""
        return self._with(np.ones(len(self.values)))

    def _with(self, values: Floats) -> "Rows":
        return Rows(self.starts, self.columns, values, self.width)


def stack(parts: Sequence[tuple[Ints, Floats]], width: int) -> Rows:
    """Rows from their columns and values."""
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in parts])]).astype(np.int64)
    columns = np.concatenate([columns for columns, _ in parts]) if parts else np.zeros(0)
    values = np.concatenate([values for _, values in parts]) if parts else np.zeros(0)
    return Rows(starts, columns.astype(np.int64), values.astype(np.float64), width)
