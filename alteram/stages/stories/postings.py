"""The inverted index: which articles have a term among their heaviest.

Sealed parts are sorted by term, each at least four times as large as the next one (log-structured merge, O'Neil and
others 1996), so that an entry is moved a few times in its life; the last articles are looked through one by one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.compiling import compiled
from alteram.stages.stories.prints import TERMS, Bits16, Bits32
from alteram.stages.stories.shelf import Flags, Ints

FRESH_ENTRIES = 10_000
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
        self._sums = np.zeros(0, dtype=np.int64)
        self._touched = np.zeros(0, dtype=np.int64)

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

    def sums(self, terms: Bits32, weights: Bits32, size: int, least: int) -> tuple[Ints, Ints]:
        """The slots, all below `size`, whose sum of products of the weights of shared terms is at least `least`, in no
        order, and the sums; whole numbers.
        """
        if len(self._sums) < size:
            self._sums, self._touched = np.zeros(2 * size, dtype=np.int64), np.zeros(2 * size, dtype=np.int64)
        number = 0
        for part in self._parts:
            number = _add_sorted(
                part.terms, part.starts, part.slots, part.weights, terms, weights, self._sums, self._touched, number
            )
        number = _add_fresh(*self._unsorted(), self._scratch, terms, weights, self._sums, self._touched, number)
        return _collected(self._sums, self._touched, number, least)

    def keep(self, wanted: Flags) -> None:
        """Drops the entries of all slots that are not wanted."""
        parts = [(_spread(part), part.slots, part.weights) for part in self._parts]
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


@compiled
def _add_sorted(
    numbers: Bits32,
    starts: Bits32,
    slots: Bits32,
    values: Bits16,
    terms: Bits32,
    weights: Bits32,
    sums: Ints,
    touched: Ints,
    number: int,
) -> int:
    """Adds what the entries of a sorted part share with an article; gives how many slots have been touched so far."""
    for k in range(len(terms)):
        at = np.searchsorted(numbers, terms[k])
        if at < len(numbers) and numbers[at] == terms[k]:
            weight = np.int64(weights[k])
            for entry in range(np.int64(starts[at]), np.int64(starts[at + 1])):
                slot = np.int64(slots[entry])
                if sums[slot] == 0:
                    touched[number] = slot
                    number += 1
                sums[slot] += weight * np.int64(values[entry])
    return number


@compiled
def _add_fresh(
    numbers: Bits32,
    slots: Bits32,
    values: Bits16,
    scratch: Bits16,
    terms: Bits32,
    weights: Bits32,
    sums: Ints,
    touched: Ints,
    number: int,
) -> int:
    """The same for entries that are not sorted."""
    for k in range(len(terms)):
        scratch[np.int64(terms[k])] = weights[k]
    for entry in range(len(numbers)):
        weight = np.int64(scratch[np.int64(numbers[entry])])
        if weight:
            slot = np.int64(slots[entry])
            if sums[slot] == 0:
                touched[number] = slot
                number += 1
            sums[slot] += weight * np.int64(values[entry])
    for k in range(len(terms)):
        scratch[np.int64(terms[k])] = 0
    return number


@compiled
def _collected(sums: Ints, touched: Ints, number: int, least: int) -> tuple[Ints, Ints]:
    """The touched slots with enough, and how much; all sums are 0 again."""
    count = 0
    for k in range(number):
        if sums[touched[k]] >= least:
            count += 1
    found, shared = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    count = 0
    for k in range(number):
        slot = touched[k]
        if sums[slot] >= least:
            found[count], shared[count] = slot, sums[slot]
            count += 1
        sums[slot] = 0
    return found, shared


def _part(terms: Bits32, slots: Bits32, weights: Bits16) -> _Part:
    order = np.argsort(terms, kind="stable")
    terms = terms[order]
    first = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1]))) if len(terms) else np.zeros(0, np.int64)
    starts = np.append(first, len(terms)).astype(np.uint32)
    return _Part(terms[first], starts, slots[order], weights[order])


def _spread(part: _Part) -> Bits32:
    starts: NDArray[np.int64] = part.starts.astype(np.int64)
    return np.repeat(part.terms, starts[1:] - starts[:-1])


def _merged(one: _Part, other: _Part) -> _Part:
    return _part(
        np.concatenate((_spread(one), _spread(other))),
        np.concatenate((one.slots, other.slots)),
        np.concatenate((one.weights, other.weights)),
    )
