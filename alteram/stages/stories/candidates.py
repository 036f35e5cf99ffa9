"""Which pairs are worth comparing: an inverted index over the heaviest terms, and a bounded list for each article.

An article is compared with the 200 of those *before* it (by time, then by a hash of the id) that share most weight with
it among the heaviest terms of both, inside ten days and its language (with 40 the largest stories lose half of their
links: DESIGN, "Stories"). The lists are a function of the set of articles: an arrival has one of its own and may enter
those of later articles, where it takes the place of the least; whoever comes in order enters none. A removal opens the
lists that it stood in again.
"""

from collections.abc import Sequence

import numpy as np

from alteram.stages.stories.compiling import compiled
from alteram.stages.stories.links import NONE, SLOT, Links, slots_of
from alteram.stages.stories.postings import Postings
from alteram.stages.stories.prints import ONE
from alteram.stages.stories.shelf import Arrays, Flags, Growing, Ints, Shelf

TERMS = 40
"""Heaviest terms that are indexed and asked for."""
WINDOW_DAYS = 10
MOST = 200
LEAST_SHARED = 0.03
"""Shared weight (close to the cosine of the leads) below which a pair is not looked at: it halves the pairs of reports
and drops less than one in a hundred of those of one story, which the first score would drop in any case."""
LEAST_SUM = round(LEAST_SHARED * ONE * ONE)
SHARED_BITS = 8
"""Bits of a sum that are left off: shared weight is kept in 16."""


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
            heavy = [self._shelf.heaviest(slot, TERMS) for slot in found]
            terms, weights = (np.concatenate(column) for column in zip(*heavy, strict=True))
            owners = np.repeat(np.array(found, dtype=np.uint32), [len(terms) for terms, _ in heavy])
            self._postings.add(terms, owners, weights.astype(np.uint16))

    def measure(self) -> None:
        """Finds out which lists are full, when these have been given as they are."""
        for slot, links in enumerate(self.lists):
            if len(links) >= MOST:
                self._measure(slot)

    def around(self, slot: int) -> tuple[Ints, Ints, Flags]:
        """All articles that share enough with one, inside its window and language, how much, and which are earlier."""
        terms, weights = self._shelf.heaviest(slot, TERMS)
        found, sums = self._postings.sums(terms, weights, len(self._shelf), LEAST_SUM)
        return _inside(self._shelf.arrays, slot, found, sums)

    def best(self, slots: Ints, shared: Ints) -> tuple[Ints, Ints]:
        """Those 200 that share most; of equal ones the first."""
        if len(slots) <= MOST:
            return slots, shared
        edge = np.partition(shared, len(shared) - MOST)[len(shared) - MOST]
        sure, equal = np.flatnonzero(shared > edge), np.flatnonzero(shared == edge)
        shelf = self._shelf
        order = np.lexsort((shelf.column("tie")[slots[equal]], shelf.column("time")[slots[equal]]))
        chosen = np.concatenate((sure, equal[order[: MOST - len(sure)]]))
        return slots[chosen], shared[chosen]

    def put(self, slot: int, links: Links, shared: Ints) -> None:
        """Gives an article its list: links whose highest bits are free, and what is shared with each of these."""
        self.lists[slot] = links | (shared.astype(np.uint64) << np.uint64(48))
        self._measure(slot)

    def may_enter(self, slots: Ints, shared: Ints) -> Flags:
        """In which lists one that shares so much might find a place."""
        return shared >= self._least.values[slots]

    def enter(self, slot: int, link: Links, shared: int) -> int | None:
        """Puts a link into the list of `slot`; gives the slot that had to leave, which may be the one that came."""
        links = np.append(self.lists[slot], link | np.uint64(shared << 48))
        gone = None
        if len(links) > MOST:
            weights = links >> np.uint64(48)
            least = np.flatnonzero(weights == weights.min())
            worst = int(least[0])
            if len(least) > 1:
                last = self._shelf.in_order(slots_of(links[least]))[-1]
                worst = int(np.flatnonzero(slots_of(links) == last)[0])
            gone = int(links[worst] & SLOT)
            links = np.delete(links, worst)
        self.lists[slot] = links
        if len(links) >= MOST:
            self._measure(slot)
        return gone

    def holding(self, slots: Sequence[int]) -> list[int]:
        """Whose lists have any of these slots."""
        sizes = [len(links) for links in self.lists]
        owners = np.repeat(np.arange(len(sizes)), sizes)
        everything = slots_of(np.concatenate([NONE, *self.lists]))
        found: list[int] = np.unique(owners[np.isin(everything, np.array(slots, dtype=np.int64))]).tolist()
        return found

    def _measure(self, slot: int) -> None:
        links = self.lists[slot]
        full = len(links) >= MOST
        self._least.values[slot] = int((links >> np.uint64(48)).min()) if full else 0


@compiled
def _inside(a: Arrays, slot: int, found: Ints, sums: Ints) -> tuple[Ints, Ints, Flags]:
    """Those of the found slots that are alive and of one's window and language, what they share in 16 bits, and which
    are earlier."""
    count = 0
    before = np.zeros(len(found), dtype=np.bool_)
    for k in range(len(found)):
        other = found[k]
        spoken = a.language[other] == a.language[slot] or a.language[other] == 0 or a.language[slot] == 0
        gap = abs(a.time[other] - a.time[slot])
        if a.alive[other] and other != slot and spoken and not (np.isfinite(gap) and gap > WINDOW_DAYS):
            found[count], sums[count] = other, sums[k] >> SHARED_BITS
            same = a.time[other] == a.time[slot]
            before[count] = a.time[other] < a.time[slot] or (same and a.tie[other] < a.tie[slot])
            count += 1
    return found[:count], sums[:count], before[:count]


def shared_of(links: Links) -> Ints:
    """The shared weights of a list."""
    return (links >> np.uint64(48)).astype(np.int64)
