"""Links between articles, one an integer: the other's slot in the lowest 32 bits, above it a value of 16."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.compiling import compiled
from alteram.stages.stories.shelf import Growing, Ints

SLOT = np.uint64(0xFFFFFFFF)
MIDDLE = 32_768
"""Values go from -MIDDLE to MIDDLE - 1."""

Links = NDArray[np.uint64]
NONE: Links = np.zeros(0, dtype=np.uint64)
_ROOM = 4
"""Links for which a row keeps room, beside a fourth of what it has."""


def linked(slots: Ints, values: Ints) -> Links:
    """Links to slots, with values."""
    return ((values + MIDDLE).astype(np.uint64) << np.uint64(32)) | slots.astype(np.uint64)


def slots_of(links: Links) -> Ints:
    """The slots to which links go."""
    return (links & SLOT).astype(np.int64)


def values_of(links: Links) -> Ints:
    """The values of links."""
    return (links >> np.uint64(32) & np.uint64(0xFFFF)).astype(np.int64) - MIDDLE


class LinkArrays(NamedTuple):
    """Rows for compiled loops: row i is `room[starts[i] : starts[i] + sizes[i]]`."""

    room: Links
    starts: Ints
    sizes: Ints


class LinkRows:
    """Rows of links that change: each has some room to grow, and moves to the end when it is used up.

    When more than half of all is left behind, everything moves together again.
    """

    def __init__(self) -> None:
        self._room = Growing("u8")
        self._starts, self._sizes, self._rooms = Growing("i8"), Growing("i8"), Growing("i8")
        self._lost = 0

    def __len__(self) -> int:
        return self._starts.size

    def grow(self, size: int) -> None:
        """Makes empty rows, so that there are `size`."""
        more = np.zeros(size - len(self), dtype=np.int64)
        for column in (self._starts, self._sizes, self._rooms):
            column.extend(more)

    @property
    def arrays(self) -> LinkArrays:
        """All rows; the arrays are others after a row has grown."""
        return LinkArrays(self._room.values, self._starts.values, self._sizes.values)

    def __getitem__(self, slot: int) -> Links:
        start, size = int(self._starts.values[slot]), int(self._sizes.values[slot])
        row: Links = self._room.values[start : start + size]
        return row

    def __setitem__(self, slot: int, links: Links) -> None:
        """Replaces a row."""
        self._sizes.values[slot] = 0
        self.append(np.full(len(links), slot, dtype=np.int64), links)

    def append(self, owners: Ints, links: Links) -> None:
        """Puts links at the end of the rows of their owners."""
        order = np.argsort(owners, kind="stable")
        owners, links = owners[order], links[order]
        first = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1]))) if len(owners) else order
        slots, counts = owners[first], np.diff(np.append(first, len(owners)))
        sizes = self._sizes.values[slots] + counts
        moved = sizes > self._rooms.values[slots]
        rooms = np.where(moved, sizes + sizes // 4 + _ROOM, 0)
        self._lost += int(self._rooms.values[slots[moved]].sum())
        starts = self._room.size + np.cumsum(rooms) - rooms
        self._room.extend(np.zeros(int(rooms.sum()), dtype=np.uint64))
        _append(self.arrays, self._rooms.values, slots, counts, links, np.where(moved, starts, -1), rooms)
        if 2 * self._lost > self._room.size:
            self._pack()

    def _pack(self) -> None:
        rows = [self[slot].copy() for slot in range(len(self))]
        sizes = self._sizes.values.copy()
        self.__init__()  # type: ignore[misc]
        self.grow(len(rows))
        if rows:
            self.append(np.repeat(np.arange(len(rows)), sizes), np.concatenate(rows))


@compiled
def _append(a: LinkArrays, all_rooms: Ints, slots: Ints, counts: Ints, links: Links, starts: Ints, rooms: Ints) -> None:
    """Writes `counts[k]` of the links to the end of row `slots[k]`, which moves to `starts[k]` unless that is -1."""
    at = 0
    for k in range(len(slots)):
        slot = slots[k]
        if starts[k] >= 0:
            for n in range(a.sizes[slot]):
                a.room[starts[k] + n] = a.room[a.starts[slot] + n]
            a.starts[slot] = starts[k]
            all_rooms[slot] = rooms[k]
        for n in range(counts[k]):
            a.room[a.starts[slot] + a.sizes[slot] + n] = links[at + n]
        a.sizes[slot] += counts[k]
        at += counts[k]
