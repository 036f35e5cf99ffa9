"""Links between articles, one an integer: the other's slot in the lowest 32 bits, above it a value of 16."""

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.rows import Growing, Ints, indices, runs

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

    def gather(self, slots: Ints) -> tuple[Links, Ints]:
        """The rows of some slots, one after another, and how long each is."""
        lengths: Ints = self._sizes.values[slots]
        return self._room.values[indices(self._starts.values[slots], lengths)], lengths

    def __getitem__(self, slot: int) -> Links:
        start, size = int(self._starts.values[slot]), int(self._sizes.values[slot])
        row: Links = self._room.values[start : start + size]
        return row

    def append(self, owners: Ints, links: Links) -> None:
        """Puts links at the end of the rows of their owners."""
        order = np.argsort(owners, kind="stable")
        slots, counts = runs(owners[order])
        sizes = self._sizes.values[slots] + counts
        full = sizes > self._rooms.values[slots]
        self._move(slots[full], sizes[full] + sizes[full] // 4 + _ROOM)
        ends = self._starts.values[slots] + self._sizes.values[slots]
        self._room.values[indices(ends, counts)] = links[order]
        self._sizes.values[slots] = sizes
        if 2 * self._lost > self._room.size:
            self._pack()

    def drop(self, owners: Ints, pairs: Ints) -> Ints:
        """Takes links out of rows; those of the owners that had any. A pair is the owner's slot times 2 ** 32, plus
        the other's."""
        rows, lengths = self.gather(owners)
        of = np.repeat(np.arange(len(owners)), lengths)
        stays = ~np.isin(owners[of] << 32 | slots_of(rows), pairs)
        sizes = np.bincount(of[stays], minlength=len(owners))
        self._room.values[indices(self._starts.values[owners], sizes)] = rows[stays]
        self._sizes.values[owners] = sizes
        return owners[sizes < lengths]

    def _move(self, slots: Ints, rooms: Ints) -> None:
        """Moves rows to the end, where they have more room."""
        self._lost += int(self._rooms.values[slots].sum())
        rows, lengths = self.gather(slots)
        starts = self._room.size + np.cumsum(rooms) - rooms
        self._room.extend(np.zeros(int(rooms.sum()), dtype=np.uint64))
        self._room.values[indices(starts, lengths)] = rows
        self._starts.values[slots], self._rooms.values[slots] = starts, rooms

    def _pack(self) -> None:
        rows, sizes = self.gather(np.arange(len(self)))
        packed = LinkRows()
        packed.grow(len(self))
        packed.append(np.repeat(np.arange(len(self)), sizes), rows)
        self._room, self._starts, self._sizes = packed._room, packed._starts, packed._sizes
        self._rooms, self._lost = packed._rooms, 0
