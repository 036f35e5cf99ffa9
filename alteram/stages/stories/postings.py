"""The inverted index: which articles have a term among their heaviest.

Sealed parts are sorted by term, each at least four times as large as the next one (log-structured merge, O'Neil and
others 1996), so that an entry is moved a few times in its life; the last articles are looked through one by one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.prints import TERMS, Bits16, Bits32
from alteram.stages.stories.shelf import Flags

FRESH_ENTRIES = 20_000
"""Entries that are not sorted; to look through them takes as long as a few postings."""
TIMES_LARGER = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries sorted by term: those of `terms[i]` are `slots[starts[i] : starts[i + 1]]`, with their weights."""

    terms: Bits32
    starts: Bits32
    slots: Bits32
    weights: Bits16


class Postings:
    """Entries (term, slot, weight). What a slot adds up to is exact, whatever parts its entries lie in."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._fresh: list[tuple[Bits32, Bits32, Bits16]] = []
        self._fresh_size = 0
        self._joined: tuple[Bits32, Bits32, Bits16] | None = None
        self._scratch = np.zeros(TERMS, dtype=np.uint16)

    def add(self, terms: Bits32, slots: Bits32, weights: Bits16) -> None:
        """Puts entries in."""
        self._fresh.append((terms, slots, weights))
        self._fresh_size += len(terms)
        self._joined = None
        if self._fresh_size > FRESH_ENTRIES:
            self._parts.append(_part(*self._unsorted()))
            self._fresh, self._fresh_size, self._joined = [], 0, None
            while len(self._parts) > 1 and len(self._parts[-2].slots) < TIMES_LARGER * len(self._parts[-1].slots):
                self._parts[-2:] = [_merged(*self._parts[-2:])]

    def sums(self, terms: Bits32, weights: Bits32, size: int) -> NDArray[np.float64]:
        """For each slot below `size` the sum of products of the weights of shared terms; whole numbers."""
        slots: list[Bits32] = []
        factors: list[NDArray[np.float32]] = []
        for part in self._parts:
            found = np.searchsorted(part.terms, terms)
            found[found == len(part.terms)] = 0
            here = np.flatnonzero(part.terms[found] == terms)
            starts, ends = part.starts[found[here]].tolist(), part.starts[found[here] + 1].tolist()
            for start, end, weight in zip(starts, ends, weights[here].tolist(), strict=True):
                slots.append(part.slots[start:end])
                factors.append((part.weights[start:end] * np.float32(weight)).astype(np.float32))
        if self._fresh:
            self._scratch[terms] = weights
            numbers, those, values = self._unsorted()
            factor = self._scratch[numbers]
            hits = np.flatnonzero(factor)
            slots.append(those[hits])
            factors.append((values[hits] * factor[hits].astype(np.float32)).astype(np.float32))
            self._scratch[terms] = 0
        if not slots:
            return np.zeros(size)
        sums: NDArray[np.float64] = np.bincount(np.concatenate(slots), np.concatenate(factors), size).astype(np.float64)
        return sums

    def keep(self, wanted: Flags) -> None:
        """Drops the entries of all slots that are not wanted."""
        parts: list[tuple[Any, Any, Any]] = [(_spread(part), part.slots, part.weights) for part in self._parts]
        terms, slots, weights = (np.concatenate(column) for column in zip(*parts, self._unsorted(), strict=True))
        chosen = wanted[slots]
        self._parts = [_part(terms[chosen], slots[chosen], weights[chosen])]
        self._fresh, self._fresh_size, self._joined = [], 0, None

    def _unsorted(self) -> tuple[Bits32, Bits32, Bits16]:
        if self._joined is None:
            empty = np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint16)
            terms, slots, weights = (np.concatenate(column) for column in zip(empty, *self._fresh, strict=True))
            self._joined = terms, slots, weights
        return self._joined


def _part(terms: Bits32, slots: Bits32, weights: Bits16) -> _Part:
    order = np.argsort(terms, kind="stable")
    terms = terms[order]
    first = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1]))) if len(terms) else np.zeros(0, np.int64)
    starts = np.append(first, len(terms)).astype(np.uint32)
    return _Part(terms[first], starts, slots[order], weights[order])


def _spread(part: _Part) -> Bits32:
    starts = part.starts.astype(np.int64)
    return np.repeat(part.terms, starts[1:] - starts[:-1])


def _merged(one: _Part, other: _Part) -> _Part:
    return _part(
        np.concatenate((_spread(one), _spread(other))),
        np.concatenate((one.slots, other.slots)),
        np.concatenate((one.weights, other.weights)),
    )
