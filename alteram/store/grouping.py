"""The index of grouping, kept so that a build costs what has arrived."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, delete, func, insert, literal, select, update

from alteram.model.acts import StoryEvent
from alteram.model.grouping import IndexChange, Indexed, IndexState
from alteram.model.ids import ArticleId
from alteram.model.stories import Join
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections
from alteram.store.events import insert_events
from alteram.store.protocol import Days, Regrouped
from alteram.store.stories import regroup

_COLUMNS = tables.grouping_index.c


class GroupingIndex(Connections):
    """What grouping knows of each article."""

    def put_grouping(
        self, regrouped: Regrouped, joins: Sequence[Join], events: Sequence[StoryEvent], change: IndexChange
    ) -> None:
        """See `Store.put_grouping`."""
        with self.writing() as connection:
            regroup(connection, regrouped, {join.article: join for join in joins})
            insert_events(connection, events)
            _change(connection, change)

    def index_state(self) -> IndexState:
        """See `Store.index_state`; in the order of the numbers."""
        query = select(_COLUMNS.article, _COLUMNS.day).order_by(_COLUMNS.number)
        with self.reading() as connection:
            state = connection.execute(select(tables.grouping_state)).first()
            days = {row.article: row.day for row in connection.execute(query)}
            last = connection.scalar(select(func.max(_COLUMNS.number)))
        made_by, settled = (state.made_by, state.settled) if state else ("", "")
        return IndexState(made_by, settled, days, 0 if last is None else last + 1)

    def indexed(self, days: Days | None = None, bodies: Days | None = None) -> tuple[Indexed, ...]:
        """See `Store.indexed`."""
        body = _COLUMNS.body if bodies is None else case((_COLUMNS.day.between(*bodies), _COLUMNS.body), else_=b"")
        columns: list[ColumnElement[Any]] = [column for column in _COLUMNS if column.name != "body"]
        columns.append(body.label("body"))
        query = select(*columns).order_by(_COLUMNS.number)
        if days is not None:
            query = query.where(_COLUMNS.day.between(*days))
        with self.reading() as connection:
            return tuple(_indexed(row) for row in connection.execute(query))


def _indexed(row: Row[Any]) -> Indexed:
    """A row as the noun."""
    return Indexed(row.number, row.article, row.day, row.fixed, row.body, row.candidates, row.ties)


def _change(connection: Connection, change: IndexChange) -> None:
    """Brings the index to what grouping has made of it."""
    if change.anew:
        connection.execute(delete(tables.grouping_index))
    for start in range(0, len(change.gone), CHUNK):
        gone = change.gone[start : start + CHUNK]
        connection.execute(delete(tables.grouping_index).where(_COLUMNS.number.in_(gone)))
    new = [_row(row) for row in change.rows if row.fixed]
    if new:
        connection.execute(insert(tables.grouping_index), new)
    changed = [
        {"changed": row.number, "compared": row.candidates, "tied": row.ties} for row in change.rows if not row.fixed
    ]
    if changed:
        here = update(tables.grouping_index).where(_COLUMNS.number == bindparam("changed"))
        connection.execute(here.values(candidates=bindparam("compared"), ties=bindparam("tied")), changed)
    connection.execute(delete(tables.grouping_state))
    state = {"id": 1, "made_by": change.made_by, "settled": change.settled}
    connection.execute(insert(tables.grouping_state), [state])


def _row(row: Indexed) -> dict[str, Any]:
    """The noun as a row."""
    return {
        "number": row.number,
        "article": row.article,
        "day": row.day,
        "fixed": row.fixed,
        "candidates": row.candidates,
        "ties": row.ties,
        "body": row.body,
    }


def blank(connection: Connection, articles: Iterable[ArticleId] | Iterable[str]) -> None:
    """Takes out of the index what was read in articles; that they were there stays until the next build."""
    empty = update(tables.grouping_index).where(_COLUMNS.article.in_(list(articles)))
    connection.execute(empty.values(fixed=literal(b""), body=literal(b"")))
