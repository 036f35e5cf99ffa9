"""Editors' acts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from alteram.codec import decode, encode
from alteram.errors import LibraryError
from alteram.model.acts import Act, Named, StoryEvent
from alteram.model.ids import Moment, StoryId
from alteram.store import tables
from alteram.store.connections import Connections, storable
from alteram.store.events import insert_events
from alteram.store.protocol import Regrouped
from alteram.store.stories import regroup


class Acts(Connections):
    """What editors have settled."""

    def put_act(self, act: Act, regrouped: Regrouped | None, events: Sequence[StoryEvent]) -> None:
        """See `Store.put_act`; raises `LibraryError` when the number is taken."""
        with self.writing() as connection:
            taken = select(tables.acts.c.number).where(tables.acts.c.number == act.number)
            if connection.scalar(taken) is not None:
                raise LibraryError(f"Act {act.number} is in the library {self._where} already. Nothing was kept.")
            connection.execute(insert(tables.acts), _act_row(act))
            if regrouped is not None:
                regroup(connection, regrouped)
            insert_events(connection, events)

    def undo_act(self, number: int, at: Moment, events: Sequence[StoryEvent]) -> None:
        """See `Store.undo_act`."""
        with self.writing() as connection:
            mark = update(tables.acts).where(tables.acts.c.number == number, tables.acts.c.undone.is_(None))
            if connection.execute(mark.values(undone=at)).rowcount:
                insert_events(connection, events)

    def acts(self) -> tuple[Act, ...]:
        """See `Store.acts`."""
        with self.reading() as connection:
            return tuple(map(_act, connection.execute(select(tables.acts).order_by(tables.acts.c.number))))


def _act_row(act: Act) -> dict[str, Any]:
    """The noun as a row."""
    return {
        "number": act.number,
        "kind": act.kind,
        "at": act.at,
        "reason": storable(act.reason),
        "stories": encode(act.stories),
        "named": encode(act.named),
        "others": encode(act.others),
        "undone": act.undone,
    }


def _act(row: Row[Any]) -> Act:
    """A row as the noun."""
    named, others = (decode(part, tuple[Named, ...]) for part in (row.named, row.others))
    return Act(
        row.number, row.kind, row.at, row.reason, decode(row.stories, tuple[StoryId, ...]), named, others, row.undone
    )
