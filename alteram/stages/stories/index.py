"""The index: the pair graph of a collection that changes, and the clusters of whatever part of it has changed.

Everything is a function of the set of articles: first scores of the pair alone, lists of candidates of the set
(`candidates`), second scores of both neighbourhoods (`neighbours`), clusters of one component of strong ties
(`regions`). An arrival or removal changes some lists; what follows from these is made anew and nothing else, so that
the state after any sequence of changes is the state of an index that was made at once (a property test holds it to
that).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alteram.model.ids import ArticleId
from alteram.stages.stories.candidates import Candidates
from alteram.stages.stories.neighbours import NONE, SLOT, Links, Neighbourhoods, linked, slots_of, values_of
from alteram.stages.stories.prints import Print
from alteram.stages.stories.scoring import IMPLAUSIBLE, Model, first_steps, second_chances
from alteram.stages.stories.shelf import Ints, Shelf


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an article: its print, its list of candidates and its ties, both by the slots of a library."""

    number: int
    article: ArticleId
    one: Print
    candidates: Links
    ties: Links


class Index:
    """Articles as prints, with everything that grouping has found out about them.

    `touched` are the slots whose list or ties have changed since `settle` was last called, `stirred` those of which
    a tie has changed: with these the clusters of their components may be others now.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.shelf = Shelf()
        self.candidates = Candidates(self.shelf)
        self.near = Neighbourhoods(self.shelf)
        self.ties: list[Links] = []
        self.touched: set[int] = set()
        self.stirred: set[int] = set()
        self._pending: dict[int, list[int]] = {}
        self._relinked: set[int] = set()
        self._fixed: set[int] = set()

    def update(self, arrived: Mapping[ArticleId, Print], gone: Iterable[ArticleId] = ()) -> None:
        """Takes articles out, and puts others in; the order of either does not matter."""
        leaving = sorted(self.shelf.slots[article] for article in gone if article in self.shelf.slots)
        reopened = np.array(self._leave(leaving), dtype=np.int64)
        names = sorted(name for name in arrived if name not in self.shelf.slots)
        names.sort(key=lambda name: (arrived[name].time, arrived[name].tie))
        new = self.shelf.add(names, [arrived[name] for name in names])
        self.candidates.add(new)
        self.near.grow(len(self.shelf))
        self.ties += [NONE] * len(new)
        for slot in reopened.tolist():
            self._reopen(slot)
        first = len(self.shelf) - len(new)
        for slot in new.tolist():
            self._compare(slot, first, reopened)
        self._flush(tuple(self._pending))
        changed = set(self.near.refresh(self._relinked).tolist()) | set(new.tolist()) | self._fixed
        alive = self.shelf.column("alive")
        self._rescore(frozenset(slot for slot in changed if alive[slot]))
        self.stirred |= set(new.tolist())
        self.touched |= set(new.tolist())
        self._relinked, self._fixed = set(), set()

    def settle(self) -> tuple[frozenset[int], frozenset[int]]:
        """`touched` and `stirred`, which are empty then."""
        found = frozenset(self.touched), frozenset(self.stirred)
        self.touched, self.stirred = set(), set()
        return found

    def _compare(self, slot: int, first: int, complete: Ints) -> None:
        """Makes the list of a new article, and puts it into the lists of later ones, unless they are `complete`.

        Those of slots from `first` on are made in their turn.
        """
        found, shared = self.candidates.around(slot)
        before = self.shelf.earlier(found, slot)
        own, weights = self.candidates.best(found[before], shared[before])
        later = np.flatnonzero(~before & (found < first) & ~np.isin(found, complete))
        later = later[self.candidates.may_enter(found[later], shared[later])]
        steps = first_steps(self.shelf, slot, np.concatenate((own, found[later])), self.model)
        mine = steps[: len(own)]
        self.candidates.put(slot, linked(own, mine), weights)
        self._link(slot, own, mine)
        for other, weight, step in zip(
            found[later].tolist(), shared[later].tolist(), steps[len(own) :].tolist(), strict=True
        ):
            self._enter(other, slot, weight, step)

    def _enter(self, other: int, slot: int, weight: int, step: int) -> None:
        """A new article wants to enter the list of a later one."""
        gone = self.candidates.enter(other, linked(np.array([slot]), np.array([step])), weight)
        if gone == slot:
            return
        self.touched.add(other)
        self._link(other, np.array([slot]), np.array([step]))
        if gone is not None:
            self._unlink(other, gone)

    def _reopen(self, slot: int) -> None:
        """Makes the list of an article anew from which one was taken; what stays keeps its score."""
        found, shared = self.candidates.around(slot)
        before = self.shelf.earlier(found, slot)
        own, weights = self.candidates.best(found[before], shared[before])
        steps = first_steps(self.shelf, slot, own, self.model)
        old = slots_of(self.candidates.lists[slot])
        for other in np.setdiff1d(old, own).tolist():
            self._unlink(slot, other)
        self.candidates.put(slot, linked(own, steps), weights)
        fresh = ~np.isin(own, old)
        self._link(slot, own[fresh], steps[fresh])
        self._fixed |= {slot, *own[fresh & (steps != IMPLAUSIBLE)].tolist()}
        self.touched.add(slot)

    def _link(self, slot: int, others: Ints, steps: Ints) -> None:
        """Enters plausible pairs at both ends."""
        kept = steps != IMPLAUSIBLE
        others, steps = others[kept], steps[kept]
        back = linked(np.full(len(others), slot), steps).tolist()
        self._pending.setdefault(slot, []).extend(linked(others, steps).tolist())
        for other, link in zip(others.tolist(), back, strict=True):
            self._pending.setdefault(other, []).append(link)

    def _flush(self, slots: Iterable[int]) -> None:
        """Puts the links that are pending into their places."""
        links = self.near.links
        for slot in slots:
            more = self._pending.pop(slot, [])
            if more:
                links[slot] = np.concatenate((links[slot], np.array(more, dtype=np.uint64)))
                self._relinked.add(slot)

    def _unlink(self, slot: int, other: int) -> None:
        """Takes a pair out, where it is there."""
        self._flush((slot, other))
        links, size = self.near.links, len(self.near.links[slot])
        for one, end in ((slot, other), (other, slot)):
            links[one] = links[one][slots_of(links[one]) != end]
        if len(links[slot]) < size:
            self._relinked |= {slot, other}
            self._fixed |= {slot, other}

    def _leave(self, leaving: Sequence[int]) -> list[int]:
        """Takes articles out with their pairs and ties; gives those whose lists they stood in."""
        if not leaving:
            return []
        gone = set(leaving)
        reopened = [slot for slot in self.candidates.holding(leaving) if slot not in gone]
        for slot in leaving:
            for other in slots_of(self.near.links[slot]).tolist():
                self._unlink(slot, other)
            for other in slots_of(self.ties[slot]).tolist():
                self.ties[other] = self.ties[other][slots_of(self.ties[other]) != slot]
                self.touched.add(other)
                self.stirred.add(other)
            self.ties[slot] = self.candidates.lists[slot] = NONE
            self.shelf.remove(slot)
        for known in (self._relinked, self._fixed, self.touched, self.stirred):
            known.difference_update(gone)
        return reopened

    def _rescore(self, slots: frozenset[int]) -> None:
        """Second scores of all pairs of these articles, entered at both ends where they are others now."""
        back: dict[int, dict[int, int]] = {}
        for slot in sorted(slots):
            others, chances = second_chances(self.near, slot, self.model)
            kept = np.flatnonzero(chances)
            made = linked(others[kept], chances[kept] - 32_768)
            made = made[np.argsort(made & SLOT)]
            before = self.ties[slot]
            if len(made) == len(before) and not np.any(made != before):
                continue
            changed = set(made.tolist()) ^ set(before.tolist())
            ends = {link & 0xFFFFFFFF for link in changed}
            values = dict(zip(slots_of(made).tolist(), values_of(made).tolist(), strict=True))
            for other in ends - slots:
                back.setdefault(other, {})[slot] = values.get(other, -32_768)
            self.ties[slot] = made
            self.touched |= {slot, *ends}
            self.stirred |= {slot, *ends}
        for other, news in sorted(back.items()):
            self._retie(other, news)

    def _retie(self, slot: int, news: Mapping[int, int]) -> None:
        """Enters the ties that an article now has with some others."""
        ends, values = np.array(list(news), dtype=np.int64), np.array(list(news.values()), dtype=np.int64)
        old = self.ties[slot]
        old = old[~np.isin(slots_of(old), ends)]
        joined = np.concatenate((old, linked(ends, values)[values > -32_768]))
        self.ties[slot] = joined[np.argsort(joined & SLOT)]
