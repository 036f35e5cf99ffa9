"""What became of a story, in words: for its page and for the terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from alteram.model.acts import StoryEvent
from alteram.model.ids import Moment, StoryId
from alteram.stages.publish.views import StoryLink
from alteram.stages.publish.wording import count, listing, words

Place = Literal["earlier", "later", "beside"]
LINK_TITLES: tuple[tuple[Place, str], ...] = (
    ("earlier", "What this story follows"),
    ("later", "What followed"),
    ("beside", "In another language"),
)
"""Headings of the stories that a story is linked to."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event seen from a story: `words` say what, up to the `other` story's name, where one is spoken of."""

    at: Moment | None
    words: str
    other: StoryId | None
    by: str
    reason: str
    overrides: str


def event_lines(events: Iterable[StoryEvent], story: StoryId) -> tuple[EventLine, ...]:
    """The events of a story, oldest first, as lines about it, newest first."""
    return tuple(_line(event, story) for event in reversed(tuple(events)))


def link_groups(
    links: Sequence[StoryLink], *, unpublished: bool
) -> tuple[tuple[Place, str, tuple[StoryLink, ...]], ...]:
    """The links of a story by place, each group with its heading; a published site names stories with a page only."""
    shown = [each for each in links if each.brief or unpublished]
    groups = ((place, title, tuple(each for each in shown if each.place == place)) for place, title in LINK_TITLES)
    return tuple(group for group in groups if group[2])


def link_line(link: StoryLink) -> str:
    """A link in one line for a terminal."""
    title = next(title for place, title in LINK_TITLES if place == link.place).lower()
    return f"{title}: {link.story}  {link.headline}  ({words(link.place, link.kind)})"


def _line(event: StoryEvent, story: StoryId) -> EventLine:
    other = event.other if event.story == story else event.story
    by = "grouping" if event.by == "grouping" else f"an editor, act {event.act}"
    lost = f"overrides act {listing(map(str, event.overrides))}" if event.overrides else ""
    return EventLine(event.at, _words(event, story), other if event.other else None, by, event.reason, lost)


def _words(event: StoryEvent, story: StoryId) -> str:
    articles, away = count(event.articles, "article"), event.story == story
    match event.kind:
        case "merged":
            return "this story went up in story" if away else f"took in {articles} of story"
        case "split":
            return f"{articles} left for the new story" if away else f"began with {articles} of story"
        case "moved":
            return f"{articles} went to story" if away else f"{articles} came from story"
        case "pinned":
            return f"{articles} pinned here"
        case "undone":
            return f"act {event.act} was undone; the next build groups without it"
