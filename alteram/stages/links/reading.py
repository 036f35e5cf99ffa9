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
from alteram.stages.links.lists import one_of, phrases
from alteram.stages.links.reaches import Reach, reaches
from alteram.text.furniture import is_furniture
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.predicates import predicate
from alteram.text.lexicon import phrases as text_phrases
from alteram.text.lexicon import words as text_words
from alteram.text.sentences import sentences
from alteram.text.similarity import common_words, with_content, words

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
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_RETROSPECT = re.compile(r"^before\b")
_INSIDE = re.compile(r"(?<=[a-z,] )([A-Z][\w’'-]*)")
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A title or first sentence that states the article's event: its terms in order, which are names, and figures.

    `names` are words that English does not have; `proper` all that the article writes with a capital inside sentences
    ("Supreme", "House"), and never without.
    `news` are the terms of a title's first part, up to a word such as "after" or "amid" behind which stands what came
    before; `verb` is the meaning of its main verb ("" where grammar is not sure of one). Of a first sentence all is
    news, and no verb is read. `denied`: it has a word of negation.
    """

    span: Span
    terms: tuple[str, ...]
    names: tuple[str, ...]
    proper: tuple[str, ...]
    news: tuple[str, ...]
    verb: str
    figures: tuple[str, ...]
    feature: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that points back; `place` counts from 0, the title. `about` has, for each of `reaches`, the terms that
    it can speak of."""

    place: int
    span: Span
    terms: tuple[str, ...]
    reaches: tuple[Reach, ...]
    about: tuple[tuple[str, ...], ...]
    denied: bool


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
    read = article.text[:READ_CHARACTERS]
    found = frozenset(words(read))
    names, proper = _names(found), _proper(read[len(article.title) :], found)
    title = next((span for place, span in spans if not place), None)
    leads = (span for place, span in spans if place and len(_terms(article.text, span)) >= LEAST_TERMS)
    lead = next((span for span in leads if not _is_furniture(article.text[slice(*span)])), None)
    return Reading(
        linked=True,
        language=(article.language or "")[:2].lower(),
        day=today,
        title=_statement(article.text, title, names, proper),
        lead=_statement(article.text, lead, names, proper),
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
    dated = text_words("calendar_words")
    found = map(meaning, with_content(words(text, *span)))  # few sentences are asked: no pass over all of the text
    return tuple(dict.fromkeys([term for term in found if term not in dated]))


def _statement(text: str, span: Span | None, names: frozenset[str], proper: frozenset[str]) -> Statement | None:
    if span is None:
        return None
    own = _terms(text, span)
    if len(own) < LEAST_TERMS:
        return None
    told = text[slice(*span)]
    figures = tuple(dict.fromkeys(figure.strip(".,") for figure in _FIGURE.findall(told)))
    low = told.lower()
    feature = told.rstrip().endswith("?") or any(pattern.search(low) is not None for pattern in _features())
    is_title = span[0] == 0
    return Statement(
        span=span,
        terms=own,
        names=tuple(term for term in own if term in names),
        proper=tuple(term for term in own if term in proper),
        news=_terms(text, _news(text, span)) if is_title else own,
        verb=_verb(told) if is_title else "",
        figures=figures,
        feature=feature,
        denied=_denied(told),
    )


def _news(text: str, span: Span) -> Span:
    """The part of a statement that tells its news: behind the speaker or topic and a colon, before the conjunction
    behind which stands what came before."""
    start, end = span
    colon = text.find(": ", start, end)
    start = start if colon < 0 else colon + 2
    told = text[start:end].replace("İ", "I").lower()
    found = _before().search(told)
    if found is None:
        return (start, end)
    if found.start():
        return (start, start + found.start())
    comma = told.find(", ")
    return (start, end) if comma < 0 else (start + comma + 2, end)


def _verb(told: str) -> str:
    """The meaning of a statement's main verb. A title in capitals is read as if common words in it had none."""
    lettered = [word for word in words(told) if word[0].isalpha()]
    if sum(word[0].isupper() for word in lettered) > TITLE_CASE * max(len(lettered), 1):
        told = _WORD.sub(lambda found: found[0].lower() if _is_common(found) else found[0], told)
    found = predicate(told, ((0, len(told)),))
    return meaning(found.verb) if found is not None and found.verb else ""


def _is_common(found: re.Match[str]) -> bool:
    """Whether a word in a title may be written in lower case."""
    return found.start() > 0 and _bare(found[0]) in common_words()


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
            yield Passage(place, span, own, found, tuple(_terms(text, reach.about) for reach in found), _denied(told))


def _is_furniture(told: str) -> bool:
    """Whether a sentence is no telling: furniture of the page, a caption, or words that ran together."""
    if is_furniture(told) or _GLUED.search(told) is not None or _CAPTION.search(told) is not None:
        return True
    lettered = [word for word in words(told) if word[0].isalpha()]
    return sum(word[0].isupper() for word in lettered) > TITLE_CASE * max(len(lettered), 1)


def _names(found: frozenset[str]) -> frozenset[str]:
    """Meanings of capitalised words that neither English nor the article writes in lower case."""
    plain = common_words()
    proper = (word for word in found if word[0].isupper() and _bare(word) not in found and _bare(word) not in plain)
    return frozenset(meaning(word) for word in proper)


def _proper(text: str, found: frozenset[str]) -> frozenset[str]:
    """Meanings of words that stand with a capital inside a sentence, and nowhere in lower case among those found."""
    inside = frozenset(match[1] for match in _INSIDE.finditer(text))
    return frozenset(meaning(word) for word in inside if _bare(word) not in found)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


@cache
def _before() -> re.Pattern[str]:
    """Words behind which a statement tells what came before, or what goes on beside."""
    return one_of(phrases("before_words"))


@cache
def _features() -> tuple[re.Pattern[str], ...]:
    """Titles of features, lists and commentary, which state no event."""
    counted = r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:[a-z]+ ){0,2}"
    return (
        _RETROSPECT,
        one_of(text_phrases("feature_titles")),
        re.compile(counted + one_of(phrases("numbered_nouns")).pattern),
    )


def _denied(told: str) -> bool:
    """Whether a text has a word of negation, or a contraction with one."""
    low = told.lower().replace("’", "'")
    return "n't" in low or _negations().search(low) is not None


@cache
def _negations() -> re.Pattern[str]:
    """Words of negation, in lower case."""
    return one_of(text_phrases("negation_words"))
