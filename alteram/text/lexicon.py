"""The shipped word lists: loaded once, immutable, lower case where the file is."""

import gzip
import tomllib
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
