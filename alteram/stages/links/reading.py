"""What links read off one article: how it states its event, and the sentences in which it points back.

Nothing here depends on other articles, so that a reading can be kept as long as the article's version.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from alteram.model.articles import Article, Span
from alteram.model.ids import day
from alteram.stages.links.anchors import Anchors, anchors_of
from alteram.stages.links.lists import one_of
from alteram.stages.links.reaches import Reach, reaches
from alteram.text.furniture import is_furniture
from alteram.text.grammar.equivalents import meaning
from alteram.text.lexicon import phrases as text_phrases
from alteram.text.lexicon import words as text_words
from alteram.text.sentences import sentences
from alteram.text.similarity import common_words, content_words, words

READ_CHARACTERS = 8000
LONGEST = 60
"""Words of the longest sentence that is read: longer ones are lists, or menus that extraction left in."""
LEAST_TERMS = 3
"""Terms of the shortest title or lead that states an event."""
_GLUED = re.compile(r"[a-z]{4,}[A-Z][A-Za-z]")
TITLE_CASE = 0.6
"""Share of capitalised words from which a sentence is a list of titles, and no telling."""
_CAPTION = re.compile(
    r"\((?:AP|Reuters|AFP|Getty)?[^()]{0,60}\b(?:[Pp]hoto|Images)\b|\bGetty Images\b|\bPhoto(?:graph)? by\b"
)
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A title or first sentence that states the article's event: its terms in order, which are names, and figures."""

    terms: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[str, ...]
    feature: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that points back; `place` counts from 0, the title. `about` has, for each of `reaches`, the terms that
    it can speak of."""

    place: int
    span: Span
    terms: tuple[str, ...]
    reaches: tuple[Reach, ...]
    about: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as links see it. `day` counts from year 1, None where the article has no time.

    `title` and `lead` are None where there is none that states something. `linked` is False for an article that tells
    of many events (a round-up, a live page) or of none: its story is linked by others, or not at all.
    """

    linked: bool
    language: str
    day: int | None
    title: Statement | None
    lead: Statement | None
    passages: tuple[Passage, ...]
    anchors: Anchors | None = None


def read(article: Article, linked: bool = True) -> Reading:
    """The reading of an article; nothing of one that is not `linked`."""
    if not linked:
        return Reading(False, "", None, None, None, ())
    today = datetime.date.fromisoformat(day(article.when)).toordinal() if article.when else None
    spans = tuple(_sentences(article))
    names = _names(article.text[:READ_CHARACTERS])
    title = next((span for place, span in spans if not place), None)
    leads = (span for place, span in spans if place and len(_terms(article.text, span)) >= LEAST_TERMS)
    lead = next((span for span in leads if not _is_furniture(article.text[slice(*span)])), None)
    return Reading(
        linked=True,
        language=(article.language or "")[:2].lower(),
        day=today,
        title=_statement(article.text, title, names),
        lead=_statement(article.text, lead, names),
        passages=() if today is None else tuple(_passages(article, spans, today)),
        anchors=anchors_of(article),
    )


def _sentences(article: Article) -> Iterator[tuple[int, Span]]:
    """Sentences with their places; the title, where there is one, has place 0."""
    spans = article.sentences or sentences(article.text)
    shift = 0 if article.title and article.text.startswith(article.title) else 1
    for place, span in enumerate(spans, start=shift):
        if span[1] > READ_CHARACTERS:
            return
        yield place, span


def _terms(text: str, span: Span) -> tuple[str, ...]:
    """The meanings of the content words of a span, in order, each once."""
    found = (meaning(word) for word in content_words(text, *span))
    return tuple(dict.fromkeys(term for term in found if term not in text_words("calendar_words")))


def _statement(text: str, span: Span | None, names: frozenset[str]) -> Statement | None:
    if span is None:
        return None
    own = _terms(text, span)
    if len(own) < LEAST_TERMS:
        return None
    told = text[slice(*span)]
    figures = tuple(dict.fromkeys(figure.strip(".,") for figure in _FIGURE.findall(told)))
    feature = told.rstrip().endswith("?") or _features().search(told.lower()) is not None
    return Statement(own, tuple(term for term in own if term in names), figures, feature)


def _passages(article: Article, spans: tuple[tuple[int, Span], ...], today: int) -> Iterator[Passage]:
    """Every sentence of plain length that points back in time."""
    text = article.text
    pointing = reaches(text, [span for _, span in spans], today, article.when)
    for place, span in spans:
        if span not in pointing:
            continue
        told, found = text[slice(*span)], pointing[span]
        if len(told.split()) > LONGEST or _is_furniture(told):
            continue
        own = _terms(text, span)
        if len(own) >= LEAST_TERMS:
            yield Passage(place, span, own, found, tuple(_terms(text, reach.about) for reach in found))


def _is_furniture(told: str) -> bool:
    """Whether a sentence is no telling: furniture of the page, a caption, or words that ran together."""
    if is_furniture(told) or _GLUED.search(told) is not None or _CAPTION.search(told) is not None:
        return True
    lettered = [word for word in words(told) if word[0].isalpha()]
    return sum(word[0].isupper() for word in lettered) > TITLE_CASE * max(len(lettered), 1)


def _names(text: str) -> frozenset[str]:
    """Meanings of capitalised words that neither English nor the article writes in lower case."""
    found = frozenset(words(text))
    plain = common_words()
    proper = (word for word in found if word[0].isupper() and _bare(word) not in found and _bare(word) not in plain)
    return frozenset(meaning(word) for word in proper)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


@cache
def _features() -> re.Pattern[str]:
    """Titles of features, lists and commentary, which state no event."""
    return one_of(text_phrases("feature_titles"))
