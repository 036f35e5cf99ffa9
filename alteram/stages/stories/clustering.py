"""From scored pairs to clusters: reports are linked; other genres follow them, or stay by themselves."""

import numpy as np

from alteram.stages.stories.linkage import Times, link
from alteram.stages.stories.profiles import Profiles
from alteram.stages.stories.roles import role
from alteram.stages.stories.scoring import Scored

LEAST_REPORTS = 2
"""Reports that a story has before anything follows it."""
LONGEST_DAYS = 3.0
"""Days that one event's first coverage may span; what comes later is a development of its own."""


def cluster(profiles: Profiles, scored: Scored, stop: float) -> list[tuple[int, ...]]:
    """Rows of each cluster, ordered by first member; every row in exactly one."""
    roles = tuple(role(article) for article in profiles.articles)
    left, right, probabilities = (column.tolist() for column in (*scored.pairs, scored.probabilities))
    ties = [
        (i, j, probability)
        for i, j, probability in zip(left, right, probabilities, strict=True)
        if roles[i] == roles[j] == "report"
    ]
    times = Times([None if np.isnan(time) else float(time) for time in profiles.times], LONGEST_DAYS)
    found = [list(rows) for rows in link(len(roles), ties, stop, times)]
    homes = _followed(found, roles, scored, stop)
    alone = [[row] for row, name in enumerate(roles) if name != "report" and row not in homes]
    kept = [rows for rows in found if roles[rows[0]] == "report"]
    for row in sorted(homes):
        found[homes[row]].append(row)
    return sorted(tuple(sorted(rows)) for rows in (*kept, *alone))


def _followed(clusters: list[list[int]], roles: tuple[str, ...], scored: Scored, stop: float) -> dict[int, int]:
    """For each follower the cluster of reports that it is nearest to, if it is near enough to any."""
    home = {row: k for k, rows in enumerate(clusters) for row in rows}
    sums: dict[tuple[int, int], float] = {}
    for i, j, probability in zip(*(column.tolist() for column in (*scored.pairs, scored.probabilities)), strict=True):
        for row, other in ((i, j), (j, i)):
            if roles[row] == "follower" and roles[other] == "report":
                sums[row, home[other]] = sums.get((row, home[other]), 0.0) + probability
    best: dict[int, tuple[float, int]] = {}
    for (row, k), total in sorted(sums.items()):
        mean = round(total / len(clusters[k]), 9)
        if len(clusters[k]) >= LEAST_REPORTS and mean >= stop and mean > best.get(row, (0.0, 0))[0]:
            best[row] = (mean, k)
    return {row: k for row, (_, k) in best.items()}
