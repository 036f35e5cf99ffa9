"""What is read off an article for grouping: terms, names, figures, weekdays, quoted words.

Names, figures and weekdays are the slots of an event: who, how many, when. What both articles of a pair say in a slot
counts, and so does what they say differently: two floods with other death tolls on other days are twins.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from alteram.model.articles import Article
from alteram.text.similarity import common_words, content_lemmas, shingles, words

LEAD_WORDS = 350
"""Words of body that are read: longer leads changed no figure (DESIGN, "Stories")."""
OPENING_WORDS = 60
"""The first paragraphs, where a report says what happened."""
SLOT_WORDS = 200
"""Words of body in which figures and weekdays are taken to be of the event; further down they are of its background."""
TITLE_CASE = 0.6
"""Share of capitalised words from which a title's capitals tell nothing."""
QUOTED_CHARACTERS = 7000
QUOTED_RUN = 4
_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{20,400})[”\"»]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL = re.compile(r"\d{1,2}")
_EDGES = ".,:-"


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as grouping sees it; nothing here depends on other articles.

    `title`, `opening` (title and first 60 words) and `lead` (title and first 350) are lemmas in order, function words
    left out. `names` are lemmas of capitalised words of title and opening that are no ordinary words, `title_names`
    those of the title. `small` are figures of one or two digits, `large` all others but years; `weekdays` count from
    Monday, 0. `quoted` are hashes of every run of four words inside quotation marks. `body_words` is at most 350.
    """

    title: tuple[str, ...]
    opening: tuple[str, ...]
    lead: tuple[str, ...]
    names: tuple[str, ...]
    title_names: tuple[str, ...]
    small: tuple[str, ...]
    large: tuple[str, ...]
    weekdays: tuple[int, ...]
    quoted: tuple[int, ...]
    body_words: int


def read(article: Article, language: str) -> Reading:
    """Read the title and the first 350 words of the body; `language` is a two-letter code or ""."""
    start, end = lead_span(article)
    title, body = words(article.title), words(article.text, start, end)
    lower = {word for word in body if word[0].islower()}
    title_terms, body_terms = _terms(title), _terms(body)
    opening = body[:OPENING_WORDS]
    body_names = _names(body, lower)
    title_names = _title_names(title, lower, body_names if body else None)
    slots = (*title, *body[:SLOT_WORDS])
    small, large = _figures(slots)
    return Reading(
        title=title_terms,
        opening=title_terms + _terms(opening),
        lead=title_terms + body_terms,
        names=tuple(dict.fromkeys((*title_names, *_names(opening, lower)))),
        title_names=title_names,
        small=small,
        large=large,
        weekdays=_weekdays(slots, language),
        quoted=_quoted(article.text, start),
        body_words=len(body),
    )


def lead_span(article: Article, number: int = LEAD_WORDS) -> tuple[int, int]:
    """Start and end of the first `number` words after the title paragraph."""
    text, title = article.text, article.title
    start = min(len(title) + 2, len(text)) if title and text.startswith(title) else 0
    end = start
    for count, word in enumerate(_WORD.finditer(text, start), 1):
        end = word.end()
        if count == number:
            break
    return start, end


@lru_cache(maxsize=131072)
def _term(word: str) -> str:
    """The lemma of a word that tells something; "" for function words and figures."""
    return next(iter(content_lemmas(word)), "")


def _terms(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(term for term in map(_term, found) if term)


def _names(found: tuple[str, ...], lower: set[str]) -> tuple[str, ...]:
    """Lemmas of capitalised words that neither English nor the article writes in lower case, in order, each once."""
    names = {}
    for word in found:
        if word[0].isupper():
            small = word.lower().replace("’", "'")
            term = _term(word)
            if term and small not in lower and small not in common_words():
                names[term] = True
    return tuple(names)


def _title_names(title: tuple[str, ...], lower: set[str], known: tuple[str, ...] | None) -> tuple[str, ...]:
    """Names of the title; where most of its words are capitalised, those that the body (`known`) has as names."""
    lettered = [word for word in title if word[0].isalpha()]
    if known is not None and sum(word[0].isupper() for word in lettered) > TITLE_CASE * max(len(lettered), 1):
        return tuple(term for term in dict.fromkeys(_terms(title)) if term in known)
    return _names(title, lower)


def _figures(found: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Figures of at most two digits, and the others; years are left out, for every article has them."""
    small, large = set(), set()
    for word in found:
        if word[0].isdigit():
            figure = word.strip(_EDGES).replace(",", "")
            if _SMALL.fullmatch(figure):
                small.add(figure)
            elif not _YEAR.fullmatch(figure):
                large.add(figure)
    return tuple(sorted(small)), tuple(sorted(large))


def _weekdays(found: tuple[str, ...], language: str) -> tuple[int, ...]:
    names = weekday_names(language or "en")
    return tuple(sorted({names[bare] for bare in map(_bare, found) if bare in names}))


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _quoted(text: str, start: int) -> tuple[int, ...]:
    """Hashes of the runs of four words that stand in quotation marks: two reports of one statement share them."""
    found: set[int] = set()
    for match in _QUOTED.finditer(text, start, start + QUOTED_CHARACTERS):
        found |= shingles(words(match[1]), QUOTED_RUN)
    return tuple(sorted(found))


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Forms of the names of the days in a language, with their number from Monday, 0; none for an unknown language."""
    lines = (files("alteram.stages.stories") / "weekdays.txt").read_text(encoding="utf-8").splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines if not line.startswith("#")}
    return {form: day for day, forms in enumerate(rows.get(language, ())) for form in forms.split("|")}
