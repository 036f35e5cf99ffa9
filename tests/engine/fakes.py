"""Stages, compute and clock for tests of what carries articles through: quick, and without any page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from alteram.compute import Fault
from alteram.engine.arrivals import Steps
from alteram.engine.library import Library
from alteram.errors import UsageError
from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import Digest, Moment, article_id, digest_of, text_digest
from alteram.model.outlets import Registry

T = TypeVar("T")
R = TypeVar("R")

NOW = Moment("2031-05-02T12:00:00Z")
REGISTRY = Registry((), Digest("0" * 64))


def clock() -> Moment:
    """The time in every test."""
    return NOW


def silent(_done: int, _of: int | None, _subject: str) -> None:
    """Progress that nobody watches."""


def opened(path: Path, *, write: bool = True, create: bool = True) -> Library:
    """A library with an empty registry."""
    return Library.open(path, write=write, create=create and write, load=lambda _overlay: REGISTRY)


@dataclass(frozen=True)
class Ahead:
    """Compute in this process that draws `ahead` items before it gives the first result, as a pool does.

    An item whose payload begins with "FAULT" is a child that ran out of time.
    """

    ahead: int = 1

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Fault]:
        """See `Compute.map`."""
        drawn: list[T] = []
        for item in items:
            drawn.append(item)
            if len(drawn) >= self.ahead:
                yield self._one(function, drawn.pop(0))
        for item in drawn:
            yield self._one(function, item)

    def _one(self, function: Callable[[T], R], item: T) -> R | Fault:
        if isinstance(item, Capture) and item.payload.startswith(b"FAULT"):
            return Fault("time", "took longer than 8 s of CPU time")
        return function(item)

    def close(self) -> None:
        """See `Compute.close`."""


@dataclass(frozen=True)
class Seen:
    """What the fake extraction finds: title, text, and the address that the page gives itself."""

    title: str
    text: str
    url: str


def door(path: Path) -> Iterator[Any]:
    """Files `*.page` (first line: address) are captures, `*.bad` failures, others skipped."""
    if not path.exists():
        raise UsageError(f"{path} does not exist")
    return _read(path)


def _read(path: Path) -> Iterator[Any]:
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        if file.suffix == ".page":
            url, _, body = file.read_text().partition("\n")
            payload = body.encode()
            yield Capture(url, payload, digest_of(payload), "text/html", subject=file.name)
        elif file.suffix == ".bad":
            yield Failure("ingest", file.name, "unreadable", f"{file.name} cannot be read")
        else:
            yield SkippedFile(file.name)


@dataclass(frozen=True)
class SkippedFile:
    """A file of no known type."""

    subject: str


def extract(capture: Capture) -> Seen | Failure:
    """A body that begins with "REFUSE" gives a failure; "CANONICAL address" is what the page calls itself."""
    text = capture.payload.decode()
    if text.startswith("REFUSE"):
        return Failure("extract", capture.url or capture.subject, "empty-text", "no text")
    first = text.split("\n")[0]
    url = first.removeprefix("CANONICAL ") if first.startswith("CANONICAL ") else capture.url
    return Seen("A title", f"A title\n\n{text}", url or f"file:{capture.payload_sha256}")


def resolve(seen: Seen, capture: Capture, registry: Registry) -> Article:
    """The article version of what was seen."""
    digest = text_digest(seen.text)
    return Article(
        id=article_id(capture.payload_sha256, "fake", digest),
        url=seen.url,
        outlet=None,
        name="The Courier",
        title=seen.title,
        text=seen.text,
        text_sha256=digest,
        payload_sha256=capture.payload_sha256,
        extractor="fake",
        sentences=((0, 7), (9, len(seen.text))),
        published=Moment("2031-05-01"),
        fetched=capture.fetched,
    )


STEPS = Steps(door, cast(Any, extract), cast(Any, resolve))


def pages(folder: Path, bodies: dict[str, str]) -> Path:
    """A folder of pages: file name to body; the address is made of the name unless the body begins with one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in bodies.items():
        text = body if body.startswith(("http", "\n")) else f"https://courier.example/{name}\n{body}"
        (folder / name).write_text(text if name.endswith(".page") else body)
    return folder
