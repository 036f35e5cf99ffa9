"""Features of a pair of articles by themselves: shared words, slots of the event, time.

None depends on the rest of the collection: in whatever company, a pair has one first score, and the same one from
either side.
"""

import math

import numpy as np
from numpy.typing import NDArray

from alteram.stages.stories.compiling import compiled
from alteram.stages.stories.prints import ONE, WEIGHT_BITS, Bits16, Bits32
from alteram.stages.stories.shelf import Arrays, Flags, Floats, Ints, Shelf

FIRST = (
    "one", "lead", "lead_squared", "opening", "flat_lead", "flat_title", "flat_title_squared",
    "most_names", "least_names", "named", "most_title_names_missed", "least_title_names_missed",
    "title_named", "titles_named", "short", "short_title", "dated", "dated_lead", "gap", "log_gap", "near",
    "small_shared", "small_apart", "large_shared", "large_apart", "weekdays_shared", "weekdays_apart", "quoted",
)  # fmt: skip
GAP_DAYS = 10.0
MOST_SHARED = 3
"""Figures or weekdays in common that count; more say no more."""
COPY_CONTAINMENT = 0.6
"""Share of the smaller body's eight-word runs from which two articles are one text republished."""
COPY_COSINE = 0.7
"""Lead cosine below which a pair cannot be a copy and is not looked at closer."""
_SQUARE = float(ONE * ONE)
_ZERO = np.int64(0)
_SIEVE = 1 << 14


def first_features(shelf: Shelf, one: int, others: Ints) -> Floats:
    """One row for each pair of an article with another, columns as in `FIRST`."""
    found = cheap_features(shelf, one, others)
    found[:, -1] = quoted(shelf, one, others)
    return found


def cheap_features(shelf: Shelf, one: int, others: Ints) -> Floats:
    """The same with 0 for `quoted`, which takes as long as all others together."""
    found = np.zeros((len(others), len(FIRST)))
    _features(shelf.arrays, one, others, shelf.scratch, found)
    return found


def quoted(shelf: Shelf, one: int, others: Ints) -> Floats:
    """The last feature: the logarithm of one more than the quoted runs of words in common."""
    return _quoted(shelf.arrays, one, others)


def most_quoted(shelf: Shelf, one: int, others: Ints) -> Floats:
    """The most that `quoted` can be."""
    starts = shelf.quoted.starts
    most = np.minimum(starts[others + 1] - starts[others], starts[one + 1] - starts[one])
    bound: Floats = np.log1p(most.astype(np.float64))
    return bound


def copies(shelf: Shelf, one: int, others: Ints, features: Floats) -> NDArray[np.bool_]:
    """Which pairs are one text published twice: most eight-word runs of the smaller body stand in the larger."""
    return _copies(shelf.arrays, one, others, features[:, FIRST.index("lead_squared")])


@compiled
def _features(a: Arrays, one: int, others: Ints, scratch: Bits16, found: Floats) -> None:
    """The rows of all pairs; `scratch` maps terms to places in the lead of `one`, counted from 1, while this runs.

    The sieve (Bloom 1970) lies in the nearest cache and stops nearly every term that `one` has not.
    """
    start, end = a.lead_starts[one], a.lead_starts[one + 1]
    sieve = np.zeros(_SIEVE, dtype=np.bool_)
    for at in range(start, end):
        scratch[np.int64(a.lead[at]) >> WEIGHT_BITS] = at - start + 1
        sieve[(np.int64(a.lead[at]) >> WEIGHT_BITS) & (_SIEVE - 1)] = True
    for k in range(len(others)):
        row = found[k]
        row[0] = 1.0
        _words(a, one, others[k], sieve, scratch, row)
        _times(a, one, others[k], row)
        _slots(a, one, others[k], row)
    for at in range(start, end):
        scratch[np.int64(a.lead[at]) >> WEIGHT_BITS] = 0


@compiled
def _words(a: Arrays, one: int, other: int, sieve: Flags, scratch: Bits16, row: Floats) -> None:
    """Cosines of leads, openings and titles; the share of terms in common, whatever these weigh (Ochiai 1957); and what
    names of either are in the other."""
    mine, heads, size = a.lead_starts[one], a.head_starts[one], a.head_starts[one + 1] - a.head_starts[one]
    start, end = a.lead_starts[other], a.lead_starts[other + 1]
    their_heads, their_size = a.head_starts[other], a.head_starts[other + 1] - a.head_starts[other]
    count = titles = 0
    lead = opening = title = names = titled = their_names = their_titled = _ZERO
    for at in range(start, end):
        value = np.int64(a.lead[at])
        if not sieve[(value >> WEIGHT_BITS) & (_SIEVE - 1)]:
            continue
        place = np.int64(scratch[value >> WEIGHT_BITS]) - 1
        if place < 0:
            continue
        lead += (np.int64(a.lead[mine + place]) & ONE) * (value & ONE)
        count += 1
        ours = np.int64(a.head[heads + place]) if place < size else _ZERO
        theirs = np.int64(a.head[their_heads + at - start]) if at - start < their_size else _ZERO
        opening += (ours & ONE) * (theirs & ONE)
        both = ((ours >> WEIGHT_BITS) & ONE) * ((theirs >> WEIGHT_BITS) & ONE)
        title += both
        titles += 1 if both > 0 else 0
        names += (ours >> 2 * WEIGHT_BITS) & ONE
        titled += (ours >> 3 * WEIGHT_BITS) & ONE
        their_names += (theirs >> 2 * WEIGHT_BITS) & ONE
        their_titled += (theirs >> 3 * WEIGHT_BITS) & ONE
    row[2] = min(lead / _SQUARE, 1.0)
    row[1] = math.sqrt(row[2])
    row[3] = math.sqrt(min(opening / _SQUARE, 1.0))
    row[4] = math.sqrt(count / math.sqrt(max((end - start) * (a.lead_starts[one + 1] - mine), 1)))
    row[6] = min(titles / math.sqrt(max(float(a.title_terms[one]) * float(a.title_terms[other]), 1.0)), 1.0)
    row[5] = math.sqrt(row[6])
    row[14] = 1.0 if a.short[one] or a.short[other] else 0.0
    row[15] = row[14] * min(title / _SQUARE, 1.0)
    _names(a, one, other, (names, titled, their_names, their_titled), row)


