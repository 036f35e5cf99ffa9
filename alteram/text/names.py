"""Names by rule: capitalised sequences that are not ordinary words, with their kind; and what may be put in lower case.

No model and no gazetteer of people: a short list of given names, of titles, of places and of words that end the name of
an organisation, and the article itself (a word that it also writes in lower case is ordinary).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.lexicon import word_class, words
from alteram.text.passes import Pass
from alteram.text.people.name_kinds import CALENDAR, NameKind, bare, given_names, is_ordinary, kind_of, places, titles
from alteram.text.sentences import Token, sentences, tokens
from alteram.text.similarity import common_words

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "del",
        "der",
        "den",
        "van",
        "von",
        "di",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "abu",
        "ul",
        "el-",
        "al-",
        "y",
    ]
)
_PLAIN_CALENDAR = CALENDAR - {"march", "april", "may", "june", "august"}
"""Days and months that are no given names: no part of a longer name."""
_PREFIXED = re.compile(r"(?:al|el|bin|de|i|e)[-'’]?[A-Z]")
_LETTER = re.compile(r"[^\W_]")
_OPENED = re.compile(r"(?:[“\"‘:]\s?|[–—]\s)([A-Z])")
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
_PARTY_TAG = re.compile(r"[DRI]-[A-Z][\w.]*|[A-Z][a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `text` is `whole[start:end]`, without a title before it and without a possessive ending."""

    start: int
    end: int
    text: str
    kind: NameKind


def _capitalised(token: Token) -> bool:
    return _has_capital(token.text)


@lru_cache(maxsize=65536)
def _has_capital(word: str) -> bool:
    return word[0].isalpha() and (word[0].isupper() or _PREFIXED.match(word) is not None)


@lru_cache(maxsize=64)
def _sentence_starts(text: str) -> frozenset[int]:
    """Offsets of words that are capitalised because something begins there: a sentence or a quotation."""
    starts = set()
    for start, end in sentences(text):
        first = _LETTER.search(text, start, end)
        if first is not None:
            starts.add(first.start())
    starts.update([match.start(1) for match in _OPENED.finditer(text)])
    return frozenset(starts)


def _sequences(text: str, items: tuple[Token, ...]) -> list[list[Token]]:
    """Runs of capitalised words, joined over particles, and over "of" and the like before another capital."""
    runs: list[list[Token]] = []
    at = 0
    starts = _sentence_starts(text)
    for first in [at for at, token in enumerate(items) if _has_capital(token.text)]:
        if first < at:
            continue
        token = items[first]
        if token.text.lower().replace("’", "'") in words("function_words") or (
            token.start in starts and is_ordinary(text, token.text)
        ):
            continue
        run = [token]
        at = first + 1
        while at < len(items):
            ahead = _extension(items, at, run)
            if not ahead:
                break
            run += items[at : at + ahead]
            at += ahead
        runs.append(run)
    return runs


def _extension(items: tuple[Token, ...], at: int, run: list[Token]) -> int:
    """How many tokens from `at` belong to the name so far; 0 where it ends."""
    token = items[at]
    if token.text.lower() in _PLAIN_CALENDAR or run[-1].text.lower() in _PLAIN_CALENDAR:
        return 0
    if run[-1].text.endswith(("'s", "’s", "s'", "s’")):
        return 0
    if token.text == "." and token.start == run[-1].end:
        abbreviation = len(run[-1].text) == 1 or run[-1].text.lower() in words("abbreviations")
        follows = at + 1 < len(items) and _capitalised(items[at + 1])
        return 1 if abbreviation and follows else 0
    if _capitalised(token) and (token.start - run[-1].end) <= 1 and "–" not in token.text and "—" not in token.text:
        return 0 if token.text.lower() in words("function_words") and token.text.lower() != "us" else 1
    if token.text in _PARTICLES and at + 1 < len(items) and _capitalised(items[at + 1]):
        return 2
    if token.text in ("of", "for", "&") and at + 1 < len(items):
        if _capitalised(items[at + 1]) and _joins(run, items[at + 1]):
            return 2
        if (
            items[at + 1].text == "the"
            and at + 2 < len(items)
            and _capitalised(items[at + 2])
            and _joins(run, items[at + 2])
        ):
            return 3
    return 0


def _joins(run: list[Token], following: Token) -> bool:
    """Whether "of" after `run` is part of the name: it is after a word of organisations or places ("Bank of ...")."""
    head = run[-1].text.lower()
    return (head in words("organisation_words") or head in words("place_words") or head in ("secretary", "duke")) and (
        following.text.lower() not in CALENDAR
    )


def _split_at_title(run: list[Token]) -> tuple[list[Token], list[Token], bool]:
    """What stands before the last title in the run, what after it, and whether there is one ("FBI", "James Comey")."""
    office, civil = titles()
    for k in range(len(run) - 2, -1, -1):
        word = run[k].text.lower()
        if word not in office and word not in civil:
            continue
        rest = [token for token in run[k + 1 :] if token.text != "." or token is not run[k + 1]]
        lower = [bare(token.text).lower() for token in rest]
        named = rest and len(rest) <= 6 and lower[0] not in ("of", "for", "and", "&") and rest[0].text[0].isupper()
        if named and not any(part in words("organisation_words") or part in words("place_words") for part in lower):
            before = run[:k]
            while before and (
                before[-1].text.lower() in word_class("role_words") | office | civil or before[-1].text in (".", "of")
            ):
                before = before[:-1]
            return before, rest, True
    while len(run) > 1 and run[0].text.lower() in word_class("role_words"):
        run = run[1:]
    return [], run, False


