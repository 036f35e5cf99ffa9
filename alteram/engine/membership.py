"""Why the articles of a story are in it, for its page: from what grouping kept, without the texts."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from alteram.engine.headings import printed_headings
from alteram.engine.library import Library
from alteram.engine.links import story_links
from alteram.model.acts import Act
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Moment, StoryId, compare, has_time
from alteram.model.listing import Heading
from alteram.model.stories import Join, Story
from alteram.stages.publish import Membership, StoryPast
from alteram.stages.stories.roles import role

End = tuple[ArticleId, float]
"""An article that another one is tied to, with the probability that both report one event."""


def past_of(library: Library, story: Story) -> StoryPast:
    """What a story's page says of it beside its brief, in a fixed number of statements."""
    store = library.store
    events = store.story_events(story.id)
    spoken_of = {name for event in events for name in (event.story, event.other) if name is not None} - {story.id}
    rows = store.listed_of(spoken_of)
    headlines = {name: row.headline for name, row in rows.items() if row.brief}
    return StoryPast(events, memberships(library, story), headlines, story_links(library, story))


def memberships(library: Library, story: Story) -> tuple[Membership, ...]:
    """Why each article is in a story, in its order, in a fixed number of statements: without the texts. What joins no
    story at all is no story that it did not join."""
    store = library.store
    joins = {join.article: join for join in store.joins(story.id)}
    homes = store.grouped_homes(ends_of(joins.values()))
    headings = printed_headings(library, (*story.articles, *ends_of(joins.values())))
    rows = store.listed_of(homes.values())
    acts = [act for act in store.acts() if act.undone is None]
    made = []
    for article in story.articles:
        if article not in headings:
            continue
        join = joins.get(article)
        nearest, other = strongest(story, join, homes)
        near = other is not None and other[0] in headings and role(headings[other[0]]) != "alone"
        outside = rows.get(homes[other[0]]) if other is not None and near and other[0] in homes else None
        made.append(
            Membership(
                article=article,
                title=headings[article].title,
                outlet=headings[article].name,
                nearest=_called(headings, nearest),
                score=nearest[1] if nearest else 0.0,
                terms=join.shared if join and nearest and nearest[0] == join.nearest else (),
                apart=apart(headings[article].when, headings[nearest[0]].when) if nearest else "",
                other=outside.story if outside and other else None,
                other_headline=outside.headline if outside else "",
                other_brief=outside.brief if outside else False,
                other_score=other[1] if outside and other else 0.0,
                when=headings[article].when,
                acts=tuple((act.kind, act.at, act.reason) for act in acts if is_about(act, headings[article])),
            )
        )
    return tuple(made)


def ends_of(joins: Iterable[Join | None]) -> list[ArticleId]:
    """The articles that ties lead to, of those that are there."""
    return [end for join in joins if join is not None for end in (join.nearest, join.other) if end is not None]


def strongest(story: Story, join: Join | None, homes: Mapping[ArticleId, StoryId]) -> tuple[End | None, End | None]:
    """The strongest tie inside the story as it is now, and the strongest out of it: an editor may have changed it."""
    if join is None:
        return None, None
    ends = [(join.nearest, join.score), (join.other, join.other_score)]
    known = sorted(((end, score) for end, score in ends if end is not None), key=lambda each: -each[1])
    inside = (each for each in known if each[0] in story.articles)
    outside = (each for each in known if each[0] not in story.articles and each[0] in homes)
    return next(inside, None), next(outside, None)


def apart(one: Moment | None, other: Moment | None) -> str:
    """The time between two articles in words; a day is never widened to a time."""
    if one is None or other is None:
        return "time unknown"
    order = compare(one, other)
    if order is None:
        return "on the same day"
    exact = has_time(one) and has_time(other)
    a, b = (datetime.fromisoformat(each if exact else each[:10]) for each in (one, other))
    hours = abs((a - b).total_seconds()) / 3600
    if exact and hours < 48:
        number, unit = (round(hours), "hour") if hours >= 1.5 else (round(hours * 60), "minute")
    else:
        number, unit = round(hours / 24), "day"
    amount = f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    if order == 0:
        return "at the same time"
    return f"{amount} {'later' if order > 0 else 'earlier'}"


def is_about(act: Act, article: Article | Heading) -> bool:
    """Whether an act says where this very article belongs: a merge speaks of all."""
    spoken_of = act.others if act.kind == "merge" else act.named
    return any(each.url == article.url or each.article == article.id for each in spoken_of)


def _called(headings: Mapping[ArticleId, Heading], end: End | None) -> str:
    """Outlet and title of an article."""
    heading = headings.get(end[0]) if end is not None else None
    return "" if heading is None else f"{heading.name}: {heading.title}"