@compiled
def _names(a: Arrays, one: int, other: int, found: tuple[np.int64, np.int64, np.int64, np.int64], row: Floats) -> None:
    """Shares, by weight, of the names of each opening that the other lead has, the larger and the smaller, and whether
    both have names; shares of the names of each title that the other lead lacks, and whether either, both have some.

    `found` are shares of the names and the title's names of the one that the other has, then the other way round.
    """
    row[7], row[8] = min(max(found[0], found[2]) / ONE, 1.0), min(min(found[0], found[2]) / ONE, 1.0)
    row[9] = 1.0 if a.named[one] and a.named[other] else 0.0
    missed = 1.0 - min(found[1] / ONE, 1.0) if a.title_named[one] else 0.0
    their_missed = 1.0 - min(found[3] / ONE, 1.0) if a.title_named[other] else 0.0
    row[10], row[11] = max(missed, their_missed), min(missed, their_missed)
    row[12] = 1.0 if a.title_named[one] or a.title_named[other] else 0.0
    row[13] = 1.0 if a.title_named[one] and a.title_named[other] else 0.0


@compiled
def _times(a: Arrays, one: int, other: int, row: Floats) -> None:
    """Whether both times are known, that times the lead, and the gap in three ways: 0 where a time is unknown.

    The gap is in tens of days, at most 1, as the logarithm of one more than the days, and as "at most one day". A day
    is never widened to a time: unless both hours are known, whole days are compared.
    """
    if math.isinf(a.time[one]) or math.isinf(a.time[other]):
        return
    if a.exact[one] and a.exact[other]:
        gap = abs(a.time[one] - a.time[other])
    else:
        gap = abs(math.floor(a.time[one]) - math.floor(a.time[other]))
    row[16], row[17] = 1.0, row[1]
    row[18], row[19], row[20] = min(gap, GAP_DAYS) / GAP_DAYS, math.log1p(gap), 1.0 if gap <= 1.0 else 0.0


@compiled
def _slots(a: Arrays, one: int, other: int, row: Floats) -> None:
    """What both say of figures and weekdays, at most 3, and whether both say something and nothing in common."""
    small = _bits(a.low[one] & a.low[other]) + _bits(a.high[one] & a.high[other])
    filled = (a.low[one] | a.high[one]) != 0 and (a.low[other] | a.high[other]) != 0
    row[21], row[22] = float(min(small, MOST_SHARED)), 1.0 if filled and small == 0 else 0.0
    large = _common(a.large, a.large_starts, one, other)
    filled = a.large_starts[one] < a.large_starts[one + 1] and a.large_starts[other] < a.large_starts[other + 1]
    row[23], row[24] = float(min(large, MOST_SHARED)), 1.0 if filled and large == 0 else 0.0
    weekdays = _bits(np.uint64(a.weekdays[one] & a.weekdays[other]))
    filled = a.weekdays[one] != 0 and a.weekdays[other] != 0
    row[25], row[26] = float(min(weekdays, MOST_SHARED)), 1.0 if filled and weekdays == 0 else 0.0


@compiled
def _quoted(a: Arrays, one: int, others: Ints) -> Floats:
    found = np.zeros(len(others))
    for k in range(len(others)):
        found[k] = math.log1p(_common(a.quoted, a.quoted_starts, one, others[k]))
    return found


@compiled
def _bits(value: np.uint64) -> int:
    """How many bits are set (Wegner 1960)."""
    count = 0
    while value != np.uint64(0):
        value &= value - np.uint64(1)
        count += 1
    return count


@compiled
def _common(values: Bits32 | Bits16, starts: Ints, one: int, other: int) -> int:
    """How many values two ascending rows share."""
    i, j, count = starts[one], starts[other], 0
    while i < starts[one + 1] and j < starts[other + 1]:
        if values[i] == values[j]:
            count += 1
            i += 1
            j += 1
        elif values[i] < values[j]:
            i += 1
        else:
            j += 1
    return count


@compiled
def _copies(a: Arrays, one: int, others: Ints, lead: Floats) -> NDArray[np.bool_]:
    found = np.zeros(len(others), dtype=np.bool_)
    for k in range(len(others)):
        other = others[k]
        smaller = min(a.runs_starts[one + 1] - a.runs_starts[one], a.runs_starts[other + 1] - a.runs_starts[other])
        if lead[k] >= COPY_COSINE and smaller > 0 and not a.short[one] and not a.short[other]:
            found[k] = _common(a.runs, a.runs_starts, one, other) >= COPY_CONTAINMENT * smaller
    return found
