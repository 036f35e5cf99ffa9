"""Prints of many articles, side by side in arrays: slot i of every column is one article."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alteram.model.ids import ArticleId
from alteram.stages.stories.prints import ONE, TERM_BITS, TERMS, WEIGHT_BITS, Bits32, Print
from alteram.stages.stories.rows import Growing, Ints, Marks, Pool

_COLUMNS: dict[str, str] = {
    "time": "f8", "tie": "u8", "low": "u8", "high": "u8", "language": "u2", "outlet": "u2", "exact": "?",
    "extent": "u1", "role": "u1", "weekdays": "u1", "dates": "u8", "title_terms": "u1", "named": "?",
    "title_named": "?", "alive": "?",
}  # fmt: skip
_POOLS = {"lead": "u4", "head": "u8", "quoted": "u4", "runs": "u2", "large": "u4"}


class Shelf:
    """Prints by slot. `ids` are those of the articles; a slot that is not `alive` has been removed."""

    def __init__(self) -> None:
        self.ids: list[ArticleId] = []
        self.slots: dict[ArticleId, int] = {}
        self._columns = {name: Growing(kind) for name, kind in _COLUMNS.items()}
        self.lead, self.head, self.quoted, self.runs, self.large = (Pool(kind) for kind in _POOLS.values())
        self.marks = Marks("u2", TERMS)
        """By number of a term."""

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> NDArray[Any]:
        """One value a slot: `time`, `tie`, `low` and `high` (small figures), `language`, `outlet`, `exact`, `extent`,
        `role`, `weekdays`, `dates`, `title_terms`, `named`, `title_named` (whether opening, title have names),
        `alive`."""
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

    def in_order(self, slots: Ints) -> Ints:
        """The same slots, by time and tie."""
        return slots[np.lexsort((self.column("tie")[slots], self.column("time")[slots]))]

    def order_of(self, slot: int) -> tuple[float, int]:
        """What orders articles: time, then tie."""
        return float(self.column("time")[slot]), int(self.column("tie")[slot])

    def heaviest_of(self, slots: Ints, number: int) -> tuple[Bits32, Bits32, Ints]:
        """Numbers and weights of the terms of leads that weigh most, ties by number, article after article, and how
        many each has."""
        values, lengths = self.lead.gather(slots)
        keys = np.repeat(np.arange(len(slots), dtype=np.uint64), lengths) << np.uint64(TERM_BITS + WEIGHT_BITS)
        keys |= (values ^ np.uint32(ONE)).astype(np.uint64) << np.uint64(TERM_BITS) & np.uint64(ONE << TERM_BITS)
        keys |= values.astype(np.uint64) >> np.uint64(WEIGHT_BITS)
        keys.sort()
        ranks = np.arange(len(keys)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        keys = keys[ranks < number]
        weights = np.uint64(ONE) - (keys >> np.uint64(TERM_BITS) & np.uint64(ONE))
        terms = keys & np.uint64((1 << TERM_BITS) - 1)
        return terms.astype(np.uint32), weights.astype(np.uint32), np.minimum(lengths, number)

    def print_of(self, slot: int) -> Print:
        """The print of an article."""
        rows = {name: getattr(self, name).row(slot) for name in _POOLS}
        names = ("time", "tie", "language", "outlet", "exact", "extent", "role", "weekdays", "dates", "title_terms")
        values = {name: self.column(name)[slot].item() for name in names}
        return Print(**rows, **values, small=self.small(slot))

    def small(self, slot: int) -> tuple[int, int]:
        """The bits of an article's small figures."""
        return int(self.column("low")[slot]), int(self.column("high")[slot])
