"""Features of pairs of articles, first for each pair by itself, then with its neighbourhood."""

import numpy as np

from alteram.stages.stories.profiles import Profiles, body_shingles
from alteram.stages.stories.rows import Floats, Ints, Rows
from alteram.text.similarity import containment

FIRST = (
    "one", "lead", "title", "opening", "flat_lead", "flat_title", "flat_opening", "most_covered", "least_covered",
    "lead_title", "title_in_lead", "short", "short_title", "dated", "gap", "near", "crowd",
)  # fmt: skip
SECOND = ("third", "likeness")
GAP_DAYS = 10.0
CROWD_DAYS = 1.5
CROWD_LEAST = 20.0
COPY_CONTAINMENT = 0.6
"""Share of the smaller body's eight-word runs from which two articles are one text republished."""
COPY_COSINE = 0.7
"""Lead cosine below which a pair cannot be a copy and is not looked at closer."""
NEIGHBOURS = 8
LEAST_NEIGHBOUR = 0.3
"""Probability from which a pair counts as neighbours in the second pass."""

Pairs = tuple[Ints, Ints]


def flatten(partners: tuple[Ints, ...]) -> Pairs:
    """Two columns: the smaller and the larger row of every pair."""
    lengths = [len(found) for found in partners]
    left = np.repeat(np.arange(len(partners)), lengths)
    return left, np.concatenate([np.zeros(0, dtype=np.int64), *partners])


def first_features(profiles: Profiles, pairs: Pairs) -> Floats:
    """One row a pair, columns as in `FIRST`."""
    left, right = pairs
    lead = _cosines(profiles.lead, profiles.lead, pairs)
    title = _cosines(profiles.title, profiles.title, pairs)
    opening = _cosines(profiles.opening, profiles.opening, pairs)
    crossed = _cosines(profiles.title, profiles.lead, pairs) + _cosines(profiles.title, profiles.lead, (right, left))
    shares, present = profiles.title.shares(), profiles.lead.presence()
    covered = _cosines(shares, present, pairs), _cosines(shares, present, (right, left))
    short = (profiles.short[left] | profiles.short[right]).astype(np.float64)
    dated, gap = _gaps(profiles, pairs)
    one = np.ones(len(left))
    columns = (
        one,
        np.sqrt(lead),
        np.sqrt(title),
        np.sqrt(opening),
        *(
            np.sqrt(_cosines(rows.flat(), rows.flat(), pairs))
            for rows in (profiles.lead, profiles.title, profiles.opening)
        ),
        np.maximum(*covered),
        np.minimum(*covered),
        lead * title,
        crossed,
        short,
        short * title,
        dated,
        gap,
        dated * (gap <= 1.0 / GAP_DAYS),
        _crowd(profiles, pairs),
    )
    return np.stack(columns, axis=1)


def second_features(number: int, pairs: Pairs, logits: Floats) -> Floats:
    """One row a pair, columns as in `SECOND`; `logits` are those of the first pass for the same pairs of `number` rows.

    What the *third* articles say: whether either of the two has neighbours beside the other, and how like one is to the
    other's neighbours, the better way round. Both are 0 where there are none: two articles that have only each other
    must not vouch for themselves (vectors smoothed over neighbours let them).
    """
    near = _Neighbourhood(number, pairs, logits)
    views = [near.view(i, j) for i, j in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)]
    return np.array(views, dtype=np.float64).reshape(len(logits), len(SECOND))


class _Neighbourhood:
    """First-pass probabilities by article, and each article's best partners."""

    def __init__(self, number: int, pairs: Pairs, logits: Floats) -> None:
        self._known: list[dict[int, float]] = [{} for _ in range(number)]
        probabilities = np.round(1.0 / (1.0 + np.exp(-logits)), 9)
        for i, j, probability in zip(pairs[0].tolist(), pairs[1].tolist(), probabilities.tolist(), strict=True):
            self._known[i][j] = self._known[j][i] = probability
        self._best = [
            sorted((-p, j) for j, p in known.items() if p >= LEAST_NEIGHBOUR)[: NEIGHBOURS + 1] for known in self._known
        ]

    def view(self, i: int, j: int) -> tuple[float, float]:
        """Whether there are third articles, and the better of the two likenesses."""
        ways = [likeness for likeness in (self._likeness(i, j), self._likeness(j, i)) if likeness is not None]
        return (1.0, max(ways)) if ways else (0.0, 0.0)

    def _likeness(self, i: int, j: int) -> float | None:
        """Mean probability of `i` with the neighbours of `j` other than `i`, weighted by how near these are."""
        thirds = [(k, -negative) for negative, k in self._best[j] if k != i][:NEIGHBOURS]
        if not thirds:
            return None
        known = self._known[i]
        return sum(weight * known.get(k, 0.0) for k, weight in thirds) / sum(weight for _, weight in thirds)


def copies(profiles: Profiles, pairs: Pairs) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs are one text published twice: most eight-word runs of the smaller body stand in the larger."""
    close = np.nonzero(_cosines(profiles.lead, profiles.lead, pairs) >= COPY_COSINE)[0]
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


def _cosines(one: Rows, other: Rows, pairs: Pairs) -> Floats:
    """Inner products of rows of `one` with rows of `other`, pair by pair, never below 0 or above 1."""
    left, right = pairs
    order = np.argsort(left, kind="stable")
    starts = np.searchsorted(left[order], np.arange(int(left.max(initial=-1)) + 2))
    result = np.zeros(len(left))
    scratch = np.zeros(one.width)
    for i in range(len(starts) - 1):
        at = order[starts[i] : starts[i + 1]]
        if len(at):
            result[at] = one.products(i, other, right[at], scratch)
    return np.clip(result, 0.0, 1.0)


def _crowd(profiles: Profiles, pairs: Pairs) -> Floats:
    """Logarithm of how many articles were out at that time, over 20: the more there are, the less nearness tells.

    Articles within a day and a half of each of the two, the mean of both counts. Undated ones are taken to be spread
    over time as the dated are; for one of them all others are rivals.
    """
    known = profiles.times[~np.isnan(profiles.times)]
    spread = len(profiles.times) / max(len(known), 1)
    low = np.searchsorted(known, profiles.times - CROWD_DAYS)
    high = np.searchsorted(known, profiles.times + CROWD_DAYS, side="right")
    counts = np.where(np.isnan(profiles.times), len(profiles.times), (high - low) * spread)
    mean = (counts[pairs[0]] + counts[pairs[1]]) / 2.0
    return np.asarray(np.log(np.maximum(mean, CROWD_LEAST) / CROWD_LEAST), dtype=np.float64)


def _gaps(profiles: Profiles, pairs: Pairs) -> tuple[Floats, Floats]:
    """Whether both times are known, and the days between them over ten, at most 1; 0 where one is unknown.

    A day is never widened to a time: unless both hours are known, whole days are compared.
    """
    left, right = pairs
    exact = profiles.exact[left] & profiles.exact[right]
    fine = np.abs(profiles.times[left] - profiles.times[right])
    coarse = np.abs(np.floor(profiles.times[left]) - np.floor(profiles.times[right]))
    gap = np.where(exact, fine, coarse)
    dated = ~np.isnan(gap)
    return dated.astype(np.float64), np.where(dated, np.minimum(gap, GAP_DAYS) / GAP_DAYS, 0.0)
