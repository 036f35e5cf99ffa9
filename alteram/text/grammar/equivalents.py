"""Lemmas by meaning: one word for a class of lemmas that say the same, and for the noun and verb of one act."""

from functools import lru_cache

from alteram.text.lexicon import rows
from alteram.text.similarity import lemma


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("equivalents"):
        for word in row:
            found.setdefault(word, row[0])
    return found


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Past forms of irregular verbs with their base: the dictionary of lemmas lacks some ("won")."""
    return {form: row[0] for row in rows("irregular_verbs") for form in row[1:] if form != row[0]}


@lru_cache(maxsize=131072)
def meaning(word: str) -> str:
    """The word that stands for the class of a form's lemma, else the lemma: "resignation" gives "resign"."""
    base = _irregular().get(word.lower()) or lemma(word)
    return _classes().get(base, _classes().get(word.lower(), base))
