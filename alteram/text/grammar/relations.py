"""How the words of a clause hang together, as far as two clauses of the same words can differ by it.

"Soldiers of the southern army attacked the northern camp" and the same with the adjectives changed about share every
word, as "before the vote" and "after the vote" do: which word belongs to which is compared here.
"""

from functools import lru_cache
from itertools import pairwise

from alteram.model.articles import Span
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.predicates import content, places, row_of
from alteram.text.grammar.verbs import is_adverb
from alteram.text.lexicon import rows, words
from alteram.text.speech.cues import DETERMINERS


@lru_cache(maxsize=16384)
def modifiers(text: str, spans: tuple[Span, ...]) -> frozenset[tuple[str, str]]:
    """Words that modify the noun right behind them, with that noun, by meaning."""
    return frozenset(
        (one.word, two.word)
        for one, two in pairwise(places(text, spans))
        if not (one.heads or one.verbal or one.adverb) and two.heads and not two.verbal
    )


@lru_cache(maxsize=16384)
def prepositions(text: str, spans: tuple[Span, ...]) -> frozenset[tuple[str, str]]:
    """Prepositions of the lists of opposites, each with the first word of content behind it and the last before the
    phrase ends, by meaning."""
    row = row_of(text, spans)
    found: set[tuple[str, str]] = set()
    for k, item in enumerate(row):
        if item.lower not in _opposites():
            continue
        behind = k + 1
        while behind < len(row) and (row[behind].lower in DETERMINERS or is_adverb(row[behind])):
            behind += 1
        while behind < len(row) and content(row[behind]) and row[behind].lower not in words("prepositions"):
            found.add((item.lower, meaning(row[behind].text)))
            behind += 1
    return frozenset(found)


def exchanged(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether two modifiers have changed nouns: "southern army, northern camp", "northern army, southern camp"."""
    moved = [(a, noun) for a, noun in one if (a, noun) not in other]
    return any(
        (a, second) in other and (b, first) in other for a, first in moved for b, second in moved if first != second
    )


def opposed(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether one word stands behind a preposition here and behind its opposite there, and nowhere behind the same."""
    return any(
        (preposition, word) not in other and any((contrary, word) in other for contrary in _opposites()[preposition])
        for preposition, word in one
    )


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    """Each preposition with those that say the contrary."""
    found: dict[str, set[str]] = {}
    for row in rows("opposite_prepositions"):
        for word in row:
            found.setdefault(word, set()).update(set(row) - {word})
    return {word: frozenset(others) for word, others in found.items()}
