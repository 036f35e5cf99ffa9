"""What became of stories."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select

from alteram.codec import decode, encode
from alteram.model.acts import StoryEvent
from alteram.model.ids import StoryId
from alteram.store import tables
from alteram.store.connections import Connections, storable


class Events(Connections):
    """The history of stories."""

    def story_events(self, story: StoryId) -> tuple[StoryEvent, ...]:
        """See `Store.story_events`."""
        columns = tables.story_events.c
        query = select(tables.story_events).where(or_(columns.story == story, columns.other == story))
        with self.reading() as connection:
            return tuple(map(_event, connection.execute(query.order_by(columns.number))))


def insert_events(connection: Connection, events: Sequence[StoryEvent]) -> None:
    """Appends events, in their order."""
    if not events:
        return
    last = connection.scalar(select(func.max(tables.story_events.c.number))) or 0
    rows = [_event_row(event) | {"number": number} for number, event in enumerate(events, start=last + 1)]
    connection.execute(insert(tables.story_events), rows)


def _event_row(event: StoryEvent) -> dict[str, Any]:
    """The noun as a row."""
    return {
        "kind": event.kind,
        "by": event.by,
        "at": event.at,
        "story": event.story,
        "other": event.other,
        "articles": event.articles,
        "act": event.act,
        "reason": storable(event.reason),
        "overrides": encode(event.overrides),
    }


def _event(row: Row[Any]) -> StoryEvent:
    """A row as the noun."""
    overrides = decode(row.overrides, tuple[int, ...])
    return StoryEvent(row.kind, row.by, row.at, row.story, row.other, row.articles, row.act, row.reason, overrides)
