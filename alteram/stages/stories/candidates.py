"""Which pairs are worth comparing: an inverted index over the heaviest terms, and a bounded list for each article.

An article is compared with the 200 of those *before* it (by time, then by a hash of the id) that share most weight with
it among the heaviest terms of both, inside ten days and its language (with 40 the largest stories lose half of their
links: DESIGN, "Stories"). The lists are a function of the set of articles: an arrival has one of its own and may enter
those of later articles, where it takes the place of the least; whoever comes in order enters none. A removal opens the
lists that it stood in again.
"""

from collections.abc import Sequence

import numpy as np

from alteram.stages.stories.neighbours import NONE, Links, slots_of
from alteram.stages.stories.postings import Postings
from alteram.stages.stories.shelf import Flags, Growing, Ints, Shelf

TERMS = 40
"""Heaviest terms that are indexed and asked for."""
WINDOW_DAYS = 10
MOST = 200
LEAST_SHARED = 0.03
"""Shared weight (close to the cosine of the leads) below which a pair is not looked at: it halves the pairs of reports
and drops less than one in a hundred of those of one story, which the first score would drop in any case."""
UNIT = 4095**2 / 65_535
"""Shared weight is kept in 16 bits."""


class Candidates:
    """For each slot the earlier ones to compare it with: `lists` of links that have the shared weight in the highest 16
    bits, and below it whatever value the caller gives them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._postings = Postings()
        self.lists: list[Links] = []
        self._least = Growing("u2")

    def add(self, slots: Ints) -> None:
        """Lets articles be found."""
        found = [self._shelf.heaviest(slot, TERMS) for slot in slots.tolist()]
        if not found:
            return
        terms, weights = (np.concatenate(column) for column in zip(*found, strict=True))
        owners = np.repeat(slots, [len(terms) for terms, _ in found])
        self._postings.add(terms, owners.astype(np.uint32), weights.astype(np.uint16))
        self.lists += [NONE] * len(slots)
        self._least.extend(np.zeros(len(slots), dtype=np.uint16))

    def around(self, slot: int) -> tuple[Ints, Ints]:
        """All articles that share enough with one, inside its window and language, and how much."""
        shelf = self._shelf
        sums = self._postings.sums(*self._shelf.heaviest(slot, TERMS), len(shelf))
        found = np.flatnonzero(sums >= LEAST_SHARED * 65_535 * UNIT)
        language, languages = shelf.column("language")[slot], shelf.column("language")[found]
        here = shelf.column("alive")[found] & (found != slot)
        here &= (languages == language) | (languages == 0) | (language == 0)
        time, times = shelf.column("time")[slot], shelf.column("time")[found]
        if np.isfinite(time):
            here &= (np.abs(times - time) <= WINDOW_DAYS) | ~np.isfinite(times)
        found = found[here]
        return found, np.minimum(np.rint(sums[found] / UNIT), 65_535).astype(np.int64)

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
        came = link | np.uint64(shared << 48)
        links = np.append(self.lists[slot], came)
        gone = None
        if len(links) > MOST:
            weights = links >> np.uint64(48)
            least = np.flatnonzero(weights == weights.min())
            last = self._shelf.in_order(slots_of(links[least]))[-1]
            gone = int(last)
            links = links[slots_of(links) != last]
        self.lists[slot] = links
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


def shared_of(links: Links) -> Ints:
    """The shared weights of a list."""
    return (links >> np.uint64(48)).astype(np.int64)
