"""Features of a pair of articles by themselves: shared words, slots of the event, time.

None depends on the rest of the collection: in whatever company, a pair has one first score, and the same one from
either side.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.prints import ONE, WEIGHT_BITS
from alteram.stages.stories.shelf import Flags, Floats, Ints, Pool, Shelf

FIRST = (
    "one", "lead", "lead_squared", "opening", "flat_lead", "flat_title", "flat_title_squared",
    "most_names", "least_names", "named", "most_title_names_missed", "least_title_names_missed",
    "title_named", "titles_named", "short", "short_title", "dated", "dated_lead", "gap", "log_gap", "near",
    "small_shared", "small_apart", "large_shared", "large_apart", "weekdays_shared", "weekdays_apart", "quoted",
)  # fmt: skip
GAP_DAYS = 10.0
MOST_SHARED = 3.0
"""Figures or weekdays in common that count; more say no more."""
COPY_CONTAINMENT = 0.6
"""Share of the smaller body's eight-word runs from which two articles are one text republished."""
COPY_COSINE = 0.7
"""Lead cosine below which a pair cannot be a copy and is not looked at closer."""
_OPENING, _TITLE, _NAMES, _TITLE_NAMES = range(4)


def first_features(shelf: Shelf, one: int, others: Ints, *, quoted: bool = True) -> Floats:
    """One row for each pair of an article with another, columns as in `FIRST`; the last is 0 without `quoted`."""
    words = _Words(shelf, one, others)
    lead = np.sqrt(words.lead)
    short = (shelf.column("short")[others] | shelf.column("short")[one]).astype(np.float64)
    columns = (
        np.ones(len(others)),
        lead,
        words.lead,
        np.sqrt(words.opening),
        np.sqrt(words.flat_lead),
        np.sqrt(words.flat_title),
        words.flat_title,
        *words.names(),
        short,
        short * words.title,
        *_times(shelf, one, others, lead),
        *_small(shelf, one, others),
        *_large(shelf, one, others),
        *_weekdays(shelf, one, others),
        shared_quoted(shelf, one, others) if quoted else np.zeros(len(others)),
    )
    return np.stack(columns, axis=1)


def copies(shelf: Shelf, one: int, others: Ints, lead: Floats) -> Flags:
    """Which pairs are one text published twice: most eight-word runs of the smaller body stand in the larger.

    `lead` are the cosines of the leads.
    """
    short, runs = shelf.column("short"), shelf.runs.row(one)
    found = np.zeros(len(others), dtype=np.bool_)
    if short[one] or not len(runs):
        return found
    for at in np.flatnonzero((lead >= COPY_COSINE) & ~short[others]).tolist():
        theirs = shelf.runs.row(int(others[at]))
        smaller = min(len(runs), len(theirs))
        shared = len(np.intersect1d(runs, theirs, assume_unique=True))
        found[at] = smaller > 0 and shared >= COPY_CONTAINMENT * smaller
    return found


class _Words:
    """What the words of one article have in common with those of others: cosines, and shares of names that are found.

    Every sum is of whole numbers: of weights and shares in units of 1 / 4095, or of their products.
    """

    def __init__(self, shelf: Shelf, one: int, others: Ints) -> None:
        own, head = shelf.lead.row(one), shelf.head.row(one)
        numbers, size = own >> np.uint32(WEIGHT_BITS), len(others)
        values, ends = shelf.lead.gather(others)
        shelf.scratch[numbers] = np.arange(1, len(numbers) + 1)
        known = shelf.scratch[values >> np.uint32(WEIGHT_BITS)]
        shelf.scratch[numbers] = 0
        hits = np.flatnonzero(known)
        mine, owner = known[hits].astype(np.int64) - 1, np.searchsorted(ends, hits, side="right")
        lengths = np.diff(ends, prepend=0)
        theirs = _parts_at(shelf.head, others, owner, hits - (ends - lengths)[owner])
        ours = np.zeros((4, len(own)), dtype=np.float64)
        ours[:, : len(head)] = _parts(head)
        ours = ours[:, mine]
        weights = (own & np.uint32(ONE)).astype(np.float64)[mine] * (values[hits] & np.uint32(ONE))

        def summed(of: NDArray[Any]) -> Floats:
            return np.asarray(np.bincount(owner, of, size), dtype=np.float64)

        def cosine(of: NDArray[Any]) -> Floats:
            return np.minimum(summed(of) / float(ONE * ONE), 1.0)

        self.lead = cosine(weights)
        self.opening = cosine(ours[_OPENING] * theirs[_OPENING])
        self.title = cosine(ours[_TITLE] * theirs[_TITLE])
        self.flat_lead = np.bincount(owner, minlength=size) / np.sqrt(np.maximum(lengths * len(own), 1))
        titles = shelf.column("title_terms")
        both = (ours[_TITLE] > 0.0) & (theirs[_TITLE] > 0.0)
        lengths = np.maximum(titles[others].astype(np.int64) * int(titles[one]), 1)
        self.flat_title = np.minimum(summed(both) / np.sqrt(lengths), 1.0)
        self._covered = tuple(
            (np.minimum(summed(ours[part]) / ONE, 1.0), np.minimum(summed(theirs[part]) / ONE, 1.0))
            for part in (_NAMES, _TITLE_NAMES)
        )
        self._filled = [
            (bool(named), shelf.column(name)[others])
            for named, name in zip(
                (shelf.column("named")[one], shelf.column("title_named")[one]), ("named", "title_named"), strict=True
            )
        ]

    def names(self) -> tuple[Floats, ...]:
        """Shares, by weight, of the names of each opening that the other lead has, the larger and the smaller, and
        whether both have names; shares of the names of each title that the other lead lacks, and whether either, both
        have some.
        """
        covered, titled = self._covered
        (has, have), (is_titled, are_titled) = self._filled
        missed = (1.0 - titled[0]) * is_titled, np.where(are_titled, 1.0 - titled[1], 0.0)
        return (
            np.maximum(*covered),
            np.minimum(*covered),
            (have & has).astype(np.float64),
            np.maximum(*missed),
            np.minimum(*missed),
            (are_titled | is_titled).astype(np.float64),
            (are_titled & is_titled).astype(np.float64),
        )


