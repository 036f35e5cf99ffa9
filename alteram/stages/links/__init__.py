"""Links between stories: which later one follows which earlier one, and how.

A story follows another where one of its sentences points back in time to what the other one's title or first sentence
says (`following.py`), or where both titles name one affair (`affairs.py`); the kind of the link is read off grammar
(`kinds.py`). Where either is unsure there is no link: the two stay apart, as they would without. Stories that tell one
event in two languages are tied as well, by names, figures and days (`languages.py`). Pure: the result depends on the
set of stories only, not on their order, the hash seed or the clock. Measured by reading: `python -m evals.links`.
"""

from collections.abc import Iterable, Mapping, Sequence

from alteram.model.ids import ArticleId
from alteram.model.stories import Link, Story
from alteram.stages.links.affairs import affairs
from alteram.stages.links.following import Account, account, find
from alteram.stages.links.kinds import kind
from alteram.stages.links.languages import Across, across
from alteram.stages.links.reading import Reading, read

__all__ = ["READER", "Reading", "link", "read"]

READER = "3"
"""Version of what `read` reads: another one makes kept readings void."""
SHOWN = 6
"""Shared words of a link that are kept."""


def link(stories: Sequence[Story], readings: Mapping[ArticleId, Reading]) -> tuple[Link, ...]:
    """Links between stories, by (later article, earlier article); articles without a reading count for nothing."""
    accounts = []
    for story in sorted(stories, key=lambda story: story.id):
        own = ((article, readings[article]) for article in story.articles if article in readings)
        made = account(story.id, own)
        if made is not None:
            accounts.append(made)
    beside = across(accounts)
    apart = {frozenset((hit.later, hit.earlier)) for hit in beside}
    pointing = [hit for hit in find(accounts) if frozenset((hit.later, hit.earlier)) not in apart]
    tied = apart | {frozenset((hit.later, hit.earlier)) for hit in pointing}
    named = (hit for hit in affairs(accounts) if frozenset((hit.later, hit.earlier)) not in tied)
    links = _across(beside, accounts)
    for hit in (*pointing, *named):
        name = kind(hit, accounts)
        if name is not None:
            links.append(
                Link(
                    kind=name,
                    later=accounts[hit.later].articles[hit.article],
                    earlier=accounts[hit.earlier].articles[hit.told],
                    passage=hit.passage.span,
                    shared=hit.shared[:SHOWN],
                    score=hit.share,
                )
            )
    return tuple(sorted(links, key=lambda one: (one.later, one.earlier)))


def _across(hits: Iterable[Across], accounts: Sequence[Account]) -> list[Link]:
    """Links between stories that tell one event in two languages, by their first articles; they have no passage."""
    return [
        Link(
            kind="other-language",
            later=accounts[hit.later].articles[0],
            earlier=accounts[hit.earlier].articles[0],
            passage=(0, 0),
            shared=hit.shared[:SHOWN],
            score=hit.score,
        )
        for hit in hits
    ]
