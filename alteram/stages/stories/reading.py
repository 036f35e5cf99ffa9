"""What is read off an article for grouping: terms, names, figures, weekdays, quoted words.

Names, figures and weekdays are the slots of an event: who, how many, when. What both articles of a pair say in a slot
counts, and so does what they say differently: two floods with other death tolls on other days are twins.
"""

import itertools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from alteram.model.articles import Article
from alteram.stages.stories.calendars import named_dates, weekday_names
from alteram.stages.stories.segmenting import segmented
from alteram.stages.stories.weighing import function_words
from alteram.text.similarity import common_words, content_lemmas, words

LEAD_WORDS = 350
"""Words of body that are read: longer leads changed no figure (DESIGN, "Stories")."""
MOST_BODY = 600
"""Parts of a body that are read: where a script parts no words these are pairs of characters."""
OPENING_WORDS = 60
"""The first paragraphs, where a report says what happened."""
SLOT_WORDS = 200
"""Words of body in which figures and weekdays are taken to be of the event; further down they are of its background."""
TITLE_CASE = 0.6
"""Share of capitalised words from which a title's capitals tell nothing."""
QUOTED_CHARACTERS = 7000
LEAST_QUOTED, MOST_QUOTED = 20, 400
"""Characters of one quotation."""
QUOTED_RUN = 4
COPY_RUN = 8
MOST_WORDS = 98_304
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_OPENING_MARKS, _CLOSING_MARKS = frozenset('“"«„'), frozenset('”"»')
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL = re.compile(r"\d{1,2}")
_EDGES = ".,:-"


Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One article as grouping sees it; nothing here depends on other articles.

    `title`, `opening` (title and first 60 words) and `lead` (title and first 350) are lemmas in order, function words
    left out. `names` are lemmas of capitalised words of title and opening that are no ordinary words, `title_names`
    those of the title. `small` are figures of one or two digits, `large` all others but years; `weekdays` count from
    Monday, 0; `dates` are months and days that are named. `quoted` are hashes (32 bits) of every run of four words
    inside quotation marks, `runs` (16 bits) of every run of eight words of the lead, to find copies; both ascending.
    `body_words` is at most 350.
    """

    title: tuple[str, ...]
    opening: tuple[str, ...]
    lead: tuple[str, ...]
    names: tuple[str, ...]
    title_names: tuple[str, ...]
    small: tuple[str, ...]
    large: tuple[str, ...]
    weekdays: tuple[int, ...]
    dates: tuple[tuple[int, int], ...]
    quoted: Hashes
    runs: Hashes
    body_words: int


def read(article: Article, language: str) -> Reading:
    """Read the title and the first 350 words of the body; `language` is a two-letter code or ""."""
    start, end = lead_span(article)
    read = (segmented(words(article.title)), segmented(words(article.text, start, end))[:MOST_BODY])
    title, body = (_telling(_seen(each), language) for each in read)
    lower = {word.lower for word in body}
    title_terms, opening = _terms(title), body[:OPENING_WORDS]
    title_names = _title_names(title, lower, body)
    slots = (*title, *body[:SLOT_WORDS])
    small, large = _figures(slots)
    return Reading(
        title=title_terms,
        opening=title_terms + _terms(opening),
        lead=title_terms + _terms(body),
        names=tuple(dict.fromkeys((*title_names, *_names(opening, lower)))),
        title_names=title_names,
        small=small,
        large=large,
        weekdays=_weekdays(slots, language),
        dates=named_dates([word.small for word in slots], language),
        quoted=_quoted(article.text, start),
        runs=_distinct(_run_hashes(body, COPY_RUN) >> np.uint64(48)),
        body_words=min(len(body), LEAD_WORDS),
    )


def spoken(article: Article) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Lead, small and large figures of a reading, at a third of its cost."""
    title = _seen(segmented(words(article.title)))
    body = _seen(segmented(words(article.text, *lead_span(article)))[:MOST_BODY])
    return _terms(title) + _terms(body), *_figures((*title, *body[:SLOT_WORDS]))


def lead_span(article: Article, number: int = LEAD_WORDS) -> tuple[int, int]:
    """Start and end of the first `number` words after the title paragraph."""
    text, title = article.text, article.title
    start = min(len(title) + 2, len(text)) if title and text.startswith(title) else 0
    body = text[start:]
    found = body.split(None, number)
    rest = len(found[number]) if len(found) > number else 0
    return start, start + len(body[: len(body) - rest].rstrip())


LOWER, CAPITAL, NAME, FIGURE, OTHER = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """What is known of a word as written: its term ("" for function words and figures), its form in lower case (as
    written, where it begins so), that without a possessive ending, a hash of it, and its kind. A NAME is capitalised
    and no ordinary word. `lower` is `small` of a LOWER, `figure` a FIGURE without marks, as written, else ""."""

    term: str
    small: str
    bare: str
    lower: str
    figure: str
    hash: int
    kind: int


