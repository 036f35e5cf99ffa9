"""What the commands share: options, output, progress bars that are silent where nobody watches, clock and workers."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from alteram.compute import Compute
from alteram.config import LIMITS
from alteram.engine.library import Library
from alteram.model.articles import Failure
from alteram.model.ids import Moment

DEFAULT_LIBRARY = Path("alteram-library")
BUILD_SECONDS = 600.0
"""CPU and wall time that one story may take: bounded only so that a build always ends."""


class Format(StrEnum):
    """Output for people or for programs."""

    text = "text"
    json = "json"


class ShowFormat(StrEnum):
    """Forms in which a brief can be printed."""

    text = "text"
    markdown = "markdown"
    json = "json"
    html = "html"


LibraryOption = Annotated[
    Path,
    typer.Option("--library", envvar="ALTERAM_LIBRARY", help="Folder of the library.", show_default=True),
]
FormatOption = Annotated[Format, typer.Option("--format", help="Output for people, or JSON for programs.")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=0, help="Child processes (default: one a processor; 0: none, without limits)."),
]


def say(text: str = "") -> None:
    """Prints to standard output; what the terminal's encoding lacks becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def say_bytes(data: bytes) -> None:
    """Prints UTF-8 bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Prints to standard error."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(f"alteram: {text}".encode(encoding, "replace").decode(encoding) + "\n")


def now() -> Moment:
    """The present time in UTC, to the second: for records that do not know theirs, never for results."""
    return Moment(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


@contextmanager
def opened(path: Path, *, write: bool = False, create: bool = False) -> Iterator[Library]:
    """The library, closed in any case."""
    with Library.open(path, write=write, create=create) as library:
        yield library


@contextmanager
def working(workers: int | None, *, long: bool = False) -> Iterator[Compute]:
    """Where work runs, ended in any case; `long` work is our own, not foreign documents, and may take its time."""
    from alteram.compute.pool import ProcessPool, choose

    compute: Compute
    if long and workers != 0:
        limits = replace(LIMITS, child_cpu_seconds=BUILD_SECONDS, child_wall_seconds=BUILD_SECONDS)
        compute = ProcessPool(workers if workers is not None else _processors(), limits)
    else:
        compute = choose(workers)
    try:
        yield compute
    finally:
        compute.close()


def _processors() -> int:
    return len(os.sched_getaffinity(0))


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A progress bar on standard error, silent when that is no terminal."""
    if not _watched():
        yield lambda _done, _total, _subject: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[of]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None, of="")

        def step(done: int, total: int | None, subject: str) -> None:
            bar.update(task, completed=done, total=total, of=_short(subject))

        yield step


def _watched() -> bool:
    """Whether somebody may be looking: a terminal, or one of the variables by which rich is told so."""
    return sys.stderr.isatty() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def _short(subject: str) -> str:
    """The end of a subject, without anything that a terminal would obey."""
    plain = "".join(letter if letter.isprintable() else " " for letter in subject).replace("[", "(")
    return plain if len(plain) <= 48 else f"…{plain[-47:]}"


def is_address(text: str) -> bool:
    """Whether a user names an article by its address."""
    return text.lower().startswith(("http://", "https://", "file:"))


def recorded(address: str) -> str:
    """A user's spelling of an address as the library records it."""
    from alteram.stages.ingest.addresses import web_address

    return web_address(address) or address


def refusal_line(failure: Failure) -> str:
    """What was refused and why, once."""
    message = failure.message.removeprefix(f"{failure.subject}: ")
    return f"{failure.subject}: {message} ({failure.kind})"


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """ "1 page", "2 pages"."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
