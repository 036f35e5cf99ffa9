"""Features of pairs of articles, first for each pair by itself, then with its neighbourhood."""

from dataclasses import dataclass

import numpy as np

from alteram.stages.stories.profiles import Profiles, body_shingles
from alteram.stages.stories.rows import Floats, Ints, Rows, stack, unit
from alteram.text.similarity import containment

FIRST = (
    "one", "lead", "title", "opening", "flat_lead", "flat_title", "flat_opening", "most_covered", "least_covered",
    "lead_title", "title_in_lead", "short", "short_title", "dated", "gap", "near",
)  # fmt: skip
SECOND = ("one", "logit", "smooth_lead", "smooth_title", "shared", "alone", "dated", "gap")
GAP_DAYS = 10.0
COPY_CONTAINMENT = 0.6
"""Share of the smaller body's eight-word runs from which two articles are one text republished."""
COPY_COSINE = 0.7
"""Lead cosine below which a pair cannot be a copy and is not looked at closer."""
NEIGHBOURS = 8
LEAST_NEIGHBOUR = 0.3
"""Probability from which a pair counts as neighbours in the second pass."""

Pairs = tuple[Ints, Ints]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Each article's best partners of the first pass with their probabilities, itself first with 1."""

    of: tuple[tuple[Ints, Floats], ...]


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
    columns = (  # fmt: skip
        one, np.sqrt(lead), np.sqrt(title), np.sqrt(opening),
        *(np.sqrt(_cosines(rows.flat(), rows.flat(), pairs)) for rows in (profiles.lead, profiles.title, profiles.opening)),
        np.maximum(*covered), np.minimum(*covered), lead * title, crossed, short, short * title, dated, gap,
        dated * (gap <= 1.0 / GAP_DAYS),
    )
    return np.stack(columns, axis=1)


def second_features(profiles: Profiles, pairs: Pairs, logits: Floats) -> Floats:
    """One row a pair, columns as in `SECOND`; `logits` are those of the first pass for the same pairs."""
    near = neighbours(len(profiles.articles), pairs, logits)
    lead = profiles.lead.blend(near.of)
    title = profiles.title.blend(near.of)
    friends = _friendships(near, len(profiles.articles))
    dated, gap = _gaps(profiles, pairs)
    alone = np.array([len(rows) == 1 for rows, _ in near.of], dtype=np.float64)
    columns = (
        np.ones(len(logits)), logits, _cosines(lead, lead, pairs), _cosines(title, title, pairs),
        _cosines(friends, friends, pairs), alone[pairs[0]] + alone[pairs[1]], dated, gap,
    )
    return np.stack(columns, axis=1)


def neighbours(number: int, pairs: Pairs, logits: Floats) -> Neighbours:
    """The best partners of each of `number` articles."""
    probabilities = np.round(1.0 / (1.0 + np.exp(-logits)), 9)
    keep = probabilities >= LEAST_NEIGHBOUR
    left, right, weight = pairs[0][keep], pairs[1][keep], probabilities[keep]
    rows = np.concatenate([left, right])
    partners = np.concatenate([right, left])
    weights = np.concatenate([weight, weight])
    order = np.lexsort((partners, -weights, rows))
    rows, partners, weights = rows[order], partners[order], weights[order]
    starts = np.searchsorted(rows, np.arange(number + 1))
    found = []
    for i in range(number):
        a, b = int(starts[i]), min(int(starts[i + 1]), int(starts[i]) + NEIGHBOURS)
        found.append((np.concatenate([[i], partners[a:b]]), np.concatenate([[1.0], weights[a:b]])))
    return Neighbours(tuple(found))


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


def _friendships(near: Neighbours, number: int) -> Rows:
    """Unit vectors over articles: who is whose neighbour."""
    parts = []
    for rows, weights in near.of:
        order = np.argsort(rows)
        parts.append(unit(rows[order], weights[order]))
    return stack(parts, number)


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
