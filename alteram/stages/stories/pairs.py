"""Features of a pair of articles by themselves: shared words, slots of the event, time.

None depends on the rest of the collection: in whatever company, a pair has one first score, and the same one from
either side. Pairs are given as two columns of slots; those of each of the `ones` stand together.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.prints import EXTENTS, ONE, SHORT_BODY, TERM_BITS, WEIGHT_BITS, extent_of
from alteram.stages.stories.rows import Flags, Floats, Ints, Pool, runs
from alteram.stages.stories.shelf import Shelf

FIRST = (
    "one", "lead", "lead_squared", "opening", "flat_lead", "title", "title_squared",
    "flat_title", "flat_title_squared", "most_names", "least_names", "named",
    "most_title_names_missed", "least_title_names_missed", "title_named", "titles_named",
    "short", "short_title", "shorter", "longer", "shorter_lead", "shared_terms",
    "dated", "dated_lead", "gap", "log_gap", "near",
    "small_shared", "small_apart", "large_shared", "large_apart", "weekdays_shared", "weekdays_apart",
    "dates_apart", "ranked", "same_outlet", "quoted",
)  # fmt: skip
GAP_DAYS = 10.0
MOST_SHARED = 3
"""Figures or weekdays in common that count; more say no more."""
COPY_CONTAINMENT = 0.6
"""Share of the smaller body's eight-word runs from which two articles are one text republished."""
COPY_COSINE = 0.7
"""Lead cosine below which a pair cannot be a copy and is not looked at closer."""
_SQUARE = float(ONE * ONE)
ENGLISH = int.from_bytes(b"en", "big")
_OPENING, _TITLE, _NAMES, _TITLE_NAMES = range(4)


def first_features(shelf: Shelf, ones: Ints | int, others: Ints) -> Floats:
    """One row for each pair, columns as in `FIRST`; one article may be given for all `ones`."""
    whole = np.broadcast_to(np.asarray(ones, dtype=np.int64), others.shape)
    found = cheap_features(shelf, whole, others)
    found[:, -1] = quoted(shelf, whole, others)
    return found


def cheap_features(shelf: Shelf, ones: Ints, others: Ints) -> Floats:
    """The same with 0 for `quoted`, which takes as long as all others together."""
    words = _Words(shelf, ones, others)
    lead = np.sqrt(words.lead)
    extents = _extents(shelf, ones, others)
    short = (np.rint(extents[0] * EXTENTS) < extent_of(SHORT_BODY)).astype(np.float64)
    columns = (
        np.ones(len(others)),
        lead,
        words.lead,
        np.sqrt(words.opening),
        np.sqrt(words.flat_lead),
        np.sqrt(words.title),
        words.title,
        np.sqrt(words.flat_title),
        words.flat_title,
        *words.names(),
        short,
        short * words.title,
        *extents,
        extents[0] * lead,
        np.log1p(words.shared),
        *_times(shelf, ones, others, lead),
        *_small(shelf, ones, others),
        *_large(shelf, ones, others),
        *_weekdays(shelf, ones, others),
        _dates(shelf, ones, others)[1],
        _ranked(shelf, ones, others),
        _same_outlet(shelf, ones, others),
        np.zeros(len(others)),
    )
    return np.stack(columns).T


def quoted(shelf: Shelf, ones: Ints, others: Ints) -> Floats:
    """The last feature: the logarithm of one more than the quoted runs of words in common."""
    found: Floats = np.log1p(_common(shelf, shelf.quoted, ones, others))
    return found


def most_quoted(shelf: Shelf, ones: Ints, others: Ints) -> Floats:
    """The most that `quoted` can be."""
    found: Floats = np.log1p(np.minimum(shelf.quoted.bounds(ones)[1], shelf.quoted.bounds(others)[1]))
    return found


def copies(shelf: Shelf, ones: Ints, others: Ints, features: Floats) -> Flags:
    """Which pairs are one text published twice: most eight-word runs of the smaller body stand in the larger."""
    short, lengths = (
        shelf.column("extent") < extent_of(SHORT_BODY),
        (shelf.runs.bounds(ones)[1], shelf.runs.bounds(others)[1]),
    )
    smaller = np.minimum(*lengths)
    alike = features[:, FIRST.index("lead_squared")] >= COPY_COSINE
    found: Flags = alike & (smaller > 0) & ~short[ones] & ~short[others]
    looked_at = np.flatnonzero(found)
    shared = _common(shelf, shelf.runs, ones[looked_at], others[looked_at])
    found[looked_at] = shared >= COPY_CONTAINMENT * smaller[looked_at]
    return found


