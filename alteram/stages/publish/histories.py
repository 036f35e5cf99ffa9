"""What became of a story, in words: for its page and for the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass

from alteram.model.acts import StoryEvent
from alteram.model.ids import Moment, StoryId
from alteram.stages.publish.wording import count, listing


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
