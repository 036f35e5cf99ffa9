"""Tone: how much the words of a stretch of text tell for or against whatever it speaks of.

Words of `valence.toml` count two, those of `tone.toml` one, turned round by a negation shortly before.
"""

from functools import cache, lru_cache

from alteram.text import lexicon
from alteram.text.sentences import tokens
from alteram.text.similarity import lemma
from alteram.text.views.valence import NEGATION_REACH, is_negating, plain, sign_of

PLAIN = 2
"""What a word of plain praise or blame counts."""


@cache
def _tones() -> dict[str, int]:
    table = lexicon.table("tone")
    signs = dict.fromkeys(str(table["negative"]).split(), -1)
    return signs | dict.fromkeys(str(table["positive"]).split(), 1)


@lru_cache(maxsize=65536)
def _weight(word: str) -> int:
    return PLAIN * sign_of(word) or _tones().get(word) or _tones().get(lemma(word), 0)


@lru_cache(maxsize=16384)
def tone(text: str, start: int, end: int) -> int:
    """The sum of the words of `text[start:end]` for (positive) and against (negative) what it speaks of."""
    row = tokens(text, start, end)
    total = 0
    for at, token in enumerate(row):
        weight = 0 if at and token.text[0].isupper() else _weight(plain(token))
        if weight:
            turned = any(is_negating(plain(one)) for one in row[max(0, at - NEGATION_REACH) : at])
            total += -weight if turned else weight
    return total
