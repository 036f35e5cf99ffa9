"""Which pairs are worth comparing: an inverted index over the heaviest terms, and a bounded list for each article.

An article is compared with the 200 of those *before* it (by time, then by a hash of the id) that share most weight with
it among the heaviest terms of both, inside ten days and its language (with 40 the largest stories lose half of their
links: DESIGN, "Stories"). Those that share little are among them only while there are fewer than 50: in a large window
hundreds do, and next to none of them is of one story with it. The lists are a function of the set of articles: an
arrival has one of its own and may enter those of later articles, where it takes the place of the least; whoever comes
in order enters none. A removal opens the lists that it stood in again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.links import NONE, Links, slots_of
from alteram.stages.stories.postings import Postings
from alteram.stages.stories.prints import ONE
from alteram.stages.stories.rows import Flags, Growing, Ints, runs
from alteram.stages.stories.shelf import Shelf

TERMS = 40
"""Heaviest terms that are indexed and asked for."""
WINDOW_DAYS = 10
MOST = 200
LEAST_SHARED = 0.02
"""Shared weight (close to the cosine of the leads) below which a pair is not looked at: the first score drops it."""
LEAST_SUM = round(LEAST_SHARED * ONE * ONE)
LEAST_PRODUCT = round(0.012 * ONE * ONE)
"""Product of the two weights of a term below which it does not count as shared: these are half of all entries that an
article meets, and add least."""
SHARED_BITS = 8
"""Bits of a sum that are left off: shared weight is kept in 16."""
FEW = 50
STRONG_SHARED = 0.12
STRONG = round(STRONG_SHARED * ONE * ONE) >> SHARED_BITS
"""Shared weight, in 16 bits, below which an article is in a list only while it is among the first `FEW`."""

_AT_ONCE = 2048
"""Articles whose heaviest terms are looked for together."""
_NOBODY = np.zeros(0, dtype=np.int64)


class Found(NamedTuple):
    """Pairs, those of each of the `ones` together: what both share in 16 bits, and whether the other is earlier."""

    ones: Ints
    others: Ints
    shared: Ints
    before: Flags


class Candidates:
    """For each slot the earlier ones to compare it with: `lists` of links that have the shared weight in the highest 16
    bits, and below it whatever value the caller gives them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._postings = Postings()
        self.lists: list[Links] = []
        self._least = Growing("u2")

    def add(self, slots: Ints, found: Sequence[int]) -> None:
        """Gives new slots empty lists, and lets those in `found` be found."""
        self.lists += [NONE] * len(slots)
        self._least.extend(np.zeros(len(slots), dtype=np.uint16))
        if found:
            parts = [np.array(found[at : at + _AT_ONCE]) for at in range(0, len(found), _AT_ONCE)]
            heavy = [self._shelf.heaviest_of(part, TERMS) for part in parts]
            terms, weights, numbers = (np.concatenate(column) for column in zip(*heavy, strict=True))
            owners = np.repeat(np.array(found, dtype=np.uint32), numbers)
            self._postings.add(terms, owners, weights.astype(np.uint16))

    def measure(self) -> None:
        """Finds out which lists are full, when these have been given as they are."""
        for slot, links in enumerate(self.lists):
            if len(links) >= min(FEW, MOST):
                self._measure(slot)

    def around(self, slots: Ints) -> Found:
        """For each of these all articles that share enough with it, inside its window and language."""
        terms, weights, numbers = self._shelf.heaviest_of(slots, TERMS)
        owners, others, sums = self._postings.sums(terms, weights, numbers, len(self._shelf), LEAST_SUM, LEAST_PRODUCT)
        return self._inside(slots[owners], others, sums >> SHARED_BITS)

    def _inside(self, ones: Ints, others: Ints, shared: Ints) -> Found:
        """Those pairs that are worth comparing, and which of the others is earlier."""
        shelf = self._shelf
        times, ties, languages = shelf.column("time"), shelf.column("tie"), shelf.column("language")
        mine, theirs = languages[ones], languages[others]
        held = shelf.column("alive")[others] & (ones != others) & ((mine == theirs) | (mine == 0) | (theirs == 0))
        own, their = times[ones], times[others]
        dated = np.isfinite(own) & np.isfinite(their)
        held &= ~dated | (np.abs(np.where(dated, their, 0.0) - np.where(dated, own, 0.0)) <= WINDOW_DAYS)
        kept = np.flatnonzero(held)
        ones, others, own, their = ones[kept], others[kept], own[kept], their[kept]
        before = (their < own) | ((their == own) & (ties[others] < ties[ones]))
        return Found(ones, others, shared[kept], before)

    def best(self, ones: Ints, others: Ints, shared: Ints) -> Flags:
        """Which of these pairs, those of each article together, stand in the list of it."""
        _, numbers = runs(ones)
        starts = np.cumsum(numbers) - numbers
        rooms = _rooms(np.add.reduceat(shared >= STRONG, starts) if len(ones) else numbers)
        held = np.ones(len(ones), dtype=np.bool_)
        over = numbers > rooms
        for start, number, room in zip(
            starts[over].tolist(), numbers[over].tolist(), rooms[over].tolist(), strict=True
        ):
            end = start + number
            held[start:end] = ~self._least_of(others[start:end], shared[start:end], number - room)
        return held

    def _least_of(self, slots: Ints, shared: NDArray[np.integer], number: int) -> Flags:
        """Those that share least, so many; of equal ones the last."""
        edge = np.partition(shared, number - 1)[number - 1]
        found: Flags = shared < edge
        equal = np.flatnonzero(shared == edge)
        wanted = number - int(np.count_nonzero(found))
        if wanted < len(equal):
            shelf, same = self._shelf, slots[equal]
            equal = equal[np.lexsort((shelf.column("tie")[same], shelf.column("time")[same]))[-wanted:]]
        found[equal] = True
        return found

    def put(self, slot: int, links: Links, shared: Ints) -> None:
        """Gives an article its list: links whose highest bits are free, and what is shared with each of these."""
        self.lists[slot] = links | (shared.astype(np.uint64) << np.uint64(48))
        self._measure(slot)

    def may_enter(self, slots: Ints, shared: Ints) -> Flags:
        """In which lists one that shares so much might find a place."""
        return shared >= self._least.values[slots]

    def enter(self, slot: int, links: Links, shared: Ints) -> Ints:
        """Puts links into the list of `slot`; gives those slots that had no place, be they new there or not."""
        links = np.concatenate((self.lists[slot], links | (shared.astype(np.uint64) << np.uint64(48))))
        if len(links) < min(FEW, MOST):
            self.lists[slot] = links
            return _NOBODY
        weights = links >> np.uint64(48)
        leave = np.zeros(len(links), dtype=np.bool_)
        room = int(_rooms(int(np.count_nonzero(weights >= STRONG))))
        if len(links) > room:
            leave = self._least_of(slots_of(links), weights, len(links) - room)
        self.lists[slot] = links[~leave]
        self._measure(slot)
        return slots_of(links[leave])

    def holding(self, slots: Sequence[int]) -> list[int]:
        """Whose lists have any of these slots."""
        sizes = [len(links) for links in self.lists]
        owners = np.repeat(np.arange(len(sizes)), sizes)
        everything = slots_of(np.concatenate([NONE, *self.lists]))
        found: list[int] = np.unique(owners[np.isin(everything, np.array(slots, dtype=np.int64))]).tolist()
        return found

    def _measure(self, slot: int) -> None:
        """What one that comes has to share: as much as the least in a full list, or much where there is room for it."""
        links, least = self.lists[slot], 0
        if len(links) >= min(FEW, MOST):
            least = int((links >> np.uint64(48)).min())
            least = least if len(links) >= MOST else min(least, STRONG)
        self._least.values[slot] = least


def _rooms(strong: Ints | int) -> Ints:
    """The length of a list for which so many are strong."""
    found: Ints = np.minimum(np.maximum(strong, FEW), MOST)
    return found
