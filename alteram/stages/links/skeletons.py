"""What stays of a name when it goes from one language or script to another: mostly its consonants.

"Trump" is «Трамп», "Johnson" is «Джонсон», "Wolgograd" is "Volgograd". Letters of other scripts are written in Latin
ones, accents go, spellings of one sound become one, vowels and doubled letters go: a kin of Soundex (Russell 1918) that
keeps every consonant.
"""

import re
import unicodedata
from functools import cache, lru_cache

from alteram.stages.links.lists import phrases

_SOFT = re.compile(r"[eiy]")
_FIRST_VOWELS = re.compile(r"^[aeiou]+")
_OTHER_VOWELS = re.compile(r"(?<=.)[aeiouh]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The skeleton of a name, in ASCII lower case; "" for one of a script without a table.

    Vowels that it begins with become "a": "Erdogan" and «Эрдоган» give "ardgn".
    """
    latin = "".join(_letters().get(letter, letter) for letter in name.lower())
    parted = unicodedata.normalize("NFKD", latin)
    plain = "".join(letter for letter in parted if letter.isalpha() and not unicodedata.combining(letter))
    if not plain.isascii():
        return ""
    heard = _spelling().sub(_sound, plain)
    return _DOUBLED.sub(r"\1", _OTHER_VOWELS.sub("", _FIRST_VOWELS.sub("a", heard)))


def _sound(match: re.Match[str]) -> str:
    """The sound of a spelling; "c" is read by the letter behind it."""
    if match[0] == "c":
        return "s" if _SOFT.match(match.string, match.end()) else "k"
    return _sounds()[match[0]]


@cache
def _spelling() -> re.Pattern[str]:
    return re.compile("|".join(sorted((*_sounds(), "c"), key=lambda each: (-len(each), each))))


@cache
def _sounds() -> dict[str, str]:
    return dict(_pairs("spellings"))


@cache
def _letters() -> dict[str, str]:
    return {letter: "" if latin == "-" else latin for letter, latin in _pairs("letters")}


def _pairs(name: str) -> list[tuple[str, str]]:
    pairs = []
    for line in phrases(name):
        for pair in line.split():
            one, _, other = pair.partition("=")
            pairs.append((one, other))
    return pairs