def _parts(head: NDArray[np.uint64]) -> Floats:
    """Opening, title, names and title names of the terms of a head, a row each."""
    shifts = np.arange(4, dtype=np.uint64)[:, None] * np.uint64(WEIGHT_BITS)
    return ((head >> shifts) & np.uint64(ONE)).astype(np.float64)


def _parts_at(heads: Pool, slots: Ints, owners: Ints, places: Ints) -> Floats:
    """The four parts of terms at places of the leads of some of `slots`, 0 where a place is below the head."""
    starts, lengths = heads.bounds(slots)
    inside = np.flatnonzero(places < lengths[owners])
    found = np.zeros((4, len(owners)))
    found[:, inside] = _parts(heads.values[starts[owners[inside]] + places[inside]])
    return found


def shared_quoted(shelf: Shelf, one: int, others: Ints) -> Floats:
    """The feature `quoted`: the logarithm of one more than the quoted runs of words in common."""
    return np.log1p(_common(shelf, shelf.quoted, one, others))


def most_quoted(shelf: Shelf, one: int, others: Ints) -> Floats:
    """The most that `quoted` can be, which costs little to know."""
    return np.log1p(np.minimum(shelf.quoted.bounds(others)[1], len(shelf.quoted.row(one))))


def _common(shelf: Shelf, pool: Pool, one: int, others: Ints) -> Floats:
    """How many values the row of one article shares with those of others; rows are ascending sets of hashes."""
    own = pool.row(one)
    values, ends = pool.gather(others) if len(own) else (own, own)
    if not len(values):
        return np.zeros(len(others))
    mask = np.uint32(len(shelf.scratch) - 1)
    shelf.scratch[own & mask] = 1
    hits = np.flatnonzero(shelf.scratch[values & mask])
    shelf.scratch[own & mask] = 0
    near = own[np.minimum(np.searchsorted(own, values[hits]), len(own) - 1)]
    hits = hits[near == values[hits]]
    return np.bincount(np.searchsorted(ends, hits, side="right"), minlength=len(others)).astype(np.float64)


def _slot(shared: NDArray[Any], filled: Flags) -> tuple[Floats, Floats]:
    """How much both have, at most 3, and whether both have something and nothing in common."""
    return np.minimum(shared, MOST_SHARED).astype(np.float64), (filled & (shared == 0)).astype(np.float64)


def _small(shelf: Shelf, one: int, others: Ints) -> tuple[Floats, Floats]:
    low, high = shelf.column("low"), shelf.column("high")
    shared = np.bitwise_count(low[others] & low[one]) + np.bitwise_count(high[others] & high[one])
    filled = ((low[others] | high[others]) > 0) & bool(low[one] | high[one])
    return _slot(shared, filled)


def _large(shelf: Shelf, one: int, others: Ints) -> tuple[Floats, Floats]:
    filled = (shelf.large.bounds(others)[1] > 0) & bool(len(shelf.large.row(one)))
    return _slot(_common(shelf, shelf.large, one, others), filled)


def _weekdays(shelf: Shelf, one: int, others: Ints) -> tuple[Floats, Floats]:
    column = shelf.column("weekdays")
    return _slot(np.bitwise_count(column[others] & column[one]), (column[others] > 0) & bool(column[one]))


def _times(shelf: Shelf, one: int, others: Ints, lead: Floats) -> tuple[Floats, ...]:
    """Whether both times are known, that times the lead, and the gap in three ways: 0 where a time is unknown.

    The gap is in tens of days, at most 1, as the logarithm of one more than the days, and as "at most one day". A day
    is never widened to a time: unless both hours are known, whole days are compared.
    """
    times, exact = shelf.column("time"), shelf.column("exact")
    known = np.isfinite(times[others]) & bool(np.isfinite(times[one]))
    ours, theirs = (times[one] if np.isfinite(times[one]) else 0.0), np.where(known, times[others], 0.0)
    fine = np.abs(theirs - ours)
    coarse = np.abs(np.floor(theirs) - np.floor(ours))
    gap = np.where(known, np.where(exact[others] & exact[one], fine, coarse), 0.0)
    dated = known.astype(np.float64)
    return dated, dated * lead, np.minimum(gap, GAP_DAYS) / GAP_DAYS, np.log1p(gap), dated * (gap <= 1.0)
