"""Prints of many articles, side by side in arrays: slot i of every column is one article.

Rows of differing length lie one after another in a pool that grows by an eighth, so that a window of prints takes
little more than their bytes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alteram.model.ids import ArticleId
from alteram.stages.stories.prints import ONE, TERMS, WEIGHT_BITS, Bits32, Print

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

    def bounds(self, slots: Ints) -> tuple[Ints, Ints]:
        """Where rows start, and how long they are."""
        starts = self._starts.values
        return starts[slots], starts[slots + 1] - starts[slots]

    def gather(self, slots: Ints) -> tuple[NDArray[Any], Ints]:
        """The rows of some slots, one after another, and where each ends."""
        starts, lengths = self.bounds(slots)
        values = self.values
        rows = [values[start:end] for start, end in zip(starts.tolist(), (starts + lengths).tolist(), strict=True)]
        return (np.concatenate(rows) if rows else values[:0]), np.cumsum(lengths)


class Shelf:
    """Prints by slot. `ids` are those of the articles; a slot that is not `alive` has been removed."""

    def __init__(self) -> None:
        self.ids: list[ArticleId] = []
        self.slots: dict[ArticleId, int] = {}
        self._columns = {name: Growing(kind) for name, kind in _COLUMNS.items()}
        self.lead, self.head, self.quoted, self.runs, self.large = (Pool(kind) for kind in _POOLS.values())
        self.scratch = np.zeros(TERMS, dtype=np.uint16)
        """Zeros, one a term; whoever writes there writes zeros again."""

    def __len__(self) -> int:
        return len(self.ids)

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
        return np.arange(first, len(self.ids))

    def remove(self, slot: int) -> None:
        """Takes an article off; its slot is not used again."""
        self.column("alive")[slot] = False
        del self.slots[self.ids[slot]]

    def earlier(self, slots: Ints, than: int) -> Flags:
        """Which slots come before one: by time, undated ones last, then by tie."""
        times, ties = self.column("time"), self.column("tie")
        time, tie = times[than], ties[than]
        before: Flags = (times[slots] < time) | ((times[slots] == time) & (ties[slots] < tie))
        return before

    def in_order(self, slots: Ints) -> Ints:
        """The same slots, by time and tie."""
        return slots[np.lexsort((self.column("tie")[slots], self.column("time")[slots]))]

    def heaviest(self, slot: int, number: int) -> tuple[Bits32, Bits32]:
        """Numbers and weights of the terms of the lead that weigh most, ties by number."""
        return heaviest(self.lead.row(slot), number)


def heaviest(lead: Bits32, number: int) -> tuple[Bits32, Bits32]:
    """Numbers and weights of the terms of a lead that weigh most, ties by number."""
    terms, weights = lead >> np.uint32(WEIGHT_BITS), lead & np.uint32(ONE)
    if len(terms) > number:
        keys = (weights.astype(np.int64) << 32) - terms
        chosen = np.argpartition(keys, len(keys) - number)[-number:]
        terms, weights = terms[chosen], weights[chosen]
    return terms, weights
