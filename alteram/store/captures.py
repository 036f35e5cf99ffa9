"""Captures, refusals and the archive's tail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, literal, or_, select

from alteram.model.articles import Arrival, Failure, RecordAddress
from alteram.model.ids import Digest
from alteram.store import tables
from alteram.store.articles import insert_articles
from alteram.store.connections import Connections, insert_new, storable

_URL: BindParameter[str] = bindparam("url")
_PAYLOAD: BindParameter[str] = bindparam("payload")
_KEPT = select(tables.captures.c.url).where(
    and_(tables.captures.c.url == _URL, tables.captures.c.payload_sha256 == _PAYLOAD)
)
_BURIED = select(tables.tombstones.c.url).where(
    or_(tables.tombstones.c.url == _URL, tables.tombstones.c.payload_sha256 == _PAYLOAD)
)
_KNOWN = select(literal(1)).where(or_(_KEPT.exists(), _BURIED.exists()))
"""Asked once a capture, so it is built once."""


class Captures(Connections):
    """What came through the door."""

    def knows(self, url: str, payload: Digest) -> bool:
        """See `Store.knows`. A tombstone answers for its address with any bytes, and for its bytes at any address."""
        with self.reading() as connection:
            found = connection.execute(_KNOWN, {"url": storable(url), "payload": payload}).first()
        return found is not None

    def add_arrivals(self, arrivals: Sequence[Arrival], archive_tail: RecordAddress | None) -> None:
        """See `Store.add_arrivals`. A capture that is known already is left as it is."""
        with self.writing() as connection:
            insert_articles(connection, [arrival.article for arrival in arrivals if arrival.article is not None])
            insert_new(connection, tables.captures, [_capture_row(arrival) for arrival in arrivals])
            insert_new(connection, tables.failures, [row for arrival in arrivals for row in _failure_rows(arrival)])
            if archive_tail is not None:
                _set_tail(connection, archive_tail)

    def add_failures(self, failures: Sequence[Failure]) -> None:
        """See `Store.add_failures`."""
        if not failures:
            return
        with self.writing() as connection:
            insert_new(connection, tables.failures, [failure_row(failure, "", "") for failure in failures])

    def archive_tail(self) -> RecordAddress | None:
        """See `Store.archive_tail`."""
        with self.reading() as connection:
            row = connection.execute(select(tables.archive_tail)).first()
        return None if row is None else RecordAddress(row.file, row.offset, row.length)

    def failures(self) -> tuple[Failure, ...]:
        """See `Store.failures`."""
        query = select(tables.failures).order_by(
            tables.failures.c.stage, tables.failures.c.subject, tables.failures.c.kind
        )
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Failure(row.stage, row.subject, row.kind, row.message) for row in rows)


def failure_row(failure: Failure, url: str, payload: str) -> dict[str, Any]:
    """A row of `failures`; `url` and `payload` are those of its capture."""
    return {
        "stage": failure.stage,
        "subject": storable(failure.subject),
        "kind": failure.kind,
        "message": storable(failure.message),
        "url": storable(url),
        "payload_sha256": payload,
    }


def _failure_rows(arrival: Arrival) -> list[dict[str, Any]]:
    """The rows of an arrival's failures."""
    capture = arrival.capture
    return [failure_row(failure, capture.url, capture.payload_sha256) for failure in arrival.failures]


def _capture_row(arrival: Arrival) -> dict[str, Any]:
    """A row of `captures`."""
    capture, record = arrival.capture, arrival.record
    return {
        "url": storable(capture.url),
        "payload_sha256": capture.payload_sha256,
        "media_type": storable(capture.media_type),
        "fetched": capture.fetched,
        "subject": storable(capture.subject),
        "file": record.file,
        "offset": record.offset,
        "length": record.length,
        "article": None if arrival.article is None else arrival.article.id,
    }


def _set_tail(connection: Connection, tail: RecordAddress) -> None:
    """Moves the tail."""
    connection.execute(delete(tables.archive_tail))
    row = {"id": 1, "file": tail.file, "offset": tail.offset, "length": tail.length}
    connection.execute(insert(tables.archive_tail), row)
