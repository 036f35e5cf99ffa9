"""From scored pairs to clusters: reports are linked; other genres follow them, or stay by themselves."""

import re
from functools import cache
from importlib.resources import files

import numpy as np

from alteram.model.articles import Article
from alteram.stages.stories.linkage import Times, link
from alteram.stages.stories.profiles import Profiles
from alteram.stages.stories.scoring import Scored

ALONE = frozenset({"roundup", "satire"})
"""Genres that join no story: a round-up speaks of many events, satire of none."""
FOLLOWERS = frozenset({"live", "opinion"})
"""Genres that join a story which reports have formed, but tie nothing together: they range over a whole affair."""
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


def role(article: Article) -> str:
    """ "report", "follower" or "alone": by genre, and by titles that announce a round-up."""
    if article.genre in ALONE or any(pattern.search(article.title) for pattern in _roundup_titles()):
        return "alone"
    return "follower" if article.genre in FOLLOWERS else "report"


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


@cache
def _roundup_titles() -> tuple[re.Pattern[str], ...]:
    """Patterns of `roundup_titles.txt`, one a line."""
    lines = (files("alteram.stages.stories") / "roundup_titles.txt").read_text(encoding="utf-8").splitlines()
    return tuple(re.compile(line, re.IGNORECASE) for line in lines if line and not line.startswith("#"))
