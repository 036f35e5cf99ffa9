"""Editions of briefs, byte for byte."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, select, tuple_, update

from alteram.codec import decode, encode
from alteram.errors import LibraryError
from alteram.model.ids import Digest, StoryId
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, insert_or_replace, storable
from alteram.store.protocol import Edition


class Editions(Connections):
    """What was published of a story."""

    def add_edition(self, edition: Edition, withheld: Sequence[str] = (), voices: bytes = b"") -> None:
        """See `Store.add_edition`; raises `LibraryError` when that number is there with other bytes."""
        with self.writing() as connection:
            same = _of(edition.story).where(tables.editions.c.number == edition.number)
            kept = connection.execute(same).first()
            if kept is None:
                insert_or_replace(connection, tables.editions, [_row(edition)])
            elif kept.payload != edition.payload:
                raise LibraryError(
                    f"Edition {edition.number} of story {edition.story} is in the library {self._where} with other "
                    "bytes. An edition never changes; give the new one the next number."
                )
            row = {"story": edition.story, "number": edition.number, "texts": encode(tuple(map(storable, withheld)))}
            insert_or_replace(connection, tables.withheld_texts, [row])
            if voices:
                row = {"story": edition.story, "number": edition.number, "voices": voices}
                insert_or_replace(connection, tables.edition_voices, [row])
            connection.execute(update(tables.stories).where(tables.stories.c.id == edition.story).values(reason=""))

    def replace_edition(self, edition: Edition) -> None:
        """See `Store.replace_edition`."""
        with self.writing() as connection:
            insert_or_replace(connection, tables.editions, [_row(edition)])
            for table in (tables.withheld_texts, tables.edition_voices):
                kept = and_(table.c.story == edition.story, table.c.number == edition.number)
                connection.execute(delete(table).where(kept))

    def voices(self, story: StoryId, number: int) -> bytes | None:
        """See `Store.voices`."""
        columns = tables.edition_voices.c
        kept = and_(columns.story == story, columns.number == number)
        with self.reading() as connection:
            found: bytes | None = connection.scalar(select(columns.voices).where(kept))
        return found

    def withheld(self, story: StoryId, number: int) -> tuple[str, ...] | None:
        """See `Store.withheld`."""
        columns = tables.withheld_texts.c
        kept = and_(columns.story == story, columns.number == number)
        with self.reading() as connection:
            texts = connection.scalar(select(columns.texts).where(kept))
        return None if texts is None else decode(texts, tuple[str, ...])

    def latest_digests(self) -> dict[StoryId, Digest]:
        """See `Store.latest_digests`."""
        columns = tables.editions.c
        newest = select(columns.story, func.max(columns.number).label("number")).group_by(columns.story).subquery()
        joined = and_(newest.c.story == columns.story, newest.c.number == columns.number)
        query = select(columns.story, columns.digest).join(newest, joined).order_by(columns.story)
        with self.reading() as connection:
            return {row.story: row.digest for row in connection.execute(query)}

    def latest_of(self, stories: Iterable[StoryId]) -> dict[StoryId, Edition]:
        """See `Store.latest_of`; in the order of the ids."""
        wanted = sorted(set(stories))
        found: dict[StoryId, Edition] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = tables.editions.c.story.in_(wanted[start : start + CHUNK])
                order = tables.editions.c.story, tables.editions.c.number
                numbers = select(tables.editions.c.story, func.max(tables.editions.c.number)).where(here)
                newest = [tuple(row) for row in connection.execute(numbers.group_by(tables.editions.c.story))]
                query = select(tables.editions).where(tuple_(*order).in_(newest)).order_by(*order)
                found |= {row.story: edition(row) for row in connection.execute(query)}
        return found

    def editions(self, story: StoryId) -> tuple[Edition, ...]:
        """See `Store.editions`."""
        with self.reading() as connection:
            return tuple(edition(row) for row in connection.execute(_of(story).order_by(tables.editions.c.number)))

    def latest(self, story: StoryId) -> Edition | None:
        """See `Store.latest`."""
        with self.reading() as connection:
            row = connection.execute(_of(story).order_by(tables.editions.c.number.desc()).limit(1)).first()
        return None if row is None else edition(row)


def _of(story: StoryId) -> Select[Any]:
    """Every edition of a story."""
    return select(tables.editions).where(tables.editions.c.story == story)


def edition(row: Row[Any]) -> Edition:
    """A row as the noun."""
    return Edition(row.story, row.number, row.digest, row.as_of, row.payload)


def _row(noun: Edition) -> dict[str, Any]:
    """The noun as a row."""
    return {
        "story": noun.story,
        "number": noun.number,
        "digest": noun.digest,
        "as_of": noun.as_of,
        "payload": noun.payload,
    }
