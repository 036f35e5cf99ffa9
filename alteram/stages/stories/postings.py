"""The inverted index: which articles have a term among their heaviest.

Parts are sorted by term, each at least four times as large as the next one (log-structured merge, O'Neil and others
1996), so that an entry is moved a few times in its life. All entries of a slot lie in one part.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.prints import Bits16, Bits32
from alteram.stages.stories.rows import Floats, Ints, indices, runs

SMALL_PART = 10_000
"""Entries of a part that is sorted again rather than looked through beside another one."""
TIMES_LARGER = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """Entries sorted by term: those of `terms[i]` are `slots[starts[i] : starts[i + 1]]`, with their weights."""

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
        self, terms: NDArray[np.integer], weights: NDArray[np.integer], numbers: Ints, size: int, least: int
    ) -> tuple[Ints, Ints, Ints]:
        """What articles share with the slots, all below `size`: the first `numbers[0]` terms are those of article 0.

        Article, slot and sum of products of the weights of shared terms, wherever this is at least `least`; by article,
        then by slot.
        """
        if len(self._sums) < size:
            self._sums = np.zeros(2 * size, dtype=np.float64)
        found = [self._sums_in(part, terms, weights, numbers, least) for part in self._parts]
        empty = np.zeros(0, dtype=np.int64)
        owners, slots, sums = (np.concatenate(column) for column in zip((empty, empty, empty), *found, strict=True))
        _, first = np.unique(owners * size + slots, return_index=True)
        return owners[first], slots[first], sums[first]

    def _sums_in(
        self, part: _Part, terms: NDArray[np.integer], weights: NDArray[np.integer], numbers: Ints, least: int
    ) -> tuple[Ints, Ints, Ints]:
        """The same for one part; a slot stands there once for each term that it shares."""
        at = np.minimum(np.searchsorted(part.terms, terms), len(part.terms) - 1)
        starts = part.starts[at]
        lengths = np.where(part.terms[at] == terms, part.starts[at + 1] - starts, 0)
        entries = indices(starts, lengths)
        slots = part.slots[entries].astype(np.int64)
        products = part.weights[entries].astype(np.float64) * np.repeat(weights, lengths)
        ends = np.concatenate(([0], np.cumsum(lengths)))[np.cumsum(numbers)]
        totals = self._added(slots, products, ends.tolist())
        enough = np.flatnonzero(totals >= least)
        return np.searchsorted(ends, enough, side="right"), slots[enough], totals[enough].astype(np.int64)

    def _added(self, slots: Ints, products: Floats, ends: list[int]) -> Floats:
        """For each entry the sum of the products of its slot, those of one article after those of another."""
        totals, sums = np.zeros(len(slots)), self._sums
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            here = slots[start:end]
            np.add.at(sums, here, products[start:end])
            totals[start:end] = sums[here]
            sums[here] = 0.0
        return totals


def _part(terms: Bits32, slots: Bits32, weights: Bits16) -> _Part:
    order = np.argsort(terms, kind="stable")
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