@lru_cache(maxsize=64)
def _all_names(text: str) -> Pass[Name]:
    """Names of the whole article; a surname alone is a person where a full person's name has it."""
    found: list[Name] = []
    bounds = sentences(text)
    for start, end in bounds[1:]:
        for whole in _sequences(text, tokens(text, start, end)):
            before, run, titled = _split_at_title(whole)
            if before:
                _add(text, before, False, found)
            _add(text, run, titled, found)
    found = _linked(text, found)
    everyone = sorted((*_title_names(text, bounds[:1], found), *found), key=lambda name: name.start)
    return Pass([(name.start, name.end) for name in everyone], everyone)


def _add(text: str, run: list[Token], titled: bool, found: list[Name]) -> None:
    while run and run[-1].text == ".":
        run = run[:-1]
    if not run or _is_calendar(run) or (len(run) == 1 and _PARTY_TAG.fullmatch(run[0].text) and "-" in run[0].text):
        return
    if not titled and len(run) == 1 and any(run[0].text.lower() in listed for listed in titles()):
        return
    if len(run) == 1 and run[0].text.lower().rstrip(".") in words("abbreviations") and run[0].text not in places():
        return
    last = run[-1]
    stop = last.start + len(bare(last.text))
    found.append(Name(run[0].start, stop, text[run[0].start : stop], kind_of(text, run, titled)))


def _title_names(text: str, title: tuple[Span, ...], body: list[Name]) -> list[Name]:
    """Names of the title. Where most of its words are capitalised, only names of the body count."""
    if not title:
        return []
    start, end = title[0]
    items = tokens(text, start, end)
    word_items = [token for token in items if token.text[0].isalpha()]
    capitals = sum(token.text[0].isupper() for token in word_items)
    found: list[Name] = []
    if capitals <= 0.6 * len(word_items) or len(text) == end:
        for whole in _sequences(text, items):
            before, run, titled = _split_at_title(whole)
            if before:
                _add(text, before, False, found)
            _add(text, run, titled, found)
        return _linked(text, [*found, *body])[: len(found)]
    known = {name.text: name.kind for name in reversed(body)}
    known.update({surname(name.text): "person" for name in body if name.kind == "person"})
    taken = start
    for token in word_items:
        if token.start < taken:
            continue
        for text_of in sorted((n for n in known if text.startswith(n, token.start)), key=len, reverse=True):
            stop = token.start + len(text_of)
            if stop <= end and not text[stop : stop + 1].isalnum():
                found.append(Name(token.start, stop, text_of, known[text_of]))
                taken = stop
                break
    return found


def _is_calendar(run: list[Token]) -> bool:
    return bare(run[0].text).lower() in CALENDAR and all(
        bare(token.text).lower() in CALENDAR or token.text == "." for token in run
    )


def _linked(text: str, found: list[Name]) -> list[Name]:
    """Give kinds to names by the rest of the article: surnames of persons, and two-word names used by surname alone."""
    people = {surname(name.text) for name in found if name.kind == "person"}
    singles = {name.text for name in found if " " not in name.text}
    full = set()
    for name in found:
        parts = name.text.split()
        two = name.kind == "other" and 2 <= len(parts) <= 4 and surname(name.text) in singles
        if two and not any(is_ordinary(text, part) for part in parts) and parts[0] not in places():
            full.add(name.text)
    people |= {surname(name) for name in full}
    return [
        Name(name.start, name.end, name.text, "person")
        if name.kind in ("other", "organisation")
        and (name.text in full or (" " not in name.text and name.text in people))
        else name
        for name in found
    ]


def names(text: str, start: int, end: int) -> tuple[Name, ...]:
    """Names that lie inside `text[start:end]`, in order; kinds are decided over the whole article."""
    everyone = _all_names(text)
    first = bisect_left(everyone.starts, start)
    last = bisect_left(everyone.starts, end, first)
    return tuple([name for name in everyone.found[first:last] if name.end <= end]) if first < last else ()


@lru_cache(maxsize=32768)
def surname(name: str) -> str:
    """The surname of a person's name: its last word without a suffix such as "Jr", with its particles ("van Dyk")."""
    parts = bare(name.strip()).split()
    while len(parts) > 1 and parts[-1].rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv"):
        parts.pop()
    if not parts:
        return ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(parts[start:]).rstrip(",")


def lowered(text: str, word_start: int) -> bool:
    """Whether the word at `word_start` may begin in lower case: it is an ordinary word and no name."""
    match = _WHOLE_WORD.match(text, word_start)
    if match is None or not match.group()[0].isupper():
        return False
    word = match.group()
    if word == "I" or word.startswith(("I'", "I’")) or (len(word) > 1 and word[1].isupper()):
        return False
    if word.lower() in word_class("quantifiers"):
        return True
    following = _CAPITAL_AFTER.match(text, match.end())
    if word.lower() in words("modal_auxiliaries") or (following and word.lower() not in words("function_words")):
        return False
    if bare(word).lower() in CALENDAR or bare(word) in given_names() or bare(word) in places():
        return word.lower() in words("function_words")
    if word.lower() not in words("function_words") and (not is_ordinary(text, word) or _is_also_a_name(text, word)):
        return False
    inside = any(name.start <= word_start < name.end for name in names(text, 0, len(text)))
    return not inside


def _is_also_a_name(text: str, word: str) -> bool:
    """Whether the word, seldom in lower case in news or capitalised inside a sentence of this text, may be a name."""
    if word.lower() not in common_words() and word.lower() not in words("ordinary_words"):
        return True
    return re.search(rf"\b[a-z]+,? {re.escape(word)}\b", text) is not None
