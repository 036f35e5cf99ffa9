"""Which earlier story has the same affair in its title: the next development is often told without looking back.

Two titles name one affair where the news of both has a name that few stories of those weeks have, and both say one
thing more of it; and where title and first sentence together are alike. How few is read off the stories themselves,
over the weeks before the later one, so that later arrivals change nothing. Of several earlier stories the likest are
taken.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import log, sqrt

from alteram.stages.links.following import Account, Found
from alteram.stages.links.reading import Passage, Reading, Statement
from alteram.text.similarity import idf

REACH_DAYS = 21
"""Days between two developments of an affair that are told without looking back."""
WEEKS_DAYS = 60
"""Days before the later story over which names are counted."""
UNSEEN = 150
"""Stories that are taken to have been there without any of the words: a small library cannot tell what is rare."""
RARE = 0.04
"""Share of the stories of those weeks above which a name stands for more than one affair."""
MOST_TOGETHER = 60
"""Stories of those weeks with a name, above which it is looked up no more, however many stories there are."""
LEAST_ALIKE = 0.28
"""Cosine of title and first sentence."""
LEAST_TOGETHER = 1.6
"""Rareness of what both titles have, in terms each of which one story of all has."""
MOST_EARLIER = 2


def affairs(accounts: Sequence[Account]) -> tuple[Found, ...]:
    """Pairs of stories whose titles name one affair, by place of the later one; the passage is the later title."""
    told = _Told(accounts)
    found: list[Found] = []
    for later, account in enumerate(accounts):
        title = _title(account)
        if title is None:
            continue
        rareness = told.rareness(title.terms, account.first)
        hits = [hit for at in told.with_name(title, account.first) if (hit := told.hit(later, at, rareness))]
        found += sorted(hits, key=lambda hit: (-hit.share, accounts[hit.earlier].story))[:MOST_EARLIER]
    return tuple(found)


def _title(account: Account) -> Statement | None:
    """The title that states a story's news, where it is no feature."""
    title = account.readings[0].title
    return None if title is None or title.feature else title


class _Told:
    """Which words the stories of all days have in title and first sentence."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self._days = sorted(account.first for account in accounts)
        self._with: dict[str, list[int]] = {}
        self._titled: dict[str, list[tuple[int, int]]] = {}
        self._vectors = [_vector(account.readings[0]) for account in accounts]
        for at, account in enumerate(accounts):
            for term in self._vectors[at]:
                self._with.setdefault(term, []).append(account.first)
            title = _title(account)
            for term in title.news if title is not None else ():
                self._titled.setdefault(term, []).append((account.first, at))
        for days in self._with.values():
            days.sort()
        for places in self._titled.values():
            places.sort()

    def rareness(self, terms: Sequence[str], day: int) -> dict[str, float]:
        """How rare each term is in the weeks before a day, in nats: never more than in the language."""
        stories = UNSEEN + _between(self._days, day)
        return {term: min(idf(term), log(stories / max(1, _between(self._with[term], day)))) for term in terms}

    def with_name(self, title: Statement, day: int) -> Iterator[int]:
        """Places of the earlier stories whose title's news has a rare name of this one's, each once, in order."""
        rare = min(MOST_TOGETHER, RARE * (UNSEEN + _between(self._days, day)))
        names = [name for name in title.names if name in title.news and _between(self._with[name], day) <= rare]
        seen: set[int] = set()
        for places in (self._titled.get(name, []) for name in names):
            seen.update(at for _, at in places[bisect_left(places, (day - REACH_DAYS,)) : bisect_left(places, (day,))])
        return iter(sorted(seen))

    def hit(self, later: int, earlier: int, rareness: dict[str, float]) -> Found | None:
        """The two stories, where their titles name one affair."""
        one, other = self._accounts[later], self._accounts[earlier]
        title, before = _title(one), _title(other)
        if title is None or before is None or one.readings[0].language != other.readings[0].language:
            return None
        shared = tuple(sorted((term for term in title.terms if term in before.terms), key=lambda t: (-rareness[t], t)))
        named = frozenset((*title.names, *before.names, *(term for term in title.proper if term in before.proper)))
        stories = UNSEEN + _between(self._days, one.first)
        if all(term in named for term in shared) or sum(rareness[term] for term in shared) < LEAST_TOGETHER * log(
            stories
        ):
            return None
        alike = sum(weight * self._vectors[earlier].get(term, 0.0) for term, weight in self._vectors[later].items())
        if alike < LEAST_ALIKE:
            return None
        passage = Passage(0, title.span, title.terms, (), (), title.denied)
        return Found(later, 0, passage, earlier, 0, before, shared, round(alike, 6), None)


def _between(days: Sequence[int], day: int) -> int:
    """How many of the ordered days lie in the weeks up to a day."""
    return bisect_right(days, day) - bisect_left(days, day - WEEKS_DAYS)


def _vector(reading: Reading) -> dict[str, float]:
    """Terms of title and first sentence, weighted by inverse document frequency, of length one; in order."""
    stated = [each for each in (reading.title, reading.lead) if each is not None]
    terms = sorted({term for each in stated for term in each.terms})
    length = sqrt(sum(idf(term) ** 2 for term in terms)) or 1.0
    return {term: idf(term) / length for term in terms}
