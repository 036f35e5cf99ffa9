"""Why an article is where it is: its strongest tie in the cluster, what they share, the nearest one outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from alteram.model.articles import Article
from alteram.model.ids import ArticleId
from alteram.model.stories import Join
from alteram.stages.stories.index import Index
from alteram.stages.stories.links import NONE, slots_of
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


def joins_of(index: Index, clusters: Sequence[tuple[int, ...]]) -> dict[int, Join]:
    """The joins of all articles of some clusters of slots, without what they share with the nearest."""
    slots = [slot for rows in clusters for slot in rows]
    best = {True: _strongest(index, slots, clusters, True), False: _strongest(index, slots, clusters, False)}
    ids, joins = index.shelf.ids, {}
    for slot in slots:
        nearest, apart = best[True].get(slot), best[False].get(slot)
        joins[slot] = Join(
            article=ids[slot],
            nearest=ids[nearest[0]] if nearest else None,
            score=round(nearest[1], 6) if nearest else 0.0,
            shared=(),
            other=ids[apart[0]] if apart else None,
            other_score=round(apart[1], 6) if apart else 0.0,
        )
    return joins


def _strongest(
    index: Index, slots: Sequence[int], clusters: Sequence[tuple[int, ...]], inside: bool
) -> dict[int, tuple[int, float]]:
    """The strongest tie of each article inside its cluster, or out of it: slot and probability; of equal ones the one
    to the first article."""
    homes = np.full(len(index.shelf), -1, dtype=np.int64)
    homes[np.array(slots, dtype=np.int64)] = np.repeat(np.arange(len(clusters)), [len(rows) for rows in clusters])
    links = [index.ties[slot] for slot in slots]
    owners, joined = np.repeat(slots, [len(each) for each in links]).astype(np.int64), np.concatenate([NONE, *links])
    kept = (homes[owners] == homes[slots_of(joined)]) == inside
    owners, joined = owners[kept], joined[kept]
    others, chances, shelf = slots_of(joined), chances_of(joined), index.shelf
    order = np.lexsort((shelf.column("tie")[others], shelf.column("time")[others], -chances, owners))
    first = order[np.flatnonzero(np.diff(owners[order], prepend=-1))]
    ends = zip(others[first].tolist(), chances[first].tolist(), strict=True)
    return dict(zip(owners[first].tolist(), ends, strict=True))


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
    bits, least = np.uint32(WEIGHT_BITS), np.uint32(ONE)
    known: dict[int, str] = {}
    terms = list(dict.fromkeys(lead))
    if len(terms) != len(other):  # of terms with one number a print has the first
        for term in terms:
            known.setdefault(number_of(term), term)
        terms = list(known.values())
    _, ours, theirs = np.intersect1d(one >> bits, other >> bits, assume_unique=True, return_indices=True)
    products = (one[ours] & least).astype(np.int64) * (other[theirs] & least)
    least_shown = np.sort(products)[-SHOWN_TERMS:].min(initial=ONE * ONE)
    shown = np.flatnonzero(products >= least_shown).tolist()
    found = sorted((-int(products[at]), terms[int(theirs[at])]) for at in shown)
    return tuple(term for _, term in found[:SHOWN_TERMS])


def _figures(spoken_of: _Spoken, one: tuple[Bits32, Bits32, int], other: tuple[Bits32, Bits32, int]) -> tuple[str, ...]:
    """The longest figures of both."""
    shared_large, shared_small = set(one[1].tolist()) & set(other[1].tolist()), one[2] & other[2]
    _, small, large = spoken_of
    figures = [figure for figure in large if figure_hash(figure) in shared_large]
    figures += [figure for figure in small if shared_small >> int(figure) & 1]
    return tuple(sorted(figures, key=lambda figure: (-len(figure), figure))[:SHOWN_FIGURES])
