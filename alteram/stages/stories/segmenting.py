"""Words of scripts that write none apart: Han, kana and Hangul as overlapping pairs of characters.

Pairs of characters are as good for finding texts in Chinese, Japanese and Korean as words are (Nie and others 2000;
McNamee and Mayfield 2004), and need neither a dictionary nor a model.
"""

import re
from collections.abc import Iterable

_CLOSED = "㐀-鿿豈-﫿ぁ-ヿ가-힯"
_PART = re.compile(rf"[{_CLOSED}]+|[^{_CLOSED}\d]+|\d[\d.,:\-]*")
_ANY = re.compile(rf"[{_CLOSED}]")


def segmented(found: Iterable[str]) -> tuple[str, ...]:
    """The words with every run of such characters as its pairs, one that stands alone as it is; figures between them
    are words."""
    given = tuple(found)
    joined = " ".join(given)
    if joined.isascii() or not _ANY.search(joined):
        return given
    return tuple(part for word in given for part in _parts(word))


def _parts(word: str) -> Iterable[str]:
    if word.isascii() or not _ANY.search(word):
        yield word
        return
    for part in _PART.findall(word):
        if _ANY.match(part) and len(part) > 1:
            yield from (part[at : at + 2] for at in range(len(part) - 1))
        else:
            yield part