class _Words:
    """What the words of two articles have in common: cosines, and shares of names that are found.

    Every sum is of whole numbers: of weights and shares in units of 1 / 4095, or of their products.
    """

    def __init__(self, shelf: Shelf, ones: Ints, others: Ints) -> None:
        owners, numbers = runs(ones)
        own, own_lengths = shelf.lead.gather(owners)
        values, lengths = shelf.lead.gather(others)
        of_owner = np.add.reduceat(lengths, np.cumsum(numbers) - numbers) if len(ones) else numbers
        places = shelf.marks.places(own >> WEIGHT_BITS, own_lengths, values >> WEIGHT_BITS, of_owner)
        hits = np.flatnonzero(places)
        self._pairs = np.repeat(np.arange(len(ones)), lengths)[hits]
        self._size = len(ones)
        mine = places[hits].astype(np.int64) - 1
        theirs = hits - (np.cumsum(lengths) - lengths)[self._pairs]
        first = np.repeat(np.cumsum(own_lengths) - own_lengths, numbers)[self._pairs]
        weights = (own & ONE)[first + mine].astype(np.float64) * (values & ONE)[hits]
        self.lead = self._cosine(weights)
        both = np.sqrt(np.maximum(lengths * shelf.lead.bounds(ones)[1], 1))
        self.shared = np.bincount(self._pairs, minlength=self._size)
        self.flat_lead: Floats = self.shared / both
        self._heads(
            shelf, ones, others, _at(shelf.head, ones[self._pairs], mine), _at(shelf.head, others[self._pairs], theirs)
        )

    def _heads(
        self, shelf: Shelf, ones: Ints, others: Ints, our: NDArray[np.uint64], their: NDArray[np.uint64]
    ) -> None:
        """What the openings and titles have in common, of whose terms that are in both leads the parts are given."""
        ours, theirs = _parts(our), _parts(their)
        self.opening = self._cosine(ours[_OPENING] * theirs[_OPENING])
        self.title = self._cosine(ours[_TITLE] * theirs[_TITLE])
        titles = shelf.column("title_terms")
        lengths = np.maximum(titles[ones].astype(np.int64) * titles[others], 1)
        in_titles = (ours[_TITLE] > 0.0) & (theirs[_TITLE] > 0.0)
        self.flat_title = np.minimum(self._summed(in_titles.astype(np.float64)) / np.sqrt(lengths), 1.0)
        self._found = [
            [np.minimum(self._summed(of[part]) / ONE, 1.0) for of in (ours, theirs)] for part in (_NAMES, _TITLE_NAMES)
        ]
        self._named = [[shelf.column(name)[of] for of in (ones, others)] for name in ("named", "title_named")]

    def _summed(self, of: Floats) -> Floats:
        """The sum of what is given for the common terms of each pair."""
        return np.asarray(np.bincount(self._pairs, of, self._size), dtype=np.float64)

    def _cosine(self, of: Floats) -> Floats:
        found: Floats = np.minimum(self._summed(of) / _SQUARE, 1.0)
        return found

    def names(self) -> tuple[Floats, ...]:
        """Shares, by weight, of the names of each opening that the other lead has, the larger and the smaller, and
        whether both have names; shares of the names of each title that the other lead lacks, and whether either, both
        have some.
        """
        covered, titled = self._found
        (has, have), (is_titled, are_titled) = self._named
        missed = (1.0 - titled[0]) * is_titled, (1.0 - titled[1]) * are_titled
        return (
            np.maximum(*covered),
            np.minimum(*covered),
            (has & have).astype(np.float64),
            np.maximum(*missed),
            np.minimum(*missed),
            (is_titled | are_titled).astype(np.float64),
            (is_titled & are_titled).astype(np.float64),
        )


def _at(heads: Pool, slots: Ints, places: Ints) -> NDArray[np.uint64]:
    """What the heads of some articles have at places of their leads, 0 below the head."""
    starts, lengths = heads.bounds(slots)
    found = np.zeros(len(slots), dtype=np.uint64)
    inside = np.flatnonzero(places < lengths)
    found[inside] = heads.values[starts[inside] + places[inside]]
    return found


def _parts(head: NDArray[np.uint64]) -> Floats:
    """Opening, title, names and title names of terms of heads, a row each."""
    shifts = np.arange(4, dtype=np.uint64)[:, None] * np.uint64(WEIGHT_BITS)
    return ((head >> shifts) & np.uint64(ONE)).astype(np.float64)


