"""Rows of differing length, one after another in one array, and what many of them have in common at once."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_GROWTH = 8
_LEAST_ROOM = 64


def indices(starts: Ints, lengths: Ints) -> Ints:
    """All places of rows that start somewhere and have some length, row after row."""
    ends = np.cumsum(lengths)
    found: Ints = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return found


def runs(values: NDArray[Number]) -> tuple[NDArray[Number], Ints]:
    """Values of which equal ones stand together: each once, and how often it stands there."""
    first = np.flatnonzero(np.concatenate((values[:1] == values[:1], values[1:] != values[:-1])))
    return values[first], np.diff(np.append(first, len(values)))


class Growing:
    """An array at whose end more can be put; with `width`, a matrix. It grows by an eighth, so that a window of prints
    takes little more than their bytes."""

    def __init__(self, kind: str, *width: int) -> None:
        self._room = np.zeros((0, *width), dtype=kind)
        self.size = 0

    @property
    def values(self) -> NDArray[Any]:
        """What has been put there."""
        return self._room[: self.size]

    def extend(self, more: NDArray[Any]) -> None:
        """Puts values at the end."""
        size = self.size + len(more)
        if size > len(self._room):
            room = np.zeros((size + size // _GROWTH + _LEAST_ROOM, *self._room.shape[1:]), dtype=self._room.dtype)
            room[: self.size] = self.values
            self._room = room
        self._room[self.size : size] = more
        self.size = size


class Pool:
    """Rows of differing length, one a slot; none ever changes."""

    def __init__(self, kind: str) -> None:
        self._values = Growing(kind)
        self._starts = Growing("i8")
        self._starts.extend(np.zeros(1, dtype=np.int64))

    @property
    def values(self) -> NDArray[Any]:
        """All rows, one after another."""
        return self._values.values

    def extend(self, rows: Sequence[NDArray[Any]]) -> None:
        """Puts rows at the end."""
        ends = self._values.size + np.cumsum([len(row) for row in rows], dtype=np.int64)
        self._values.extend(np.concatenate(rows))
        self._starts.extend(ends)

    def row(self, slot: int) -> NDArray[Any]:
        """One row."""
        start, end = self._starts.values[slot : slot + 2].tolist()
        return self._values.values[start:end]

    def bounds(self, slots: Ints) -> tuple[Ints, Ints]:
        """Where rows start, and how long they are."""
        starts = self._starts.values
        first: Ints = starts[slots]
        return first, starts[slots + 1] - first

    def gather(self, slots: Ints) -> tuple[NDArray[Any], Ints]:
        """The rows of some slots, one after another, and how long each is."""
        starts, lengths = self.bounds(slots)
        values = self.values
        if not len(slots):
            return values[:0], lengths
        rows = [values[start:end] for start, end in zip(starts.tolist(), (starts + lengths).tolist(), strict=True)]
        return np.concatenate(rows), lengths


class Marks:
    """A room of zeros in which one owner after another marks what it has, to find it in what others have."""

    def __init__(self, kind: str, size: int = 0) -> None:
        self._room = np.zeros(size, dtype=kind)

    def grow(self, size: int) -> None:
        """Makes room for keys below `size`."""
        if len(self._room) < size:
            self._room = np.zeros(2 * size, dtype=self._room.dtype)

    def places(self, keys: NDArray[Any], numbers: Ints, asked: NDArray[Any], numbers_asked: Ints) -> NDArray[Any]:
        """The place, counted from 1, that each key that is asked for has among the keys of its owner, 0 for none.

        The first `numbers[0]` keys and `numbers_asked[0]` that are asked for are the first owner's, and so on. Where an
        owner has a key twice its last place counts.
        """
        room, found = self._room, np.zeros(len(asked), dtype=self._room.dtype)
        counting = np.arange(1, int(numbers.max(initial=0)) + 1, dtype=room.dtype)
        start = begin = 0
        for number, number_asked in zip(numbers.tolist(), numbers_asked.tolist(), strict=True):
            own = keys[start : start + number]
            room[own] = counting[:number]
            found[begin : begin + number_asked] = room[asked[begin : begin + number_asked]]
            room[own] = 0
            start, begin = start + number, begin + number_asked
        return found
