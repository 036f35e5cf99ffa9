"""What part an article plays in grouping: reports form stories, other genres follow them or stay by themselves."""

import re
from functools import cache
from importlib.resources import files

from alteram.model.articles import Article
from alteram.model.listing import Heading

ALONE = frozenset({"roundup", "satire"})
"""Genres that join no story: a round-up speaks of many events, satire of none."""
FOLLOWERS = frozenset({"live", "opinion"})
"""Genres that join a story which reports have formed, but tie nothing together: they range over a whole affair."""


ROLES = ("alone", "follower", "report")
"""Every role; a print keeps the place of its own."""


def role(article: Article | Heading) -> str:
    """ "report", "follower" or "alone": by genre, and by titles that announce a round-up, or a page that explains,
    reviews or advises."""
    if article.genre in ALONE or any(pattern.search(article.title) for pattern in _titles("roundup")):
        return "alone"
    follows = article.genre in FOLLOWERS or any(pattern.search(article.title) for pattern in _titles("follower"))
    return "follower" if follows else "report"


@cache
def _titles(of: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of `roundup_titles.txt` or `follower_titles.txt`, one a line."""
    lines = (files("alteram.stages.stories") / f"{of}_titles.txt").read_text(encoding="utf-8").splitlines()
    return tuple(re.compile(line, re.IGNORECASE) for line in lines if line and not line.startswith("#"))
