"""Media named as sources, and the first full mention of a source."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.names import Name, names, surname
from alteram.text.passes import TEXTS
from alteram.text.people.name_kinds import given_names
from alteram.text.people.persons import Person, persons
from alteram.text.sentences import Token, paragraphs, tokens
from alteram.text.speech.cues import DETERMINERS

_NAME = r"(?P<name>(?:[Tt]he\s)?[A-Z][\w.&’'-]{0,40}(?:\s(?:of|the|for|and|&|[A-Z][\w.&’'-]{0,40})){0,7})"
_MEDIA = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:told|tells|telling)\s{_NAME}",
        r"\((?P<name>[A-Z][\w.&’' -]{1,40})\)",
        r"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|[Pp]er|[Cc]redited to)\s"
        rf"(?:a\s(?:report|story|statement)\s(?:by|in|from|on)\s)?{_NAME}",
        rf"\b(?:[Rr]eported|published|broadcast|obtained|cited|quoted|carried|seen|reviewed|confirmed|released|revealed|aired)\s"
        rf"(?:\w+\s){{0,2}}(?:by|in|on|to)\s{_NAME}",
        rf"\b(?:interview|interviews|conversation|statement|comments|remarks|email|appearance|report|story|article|op-ed|column|dispatch|footage|survey|poll)\s"
        rf"(?:\w+\s){{0,2}}(?:with|to|on|for|in|by|from)\s{_NAME}",
        rf"{_NAME}\s(?:\w+ly\s|first\s|also\s|has\s|had\s)?(?:reported|reports|quoted|cited|wrote|writes|said|says|claimed|published|revealed|noted)\b",
        rf"{_NAME}(?:’s|'s)?\s(?:report|reporter|correspondent|poll|survey|story|article|interview|investigation|editorial)\b",
    )
)
_FULL_STOP = re.compile(r"\w\w\.$")
_FEMALE = re.compile(r"\b(?:Mrs|Ms|Miss)\.?\s$")
_MALE = re.compile(r"\bMr\.?\s$")
MOST_BEFORE = 3
"""Words before the head of a group's noun phrase that are taken with it."""
_AGENTS = ("ers", "ors", "ists", "ants", "ents", "ees", "women", "smen", "ians")
_NO_PEOPLE = frozenset(
    (
        "less",
        "documents",
        "records",
        "polls",
        "surveys",
        "reports",
        "statements",
        "studies",
        "data",
        "figures",
        "orders",
    )
)
_TRAILING = re.compile(r"(?:\s(?:of|the|for|and|&))+$")


@dataclass(frozen=True, slots=True)
class MediaCue:
    """A name in the place of a medium that is a source: `span` the cue with the name, `name_span` the name alone."""

    span: Span
    name_span: Span


_SIGNS = re.compile(
    r"(?<![^\W_])(?:[Aa]ccording to|[Cc]it(?:ing|ed)|[Qq]uot(?:ing|ed)|[Pp]er\s|[Cc]redited to|[Rr]eport|told|tell"
    r"|publish|broadcast|obtained|carried|seen|reviewed|confirmed|released|revealed|aired|interview|conversation|statement"
    r"|comments|remarks|email|appearance|story|article|op-ed|column|dispatch|footage|survey|poll|wr[io]te|said|says"
    r"|claimed|noted|correspondent|investigation|editorial)|\((?=[A-Z])"
)
"""One of these stands in every cue of `_MEDIA`."""


@lru_cache(maxsize=TEXTS)
def _signs_of(text: str) -> list[int]:
    return [match.start() for match in _SIGNS.finditer(text)]


@lru_cache(maxsize=4096)
def media_cues(text: str, start: int, end: int) -> tuple[MediaCue, ...]:
    """Names in `text[start:end]` that stand where a medium is named as source; which are media, the registry knows."""
    signs = _signs_of(text)
    first_sign = bisect_left(signs, start)
    if first_sign == len(signs) or signs[first_sign] >= end:
        return ()
    found: dict[Span, MediaCue] = {}
    for pattern in _MEDIA:
        at = start
        while match := pattern.search(text, at, end):
            first, last = match.span("name")
            while first < last and (cut := _TRAILING.search(text, first, last)):
                last = cut.start()
            if text[first:last].endswith(("’s", "'s")):
                last -= 2
            if _FULL_STOP.search(text, first, last):
                last -= 1
            first += 4 if text[first : first + 4] in ("The ", "the ") else 0
            if first < last:
                found.setdefault((first, last), MediaCue((match.start(), match.end()), (first, last)))
            at = max(match.start() + 1, last)
    return tuple(found[span] for span in sorted(found))


