"""Names by rule: capitalised sequences that are not ordinary words, with their kind; and what may be put in lower case.

No model and no gazetteer of people: a short list of given names, of titles, of places and of words that end the name of
an organisation, and the article itself (a word that it also writes in lower case is ordinary).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.model.articles import Span
from alteram.text.lexicon import phrases, rows, words
from alteram.text.sentences import Token, sentences, tokens

NameKind = Literal["person", "place", "organisation", "other"]

_PARTICLES = frozenset("de da del der den van von di du la le al el bin ibn ben abu ul el- al- y".split())
_JOINERS = frozenset(("of", "for", "&", "and", "the", "on"))
_ORDINARY_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_SPLIT_TITLES = re.compile(r"::civil")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `text` is `whole[start:end]`, without a title before it and without a possessive ending."""

    start: int
    end: int
    text: str
    kind: NameKind


@lru_cache(maxsize=1)
def titles() -> tuple[frozenset[str], frozenset[str]]:
    """Titles of office or rank, and titles that only say that a person follows; lower case, without period."""
    office: list[str] = []
    civil: list[str] = []
    target = office
    for row in rows("titles"):
        if row[0] == "::civil":
            target = civil
        else:
            target.extend(row)
    return frozenset(office), frozenset(civil)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given names with "m", "f" or "u"."""
    return {row[0]: row[1] for row in rows("given_names")}


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(phrases("places"))


@lru_cache(maxsize=64)
def _lower_words(text: str) -> frozenset[str]:
    """Words that the article writes in lower case somewhere."""
    return frozenset(re.findall(r"(?<![\w'’\-])[a-z][a-z]+(?:[-'’][a-z]+)*", text))


def is_ordinary(text: str, word: str) -> bool:
    """Whether `word` is an ordinary word of English: a closed-class or common word, or in lower case in the article."""
    lower = word.lower()
    if lower in words("function_words") or lower in words("ordinary_words"):
        return True
    return lower in _lower_words(text) and lower not in _ORDINARY_CALENDAR


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _capitalised(token: Token) -> bool:
    word = token.text
    return word[0].isalpha() and (word[0].isupper() or bool(re.match(r"(?:al|el|bin|de|i|e)[-'’]?[A-Z]", word)))


@lru_cache(maxsize=64)
def _sentence_starts(text: str) -> frozenset[int]:
    """Offsets of words that are capitalised because something begins there: a sentence or a quotation."""
    starts = set()
    for start, end in sentences(text):
        for match in re.finditer(r"[^\W_]", text[start:end]):
            starts.add(start + match.start())
            break
    for match in re.finditer(r"[“\"‘:]\s?([A-Z])", text):
        starts.add(match.start(1))
    return frozenset(starts)


def _sequences(text: str, items: tuple[Token, ...]) -> list[list[Token]]:
    """Runs of capitalised words, joined over particles, and over "of" and the like before another capital."""
    runs: list[list[Token]] = []
    at = 0
    starts = _sentence_starts(text)
    while at < len(items):
        token = items[at]
        ordinary_opening = token.start in starts and is_ordinary(text, token.text)
        if not _capitalised(token) or token.text.lower() in words("function_words") or ordinary_opening:
            at += 1
            continue
        run = [token]
        at += 1
        while at < len(items):
            ahead = _extension(text, items, at, run)
            if not ahead:
                break
            run += items[at : at + ahead]
            at += ahead
        runs.append(run)
    return runs


def _extension(text: str, items: tuple[Token, ...], at: int, run: list[Token]) -> int:
    """How many tokens from `at` belong to the name so far; 0 where it ends."""
    token = items[at]
    if run[-1].text.endswith(("'s", "’s", "s'", "s’")):
        return 0
    if token.text == "." and token.start == run[-1].end:
        abbreviation = len(run[-1].text) == 1 or run[-1].text.lower() in words("abbreviations")
        follows = at + 1 < len(items) and _capitalised(items[at + 1])
        return 1 if abbreviation and follows else 0
    if _capitalised(token) and (token.start - run[-1].end) <= 1 and not re.search(r"[–—]", token.text):
        return 0 if token.text.lower() in words("function_words") and token.text.lower() != "us" else 1
    if token.text in _PARTICLES and at + 1 < len(items) and _capitalised(items[at + 1]):
        return 2
    if token.text in ("of", "for", "&") and at + 1 < len(items):
        if _capitalised(items[at + 1]) and _joins(run, items[at + 1]):
            return 2
        if items[at + 1].text == "the" and at + 2 < len(items) and _capitalised(items[at + 2]) and _joins(run, items[at + 2]):
            return 3
    return 0


def _joins(run: list[Token], following: Token) -> bool:
    """Whether "of" after `run` is part of the name: it is after a word of organisations or places ("Bank of ...")."""
    head = run[-1].text.lower()
    return (head in words("organisation_words") or head in words("place_words") or head in ("secretary", "duke")) and (
        following.text.lower() not in _ORDINARY_CALENDAR
    )


def _strip_titles(run: list[Token]) -> tuple[list[Token], bool]:
    """The run without leading titles, and whether there were any."""
    office, civil = titles()
    titled = False
    while len(run) > 1:
        word = run[0].text.lower()
        if word == ".":
            run = run[1:]
        elif word in office or word in civil or (word in ("vice", "prime", "former", "deputy", "acting") and titled is False):
            titled = titled or word in office or word in civil
            run = run[1:]
        else:
            break
    while len(run) > 1 and run[0].text == ".":
        run = run[1:]
    return run, titled


def _kind(text: str, run: list[Token], titled: bool) -> NameKind:
    parts = [_bare(token.text) for token in run if token.text != "."]
    joined = " ".join(parts)
    lower = [part.lower() for part in parts]
    if joined in _places() or (len(parts) == 1 and joined.rstrip(".") in ("US", "UK")):
        return "place"
    if lower[-1] in words("organisation_words") or (lower[0] in words("organisation_words") and len(parts) > 1):
        return "organisation"
    if any(word in lower for word in ("of", "for")) and any(word in words("organisation_words") for word in lower):
        return "organisation"
    if len(parts) > 1 and (lower[-1] in words("place_words") or lower[0] in ("mount", "lake", "fort", "saint")):
        return "place"
    if titled or (parts[0] in given_names() and len(parts) > 1):
        return "person"
    if len(parts) == 1 and len(joined) > 1 and joined.isupper():
        return "organisation"
    return "other"


@lru_cache(maxsize=64)
def _all_names(text: str) -> tuple[Name, ...]:
    """Names of the whole article; a surname alone is a person where a full person's name has it."""
    found: list[Name] = []
    for start, end in sentences(text):
        for whole in _sequences(text, tokens(text, start, end)):
            run, titled = _strip_titles(whole)
            if _is_calendar(run) or (titled is False and len(run) == 1 and run[0].text.lower() in titles()[0]):
                continue
            last = run[-1]
            stop = last.start + len(_bare(last.text))
            kind = _kind(text, run, titled)
            found.append(Name(run[0].start, stop, text[run[0].start : stop], kind))
    return tuple(_linked(text, found))


