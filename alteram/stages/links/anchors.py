"""What of an article needs no translation: names by their sounds, and figures, of its title and opening."""

from collections.abc import Iterable
from dataclasses import dataclass

from alteram.model.articles import Article
from alteram.stages.links.skeletons import skeleton
from alteram.text.similarity import common_words, lemma, words

OPENING_WORDS = 120
"""Words of body that are read. With 60 a link was found for 30 % of the events of a set in two parts, with 120 for 53,
with 200 more wrong ones came (`python -m evals.languages`; chosen on AllSides train)."""
READ_CHARACTERS = 8000
LEAST_SKELETON = 3
"""Sounds of the shortest name that counts."""
_SMALL = 2
_YEAR = 4


@dataclass(frozen=True, slots=True)
class Anchors:
    """`names` are skeletons with the name as first written, in order; `figures` are digits alone, ascending."""

    names: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]


def anchors_of(article: Article) -> Anchors:
    """Capitalised words of title and opening that neither English nor the article writes in lower case, and figures of
    two digits or more but years."""
    body = words(article.text[len(article.title) : READ_CHARACTERS])
    read = (*words(article.title), *body[:OPENING_WORDS])
    plain = {word for word in body if word[0].islower()}
    names: dict[str, str] = {}
    for word in read:
        if word[0].isupper() and (bare := word.lower().removesuffix("'s")) not in plain and bare not in common_words():
            heard = skeleton(lemma(word))
            if len(heard) >= LEAST_SKELETON:
                names.setdefault(heard, word)
    return Anchors(tuple(names.items()), _figures(word for word in read if word[0].isdigit()))


def _figures(found: Iterable[str]) -> tuple[str, ...]:
    """Figures that say something: no single digits, and no years."""
    bare = {"".join(letter for letter in word if letter.isdigit()) for word in found}
    return tuple(
        sorted(each for each in bare if len(each) >= _SMALL and not (len(each) == _YEAR and each[:2] in ("19", "20")))
    )
