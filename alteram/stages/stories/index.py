"""The index: the pair graph of a collection that changes, and the clusters of whatever part of it has changed.

Everything is a function of the set of articles: first scores of the pair alone, lists of candidates of the set
(`candidates`), second scores of both neighbourhoods (`neighbours`), clusters of one component of strong ties
(`regions`). An arrival or removal changes some lists; what follows from these is made anew and nothing else, so that
the state after any sequence of changes is the state of an index that was made at once (a property test holds it to
that).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from alteram.model.ids import ArticleId
from alteram.stages.stories.candidates import Candidates
from alteram.stages.stories.links import MIDDLE, NONE, SLOT, Links, linked, slots_of, values_of
from alteram.stages.stories.neighbours import Neighbourhoods
from alteram.stages.stories.prints import Print
from alteram.stages.stories.rows import Ints, runs
from alteram.stages.stories.scoring import IMPLAUSIBLE, Model, first_steps, second_ties
from alteram.stages.stories.shelf import Shelf

AT_ONCE, RESCORED_AT_ONCE = 32, 256
"""Articles whose pairs are scored together: enough that many share the cost of a call, few enough for the cache."""


class Index:
    """Articles as prints, with everything that grouping has found out about them.

    `numbers` are those by which a library knows the articles. `touched` are the slots whose list or ties have changed
    since it was loaded; `stirred` those of which a tie has changed since this was last asked for: with these the
    clusters of their regions may be others now.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.shelf = Shelf()
        self.candidates = Candidates(self.shelf)
        self.near = Neighbourhoods(self.shelf)
        self.ties: list[Links] = []
        self.numbers: list[int] = []
        self.touched: set[int] = set()
        self.stirred: set[int] = set()
        self._pending: list[tuple[Ints, Links]] = []
        self._late: list[tuple[Ints, Ints, Ints, Ints]] = []
        self._dropped: list[Ints] = []
        self._relinked: set[int] = set()
        self._fixed: set[int] = set()

    def update(self, arrived: Mapping[ArticleId, Print], gone: Iterable[ArticleId] = (), next_number: int = 0) -> None:
        """Takes articles out, and puts others in, numbered from `next_number` on; the order of either is no matter."""
        leaving = sorted(self.shelf.slots[article] for article in gone if article in self.shelf.slots)
        reopened = np.array(self._leave(leaving), dtype=np.int64)
        names = sorted(name for name in arrived if name not in self.shelf.slots)
        names.sort(key=lambda name: (arrived[name].time, arrived[name].tie))
        new = self.shelf.add(names, [arrived[name] for name in names])
        first = max(next_number, len(self.numbers))
        self.numbers += range(first, first + len(new))
        self.open(new, new.tolist())
        for some in _parts(reopened, AT_ONCE):
            self._reopen(some)
        for some in _parts(new, AT_ONCE):
            self._compare(some, len(self.shelf) - len(new), reopened)
        self._enter()
        self._flush()
        self._drop()
        changed = set(self.near.refresh(self._relinked).tolist()) | set(new.tolist()) | self._fixed
        alive = self.shelf.column("alive")
        self._rescore(frozenset(slot for slot in changed if alive[slot]))
        self.stirred |= set(new.tolist())
        self.touched |= set(new.tolist())
        self._relinked, self._fixed = set(), set()

    def open(self, slots: Ints, found: Sequence[int]) -> None:
        """Makes room for new slots; those in `found` can be found by their terms."""
        self.candidates.add(slots, found)
        self.near.grow(len(self.shelf))
        self.ties += [NONE] * len(slots)

    def reconnect(self) -> None:
        """Makes the links of an index of which the lists are known."""
        lists = self.candidates.lists
        owners = np.repeat(np.arange(len(lists)), [len(links) for links in lists])
        joined = np.concatenate([NONE, *lists])
        kept = values_of(joined) != IMPLAUSIBLE
        here, others, steps = owners[kept], slots_of(joined[kept]), values_of(joined[kept])
        self.near.links.append(
            np.concatenate((here, others)), linked(np.concatenate((others, here)), np.concatenate((steps, steps)))
        )
        self.candidates.measure()
        self.near.refresh(range(len(lists)))

    def settle(self) -> frozenset[int]:
        """`stirred`, which is empty then."""
        found = frozenset(self.stirred)
        self.stirred = set()
        return found

    def _compare(self, slots: Ints, first: int, complete: Ints) -> None:
        """Makes the lists of new articles, and finds out which may enter those of later ones, unless these are
        `complete`. Those of slots from `first` on are made in their turn.
        """
        ones, others, shared, before = self.candidates.around(slots)
        own = np.flatnonzero(before)
        own = own[self.candidates.best(ones[own], others[own], shared[own])]
        later = ~before & (others < first) & ~np.isin(others, complete)
        later &= self.candidates.may_enter(others, shared)
        kept = later.copy()
        kept[own] = True
        steps = np.zeros(len(ones), dtype=np.int64)
        steps[kept] = first_steps(self.shelf, ones[kept], others[kept], self.model)
        self._list(slots, ones[own], others[own], shared[own], steps[own])
        self._link(ones[own], others[own], steps[own])
        self._late.append((ones[later], others[later], shared[later], steps[later]))

    def _list(self, slots: Ints, ones: Ints, others: Ints, shared: Ints, steps: Ints) -> None:
        """Gives articles their lists."""
        links, ends = linked(others, steps), np.searchsorted(ones, slots, side="right")
        for slot, start, end in zip(slots.tolist(), np.searchsorted(ones, slots).tolist(), ends.tolist(), strict=True):
            self.candidates.put(slot, links[start:end], shared[start:end])

    def _enter(self) -> None:
        """New articles enter the lists of later ones where they are better than what is there."""
        if not self._late:
            return
        ones, others, shared, steps = (np.concatenate(column) for column in zip(*self._late, strict=True))
        self._late = []
        order = np.argsort(others, kind="stable")
        ones, others, shared, steps = ones[order], others[order], shared[order], steps[order]
        owners, numbers = runs(others)
        links, ends = linked(ones, steps), np.cumsum(numbers)
        gone = [np.zeros(0, dtype=np.int64)]
        for owner, start, end in zip(owners.tolist(), (ends - numbers).tolist(), ends.tolist(), strict=True):
            left = self.candidates.enter(owner, links[start:end], shared[start:end])
            if len(left):
                gone.append(_paired(np.full(len(left), owner), left))
        left, came = np.concatenate(gone), _paired(others, ones)
        entered = ~np.isin(came, left)
        self._dropped.append(left[~np.isin(left, came)])
        self.touched.update(np.unique(others[entered]).tolist())
        self._link(ones[entered], others[entered], steps[entered])

    def _reopen(self, slots: Ints) -> None:
        """Makes the lists of articles anew from which one was taken; what stays keeps its score."""
        ones, others, shared, before = self.candidates.around(slots)
        own = np.flatnonzero(before)
        own = own[self.candidates.best(ones[own], others[own], shared[own])]
        ones, others, shared = ones[own], others[own], shared[own]
        steps = first_steps(self.shelf, ones, others, self.model)
        fresh = np.zeros(len(ones), dtype=np.bool_)
        for slot in slots.tolist():
            here = ones == slot
            old = slots_of(self.candidates.lists[slot])
            left = old[~np.isin(old, others[here])]
            self._dropped.append(_paired(np.full(len(left), slot), left))
            fresh[here] = ~np.isin(others[here], old)
        self._list(slots, ones, others, shared, steps)
        self._link(ones[fresh], others[fresh], steps[fresh])
        self._fixed.update(slots.tolist(), others[fresh & (steps != IMPLAUSIBLE)].tolist())
        self.touched.update(slots.tolist())

    def _link(self, ones: Ints, others: Ints, steps: Ints) -> None:
        """Enters plausible pairs at both ends."""
        kept = steps != IMPLAUSIBLE
        ones, others, steps = ones[kept], others[kept], steps[kept]
        ends = np.concatenate((others, ones))
        self._pending.append((np.concatenate((ones, others)), linked(ends, np.tile(steps, 2))))

    def _flush(self) -> None:
        """Puts the links that are pending into their places."""
        if self._pending:
            owners, links = (np.concatenate(column) for column in zip(*self._pending, strict=True))
            self._pending = []
            self.near.links.append(owners, links)
            self._relinked.update(np.unique(owners).tolist())

    def _drop(self) -> None:
        """Takes the pairs out that have to go, where they are there."""
        pairs = np.concatenate([np.zeros(0, dtype=np.int64), *self._dropped])
        self._dropped = []
        ones, others = pairs >> 32, pairs & 0xFFFFFFFF
        pairs, owners = np.concatenate((pairs, _paired(others, ones))), np.unique(np.concatenate((ones, others)))
        changed = self.near.links.drop(owners, pairs).tolist()
        self._relinked.update(changed)
        self._fixed.update(changed)

    def _leave(self, leaving: Sequence[int]) -> list[int]:
        """Takes articles out with their pairs and ties; gives those whose lists they stood in."""
        if not leaving:
            return []
        gone = set(leaving)
        reopened = [slot for slot in self.candidates.holding(leaving) if slot not in gone]
        for slot in leaving:
            linked_to = slots_of(self.near.links[slot])
            self._dropped.append(_paired(np.full(len(linked_to), slot), linked_to))
            for other in slots_of(self.ties[slot]).tolist():
                self.ties[other] = self.ties[other][slots_of(self.ties[other]) != slot]
                self.touched.add(other)
                self.stirred.add(other)
            self.ties[slot] = self.candidates.lists[slot] = NONE
            self.shelf.remove(slot)
        self.touched -= gone
        self.stirred -= gone
        return reopened

    def _rescore(self, slots: frozenset[int]) -> None:
        """Second scores of all pairs of these articles, entered at both ends where they are others now."""
        back: dict[int, dict[int, int]] = {}
        for some in _parts(np.array(sorted(slots), dtype=np.int64), RESCORED_AT_ONCE):
            for slot, other, value in self._other_ties(some):
                self.stirred |= {slot, other}
                if other not in slots:
                    back.setdefault(other, {})[slot] = value
        self.touched |= self.stirred
        for other, news in sorted(back.items()):
            self._retie(other, news)

    def _other_ties(self, slots: Ints) -> list[tuple[int, int, int]]:
        """Makes the ties of articles; gives those that are others now, with their values, -32,768 for none."""
        starts, made = second_ties(self.near, slots, self.model)
        before = [self.ties[slot] for slot in slots.tolist()]
        owners = (
            np.repeat(np.arange(len(slots)), np.diff(starts)),
            np.repeat(np.arange(len(slots)), [*map(len, before)]),
        )
        place = np.uint64(48)
        now = np.sort((owners[0].astype(np.uint64) << place) | made)
        old = (owners[1].astype(np.uint64) << place) | np.concatenate([NONE, *before])
        fresh, stale = np.setdiff1d(now, old, assume_unique=True), np.setdiff1d(old, now, assume_unique=True)
        for at in np.unique(np.concatenate((fresh, stale)) >> place).tolist():
            row = made[starts[at] : starts[at + 1]]
            self.ties[int(slots[at])] = row[np.argsort(row & SLOT)]
        found = {
            (slot, other): value
            for links, is_there in ((stale, False), (fresh, True))
            for slot, other, value in zip(
                slots[(links >> place).astype(np.int64)].tolist(),
                slots_of(links).tolist(),
                (values_of(links) if is_there else np.full(len(links), -MIDDLE)).tolist(),
                strict=True,
            )
        }
        return [(slot, other, value) for (slot, other), value in found.items()]

    def _retie(self, slot: int, news: Mapping[int, int]) -> None:
        """Enters the ties that an article now has with some others."""
        ends, values = np.array(list(news), dtype=np.int64), np.array(list(news.values()), dtype=np.int64)
        old = self.ties[slot]
        old = old[~np.isin(slots_of(old), ends)]
        joined = np.concatenate((old, linked(ends, values)[values > -MIDDLE]))
        self.ties[slot] = joined[np.argsort(joined & SLOT)]


def _paired(ones: Ints, others: Ints) -> Ints:
    """Pairs of slots as integers."""
    return ones << 32 | others


def _parts(slots: Ints, size: int) -> Iterator[Ints]:
    """So many at a time."""
    for start in range(0, len(slots), size):
        yield slots[start : start + size]
