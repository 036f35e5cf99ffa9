"""How much a word tells in its language: inverse document frequencies, for languages without a table from ranks.

English has the background table of `text.similarity`. For other languages that split on spaces, the package justext
carries word forms in order of frequency; the form of rank r is taken to be a share c / r of all words (Zipf 1935), so
that a text of L words has it with probability 1 - exp(-L c / r). A language without a list weighs all words alike.
"""

import math
from functools import cache
from importlib.resources import files
from pathlib import Path

from alteram.text.similarity import idf, lemma, words

ZIPF_SHARE = 0.083
"""c for a vocabulary of a hundred thousand forms: 1 / ln(1.78 * 100,000)."""
TEXT_WORDS = 300
UNLISTED = 4.0
"""A word that is not in the list is taken to stand this many times deeper than its end."""
LEAST = 0.01
FUNCTION_WORDS = 50
"""The most frequent forms of a language, which say nothing of an event: about half of all words."""


def weight(term: str, language: str) -> float:
    """Inverse document frequency of a lemma in the language, positive."""
    if language in ("", "en"):
        return idf(term)
    table, unlisted = _table(language)
    if not table:
        return idf(term)
    return table.get(term, unlisted)


@cache
def _table(language: str) -> tuple[dict[str, float], float]:
    """Weights of listed lemmas, and that of all others; an empty table for a language without a list."""
    forms = _forms(language)
    if not forms:
        return {}, 0.0
    shares: dict[str, float] = {}
    for rank, form in enumerate(forms, 1):
        for word in words(form)[:1]:
            shares[lemma(word)] = shares.get(lemma(word), 0.0) + ZIPF_SHARE / rank
    return {term: _weight(share) for term, share in shares.items()}, _weight(ZIPF_SHARE / (len(forms) * UNLISTED))


def _weight(share: float) -> float:
    return max(LEAST, round(-math.log(1.0 - math.exp(-TEXT_WORDS * share)), 6))


@cache
def function_words(language: str) -> frozenset[str]:
    """Lemmas of the most frequent words of a language; none for English, whose terms have none, and without a list."""
    if language in ("", "en"):
        return frozenset()
    lowered = [form for form in _forms(language) if form[:1].islower()]
    return frozenset(lemma(word) for form in lowered[:FUNCTION_WORDS] for word in words(form)[:1])


@cache
def _forms(language: str) -> tuple[str, ...]:
    """Word forms, most frequent first."""
    name = _lists().get(language)
    source = Path(str(files("justext"))) / "stoplists" / f"{name}.txt"
    if name is None or not source.is_file():
        return ()
    return tuple(line for line in source.read_text(encoding="utf-8").splitlines() if line)


@cache
def _lists() -> dict[str, str]:
    lines = (files("alteram.stages.stories") / "frequency_lists.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines if not line.startswith("#"))
