"""The shipped word lists: loaded once, immutable, lower case where the file is."""

import tomllib
from functools import lru_cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    source = files("alteram.text").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in source.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """Every word of `data/<name>.txt`; words are parted by white space, lines that begin with "#" are comments."""
    return frozenset(word for line in _lines(name) for word in line.split())


@lru_cache(maxsize=64)
def phrases(name: str) -> tuple[str, ...]:
    """Every line of `data/<name>.txt` as one phrase, longest first so that an alternation prefers the longer one."""
    return tuple(sorted({line.strip() for line in _lines(name)}, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Every line of `data/<name>.txt` as its columns, parted by white space, in file order, doubles left out."""
    return tuple(dict.fromkeys(tuple(line.split()) for line in _lines(name)))


@lru_cache(maxsize=64)
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `data/word_classes.toml`."""
    source = files("alteram.text").joinpath("data", "word_classes.toml").read_text(encoding="utf-8")
    return frozenset(str(tomllib.loads(source)[name]).split())
