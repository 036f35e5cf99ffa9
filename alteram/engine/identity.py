"""Which cluster is which story: ids stay by largest overlap, for life; an id without a successor redirects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from alteram.model.articles import Article
from alteram.model.ids import ArticleId, StoryId, story_id
from alteram.model.stories import Cluster, Join, Story


@dataclass(frozen=True, slots=True)
class Partition:
    """All grouped stories after a grouping, why each article is where it is, and where old ids lead."""

    stories: tuple[Story, ...]
    joins: tuple[Join, ...]
    redirects: dict[StoryId, StoryId]


def identify(
    clusters: Sequence[Cluster],
    articles: Mapping[ArticleId, Article],
    previous: Sequence[Story],
    chosen: Iterable[StoryId] = (),
) -> Partition:
    """Gives clusters their ids.

    A cluster keeps the id of the earlier story with which it shares most articles (ties: the smaller id); each id goes
    to one cluster. A new story's id is the hash of its earliest article, or of the next one where that id is taken, be
    it by one of the stories that the user chose. The result does not depend on the order of `clusters` or `previous`.
    """
    ordered = sorted(
        (tuple(sorted(cluster.articles, key=lambda a: _when(articles[a]))) for cluster in clusters),
        key=lambda members: _when(articles[members[0]]),
    )
    overlaps = _overlaps(ordered, previous)
    kept: dict[int, StoryId] = {}
    used: set[StoryId] = set()
    for _, old, at in overlaps:
        if at not in kept and old not in used:
            kept[at] = old
            used.add(old)
    reserved = used | {story.id for story in previous} | set(chosen)
    stories = []
    for at, members in enumerate(ordered):
        name = kept.get(at) or _new_id(members, reserved)
        reserved.add(name)
        stories.append(_story(name, members, articles))
    redirects: dict[StoryId, StoryId] = {}
    for _, old, at in overlaps:
        if old not in used:
            redirects.setdefault(old, stories[at].id)
    joins = tuple(join for cluster in clusters for join in cluster.joins)
    return Partition(tuple(stories), tuple(sorted(joins, key=lambda join: join.article)), redirects)


def _when(article: Article) -> tuple[str, str]:
    return (article.when or "9", article.id)


def _overlaps(clusters: list[tuple[ArticleId, ...]], previous: Sequence[Story]) -> list[tuple[int, StoryId, int]]:
    """(minus shared articles, old id, place of the cluster), largest overlap first."""
    place = {article: at for at, members in enumerate(clusters) for article in members}
    found: list[tuple[int, StoryId, int]] = []
    for story in previous:
        shared: dict[int, int] = {}
        for article in story.articles:
            if article in place:
                shared[place[article]] = shared.get(place[article], 0) + 1
        found += [(-count, story.id, at) for at, count in shared.items()]
    return sorted(found)


def _new_id(members: tuple[ArticleId, ...], taken: set[StoryId]) -> StoryId:
    """The hash of the earliest article whose id is free; where none is, of all of them and the times that was tried."""
    for article in members:
        name = story_id(article)
        if name not in taken:
            return name
    tried = (story_id(ArticleId("+".join((*members, str(times))))) for times in count(2))
    return next(name for name in tried if name not in taken)


def _story(name: StoryId, members: tuple[ArticleId, ...], articles: Mapping[ArticleId, Article]) -> Story:
    times = [moment for article in members if (moment := articles[article].when)]
    return Story(name, members, articles[members[0]].title, min(times, default=None), max(times, default=None))
