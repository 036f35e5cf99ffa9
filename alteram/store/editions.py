"""Editions of briefs, byte for byte."""

from typing import Any

from sqlalchemy import Row, Select, select, update

from alteram.errors import LibraryError
from alteram.model.ids import StoryId
from alteram.store import tables
from alteram.store.connections import Connections, insert_or_replace
from alteram.store.protocol import Edition


class Editions(Connections):
    """What was published of a story."""

    def add_edition(self, edition: Edition) -> None:
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
            connection.execute(update(tables.stories).where(tables.stories.c.id == edition.story).values(reason=""))

    def replace_edition(self, edition: Edition) -> None:
        """See `Store.replace_edition`."""
        with self.writing() as connection:
            insert_or_replace(connection, tables.editions, [_row(edition)])

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
