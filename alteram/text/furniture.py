"""What stands in an article's text but is no part of its news: furniture of pages, code, words addressed to machines.

Such a sentence is data like any other: it is archived and may be read there, but it is never published as a fact or a
narrative, nor shown as the context of a passage. A report *about* such words, in a sentence of its own, is news.
"""

import re
from functools import lru_cache

from alteram.text.lexicon import either, phrases

_MARKS = re.compile(
    r"[|•▼►→{}<>`@#.…!\]\[](?:(?<=[|•▼►→{}<>`])|(?<=[@#])\w|(?<=\.)\.\.|(?<=…)$|(?<=!)\[|(?<=\])\("
    r"|(?<=\[)(?:\d+\]|/?[A-Z]+\]))"
)
"""Signs of a page or of code; all begin with one of a few characters, so that a sentence is passed over fast."""


@lru_cache(maxsize=16384)
def is_furniture(sentence: str) -> bool:
    """Whether a sentence is furniture of a page, code, or an instruction to a machine."""
    return _MARKS.search(sentence) is not None or holds_boilerplate(sentence.lower(), "machine_instructions")


def holds_boilerplate(lowered: str, *lists: str) -> bool:
    """Whether words in lower case hold a phrase of `data/boilerplate.txt`, or of other lists."""
    return _listed("boilerplate", *lists).search(lowered) is not None


@lru_cache(maxsize=4)
def _listed(*lists: str) -> re.Pattern[str]:
    every = (phrase for name in lists for phrase in phrases(name))
    return re.compile(either(map(re.escape, every), any_case=False))
