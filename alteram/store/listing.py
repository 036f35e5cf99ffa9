"""The list of stories, kept ready: a page of it is one statement, whatever it is narrowed by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, insert, select

from alteram.model.ids import DAY_LENGTH, Digest, StoryId
from alteram.model.listing import Choice, Found, ListedStory, Wanted
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, insert_or_replace, storable
from alteram.store.outlets import put_shares

_LIST = tables.listing.c
_MARKS = tables.listing_marks.c


class Listings(Connections):
    """What a reader of the list sees."""

    def put_listing(self, rows: Sequence[ListedStory], gone: Iterable[StoryId] = ()) -> None:
        """See `Store.put_listing`."""
        with self.writing() as connection:
            leaving = sorted({*gone, *(row.story for row in rows)})
            for start in range(0, len(leaving), CHUNK):
                chunk = leaving[start : start + CHUNK]
                connection.execute(delete(tables.listing).where(_LIST.story.in_(chunk)))
            if rows:
                connection.execute(insert(tables.listing), [_listing_row(row) for row in rows])
            put_shares(connection, rows)
            marks = [mark for row in rows for mark in _mark_rows(row)]
            if marks:
                connection.execute(insert(tables.listing_marks), marks)
            _count(connection)

    def listing_stamps(self) -> dict[StoryId, Digest]:
        """See `Store.listing_stamps`."""
        with self.reading() as connection:
            rows = connection.execute(select(_LIST.story, _LIST.stamp).order_by(_LIST.story))
            return {row.story: row.stamp for row in rows}

    def listing(self, wanted: Wanted) -> Found:
        """See `Store.listing`."""
        with self.reading() as connection:
            total = _total(connection, wanted)
            rows = connection.execute(
                select(tables.listing)
                .where(*_conditions(wanted))
                .order_by(_LIST.sorted_by.desc(), _LIST.story)
                .limit(wanted.most)
                .offset(wanted.first)
            ).all()
            marks = marks_of(connection, [row.story for row in rows])
        return Found(tuple(listed(row, marks) for row in rows), total)

    def listed_of(self, stories: Iterable[StoryId]) -> dict[StoryId, ListedStory]:
        """See `Store.listed_of`; in the order of the ids."""
        wanted = sorted(set(stories))
        found: dict[StoryId, ListedStory] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                chunk = wanted[start : start + CHUNK]
                rows = connection.execute(select(tables.listing).where(_LIST.story.in_(chunk)).order_by(_LIST.story))
                kept, marks = rows.all(), marks_of(connection, chunk)
                found |= {row.story: listed(row, marks) for row in kept}
        return found

    def choices(self) -> tuple[Choice, ...]:
        """See `Store.choices`."""
        columns = tables.choices.c
        query = select(tables.choices).where(columns.kind != "total").order_by(columns.kind, columns.value)
        with self.reading() as connection:
            return tuple(Choice(row.kind, row.value, row.stories) for row in connection.execute(query))


def narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """The query with all that is asked of the list but its words."""
    return query.where(*_conditions(wanted))


def listed(row: Row[Any], marks: Mapping[str, Mapping[str, Sequence[str]]]) -> ListedStory:
    """A row of `listing` as the noun."""
    values = {name: value for name, value in row._mapping.items() if name in ListedStory.__dataclass_fields__}
    values["brief"] = bool(values["brief"])
    own = marks.get(row.story, {})
    return ListedStory(**values, carried=tuple(own.get("outlet", ())), languages=tuple(own.get("language", ())))


def marks_of(connection: Connection, stories: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Outlets and languages of rows, by story and kind."""
    found: dict[str, dict[str, list[str]]] = {}
    for start in range(0, len(stories), CHUNK):
        chosen = _MARKS.story.in_(stories[start : start + CHUNK])
        query = select(tables.listing_marks).where(chosen).order_by(_MARKS.story, _MARKS.kind, _MARKS.value)
        for row in connection.execute(query):
            found.setdefault(row.story, {}).setdefault(row.kind, []).append(row.value)
    return found


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What rows have to fulfil."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.briefs is not None:
        conditions.append(_LIST.brief == int(wanted.briefs))
    if wanted.day:
        first = storable(wanted.day[:DAY_LENGTH])
        conditions.append(and_(_LIST.sorted_by >= first, _LIST.sorted_by < first + "~"))
    if wanted.origins > 0:
        conditions.append(_LIST.origins >= wanted.origins)
    for kind, value in (("outlet", wanted.outlet), ("language", wanted.language)):
        if value:
            marked = (_MARKS.kind == kind, _MARKS.value == storable(value), _MARKS.story == _LIST.story)
            conditions.append(exists().where(*marked))
    return conditions


def _total(connection: Connection, wanted: Wanted) -> int:
    """How many rows there are; what is asked for most was counted before."""
    if wanted.briefs is not None and not (wanted.day or wanted.origins > 0 or wanted.outlet or wanted.language):
        columns = tables.choices.c
        kept = columns.kind == "total", columns.value == str(int(wanted.briefs))
        return connection.scalar(select(columns.stories).where(*kept)) or 0
    return connection.scalar(select(func.count()).select_from(tables.listing).where(*_conditions(wanted))) or 0


def _count(connection: Connection) -> None:
    """Counts anew what a reader can choose from."""
    day = func.substr(_LIST.sorted_by, 1, DAY_LENGTH)
    counted = {
        "day": select(day.label("value"), func.count()).where(_LIST.brief == 1, _LIST.sorted_by != "").group_by(day),
        "total": select(_LIST.brief.label("value"), func.count()).group_by(_LIST.brief),
    }
    rows = [
        {"kind": kind, "value": str(value), "stories": number}
        for kind, query in counted.items()
        for value, number in connection.execute(query)
    ]
    marks = select(_MARKS.kind, _MARKS.value, func.count()).group_by(_MARKS.kind, _MARKS.value)
    rows += [{"kind": row[0], "value": row[1], "stories": row[2]} for row in connection.execute(marks)]
    connection.execute(delete(tables.choices))
    insert_or_replace(connection, tables.choices, rows)


def _listing_row(row: ListedStory) -> dict[str, Any]:
    """The noun as a row of `listing`."""
    elsewhere = ("carried", "languages", "shares")
    values = {name: getattr(row, name) for name in ListedStory.__dataclass_fields__ if name not in elsewhere}
    texts = {name: storable(values[name]) for name in ("headline", "summary", "reason")}
    return values | texts | {"brief": int(row.brief), "sorted_by": row.updated or ""}


def _mark_rows(row: ListedStory) -> list[dict[str, str]]:
    """The noun as rows of `listing_marks`."""
    kinds = {"outlet": row.carried, "language": row.languages}
    return [
        {"kind": kind, "value": value, "story": row.story}
        for kind, values in kinds.items()
        for value in sorted({storable(value) for value in values})
    ]
