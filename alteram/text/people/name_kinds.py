"""What a capitalised sequence names: kinds by short lists of words, and which words are ordinary in an article."""

import re
from functools import lru_cache
from typing import Literal

from alteram.text.lexicon import phrases, rows, word_class, words
from alteram.text.sentences import Token
from alteram.text.similarity import common_words

NameKind = Literal["person", "place", "organisation", "other"]
CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_LOWER = re.compile(r"(?<![\w'’\-])[a-z][a-z]+(?:[-'’][a-z]+)*")
_INNER = re.compile(r"(?<![\w’'\-])[a-z]+,? ([A-Z][a-z]+)\b")
_DEMONYM_ENDINGS = ("ian", "ish", "ese", "ican", "ocratic")
_DEMONYMS = frozenset(("french", "dutch", "greek", "swiss", "african", "european"))


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
def places() -> frozenset[str]:
    """Names of countries, states and large cities."""
    return frozenset(phrases("places"))


@lru_cache(maxsize=1)
def organisations() -> frozenset[str]:
    """Names of organisations that no word in them shows to be one."""
    return frozenset(phrases("organisations"))


@lru_cache(maxsize=64)
def lower_words(text: str) -> frozenset[str]:
    """Words that the article writes in lower case somewhere."""
    return frozenset(_LOWER.findall(text))


def is_ordinary(text: str, word: str) -> bool:
    """Whether `word` is an ordinary word of English: a closed-class or common word, or in lower case in the article."""
    lower = word.lower().replace("’", "'")
    if lower in words("function_words"):
        return True
    if lower in lower_words(text):
        return lower not in CALENDAR
    return (lower in words("ordinary_words") or lower in common_words()) and word not in _inner_capitals(text)


@lru_cache(maxsize=64)
def _inner_capitals(text: str) -> frozenset[str]:
    """Words that the article writes with a capital right behind one in lower case."""
    body = text.find("\n")
    return frozenset(_INNER.findall(text, body)) if body > 0 else frozenset()


def bare(word: str) -> str:
    """The word without a possessive ending."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def kind_of(text: str, run: list[Token], titled: bool) -> NameKind:
    """The kind of the name that the tokens of `run` make; `titled` when a title stands before it."""
    parts = tuple([bare(token.text) for token in run if token.text != "."])
    known = _plain_kind(parts, titled)
    return known or ("person" if _looks_personal(text, parts) else "other")


@lru_cache(maxsize=32768)
def _plain_kind(parts: tuple[str, ...], titled: bool) -> NameKind | None:
    """The kind of a name by its words alone; None where only the article can tell."""
    joined = " ".join(parts)
    lower = [part.lower() for part in parts]
    if joined in organisations():
        return "organisation"
    if joined in places() or joined.title() in places():
        return "place"
    if lower[-1] in words("organisation_words") or (lower[0] in words("organisation_words") and len(parts) > 1):
        return "organisation"
    if any(word in lower for word in ("of", "for")) and any(word in words("organisation_words") for word in lower):
        return "organisation"
    if len(parts) > 1 and (lower[-1] in words("place_words") or lower[0] in word_class("place_openings")):
        return "place"
    if titled or (parts[0] in given_names() and len(parts) > 1):
        return "person"
    if len(parts) == 1 and len(joined) > 1 and joined.isupper():
        return "organisation"
    return None


def _looks_personal(text: str, parts: tuple[str, ...]) -> bool:
    """Whether two to four words that nothing else explains are a person's name: none is a known place, a word in
    capitals or (the last aside) an ordinary word. Too many persons is the safe error: gate G7 guards their names.
    """
    if not 2 <= len(parts) <= 4 or any(len(part) > 1 and part.isupper() for part in parts):
        return False
    if any(part in places() or part in organisations() or any(c.isdigit() for c in part) for part in parts):
        return False
    first = parts[0].lower()
    if first.endswith(_DEMONYM_ENDINGS) or first in _DEMONYMS or parts[-1].lower() in word_class("not_surnames"):
        return False
    return not any(is_ordinary(text, part) for part in parts[:-1])
