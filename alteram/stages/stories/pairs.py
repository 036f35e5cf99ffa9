"""Features of a pair of articles by themselves: shared words, slots of the event, time.

None depends on the rest of the collection: in whatever company, a pair has one first score.
"""

import numpy as np

from alteram.stages.stories.profiles import Profiles, body_shingles
from alteram.stages.stories.rows import Floats, Ints, Rows
from alteram.text.similarity import containment

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

Pairs = tuple[Ints, Ints]


def flatten(partners: tuple[Ints, ...]) -> Pairs:
    """Two columns: the smaller and the larger row of every pair."""
    lengths = [len(found) for found in partners]
    left = np.repeat(np.arange(len(partners)), lengths)
    return left, np.concatenate([np.zeros(0, dtype=np.int64), *partners])


def first_features(profiles: Profiles, pairs: Pairs) -> Floats:
    """One row a pair, columns as in `FIRST`."""
    left, right = pairs
    lead = np.sqrt(cosines(profiles.lead, profiles.lead, pairs))
    flat_title = np.sqrt(cosines(profiles.title.flat(), profiles.title.flat(), pairs))
    short = _floats(profiles.short[left] | profiles.short[right])
    columns = (
        np.ones(len(left)),
        lead,
        lead * lead,
        np.sqrt(cosines(profiles.opening, profiles.opening, pairs)),
        np.sqrt(cosines(profiles.lead.flat(), profiles.lead.flat(), pairs)),
        flat_title,
        flat_title * flat_title,
        *_names(profiles, pairs),
        short,
        short * cosines(profiles.title, profiles.title, pairs),
        *_times(profiles, pairs, lead),
        *_slot(profiles.small, pairs),
        *_slot(profiles.large, pairs),
        *_slot(profiles.weekdays, pairs),
        np.log1p(products(profiles.quoted, profiles.quoted, pairs)),
    )
    return np.stack(columns, axis=1)


def copies(profiles: Profiles, pairs: Pairs) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs are one text published twice: most eight-word runs of the smaller body stand in the larger."""
    close = np.nonzero(cosines(profiles.lead, profiles.lead, pairs) >= COPY_COSINE)[0]
    prints: dict[int, frozenset[int]] = {}
    found = np.zeros(len(pairs[0]), dtype=np.bool_)
    for k in close:
        i, j = int(pairs[0][k]), int(pairs[1][k])
        if profiles.short[i] or profiles.short[j]:
            continue
        for row in (i, j):
            if row not in prints:
                prints[row] = body_shingles(profiles.articles[row])
        found[k] = containment(prints[i], prints[j]) >= COPY_CONTAINMENT
    return found


def products(one: Rows, other: Rows, pairs: Pairs) -> Floats:
    """Inner products of rows of `one` with rows of `other`, pair by pair."""
    left, right = pairs
    order = np.argsort(left, kind="stable")
    starts = np.searchsorted(left[order], np.arange(int(left.max(initial=-1)) + 2))
    result = np.zeros(len(left))
    scratch = np.zeros(one.width)
    for i in range(len(starts) - 1):
        at = order[starts[i] : starts[i + 1]]
        if len(at) and one.starts[i] < one.starts[i + 1]:
            result[at] = one.products(i, other, right[at], scratch)
    return result


def cosines(one: Rows, other: Rows, pairs: Pairs) -> Floats:
    """Inner products of unit rows, never below 0 or above 1."""
    return np.clip(products(one, other, pairs), 0.0, 1.0)


def _names(profiles: Profiles, pairs: Pairs) -> tuple[Floats, ...]:
    """Shares, by weight, of the names of each opening that the other lead has, the larger and the smaller, and whether
    both have names; shares of the names of each title that the other lead lacks, and whether either, both have some.
    """
    present = profiles.lead.presence()
    has, titled = _filled(profiles.names), _filled(profiles.title_names)
    left, right = pairs
    covered = _covered(profiles.names, present, pairs)
    missed = tuple(
        np.where(titled[rows], 1.0 - share, 0.0)
        for rows, share in zip(pairs, _covered(profiles.title_names, present, pairs), strict=True)
    )
    return (
        np.maximum(*covered),
        np.minimum(*covered),
        _floats(has[left] & has[right]),
        np.maximum(*missed),
        np.minimum(*missed),
        _floats(titled[left] | titled[right]),
        _floats(titled[left] & titled[right]),
    )


def _covered(names: Rows, present: Rows, pairs: Pairs) -> tuple[Floats, Floats]:
    """Share of the left row's weight that the right row has, and the other way round."""
    left, right = pairs
    return cosines(names.shares(), present, pairs), cosines(names.shares(), present, (right, left))


def _slot(rows: Rows, pairs: Pairs) -> tuple[Floats, Floats]:
    """How much both have, at most 3, and whether both have something and nothing in common."""
    shared = products(rows, rows, pairs)
    filled = _filled(rows)
    apart = filled[pairs[0]] & filled[pairs[1]] & (shared == 0.0)
    return np.minimum(shared, MOST_SHARED), _floats(apart)


def _filled(rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(np.diff(rows.starts) > 0, dtype=np.bool_)


def _times(profiles: Profiles, pairs: Pairs, lead: Floats) -> tuple[Floats, ...]:
    """Whether both times are known, that times the lead, and the gap in three ways: 0 where a time is unknown.

    The gap is in tens of days, at most 1, as the logarithm of one more than the days, and as "at most one day". A day
    is never widened to a time: unless both hours are known, whole days are compared.
    """
    left, right = pairs
    exact = profiles.exact[left] & profiles.exact[right]
    fine = np.abs(profiles.times[left] - profiles.times[right])
    coarse = np.abs(np.floor(profiles.times[left]) - np.floor(profiles.times[right]))
    gap = np.where(exact, fine, coarse)
    known = ~np.isnan(gap)
    gap, dated = np.where(known, gap, 0.0), _floats(known)
    tens = np.minimum(gap, GAP_DAYS) / GAP_DAYS
    return dated, dated * lead, tens, np.log1p(gap), dated * (gap <= 1.0)


def _floats(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    return flags.astype(np.float64)