@lru_cache(maxsize=4096)
def resolve_source(text: str, source: Span) -> Span:
    """The first full mention of the same source in the article, else the span itself.

    A surname goes to the one person who has it; "the ministry" to the one longer phrase with that head word; "he" or
    "she" to the one person, "they" to the one group, that fits in this paragraph and the one before. Where two fit,
    nothing is resolved.
    """
    phrase = text[source[0] : source[1]]
    if phrase.lower() in ("he", "she"):
        return _pronoun(text, source)
    if phrase.lower() == "they":
        return _group(text, source)
    people = [name for name in names(text, *source) if name.kind == "person"]
    if people:
        return _person(text, people[0], source)
    return _body(text, source)


def _person(text: str, name: Name, source: Span) -> Span:
    full = _full_names(text).get(surname(name.text), ())
    if len(full) != 1 or full[0].span[0] >= source[0]:
        return source
    return full[0].span


@lru_cache(maxsize=64)
def _full_names(text: str) -> dict[str, tuple[Person, ...]]:
    """Persons with more than a surname, by surname."""
    found: dict[str, list[Person]] = {}
    for person in persons(text):
        if " " in person.name:
            found.setdefault(surname(person.name), []).append(person)
    return {last: tuple(several) for last, several in found.items()}


def _gender(text: str, person: Person) -> str:
    before = text[max(0, person.span[0] - 5) : person.span[0]]
    if _FEMALE.search(before):
        return "f"
    if _MALE.search(before):
        return "m"
    return given_names().get(person.name.split()[0], "u")


def _pronoun(text: str, source: Span) -> Span:
    wanted = "m" if text[source[0] : source[1]].lower() == "he" else "f"
    bounds = paragraphs(text)
    here = next((n for n, bound in enumerate(bounds) if bound[0] <= source[0] < bound[1]), 0)
    for reach in (here, here - 1):
        if reach < 1:
            break
        first, last = bounds[reach][0], min(bounds[reach][1], source[0])
        fitting = [
            person
            for person in persons(text)
            if _gender(text, person) in (wanted, "u") and any(first <= m[0] and m[1] <= last for m in person.mentions)
        ]
        if len(fitting) == 1:
            return fitting[0].span
        if fitting:
            return source
    return source


def _group(text: str, source: Span) -> Span:
    """The one group that "they" can be: the last phrase for people or a body before it, where no other kind of people

    and no two persons are named between; looked for in its paragraph, and where none is there in the one before.
    """
    bounds = paragraphs(text)
    here = next((n for n, bound in enumerate(bounds) if bound[0] <= source[0] < bound[1]), 0)
    for reach in (here, here - 1):
        if reach < 1:
            break
        first, last = bounds[reach][0], min(bounds[reach][1], source[0])
        row = tokens(text, first, last)
        heads = [k for k in range(len(row)) if _is_group(row, k)]
        several = {name.text for name in names(text, first, last) if name.kind == "person"}
        if len({row[k].text.lower() for k in heads}) > 1 or (heads and len(several) > 1):
            return source
        if heads:
            return row[_phrase_start(row, heads[-1])].start, row[heads[-1]].end
    return source


def _is_group(row: tuple[Token, ...], at: int) -> bool:
    """Whether a word is for several people or a body: by the lists, or a plural with an ending for who does it."""
    word = row[at].text
    lower = word.lower()
    if word != lower and at and row[at - 1].text not in (".", "?", "!", "”", '"'):
        return False
    listed = lower in words("source_nouns") and lower.endswith(("s", "people", "men")) and lower not in _NO_PEOPLE
    return listed or lower in words("groups") or lower.endswith(_AGENTS)


def _phrase_start(row: tuple[Token, ...], head: int) -> int:
    """Index of the first word of the noun phrase that ends at `head`, its article left out."""
    k = head
    while k and row[k - 1].text[0].isalnum() and head - k < MOST_BEFORE:
        before = row[k - 1].text.lower()
        if before in words("function_words") or before in DETERMINERS or before in words("past_verbs"):
            break
        if before.endswith(("ed", "ing", "ly")):
            break
        k -= 1
    return k


def _body(text: str, source: Span) -> Span:
    phrase = [token for token in tokens(text, *source) if token.text[0].isalnum()]
    if not phrase or len(phrase) > 2 or phrase[0].text.lower() not in DETERMINERS | {phrase[-1].text.lower()}:
        return source
    head = phrase[-1].text.lower()
    fuller = [name for name in _by_word(text).get(head, ()) if name.start < source[0]]
    distinct = {name.text.lower() for name in fuller}
    return (fuller[0].start, fuller[0].end) if len(distinct) == 1 else source


@lru_cache(maxsize=64)
def _by_word(text: str) -> dict[str, tuple[Name, ...]]:
    """Names of more than one word in the body, by each of their words in lower case."""
    body = paragraphs(text)[0][1] if paragraphs(text) else 0
    found: dict[str, list[Name]] = {}
    for name in names(text, body, len(text)):
        parts = name.text.lower().split()
        for part in dict.fromkeys(parts if len(parts) > 1 else ()):
            found.setdefault(part, []).append(name)
    return {part: tuple(several) for part, several in found.items()}
