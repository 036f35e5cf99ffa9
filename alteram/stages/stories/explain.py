"""Why an article is where it is: its strongest tie in the cluster, what they share, the nearest one outside."""

import numpy as np

from alteram.model.articles import Article
from alteram.model.stories import Join
from alteram.stages.stories.index import Index
from alteram.stages.stories.neighbours import slots_of
from alteram.stages.stories.prints import ONE, WEIGHT_BITS, figure_hash, language_of, number_of
from alteram.stages.stories.reading import Reading, read
from alteram.stages.stories.regions import chances_of

SHOWN_TERMS = 6
SHOWN_FIGURES = 2


def join_of(index: Index, slot: int, home: frozenset[int]) -> Join:
    """The join of an article whose cluster has the slots `home`, without what it shares with the nearest."""
    links = index.ties[slot]
    others, chances = slots_of(links), chances_of(links)
    order = np.lexsort((index.shelf.column("tie")[others], index.shelf.column("time")[others], -chances))
    ranked = [(int(others[at]), round(float(chances[at]), 6)) for at in order.tolist()]
    inside = next((each for each in ranked if each[0] in home), (None, 0.0))
    outside = next((each for each in ranked if each[0] not in home), (None, 0.0))
    ids = index.shelf.ids
    return Join(
        article=ids[slot],
        nearest=None if inside[0] is None else ids[inside[0]],
        score=inside[1],
        shared=(),
        other=None if outside[0] is None else ids[outside[0]],
        other_score=outside[1],
    )


def shared(index: Index, article: Article, nearest: int, reading: Reading | None = None) -> tuple[str, ...]:
    """The terms of both leads that add most to their likeness, heaviest first, then the longest figures of both.

    The words are those of `article` (`reading`, where it has been read); of the other only the print is needed.
    """
    found = reading or read(article, language_of(article))
    slot = index.shelf.slots[article.id]
    one, other = index.shelf.lead.row(slot), index.shelf.lead.row(nearest)
    bits = np.uint32(WEIGHT_BITS)
    numbers, ours, theirs = np.intersect1d(one >> bits, other >> bits, return_indices=True)
    products = (one[ours] & np.uint32(ONE)).astype(np.int64) * (other[theirs] & np.uint32(ONE))
    weights = dict(zip(numbers.tolist(), products.tolist(), strict=True))
    known = {term: weights[number] for term in found.lead if (number := number_of(term)) in weights}
    best = sorted(known, key=lambda term: (-known[term], term))[:SHOWN_TERMS]
    return (*best, *_figures(index, nearest, found))


def _figures(index: Index, nearest: int, found: Reading) -> tuple[str, ...]:
    """The longest figures of a reading that the other article has too."""
    low, high = (int(index.shelf.column(name)[nearest]) for name in ("low", "high"))
    bits, large = low | high << 64, set(index.shelf.large.row(nearest).tolist())
    small = [figure for figure in found.small if bits >> int(figure) & 1]
    figures = [*(figure for figure in found.large if figure_hash(figure) in large), *small]
    return tuple(sorted(figures, key=lambda figure: (-len(figure), figure))[:SHOWN_FIGURES])
