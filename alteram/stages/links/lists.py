"""The lists of phrases beside these modules."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Lines of `NAME.txt`; those that begin with "#" are comments."""
    source = (files("alteram.stages.links") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in source.splitlines() if line.strip() and not line.startswith("#"))


def one_of(listed: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole phrases, the longer one first, for text in lower case."""
    ordered = sorted(set(listed), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
