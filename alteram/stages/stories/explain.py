"""Why an article is where it is: its strongest tie in the cluster, what they share, the nearest one outside."""

import numpy as np

from alteram.model.stories import Join
from alteram.stages.stories.index import Index
from alteram.stages.stories.links import slots_of
from alteram.stages.stories.prints import ONE, WEIGHT_BITS, Print, figure_hash, number_of
from alteram.stages.stories.reading import Reading
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


def shared(found: Reading, one: Print, other: Print) -> tuple[str, ...]:
    """The terms of both leads that add most to their likeness, heaviest first, then the longest figures of both.

    The words are those of `found`, which one of the two prints is of.
    """
    bits = np.uint32(WEIGHT_BITS)
    numbers, ours, theirs = np.intersect1d(one.lead >> bits, other.lead >> bits, return_indices=True)
    products = (one.lead[ours] & np.uint32(ONE)).astype(np.int64) * (other.lead[theirs] & np.uint32(ONE))
    weights = dict(zip(numbers.tolist(), products.tolist(), strict=True))
    known = {term: weights[number] for term in found.lead if (number := number_of(term)) in weights}
    best = sorted(known, key=lambda term: (-known[term], term))[:SHOWN_TERMS]
    small = one.small[0] & other.small[0] | (one.small[1] & other.small[1]) << 64
    large = set(one.large.tolist()) & set(other.large.tolist())
    figures = [figure for figure in found.large if figure_hash(figure) in large]
    figures += [figure for figure in found.small if small >> int(figure) & 1]
    return (*best, *sorted(figures, key=lambda figure: (-len(figure), figure))[:SHOWN_FIGURES])
