"""What stands in an article's text but is no part of its news: furniture of pages, code, words addressed to machines.

Such a sentence is data like any other: it is archived and may be read there, but it is never published as a fact or a
narrative, nor shown as the context of a passage. A report *about* such words, in a sentence of its own, is news.
"""

import re
from functools import lru_cache

from alteram.text.lexicon import phrases

_MARKS = re.compile(r"[|•▼►→{}<>`]|@\w|#\w|\.\.\.|…$|!\[|\]\(|\[\d+\]|\[/?[A-Z]+\]")


@lru_cache(maxsize=16384)
def is_furniture(sentence: str) -> bool:
    """Whether a sentence is furniture of a page, code, or an instruction to a machine."""
    return _MARKS.search(sentence) is not None or holds_boilerplate(sentence.lower(), "machine_instructions")


def holds_boilerplate(lowered: str, *lists: str) -> bool:
    """Whether words in lower case hold a phrase of `data/boilerplate.txt`, or of other lists."""
    return any(any(map(lowered.__contains__, phrases(name))) for name in ("boilerplate", *lists))
