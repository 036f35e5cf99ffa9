"""Which pairs are worth comparing: an inverted index over the heaviest terms.

Each article's 25 heaviest lead terms look up the articles that have them among their 60 heaviest, inside ten days; the
200 that share most weight stay (with 40 the largest stories lose half of their links: DESIGN, "Stories"). On the train
parts of the labelled sets 98.4 to 100 % of the pairs of one story are candidates, of titles alone 89 to 97 %.
"""

import numpy as np

from alteram.stages.stories.profiles import Profiles
from alteram.stages.stories.rows import Floats, Ints

ASKED_TERMS = 25
INDEXED_TERMS = 60
WINDOW_DAYS = 10
MOST = 200
LEAST_SHARED = 0.03
"""Shared weight (close to the cosine of the leads) below which a pair is not looked at: it halves the pairs of reports
and drops less than one in a hundred of those of one story, which the first score would drop in any case."""


def candidates(profiles: Profiles) -> tuple[Ints, ...]:
    """For each row, the later rows to compare it with, ascending. A pair stands once, with its smaller row."""
    index = _Index(profiles)
    partners: list[set[int]] = [set() for _ in profiles.articles]
    for i in range(len(profiles.articles)):
        for j in index.nearest(i):
            partners[min(i, j)].add(max(i, j))
    return tuple(np.array(sorted(found), dtype=np.int64) for found in partners)


class _Index:
    """Postings of every term: the rows that have it among their heaviest, ascending."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._dated = int(np.count_nonzero(~np.isnan(profiles.times)))
        heavy = [_heaviest(*profiles.lead.row(i), INDEXED_TERMS) for i in range(len(profiles.articles))]
        self._asked = [(columns[:ASKED_TERMS], values[:ASKED_TERMS]) for columns, values in heavy]
        rows = np.repeat(np.arange(len(heavy)), [len(columns) for columns, _ in heavy])
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *(columns for columns, _ in heavy)])
        values = np.concatenate([np.zeros(0), *(values for _, values in heavy)])
        order = np.lexsort((rows, columns))
        self._rows, self._values = rows[order], values[order]
        self._starts = np.searchsorted(columns[order], np.arange(len(profiles.terms) + 1))

    def nearest(self, i: int) -> list[int]:
        """The rows that share most weight with row `i`, of its language and time."""
        low, high = self._window(i)
        found, weights = [], []
        for term, weight in zip(*self._asked[i], strict=True):
            start, end = int(self._starts[term]), int(self._starts[term + 1])
            rows = self._rows[start:end]
            for first, last in ((low, high), (max(high, self._dated), len(self._profiles.articles))):
                a, b = np.searchsorted(rows, (first, last))
                found.append(rows[a:b])
                weights.append(self._values[start + a : start + b] * weight)
        if not found:
            return []
        rows, places = np.unique(np.concatenate(found), return_inverse=True)
        sums = np.bincount(places, weights=np.concatenate(weights), minlength=len(rows))
        sums = np.round(sums, 9)
        rows, sums = rows[sums >= LEAST_SHARED], sums[sums >= LEAST_SHARED]
        best = rows[np.lexsort((rows, -sums))].tolist()
        return [j for j in best if j != i and self._one_language(i, j)][:MOST]

    def _window(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) dated row inside the window; all rows for an article without time."""
        if i >= self._dated:
            return 0, len(self._profiles.articles)
        times = self._profiles.times[: self._dated]
        low, high = np.searchsorted(times, (times[i] - WINDOW_DAYS, times[i] + WINDOW_DAYS + 1e-9))
        return int(low), int(high)

    def _one_language(self, i: int, j: int) -> bool:
        one, other = self._profiles.languages[i], self._profiles.languages[j]
        return not one or not other or one == other


def _heaviest(columns: Ints, values: Floats, number: int) -> tuple[Ints, Floats]:
    order = np.lexsort((columns, -np.round(values, 12)))[:number]
    return columns[order], values[order]
