"""Files on disk: which types are known, how they are opened without ever blocking, and how messages name them."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from alteram.model.articles import Capture, Failure

STAGE = "ingest"

KNOWN_TYPES = {
    ".html": "page",
    ".htm": "page",
    ".html.gz": "page",
    ".htm.gz": "page",
    ".jsonl": "lines",
    ".jsonl.gz": "lines",
    ".warc": "archive",
    ".warc.gz": "archive",
    ".wacz": "package",
}
"""Endings that `captures` reads, in lower case, and what stands in such a file."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that is of no known type: counted, never read."""

    subject: str


Arrived = Capture | Failure | Skipped
"""What comes through the door."""


class Refused(Exception):
    """A datum cannot be read: a signal inside this package, always turned into a `Failure`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def failure(subject: str, kind: str, message: str) -> Failure:
    """A refusal of this stage."""
    return Failure(STAGE, subject, kind, message)


def type_of(path: Path) -> str | None:
    """What a file holds by its ending: "page", "lines", "archive", "package"; None for an unknown ending."""
    name = path.name.lower()
    for ending, kind in KNOWN_TYPES.items():
        if name.endswith(ending) and len(name) > len(ending):
            return kind
    return None


def shown(path: Path | str) -> str:
    """A path for people and for the store: bytes that are not UTF-8 and control characters are written as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def open_file(path: Path) -> IO[bytes]:
    """Opens a regular file for reading; raises `Refused` for anything else, and never waits for a pipe's other end."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as error:
        broken = "is a symbolic link to nothing" if path.is_symlink() else "has vanished"
        raise Refused("not-found", f"{shown(path)} {broken}; restore the file or take it out") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused("unreadable", f"{shown(path)} cannot be opened: {reason}; check its permissions") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused("not-a-file", f"{shown(path)} is a pipe, socket, device or folder; only plain files are read")
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def guarded(subject: str, read: Callable[[], Iterator[Arrived]]) -> Iterator[Arrived]:
    """Yields what `read` yields; a `Refused` or an error of the disk ends it with a `Failure` about `subject`."""
    try:
        yield from read()
    except Refused as refused:
        message = refused.message if subject in refused.message else f"{subject}: {refused.message}"
        yield failure(subject, refused.kind, message)
    except OSError as error:
        yield failure(subject, "unreadable", f"{subject} cannot be read: {error.strerror or error}; check the disk")
