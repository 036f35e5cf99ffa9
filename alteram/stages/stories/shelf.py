"""Prints of many articles, side by side in arrays: slot i of every column is one article.

Rows of differing length lie one after another in a pool that grows by an eighth, so that a window of prints takes
little more than their bytes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from alteram.model.ids import ArticleId
from alteram.stages.stories.prints import ONE, TERMS, WEIGHT_BITS, Bits16, Bits32, Bits64, Print

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_GROWTH = 8
_LEAST_ROOM = 64
_COLUMNS: dict[str, str] = {
    "time": "f8", "tie": "u8", "low": "u8", "high": "u8", "language": "u2", "exact": "?", "short": "?", "role": "u1",
    "weekdays": "u1", "title_terms": "u1", "named": "?", "title_named": "?", "alive": "?",
}  # fmt: skip
_POOLS = {"lead": "u4", "head": "u8", "quoted": "u4", "runs": "u2", "large": "u4"}


class Growing:
    """An array at whose end more can be put; with `width`, a matrix."""

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

    @property
    def starts(self) -> Ints:
        """Where rows start, and where the last one ends."""
        return self._starts.values


class Arrays(NamedTuple):
    """Everything on a shelf, for compiled loops: columns with a value a slot, and pools with their starts."""

    time: Floats
    tie: Bits64
    low: Bits64
    high: Bits64
    language: Bits16
    exact: Flags
    short: Flags
    role: NDArray[np.uint8]
    weekdays: NDArray[np.uint8]
    title_terms: NDArray[np.uint8]
    named: Flags
    title_named: Flags
    alive: Flags
    lead: Bits32
    lead_starts: Ints
    head: Bits64
    head_starts: Ints
    quoted: Bits32
    quoted_starts: Ints
    runs: Bits16
    runs_starts: Ints
    large: Bits32
    large_starts: Ints


class Shelf:
    """Prints by slot. `ids` are those of the articles; a slot that is not `alive` has been removed."""

    def __init__(self) -> None:
        self.ids: list[ArticleId] = []
        self.slots: dict[ArticleId, int] = {}
        self._columns = {name: Growing(kind) for name, kind in _COLUMNS.items()}
        self.lead, self.head, self.quoted, self.runs, self.large = (Pool(kind) for kind in _POOLS.values())
        self.scratch = np.zeros(TERMS, dtype=np.uint16)
        """Zeros, one a term; whoever writes there writes zeros again."""

        self.arrays = self._arrays()
        """All of it; made anew when something is added."""

    def __len__(self) -> int:
        return len(self.ids)

    def _arrays(self) -> Arrays:
        pools = (self.lead, self.head, self.quoted, self.runs, self.large)
        columns = (column.values for column in self._columns.values())
        return Arrays(*columns, *(array for pool in pools for array in (pool.values, pool.starts)))

    def column(self, name: str) -> NDArray[Any]:
        """One value a slot: `time`, `tie`, `low` and `high` (small figures), `language`, `exact`, `short`, `role`,
        `weekdays`, `title_terms`, `named`, `title_named` (whether the opening, the title have names), `alive`."""
        return self._columns[name].values

    def add(self, ids: Iterable[ArticleId], prints: Sequence[Print]) -> Ints:
        """Puts prints on the shelf; gives their slots."""
        if not prints:
            return np.zeros(0, dtype=np.int64)
        first = len(self.ids)
        self.ids += ids
        self.slots |= {name: slot for slot, name in enumerate(self.ids[first:], first)}
        for name, pool in zip(_POOLS, (self.lead, self.head, self.quoted, self.runs, self.large), strict=True):
            pool.extend([getattr(one, name) for one in prints])
        for name, column in self._columns.items():
            values: list[Any] = [True] * len(prints)
            if name in ("low", "high"):
                values = [one.small[name == "high"] for one in prints]
            elif name == "title_terms":
                values = [min(one.title_terms, 255) for one in prints]
            elif name in ("named", "title_named"):
                part = np.uint64(ONE << WEIGHT_BITS * (2 + (name == "title_named")))
                values = [bool(np.any(one.head & part)) for one in prints]
            elif name != "alive":
                values = [getattr(one, name) for one in prints]
            column.extend(np.array(values, dtype=_COLUMNS[name]))
        self.arrays = self._arrays()
        return np.arange(first, len(self.ids))

    def remove(self, slot: int) -> None:
        """Takes an article off; its slot is not used again."""
        self.column("alive")[slot] = False
        del self.slots[self.ids[slot]]

    def in_order(self, slots: Ints) -> Ints:
        """The same slots, by time and tie."""
        return slots[np.lexsort((self.column("tie")[slots], self.column("time")[slots]))]

    def order_of(self, slot: int) -> tuple[float, int]:
        """What orders articles: time, then tie."""
        return float(self.column("time")[slot]), int(self.column("tie")[slot])

    def heaviest(self, slot: int, number: int) -> tuple[Bits32, Bits32]:
        """Numbers and weights of the terms of the lead that weigh most, ties by number."""
        return heaviest(self.lead.row(slot), number)

    def print_of(self, slot: int) -> Print:
        """The print of an article."""
        rows = {name: getattr(self, name).row(slot) for name in _POOLS}
        names = ("time", "tie", "language", "exact", "short", "role", "weekdays", "title_terms")
        values = {name: self.column(name)[slot].item() for name in names}
        return Print(**rows, **values, small=self.small(slot))

    def small(self, slot: int) -> tuple[int, int]:
        """The bits of an article's small figures."""
        return int(self.column("low")[slot]), int(self.column("high")[slot])


def heaviest(lead: Bits32, number: int) -> tuple[Bits32, Bits32]:
    """Numbers and weights of the terms of a lead that weigh most, ties by number."""
    terms, weights = lead >> np.uint32(WEIGHT_BITS), lead & np.uint32(ONE)
    if len(terms) > number:
        keys = (weights.astype(np.int64) << 32) - terms
        chosen = np.argpartition(keys, len(keys) - number)[-number:]
        terms, weights = terms[chosen], weights[chosen]
    return terms, weights