def _common(shelf: Shelf, pool: Pool, ones: Ints, others: Ints) -> Floats:
    """How many values the rows of both share; rows are ascending sets of hashes.

    Hashes that do not fit among the marks are looked for by their lowest bits first.
    """
    some = np.flatnonzero((pool.bounds(ones)[1] > 0) & (pool.bounds(others)[1] > 0))
    owners, numbers = runs(ones[some])
    values, lengths = pool.gather(others[some])
    own, own_lengths = pool.gather(owners)
    of_owner = np.add.reduceat(lengths, np.cumsum(numbers) - numbers) if len(some) else numbers
    mask = np.uint32((1 << TERM_BITS) - 1)
    hits = np.flatnonzero(shelf.marks.places(own & mask, own_lengths, values & mask, of_owner))
    pairs = np.repeat(np.arange(len(some)), lengths)[hits]
    rank = np.repeat(np.arange(len(owners)), numbers)
    known = np.repeat(np.arange(len(owners)), own_lengths) << 32 | own.astype(np.int64)
    asked = rank[pairs] << 32 | values[hits].astype(np.int64)
    nearest = known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] if len(known) else asked
    return np.bincount(some[pairs[nearest == asked]], minlength=len(ones)).astype(np.float64)


def _slot(shared: NDArray[Any], filled: Flags) -> tuple[Floats, Floats]:
    """How much both have, at most 3, and whether both have something and nothing in common."""
    return np.minimum(shared, MOST_SHARED).astype(np.float64), (filled & (shared == 0)).astype(np.float64)


def _small(shelf: Shelf, ones: Ints, others: Ints) -> tuple[Floats, Floats]:
    low, high = shelf.column("low"), shelf.column("high")
    shared = np.bitwise_count(low[ones] & low[others]) + np.bitwise_count(high[ones] & high[others])
    return _slot(shared, ((low[ones] | high[ones]) > 0) & ((low[others] | high[others]) > 0))


def _large(shelf: Shelf, ones: Ints, others: Ints) -> tuple[Floats, Floats]:
    filled = (shelf.large.bounds(ones)[1] > 0) & (shelf.large.bounds(others)[1] > 0)
    return _slot(_common(shelf, shelf.large, ones, others), filled)


def _weekdays(shelf: Shelf, ones: Ints, others: Ints) -> tuple[Floats, Floats]:
    column = shelf.column("weekdays")
    return _slot(np.bitwise_count(column[ones] & column[others]), (column[ones] > 0) & (column[others] > 0))


def _dates(shelf: Shelf, ones: Ints, others: Ints) -> tuple[Floats, Floats]:
    column = shelf.column("dates")
    return _slot(np.bitwise_count(column[ones] & column[others]), (column[ones] > 0) & (column[others] > 0))


def _ranked(shelf: Shelf, ones: Ints, others: Ints) -> Floats:
    """Whether either is in a language other than English, whose words weigh by rank and not by counts in news.

    Cosines are higher there for the same likeness, since words that all news has do not weigh as little as they should.
    """
    column = shelf.column("language")
    found = [(column[of] != 0) & (column[of] != ENGLISH) for of in (ones, others)]
    return np.asarray(found[0] | found[1], dtype=np.float64)


def _same_outlet(shelf: Shelf, ones: Ints, others: Ints) -> Floats:
    """Whether one outlet published both: it tells an event once, and what it prints next is mostly another one."""
    column = shelf.column("outlet")
    return np.asarray((column[ones] == column[others]) & (column[ones] != 0), dtype=np.float64)


def _extents(shelf: Shelf, ones: Ints, others: Ints) -> tuple[Floats, Floats]:
    """Logarithms of the words of the shorter and the longer body, one more than there are.

    A like share of words says more of two long articles than of two short ones.
    """
    column = shelf.column("extent")
    both = column[ones] / EXTENTS, column[others] / EXTENTS
    return np.minimum(*both), np.maximum(*both)


def _times(shelf: Shelf, ones: Ints, others: Ints, lead: Floats) -> tuple[Floats, ...]:
    """Whether both times are known, that times the lead, and the gap in three ways: 0 where a time is unknown.

    The gap is in tens of days, at most 1, as the logarithm of one more than the days, and as "at most one day". A day
    is never widened to a time: unless both hours are known, whole days are compared.
    """
    times, exact = shelf.column("time"), shelf.column("exact")
    known = np.isfinite(times[ones]) & np.isfinite(times[others])
    ours, theirs = np.where(known, times[ones], 0.0), np.where(known, times[others], 0.0)
    fine, coarse = np.abs(theirs - ours), np.abs(np.floor(theirs) - np.floor(ours))
    gap = np.where(exact[ones] & exact[others], fine, coarse)
    dated = known.astype(np.float64)
    return dated, dated * lead, np.minimum(gap, GAP_DAYS) / GAP_DAYS, np.log1p(gap), dated * (gap <= 1.0)