class _Words(dict[str, _Word]):
    """The words that were seen, looked up once. When there are too many, those go that were not seen again since the
    last time that there were."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, _Word] = {}

    def __missing__(self, word: str) -> _Word:
        if len(self) >= MOST_WORDS:
            self._before = dict(self)
            self.clear()
        found = self._before.get(word)
        if found is None:
            found = _word(word)
        self[word] = found
        return found


_WORDS = _Words()


def _word(word: str) -> _Word:
    term = next(iter(content_lemmas(word)), "")
    lowered = word if word.islower() else word.lower()
    small, kind = lowered.replace("’", "'"), OTHER
    if word[0].islower():
        small, kind = word, LOWER
    elif word[0].isupper():
        kind = NAME if term and small not in common_words() else CAPITAL
    elif word[0].isdigit():
        kind = FIGURE
    return _Word(
        term,
        small,
        small.lower().removesuffix("'s"),
        small if kind == LOWER else "",
        word.strip(_EDGES).replace(",", "") if kind == FIGURE else "",
        zlib.crc32(lowered.encode("utf-8", "surrogatepass")),
        kind,
    )


def _seen(found: tuple[str, ...]) -> list[_Word]:
    return list(map(_WORDS.__getitem__, found))


def _telling(found: list[_Word], language: str) -> list[_Word]:
    """The same words, those that are function words of the language without a term; English terms have none."""
    empty = function_words(language)
    if not empty:
        return found
    return [
        replace(word, term="", kind=CAPITAL if word.kind == NAME else word.kind) if word.term in empty else word
        for word in found
    ]


def _terms(found: list[_Word]) -> tuple[str, ...]:
    return tuple([word.term for word in found if word.term])


def _names(found: list[_Word], lower: set[str]) -> tuple[str, ...]:
    """Lemmas of capitalised words that neither English nor the article writes in lower case, in order, each once."""
    return tuple(dict.fromkeys([word.term for word in found if word.kind == NAME and word.small not in lower]))


def _title_names(title: list[_Word], lower: set[str], body: list[_Word]) -> tuple[str, ...]:
    """Names of the title; where most of its words are capitalised, those that a body has as names."""
    capitals = sum(word.kind in (CAPITAL, NAME) for word in title)
    lettered = sum(word.kind != FIGURE for word in title)
    if body and capitals > TITLE_CASE * max(lettered, 1):
        known = _names(body, lower)
        return tuple(term for term in dict.fromkeys(_terms(title)) if term in known)
    return _names(title, lower)


def _figures(found: tuple[_Word, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Figures of at most two digits, and the others; years are left out, for every article has them."""
    figures = {word.figure for word in found if word.figure}
    small = {figure for figure in figures if _SMALL.fullmatch(figure)}
    large = {figure for figure in figures - small if not _YEAR.fullmatch(figure)}
    return tuple(sorted(small)), tuple(sorted(large))


def _weekdays(found: tuple[_Word, ...], language: str) -> tuple[int, ...]:
    names = weekday_names(language or "en")
    return tuple(sorted({names[word.bare] for word in found if word.bare in names}))


def _quoted(text: str, start: int) -> Hashes:
    """Hashes of the runs of four words that stand in quotation marks: two reports of one statement share them."""
    found: list[_Word] = []
    within: list[bool] = []
    for begin, end in _quotations(text, start, min(start + QUOTED_CHARACTERS, len(text))):
        spoken = _seen(words(text, begin, end))
        found += spoken
        within += [True] * (len(spoken) - QUOTED_RUN + 1) + [False] * min(len(spoken), QUOTED_RUN - 1)
    if not any(within):
        return np.zeros(0, dtype=np.uint64)
    hashes = _run_hashes(found, QUOTED_RUN)
    return _distinct(hashes[np.array(within[: len(hashes)])] >> np.uint64(32))


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Bounds of what stands between an opening and a closing mark with no other mark in between."""
    marks: list[int] = []
    for mark in _OPENING_MARKS | _CLOSING_MARKS:
        at = text.find(mark, start, end)
        while at >= 0:
            marks.append(at)
            at = text.find(mark, at + 1, end)
    marks.sort()
    closed = -1
    for one, other in itertools.pairwise(marks):
        fits = LEAST_QUOTED <= other - one - 1 <= MOST_QUOTED and one > closed
        if fits and text[one] in _OPENING_MARKS and text[other] in _CLOSING_MARKS:
            yield one + 1, other
            closed = other


def _distinct(hashes: Hashes) -> Hashes:
    """Each hash once, ascending."""
    hashes = np.sort(hashes)
    return hashes[np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))]


def _run_hashes(found: list[_Word], size: int) -> Hashes:
    """A hash of every run of `size` words, in lower case (Karp and Rabin 1987); none for fewer words."""
    number = max(len(found) - size + 1, 0)
    if not number:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.array([word.hash for word in found], dtype=np.uint64) * _FACTOR
    total = hashes[:number].copy()
    for at in range(1, size):
        total *= _FACTOR
        total += hashes[at : at + number]
    total ^= total >> np.uint64(29)
    return total * _FACTOR
