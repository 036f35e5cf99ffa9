"""The inverted index: which articles have a term among their heaviest.

Parts are sorted by term, each at least four times as large as the next one (log-structured merge, O'Neil and others
1996), so that an entry is moved a few times in its life. All entries of a slot lie in one part. Those of a term are
ordered by weight, heaviest first (impact ordering, Anh and Moffat 2002): what is too light for whoever asks is not met.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.prints import ONE, Bits16, Bits32
from alteram.stages.stories.rows import Ints, runs

SMALL_PART = 10_000
"""Entries of a part that is sorted again rather than looked through beside another one."""
TIMES_LARGER = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries sorted by term: those of `terms[i]` are `slots[starts[i] : starts[i + 1]]`, with their weights, which
    descend."""

    terms: Bits32
    starts: Ints
    slots: Bits32
    weights: Bits16


class Postings:
    """Entries (term, slot, weight). What a slot adds up to is exact, whatever part its entries lie in."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._sums = np.zeros(0, dtype=np.float64)

    def add(self, terms: Bits32, slots: Bits32, weights: Bits16) -> None:
        """Puts entries in: all of each slot at once."""
        if not len(terms):
            return
        self._parts.append(_part(terms, slots, weights))
        while len(self._parts) > 1:
            size = len(self._parts[-1].slots)
            if len(self._parts[-2].slots) >= max(TIMES_LARGER * size, SMALL_PART):
                break
            self._parts[-2:] = [_merged(*self._parts[-2:])]

    def sums(
        self,
        terms: NDArray[np.integer],
        weights: NDArray[np.integer],
        numbers: Ints,
        size: int,
        least: int,
        least_product: int = 1,
    ) -> tuple[Ints, Ints, Ints]:
        """What articles share with the slots, all below `size`: the first `numbers[0]` terms are those of article 0.

        Article, slot and sum of products of the weights of shared terms, wherever this is at least `least`; those of
        each article together. Products below the least one count nothing.
        """
        if len(self._sums) < size:
            self._sums = np.zeros(2 * size, dtype=np.float64)
        needed = np.minimum(-(-least_product // np.maximum(weights.astype(np.int64), 1)), ONE + 1)
        found = [self._sums_in(part, terms, weights, needed, numbers, least) for part in self._parts]
        empty = np.zeros(0, dtype=np.int64)
        owners, slots, sums = (np.concatenate(column) for column in zip((empty, empty, empty), *found, strict=True))
        order = np.argsort(owners.astype(np.uint16 if len(numbers) < 1 << 16 else np.int64), kind="stable")
        return owners[order], slots[order], sums[order]

    def _sums_in(
        self,
        part: _Part,
        terms: NDArray[np.integer],
        weights: NDArray[np.integer],
        needed: Ints,
        numbers: Ints,
        least: int,
    ) -> tuple[Ints, Ints, Ints]:
        """The same for one part."""
        at = np.minimum(np.searchsorted(part.terms, terms), len(part.terms) - 1)
        starts = part.starts[at]
        lengths = np.where(part.terms[at] == terms, part.starts[at + 1] - starts, 0)
        lengths = _heavy(part.weights, starts, lengths, needed)
        counts, slots, totals, begin = [], [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], 0
        bounds = list(zip(starts.tolist(), (starts + lengths).tolist(), strict=True))
        for number in numbers.tolist():
            own, begin = slice(begin, begin + number), begin + number
            found, sums = self._added(part, bounds[own], weights[own], lengths[own], least)
            counts.append(len(found))
            slots.append(found)
            totals.append(sums)
        return np.repeat(np.arange(len(numbers)), counts), np.concatenate(slots), np.concatenate(totals)

    def _added(
        self,
        part: _Part,
        bounds: list[tuple[int, int]],
        factors: NDArray[np.integer],
        lengths: Ints,
        least: int,
    ) -> tuple[Ints, Ints]:
        """The slots whose entries in some stretches add up to the least, and what they add up to: an entry counts its
        weight times the factor of its stretch."""
        room = self._sums
        if not bounds:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        slots = np.concatenate([part.slots[start:end] for start, end in bounds]).astype(np.int64)
        weights = np.concatenate([part.weights[start:end] for start, end in bounds])
        np.add.at(room, slots, weights * np.repeat(factors.astype(np.float64), lengths))
        sums = room.take(slots)
        room[slots] = 0.0
        enough = np.flatnonzero(sums >= least)
        slots, sums = slots[enough], sums[enough]
        room[slots] = places = np.arange(1.0, len(slots) + 1.0)
        last = np.flatnonzero(room[slots] == places)  # a slot stands there once for each term that it shares
        room[slots] = 0.0
        return slots[last], sums[last].astype(np.int64)


def _heavy(weights: Bits16, starts: Ints, lengths: Ints, needed: Ints) -> Ints:
    """Of runs of descending weights, how many entries of each weigh at least what is needed there: bisections."""
    low, high = np.zeros(len(lengths), dtype=np.int64), lengths.copy()
    for _ in range(int(lengths.max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        enough = (middle < high) & (weights[np.minimum(starts + middle, len(weights) - 1)] >= needed)
        low, high = np.where(enough, middle + 1, low), np.where(enough, high, middle)
    return low


def _part(terms: Bits32, slots: Bits32, weights: Bits16) -> _Part:
    order = np.lexsort((~weights, terms))
    known, counts = runs(terms[order])
    starts = np.concatenate(([0], np.cumsum(counts)))
    return _Part(known, starts, slots[order], weights[order])


def _spread(part: _Part) -> Bits32:
    return np.repeat(part.terms, np.diff(part.starts))


def _merged(one: _Part, other: _Part) -> _Part:
    return _part(
        np.concatenate((_spread(one), _spread(other))),
        np.concatenate((one.slots, other.slots)),
        np.concatenate((one.weights, other.weights)),
    )
