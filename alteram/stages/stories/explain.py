"""Why an article is where it is: its strongest tie in the cluster, what they share, the nearest one outside."""

import numpy as np

from alteram.model.stories import Cluster, Join
from alteram.stages.stories.profiles import Profiles
from alteram.stages.stories.scoring import Scored

SHOWN_TERMS = 6
SHOWN_FIGURES = 2


def explain(profiles: Profiles, scored: Scored, clusters: list[tuple[int, ...]]) -> tuple[Cluster, ...]:
    """The clusters with a `Join` for every member, in the order given; scores are probabilities."""
    home = {row: k for k, rows in enumerate(clusters) for row in rows}
    inside: dict[int, tuple[float, int]] = {}
    outside: dict[int, tuple[float, int]] = {}
    for i, j, probability in zip(*(column.tolist() for column in (*scored.pairs, scored.probabilities)), strict=True):
        best = inside if home[i] == home[j] else outside
        for row, other in ((i, j), (j, i)):
            if row not in best or (-probability, other) < (-best[row][0], best[row][1]):
                best[row] = (probability, other)
    return tuple(_cluster(profiles, rows, inside, outside) for rows in clusters)


def _cluster(
    profiles: Profiles,
    rows: tuple[int, ...],
    inside: dict[int, tuple[float, int]],
    outside: dict[int, tuple[float, int]],
) -> Cluster:
    ids = [article.id for article in profiles.articles]
    joins = []
    for row in rows:
        score, nearest = inside.get(row, (0.0, None))
        other_score, other = outside.get(row, (0.0, None))
        joins.append(
            Join(
                article=ids[row],
                nearest=None if nearest is None else ids[nearest],
                score=score,
                shared=() if nearest is None else _shared(profiles, row, nearest),
                other=None if other is None else ids[other],
                other_score=other_score,
            )
        )
    return Cluster(tuple(ids[row] for row in rows), tuple(joins))


def _shared(profiles: Profiles, i: int, j: int) -> tuple[str, ...]:
    """The terms of both leads that add most to their likeness, heaviest first, then the longest figures of both."""
    columns, one, other = np.intersect1d(profiles.lead.row(i)[0], profiles.lead.row(j)[0], return_indices=True)
    products = np.round(profiles.lead.row(i)[1][one] * profiles.lead.row(j)[1][other], 9)
    best = np.lexsort((columns, -products))[:SHOWN_TERMS]
    figures = [
        profiles.figures[int(column)]
        for rows in (profiles.large, profiles.small)
        for column in np.intersect1d(rows.row(i)[0], rows.row(j)[0])
    ]
    longest = sorted(figures, key=lambda figure: (-len(figure), figure))[:SHOWN_FIGURES]
    return (*(profiles.terms[int(columns[k])] for k in best), *longest)
