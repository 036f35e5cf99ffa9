"""Transactions with the errors of the driver translated: above this file nobody sees an error of SQLAlchemy.

Every method of a store runs in `reading()` or `writing()`. What the driver raises becomes a `LibraryError` that says
what happened, where, and what to do; a transaction that fails keeps nothing.
"""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from alteram.errors import LibraryError, LibraryFull, LibraryLocked

_INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

CHUNK = 500
"""Values in one IN list or rows in one statement; far below every back-end's limit on parameters."""


def library_error(error: Exception, where: str) -> LibraryError:
    """What a driver or the file system reported, as an error that tells the user what to do."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = str(cause)
    full = isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or "disk is full" in said or "could not extend file" in said:
        return LibraryFull(f"The disk is full: {where}. Nothing acknowledged was lost; make room and run it again.")
    if "locked" in said:
        return LibraryLocked(f"Another process holds the library {where}. Wait until it is done and run it again.")
    if "readonly" in said or "read-only" in said:
        return LibraryError(f"The library {where} was opened for reading, or may not be written to: check its rights.")
    if "malformed" in said or "not a database" in said:
        return LibraryError(f"The library {where} is damaged ({said}). Restore it from a copy, or import again.")
    if isinstance(error, IntegrityError):
        return LibraryError(f"The library {where} refused rows that contradict others ({said}). Nothing was kept.")
    return LibraryError(f"The library {where} cannot be used: {said}. Check that its files are there and readable.")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turns every error of the driver or the file system inside the block into a `LibraryError`."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise library_error(error, where) from error


def storable(text: str) -> str:
    """`text` with lone surrogates (bytes of a file name that are no UTF-8) spelled out, as no back-end takes them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet."""
    if rows:
        connection.execute(_INSERTS[connection.dialect.name](table).on_conflict_do_nothing(), list(rows))


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows; one whose primary key is there takes its place."""
    if not rows:
        return
    statement = _INSERTS[connection.dialect.name](table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    key = [column.name for column in table.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others), list(rows))


class Connections:
    """What every part of a store stands on: the engine, and how it is named in messages (`where`)."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the library."""
        with translated(self._where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none."""
        with translated(self._where):
            engine = self._engine.execution_options(writes=True)
            with engine.begin() as connection:
                yield connection

    def close(self) -> None:
        """Gives the files back."""
        with translated(self._where):
            self._engine.dispose()


def existing(connection: Connection, table: Table, column: str, values: Sequence[str]) -> set[str]:
    """Those of `values` that `column` of the table holds."""
    found: set[str] = set()
    for start in range(0, len(values), CHUNK):
        chunk = values[start : start + CHUNK]
        found.update(connection.scalars(select(table.c[column]).where(table.c[column].in_(chunk))))
    return found
