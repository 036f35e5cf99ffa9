"""Words that tell for or against what they are said of, by dictionary (`data/valence.toml`)."""

import re
from functools import cache, lru_cache

from alteram.model.articles import Span
from alteram.text import lexicon
from alteram.text.sentences import Token, tokens
from alteram.text.similarity import lemma

NEGATION_REACH = 3
"""Words between a negation and the word that it turns round."""
_NEGATING = re.compile(r"not|never|no|cannot|without|neither|nor|hardly|nothing|nobody|none|(?:\w+)?n't")


@cache
def _valence() -> dict[str, int]:
    table = lexicon.table("valence")
    signs = dict.fromkeys(str(table["negative"]).split(), -1)
    return signs | dict.fromkeys(str(table["positive"]).split(), 1)


@lru_cache(maxsize=8192)
def valences(text: str, start: int, end: int) -> tuple[tuple[Span, int], ...]:
    """Words of `text[start:end]` that tell for (1) or against (-1), turned round by a negation shortly before."""
    found = []
    row = tokens(text, start, end)
    for at, token in enumerate(row):
        sign = sign_of(plain(token))
        if sign and not (at and token.text[0].isupper()):
            back = [plain(one) for one in row[max(0, at - NEGATION_REACH) : at]]
            turned = any(map(is_negating, back))
            found.append(((token.start, token.end), -sign if turned else sign))
    return tuple(found)


def plain(token: Token) -> str:
    """A token in lower case with straight apostrophes."""
    return token.text.lower().replace("’", "'").replace("‘", "'")


def is_negating(word: str) -> bool:
    """Whether a word in lower case turns round what stands shortly behind it."""
    return _NEGATING.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def sign_of(plain: str) -> int:
    """The sign of a word in lower case: 1 for, -1 against, 0 neither."""
    return _valence().get(plain) or _valence().get(lemma(plain), 0)
