"""Which earlier story a sentence points back to: the one whose statement of its event the sentence repeats.

A sentence of the later story counts where it names a day or a time that fits the earlier one (a link to a document
through its date: Feng and Allan 2009, "incident threading"), and where it has most of what a title or first sentence of
the earlier story says, weighted by inverse document frequency. One sentence points to one story.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alteram.model.ids import ArticleId, StoryId
from alteram.stages.links.reaches import Reach
from alteram.stages.links.reading import Passage, Reading, Statement
from alteram.text.similarity import idf

MOST_DAYS = 60
"""Days between two stories that are linked; what is older is history."""
MOST_ARTICLES = 5
"""Articles of a story that are read, earliest first: they state its event; later ones add little but background."""
MOST_LINKS = 5
"""Earlier stories that a story is linked to, best first."""
LEAST = {"day": 0.5, "phrase": 0.6, "cause": 0.65}
"""Share of a title's weight that a passage must have, by how it points back; a lead's is `LEAD_MORE` more."""
LEAD_MORE = 0.1
LEAST_WEIGHT = {"day": 12.0, "phrase": 15.0, "cause": 16.0}
"""Weight of the shared terms, in nats, below which what both say is said of many events."""
SURE = {"day": 0.2, "phrase": 0.1, "cause": 0.0}
"""What the way of pointing back adds to the share when several stories fit one passage."""
NEARLY_ALL = 2 / 3
"""Share of a title, and of its news, that a passage which points to a day or a time repeats whatever its weight ..."""
LEAST_ANY_WEIGHT = 9.0
"""... but for this one, in nats."""
LEAST_SHARED = 3
LEAST_LEAD_SHARED = 5
LEAST_ABOUT = 0.6
"""Share of the shared weight that must stand where the phrase of time, or the cue of cause, can speak of it."""
EARLY = 3
"""Last place of a sentence that still tells the news itself, not its background, in which a cause counts."""
ASKED_TERMS = 10
REPEATED = 2
"""Stories that may have one sentence in common; what more have is a text of the house."""


@dataclass(frozen=True, slots=True)
class Account:
    """A story as links see it: its readings, earliest first, with their articles. Days count from year 1."""

    story: StoryId
    first: int
    articles: tuple[ArticleId, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of a later story that points to an earlier one. `later` and `earlier` are places of accounts,
    `article` and `told` those of the articles in them; `reach` is what points (None: it names the same affair)."""

    later: int
    article: int
    passage: Passage
    earlier: int
    told: int
    statement: Statement
    shared: tuple[str, ...]
    share: float
    reach: Reach | None


def account(story: StoryId, readings: Iterable[tuple[ArticleId, Reading]]) -> Account | None:
    """The account of a story; None for one without a dated article that may be linked."""
    dated = [(one.day, article, one) for article, one in readings if one.day is not None and one.linked]
    if not dated:
        return None
    first = sorted(dated, key=lambda each: each[:2])[:MOST_ARTICLES]
    return Account(story, first[0][0], tuple(each[1] for each in first), tuple(each[2] for each in first))


def find(accounts: Sequence[Account]) -> tuple[Found, ...]:
    """Every pair of stories one of which points back to the other, with its best passage; by place of the later one.

    The result does not depend on the order of `accounts` but for the numbers in it.
    """
    index = _Index(accounts)
    shared_by = Counter(
        sentence for each in accounts for sentence in {p.terms for one in each.readings for p in one.passages}
    )
    found: list[Found] = []
    for later, one in enumerate(accounts):
        best: dict[int, Found] = {}
        for article, reading in enumerate(one.readings):
            for passage in reading.passages:
                if shared_by[passage.terms] > REPEATED:
                    continue
                hit = _best(index, later, article, passage)
                if hit is not None and (hit.earlier not in best or _rank(hit) < _rank(best[hit.earlier])):
                    best[hit.earlier] = hit
        ranked = sorted(best.values(), key=lambda hit: (*_rank(hit), accounts[hit.earlier].story))
        found += ranked[:MOST_LINKS]
    return tuple(found)


