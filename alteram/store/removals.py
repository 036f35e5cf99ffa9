"""What was removed, what it left behind, and its burial."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, false, or_, select, update

from alteram.model.articles import RecordAddress, Tombstone
from alteram.model.ids import ArticleId
from alteram.store import tables
from alteram.store.connections import Connections, insert_new, storable
from alteram.store.editions import edition
from alteram.store.grouping import blank
from alteram.store.links import unlink
from alteram.store.protocol import Captured, Traces
from alteram.store.search import unindex_articles


class Removals(Connections):
    """The right to be left out."""

    def traces(self, url: str) -> Traces:
        """See `Store.traces`."""
        with self.reading() as connection:
            urls = _addresses(connection, storable(url))
            query = select(tables.captures).where(_concerns(tables.captures, urls, _payloads(connection, urls)))
            rows = connection.execute(query.order_by(tables.captures.c.url, tables.captures.c.payload_sha256))
            captures = tuple(
                Captured(row.url, row.payload_sha256, RecordAddress(row.file, row.offset, row.length), row.article)
                for row in rows
            )
            needles = [capture.article.encode() for capture in captures if capture.article is not None]
            everything = connection.execute(
                select(tables.editions).order_by(tables.editions.c.story, tables.editions.c.number)
            )
            quoting = tuple(edition(row) for row in everything if any(needle in row.payload for needle in needles))
        return Traces(captures, quoting)

    def bury(self, tombstones: Sequence[Tombstone]) -> None:
        """See `Store.bury`. The same bytes at another address go with them; a story that lost all articles goes too."""
        urls = sorted({storable(tombstone.url) for tombstone in tombstones})
        payloads = sorted({tombstone.payload_sha256 for tombstone in tombstones} - {""})
        with self.writing() as connection:
            gone = list(
                connection.scalars(select(tables.articles.c.id).where(_concerns(tables.articles, urls, payloads)))
            )
            for table in (tables.failures, tables.captures):
                connection.execute(delete(table).where(_concerns(table, urls, payloads)))
            connection.execute(delete(tables.captures).where(tables.captures.c.article.in_(gone)))
            unindex_articles(connection, gone)
            connection.execute(delete(tables.articles).where(tables.articles.c.id.in_(gone)))
            _leave_stories(connection, gone)
            blank(connection, gone)
            unlink(connection, gone)
            connection.execute(delete(tables.looks).where(tables.looks.c.url.in_(urls)))
            connection.execute(delete(tables.jobs).where(tables.jobs.c.url.in_(urls)))
            insert_new(connection, tables.tombstones, [_row(tombstone) for tombstone in tombstones])

    def tombstones(self) -> tuple[Tombstone, ...]:
        """See `Store.tombstones`."""
        columns = tables.tombstones.c
        query = select(tables.tombstones).order_by(columns.url, columns.payload_sha256, columns.text_sha256)
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Tombstone(row.url, row.reason, row.payload_sha256, row.text_sha256) for row in rows)


def _addresses(connection: Connection, url: str) -> list[str]:
    """The address itself, and those under which articles captured at it go: a page may name its canonical address."""
    joined = tables.captures.join(tables.articles, tables.captures.c.article == tables.articles.c.id)
    query = select(tables.articles.c.url).select_from(joined).where(tables.captures.c.url == url)
    return sorted({url} | set(connection.scalars(query)))


def _payloads(connection: Connection, urls: Sequence[str]) -> list[str]:
    """Digests of all bytes that were received at these addresses or became an article of one."""
    captured = select(tables.captures.c.payload_sha256).where(tables.captures.c.url.in_(urls))
    read = select(tables.articles.c.payload_sha256).where(tables.articles.c.url.in_(urls))
    return sorted(set(connection.scalars(captured)) | set(connection.scalars(read)))


def _concerns(table: Table, urls: Sequence[str], payloads: Sequence[str]) -> ColumnElement[bool]:
    """Rows of these addresses, or of these bytes."""
    return or_(false(), table.c.url.in_(urls), table.c.payload_sha256.in_(payloads))


def _leave_stories(connection: Connection, gone: Sequence[ArticleId] | Sequence[str]) -> None:
    """Takes articles out of every story, and stories that are empty then."""
    connection.execute(delete(tables.members).where(tables.members.c.article.in_(gone)))
    for column in (tables.members.c.nearest, tables.members.c.other):
        connection.execute(update(tables.members).where(column.in_(gone)).values({column: None}))
    empty = ~exists().where(tables.members.c.story == tables.stories.c.id)
    connection.execute(delete(tables.stories).where(empty))


def _row(tombstone: Tombstone) -> dict[str, str]:
    """The noun as a row."""
    return {
        "url": storable(tombstone.url),
        "payload_sha256": tombstone.payload_sha256,
        "text_sha256": tombstone.text_sha256,
        "reason": storable(tombstone.reason),
    }
