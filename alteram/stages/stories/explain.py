"""Why an article is where it is: its strongest tie in the cluster, what they share, the nearest one outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from alteram.model.articles import Article
from alteram.model.ids import ArticleId
from alteram.model.stories import Join
from alteram.stages.stories.index import Index
from alteram.stages.stories.links import slots_of
from alteram.stages.stories.prints import ONE, WEIGHT_BITS, Bits32, figure_hash, make_print, number_of
from alteram.stages.stories.reading import Reading, spoken
from alteram.stages.stories.regions import chances_of

SHOWN_TERMS = 6
SHOWN_FIGURES = 2
MOST_READINGS = 5_000
"""Readings of arrivals that are kept until their joins have been told; others are read again."""

_Spoken = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Terms of the lead in order, small figures, large ones."""
Texts = Callable[[Sequence[ArticleId]], Mapping[ArticleId, Article]]


def join_of(index: Index, slot: int, home: frozenset[int]) -> Join:
    """The join of an article whose cluster has the slots `home`, without what it shares with the nearest."""
    links = index.ties[slot]
    ids, order_of = index.shelf.ids, index.shelf.order_of
    best: dict[bool, tuple[float, int]] = {}
    for other, chance in zip(slots_of(links).tolist(), chances_of(links).tolist(), strict=True):
        inside = other in home
        known = best.get(inside, (0.0, other))
        if chance > known[0] or (chance == known[0] and order_of(other) < order_of(known[1])):
            best[inside] = chance, other
    nearest, apart = best.get(True), best.get(False)
    return Join(
        article=ids[slot],
        nearest=ids[nearest[1]] if nearest else None,
        score=round(nearest[0], 6) if nearest else 0.0,
        shared=(),
        other=ids[apart[1]] if apart else None,
        other_score=round(apart[0], 6) if apart else 0.0,
    )


class Teller:
    """Tells what two articles share, in the words of the later one: prints have none."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._readings: dict[ArticleId, _Spoken] = {}

    def hear(self, article: ArticleId, reading: Reading) -> None:
        """Keeps what was read until the next telling, if there is not too much of it."""
        if len(self._readings) < MOST_READINGS:
            self._readings[article] = reading.lead, reading.small, reading.large

    def tell(self, joins: Mapping[int, Join], before: Mapping[ArticleId, Join], texts: Texts) -> dict[int, Join]:
        """The joins with what each article shares with the nearest.

        `before` are joins that were told before: where the nearest is the same, so is what they share. `texts` gives
        articles that have to be read for the others; of two that it does not have nothing is told.
        """
        told = dict(joins)
        asked: dict[tuple[ArticleId, ArticleId], list[int]] = {}
        for slot, join in joins.items():
            old = before.get(join.article)
            if join.nearest is not None and old is not None and old.nearest == join.nearest:
                told[slot] = replace(join, shared=old.shared)
            elif join.nearest is not None:
                asked.setdefault(self._in_order(join.article, join.nearest), []).append(slot)
        wanted = {later for _, later in asked} - self._readings.keys()
        wanted |= {article for pair in asked for article in pair if self._is_bare(article)}
        found = texts(sorted(wanted)) if wanted else {}
        for (earlier, later), slots in asked.items():
            words = self._shared(earlier, later, found)
            told |= {slot: replace(joins[slot], shared=words) for slot in slots}
        self._readings.clear()
        return told

    def _in_order(self, one: ArticleId, other: ArticleId) -> tuple[ArticleId, ArticleId]:
        shelf = self._index.shelf
        low, high = sorted((one, other), key=lambda article: shelf.order_of(shelf.slots[article]))
        return low, high

    def _is_bare(self, article: ArticleId) -> bool:
        """Whether only the short part of its print is loaded."""
        return not len(self._index.shelf.lead.row(self._index.shelf.slots[article]))

    def _shared(self, earlier: ArticleId, later: ArticleId, found: Mapping[ArticleId, Article]) -> tuple[str, ...]:
        reading, article = self._readings.get(later), found.get(later)
        if reading is None and article is not None:
            reading = spoken(article)
        if reading is None:
            return ()
        one, other = self._print(earlier, found), self._print(later, found)
        return (*_terms(reading[0], one[0], other[0]), *_figures(reading, one, other))

    def _print(self, article: ArticleId, found: Mapping[ArticleId, Article]) -> tuple[Bits32, Bits32, int]:
        """Lead, large figures and small ones of an article."""
        shelf, slot = self._index.shelf, self._index.shelf.slots[article]
        lead, large, (low, high) = shelf.lead.row(slot), shelf.large.row(slot), shelf.small(slot)
        if self._is_bare(article) and article in found:
            made = make_print(found[article])
            lead, large, (low, high) = made.lead, made.large, made.small
        return lead, large, low | high << 64


def _terms(lead: Sequence[str], one: Bits32, other: Bits32) -> tuple[str, ...]:
    """The terms of both leads that add most to their likeness, heaviest first."""
    weights = {value >> WEIGHT_BITS: value & ONE for value in one.tolist()}
    products = {
        number: weights[number] * (value & ONE)
        for value in other.tolist()
        if (number := value >> WEIGHT_BITS) in weights
    }
    terms = dict.fromkeys(lead)
    known = {term: products[number] for term in terms if (number := number_of(term)) in products}
    return tuple(sorted(known, key=lambda term: (-known[term], term))[:SHOWN_TERMS])


def _figures(spoken_of: _Spoken, one: tuple[Bits32, Bits32, int], other: tuple[Bits32, Bits32, int]) -> tuple[str, ...]:
    """The longest figures of both."""
    shared_large, shared_small = set(one[1].tolist()) & set(other[1].tolist()), one[2] & other[2]
    _, small, large = spoken_of
    figures = [figure for figure in large if figure_hash(figure) in shared_large]
    figures += [figure for figure in small if shared_small >> int(figure) & 1]
    return tuple(sorted(figures, key=lambda figure: (-len(figure), figure))[:SHOWN_FIGURES])
