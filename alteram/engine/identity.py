"""Which cluster is which story: ids stay by largest overlap, for life; an id without a successor redirects.

What became of stories between two groupings is told by `events_between`, whoever regrouped them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from alteram.model.acts import Act, EventKind, StoryEvent
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, StoryId, story_id
from alteram.model.listing import Heading
from alteram.model.stories import Cluster, Join, Story

AnyArticles = Mapping[ArticleId, Article] | Mapping[ArticleId, Heading]
"""Articles by id; their texts are not read."""


TELLING = "report"
"""The genre whose title names a story: that of a live page, round-up or column does so where no report is."""


@dataclass(frozen=True, slots=True)
class Partition:
    """All grouped stories after a grouping, why each article is where it is, and where old ids lead."""

    stories: tuple[Story, ...]
    joins: tuple[Join, ...]
    redirects: dict[StoryId, StoryId]


def identify(
    clusters: Sequence[Cluster],
    articles: AnyArticles,
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


def events_between(
    previous: Sequence[Story], partition: Partition, act: Act | None = None, overrides: Iterable[int] = ()
) -> tuple[StoryEvent, ...]:
    """What became of the articles of earlier stories, by old id, then new id; by grouping, or by an editor's `act`.

    An id that is gone and leads to the story that took most of its articles was merged into it; a story that was not
    there before was split off; whatever else went from one story to another was moved.
    """
    place = {article: story for story in partition.stories for article in story.articles}
    old, alive = {story.id for story in previous}, {story.id for story in partition.stories}
    updates = {story.id: story.updated for story in partition.stories}
    events = []
    for story in sorted(previous, key=lambda story: story.id):
        went = Counter(place[article].id for article in story.articles if article in place)
        for name in sorted(went.keys() - {story.id}):
            kind: EventKind = "split" if name not in old else "moved"
            if story.id not in alive and partition.redirects.get(story.id) == name:
                kind = "merged"
            updated = updates[name]
            told = (
                StoryEvent(kind, "grouping", updated, story.id, name, went[name])
                if act is None
                else StoryEvent(
                    kind, "editor", act.at, story.id, name, went[name], act.number, act.reason, tuple(overrides)
                )
            )
            events.append(told)
    return tuple(events)


def _when(article: Article | Heading) -> tuple[str, str]:
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


def _story(name: StoryId, members: tuple[ArticleId, ...], articles: AnyArticles) -> Story:
    times = [moment for article in members if (moment := articles[article].when)]
    titled = next((article for article in members if articles[article].genre == TELLING), members[0])
    return Story(name, members, articles[titled].title, min(times, default=None), max(times, default=None))
