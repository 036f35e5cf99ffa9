"""The shipped word lists: loaded once, immutable, lower case where the file is."""

import gzip
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any


def raw(name: str) -> bytes:
    """The bytes of the file `data/<name>`, extension included."""
    return files("alteram.text").joinpath("data", name).read_bytes()


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml`, parsed."""
    return tomllib.loads(raw(f"{name}.toml").decode("utf-8"))


def lines(name: str) -> list[str]:
    """The lines of `data/<name>`, extension included, without empty ones and those that begin with "#"."""
    source = raw(name)
    text = (gzip.decompress(source) if name.endswith(".gz") else source).decode("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


_SAME = {"i": "iIıİ", "k": "kK\u212a", "s": "sSſ"}
"""Letters that a pattern takes for one of them where case does not count."""


def either(alternatives: Iterable[str], *, any_case: bool = True) -> str:
    """A pattern of any of these phrases or patterns, in whatever case unless told otherwise, the first that fits.

    Those of one first letter stand together behind it: where a text goes on with another letter none of them is tried.
    Those that begin with no letter come last, and may not fit where one with a letter does.
    """
    by_letter: dict[str, list[str]] = {}
    for one in alternatives:
        letter = (one[0].lower() if any_case else one[0]) if one[0].isalpha() else ""
        by_letter.setdefault(letter, []).append(one[len(letter) :])
    others = by_letter.pop("", [])
    case = "i" if any_case else ""
    letters = {
        letter: f"[{_SAME.get(letter, letter + letter.upper())}]" if any_case else letter for letter in by_letter
    }
    groups = [f"{letters[letter]}(?{case}:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return f"(?:{'|'.join([*groups, *(f'(?{case}:{one})' for one in others)])})"


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """Every word of `data/<name>.txt`; words are parted by white space, lines that begin with "#" are comments."""
    return frozenset(word for line in lines(f"{name}.txt") for word in line.split())


@lru_cache(maxsize=64)
def phrases(name: str) -> tuple[str, ...]:
    """Every line of `data/<name>.txt` as one phrase, longest first so that an alternation prefers the longer one."""
    return tuple(sorted({line.strip() for line in lines(f"{name}.txt")}, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Every line of `data/<name>.txt` as its columns, parted by white space, in file order, doubles left out."""
    return tuple(dict.fromkeys(tuple(line.split()) for line in lines(f"{name}.txt")))


@lru_cache(maxsize=64)
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `data/word_classes.toml`."""
    return frozenset(str(table("word_classes")[name]).split())