class _Index:
    """Terms of the statements of all accounts, with the day of each."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.accounts = accounts
        self._postings: dict[str, list[tuple[int, int, int, int]]] = {}
        for at, one in enumerate(accounts):
            for article, reading in enumerate(one.readings):
                if reading.title is not None and reading.title.feature:
                    continue
                for number, statement in enumerate((reading.title, reading.lead)):
                    if statement is None:
                        continue
                    for term in statement.terms:
                        self._postings.setdefault(term, []).append((one.first, at, article, number))
        for postings in self._postings.values():
            postings.sort()

    def telling(self, terms: Iterable[str], first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Account, article and number (0 title, 1 lead) of the statements of these days with one of the terms."""
        seen: set[tuple[int, int, int]] = set()
        for term in terms:
            postings = self._postings.get(term, [])
            low, high = bisect_left(postings, (first,)), bisect_right(postings, (last + 1,))
            seen.update(posting[1:] for posting in postings[low:high])
        return iter(sorted(seen))

    def statement(self, at: int, article: int, number: int) -> Statement:
        """One statement."""
        reading = self.accounts[at].readings[article]
        statement = reading.lead if number else reading.title
        if statement is None:
            raise KeyError((at, article, number))
        return statement


def _best(index: _Index, later: int, article: int, passage: Passage) -> Found | None:
    """The story that the passage points to, if any."""
    today = index.accounts[later].first
    asked = sorted(passage.terms, key=lambda term: (-idf(term), term))[:ASKED_TERMS]
    hits = []
    for reach, about in zip(passage.reaches, passage.about, strict=True):
        if reach.kind == "cause" and passage.place > EARLY:
            continue
        first, last = max(reach.first, today - MOST_DAYS), min(reach.last + 1, today - 1)
        for at, told, number in index.telling(asked, first, last):
            hit = _hit(index, (later, article, passage), (at, told, number), reach, about)
            if hit is not None:
                hits.append(hit)
    return min(hits, key=lambda hit: (*_rank(hit), index.accounts[hit.earlier].story, hit.told), default=None)


def _hit(
    index: _Index,
    pointing: tuple[int, int, Passage],
    told: tuple[int, int, int],
    reach: Reach,
    about: tuple[str, ...],
) -> Found | None:
    """The passage and the statement, where the one repeats the other."""
    later, article, passage = pointing
    if told[0] == later:
        return None
    statement, is_lead = index.statement(*told), told[2] == 1
    if is_lead and reach.kind != "day":
        return None
    own = frozenset(statement.terms)
    shared = tuple(sorted((term for term in passage.terms if term in own), key=lambda term: (-idf(term), term)))
    names = frozenset(statement.names).intersection(shared)
    if len(shared) < (LEAST_LEAD_SHARED if is_lead else LEAST_SHARED) or not names or len(names) == len(shared):
        return None
    weight = _weight(shared)
    if weight < LEAST_ANY_WEIGHT:
        return None
    share = weight / _weight(statement.terms)
    near = frozenset(about).intersection(shared)
    if _weight(near) < LEAST_ABOUT * weight or near <= names:
        return None
    surely = weight >= LEAST_WEIGHT[reach.kind] and share >= LEAST[reach.kind] + is_lead * LEAD_MORE
    if not surely and (is_lead or reach.kind == "cause" or not _repeats(statement, passage)):
        return None
    return Found(later, article, passage, told[0], told[1], statement, shared, round(share, 6), reach)


def _repeats(title: Statement, passage: Passage) -> bool:
    """Whether a passage has nearly all of a title and of its news: not only of what the title tells beside it."""
    if (title.denied and not passage.denied) or (title.verb and title.verb not in passage.terms):
        return False
    own = frozenset(passage.terms)
    news = own.intersection(title.news)
    whole, part = _weight(own.intersection(title.terms)), _weight(news)
    return (
        whole >= NEARLY_ALL * _weight(title.terms)
        and part >= NEARLY_ALL * _weight(title.news)
        and not news <= frozenset(title.names)
    )


def _rank(hit: Found) -> tuple[float, int, int]:
    """Better ones come first: by share and by how the passage points back, then the later day, then the place."""
    if hit.reach is None:
        return (-hit.share, 0, hit.passage.place)
    return (-round(hit.share + SURE[hit.reach.kind], 6), -hit.reach.last, hit.passage.place)


def _weight(terms: Iterable[str]) -> float:
    """Sum of weights, in the order of the terms' names, so that it is the same in every process."""
    return sum(idf(term) for term in sorted(terms))
