"""Stories: which articles report one event.

Method (DESIGN, "Stories"): candidate pairs from an inverted index, a logistic score on lexical and time features, a
second scoring pass over neighbours, average linkage on the sparse pair graph. Pure: the result depends on the set of
articles only, not on their order, the hash seed or the clock.
"""

from collections.abc import Sequence

import numpy as np

from alteram.model.articles import Article
from alteram.model.stories import Cluster
from alteram.stages.stories.explain import explain
from alteram.stages.stories.linkage import Times, link
from alteram.stages.stories.profiles import Profiles, profile
from alteram.stages.stories.scoring import Model, Scored, score, shipped

ALONE = frozenset({"roundup", "satire"})
"""Genres that join no story: a round-up speaks of many events, satire of none."""
FOLLOWERS = frozenset({"live"})
"""Genres that join a story which others have formed, but never tie two together."""
LONGEST_DAYS = 3.0
"""Days that one event's first coverage may span; what comes later is a development of its own."""

__all__ = ["group"]


def group(articles: Sequence[Article], model: Model | None = None) -> tuple[Cluster, ...]:
    """Clusters of articles that report one event, every article in exactly one, ordered by first article.

    Members are ordered by time, then id; undated articles (neither published nor fetched) come last. Of articles with
    one id only one is kept. `model` is the one that ships unless another is given (training does).
    """
    unique = {article.id: article for article in articles}
    profiles = profile(unique.values())
    chosen = model or shipped()
    scored = score(profiles, chosen)
    clusters = _clusters(profiles, scored, chosen.stop)
    return explain(profiles, scored, clusters)


def _clusters(profiles: Profiles, scored: Scored, stop: float) -> list[tuple[int, ...]]:
    """Rows of each cluster; round-ups by themselves, live pages with the story that they follow closest."""
    genres = [article.genre for article in profiles.articles]
    held = {row for row, genre in enumerate(genres) if genre in ALONE | FOLLOWERS}
    ties = [
        (i, j, probability)
        for i, j, probability in zip(
            scored.pairs[0].tolist(), scored.pairs[1].tolist(), scored.probabilities.tolist(), strict=True
        )
        if i not in held and j not in held
    ]
    times = Times([None if np.isnan(time) else float(time) for time in profiles.times], LONGEST_DAYS)
    found = [list(rows) for rows in link(len(genres), ties, stop, times)]
    return _with_followers(found, genres, scored, stop)


def _with_followers(clusters: list[list[int]], genres: list[str], scored: Scored, stop: float) -> list[tuple[int, ...]]:
    home = {row: k for k, rows in enumerate(clusters) for row in rows}
    sums: dict[tuple[int, int], float] = {}
    for i, j, probability in zip(*(column.tolist() for column in (*scored.pairs, scored.probabilities)), strict=True):
        for row, other in ((i, j), (j, i)):
            if genres[row] in FOLLOWERS and genres[other] not in ALONE | FOLLOWERS:
                sums[row, home[other]] = sums.get((row, home[other]), 0.0) + probability
    moved: dict[int, int] = {}
    for (row, k), total in sorted(sums.items()):
        mean = total / len(clusters[k])
        if mean >= stop and (row not in moved or mean > sums[row, moved[row]] / len(clusters[moved[row]])):
            moved[row] = k
    for row, k in moved.items():
        clusters[home[row]].remove(row)
        clusters[k].append(row)
    return sorted(tuple(sorted(rows)) for rows in clusters if rows)
