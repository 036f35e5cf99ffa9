"""Links between stories, kept by the articles that show them, so that they follow these from story to story."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from alteram.codec import decode, encode
from alteram.model.ids import ArticleId
from alteram.model.stories import Link
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, insert_or_replace, storable

_LINKS = tables.links.c
_READINGS = tables.link_readings.c


class Links(Connections):
    """What follows what."""

    def put_links(self, links: Sequence[Link]) -> None:
        """See `Store.put_links`."""
        with self.writing() as connection:
            connection.execute(delete(tables.links))
            if links:
                connection.execute(insert(tables.links), [_link_row(link) for link in links])

    def links(self, articles: Iterable[ArticleId] | None = None) -> tuple[Link, ...]:
        """See `Store.links`."""
        found: dict[tuple[str, str], Link] = {}
        with self.reading() as connection:
            if articles is None:
                rows = connection.execute(select(tables.links).order_by(_LINKS.later, _LINKS.earlier))
                return tuple(map(_link, rows))
            wanted = sorted(set(articles))
            for start in range(0, len(wanted), CHUNK):
                chunk = wanted[start : start + CHUNK]
                here = or_(_LINKS.later.in_(chunk), _LINKS.earlier.in_(chunk))
                found |= {
                    (row.later, row.earlier): _link(row) for row in connection.execute(select(tables.links).where(here))
                }
        return tuple(link for _, link in sorted(found.items()))

    def put_link_readings(self, reader: str, readings: Mapping[ArticleId, bytes]) -> None:
        """See `Store.put_link_readings`."""
        rows = [{"article": each, "reader": reader, "reading": readings[each]} for each in sorted(readings)]
        with self.writing() as connection:
            connection.execute(delete(tables.link_readings).where(_READINGS.reader != reader))
            insert_or_replace(connection, tables.link_readings, rows)

    def link_readings(self, reader: str) -> dict[ArticleId, bytes]:
        """See `Store.link_readings`; in the order of the ids."""
        query = select(_READINGS.article, _READINGS.reading).where(_READINGS.reader == reader)
        with self.reading() as connection:
            return {row.article: row.reading for row in connection.execute(query.order_by(_READINGS.article))}


def unlink(connection: Connection, gone: Sequence[str]) -> None:
    """Takes out everything that was read off these articles, and what they are an end of."""
    for start in range(0, len(gone), CHUNK):
        chunk = gone[start : start + CHUNK]
        connection.execute(delete(tables.links).where(or_(_LINKS.later.in_(chunk), _LINKS.earlier.in_(chunk))))
        connection.execute(delete(tables.link_readings).where(_READINGS.article.in_(chunk)))


def _link_row(link: Link) -> dict[str, Any]:
    """The noun as a row of `links`."""
    return {
        "later": link.later,
        "earlier": link.earlier,
        "kind": link.kind,
        "start": link.passage[0],
        "end": link.passage[1],
        "shared": encode(tuple(map(storable, link.shared))),
        "score": link.score,
    }


def _link(row: Row[Any]) -> Link:
    """A row of `links` as the noun."""
    shared = decode(row.shared, tuple[str, ...])
    return Link(row.kind, row.later, row.earlier, (row.start, row.end), shared, row.score)