def _is_calendar(run: list[Token]) -> bool:
    return all(_bare(token.text).lower() in _ORDINARY_CALENDAR or token.text == "." for token in run)


def _linked(text: str, found: list[Name]) -> list[Name]:
    """Give kinds to names by the rest of the article: surnames of persons, and two-word names used by surname alone."""
    people = {surname(name.text) for name in found if name.kind == "person"}
    singles = {name.text for name in found if " " not in name.text}
    full = set()
    for name in found:
        parts = name.text.split()
        two = name.kind == "other" and 2 <= len(parts) <= 4 and surname(name.text) in singles
        if two and not any(is_ordinary(text, part) for part in parts) and parts[0] not in _places():
            full.add(name.text)
    people |= {surname(name) for name in full}
    linked = []
    for name in found:
        kind = name.kind
        if kind in ("other", "organisation") and (name.text in full or (" " not in name.text and name.text in people)):
            kind = "person"
        linked.append(Name(name.start, name.end, name.text, kind))
    return linked


def names(text: str, start: int, end: int) -> tuple[Name, ...]:
    """Names that lie inside `text[start:end]`, in order; kinds are decided over the whole article."""
    return tuple(name for name in _all_names(text) if start <= name.start and name.end <= end)


def surname(name: str) -> str:
    """The surname of a person's name: its last word without a suffix such as "Jr", with its particles ("van Dyk")."""
    parts = [part for part in re.split(r"\s+", _bare(name.strip())) if part]
    while len(parts) > 1 and parts[-1].rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv"):
        parts.pop()
    if not parts:
        return ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(parts[start:]).rstrip(",")


def lowered(text: str, word_start: int) -> bool:
    """Whether the first letter of the word at `word_start` may be put in lower case: it is an ordinary word, no name."""
    match = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*").match(text, word_start)
    if match is None or not match.group()[0].isupper():
        return False
    word = match.group()
    if word == "I" or word.startswith(("I'", "I’")) or (len(word) > 1 and word[1].isupper()):
        return False
    if word.lower() in _ORDINARY_CALENDAR or _bare(word) in given_names() or _bare(word) in _places():
        return word.lower() in words("function_words")
    if not is_ordinary(text, word):
        return False
    inside = any(name.start <= word_start < name.end for name in names(text, 0, len(text)))
    titled = word.lower() in titles()[0] | titles()[1]
    following = re.compile(r"\s+[A-Z]").match(text, match.end())
    return not inside and not (titled and following is not None)
