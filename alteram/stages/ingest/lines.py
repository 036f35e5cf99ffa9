"""JSON lines: one article a line, or an index that gives pages their address and time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from alteram.config import Limits
from alteram.model.articles import Capture, Declared, Failure
from alteram.model.ids import Moment, digest_of
from alteram.stages.ingest.addresses import web_address
from alteram.stages.ingest.files import Arrived, Refused, failure, open_file, shown
from alteram.stages.ingest.inflate import chunks
from alteram.text.times import parse_moment

INDEX_NAME = "index.jsonl"
MEDIA_TYPE = "application/json"

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_OBJECT = msgspec.json.Decoder(type=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, from 1; `text` is None where the line is longer than allowed (it was not kept)."""

    number: int
    text: bytes | None


@dataclass(slots=True)
class _Splitter:
    """Cuts pieces into lines without ever holding more than one line's limit and one piece."""

    most: int
    held: list[bytes] = field(default_factory=list)
    size: int = 0
    number: int = 0

    def add(self, piece: bytes) -> Iterator[Line]:
        """Lines that `piece` completes."""
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            self._hold(piece[start:end])
            start = end + 1
            yield self.take()
        self._hold(piece[start:])

    def _hold(self, part: bytes) -> None:
        self.size += len(part)
        if self.size <= self.most:
            self.held.append(part)
        else:
            self.held.clear()

    def take(self) -> Line:
        """The line held so far; begins the next one."""
        self.number += 1
        line = Line(self.number, b"".join(self.held) if self.size <= self.most else None)
        self.held.clear()
        self.size = 0
        return line


def numbered(pieces: Iterator[bytes], most: int) -> Iterator[Line]:
    """Lines of a byte stream, blank ones left out; a byte order mark before the first is dropped.

    What a stream gives before it breaks (`Refused`) is cut into lines all the same; a last line without its end, which
    may be half of one, is then left out.
    """
    splitter = _Splitter(most)
    for piece in pieces:
        for line in splitter.add(piece):
            text = line.text.removeprefix(_BOM) if line.text and line.number == 1 else line.text
            if text is None or text.strip():
                yield Line(line.number, text)
    if splitter.size:
        last = splitter.take()
        yield Line(last.number, last.text.removeprefix(_BOM) if last.text and last.number == 1 else last.text)


def decoded(line: Line, most: int) -> dict[str, Any]:
    """The object on a line; raises `Refused` with the reason for people."""
    if line.text is None:
        raise Refused("too-large", f"the line is longer than {most:,} bytes; it was left out")
    if line.text.startswith(_WIDE_BOMS):
        raise Refused("bad-encoding", "the file is UTF-16; save it as UTF-8")
    try:
        return _OBJECT.decode(line.text)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise Refused("bad-line", f"not a JSON object in UTF-8 ({error}); mend or drop the line") from error


def articles(path: Path, limits: Limits) -> Iterator[Arrived]:
    """One capture a line. A bad line gives a `Failure` that names file and line; the lines around it are kept."""
    name = shown(path)
    with open_file(path) as file:
        for line in numbered(chunks(file, path.name), limits.line_bytes):
            subject = f"{name}, line {line.number}"
            try:
                value = decoded(line, limits.line_bytes)
                yield from _article(value, line.text or b"", subject)
            except Refused as refused:
                yield failure(subject, refused.kind, f"{subject}: {refused.message}")


def _article(value: dict[str, Any], payload: bytes, subject: str) -> Iterator[Arrived]:
    """The capture of one object, and a note on every field that could not be taken as it stands."""
    notes: list[Failure] = []
    text = _string(value, "text", subject, notes)
    title = _string(value, "title", subject, notes)
    if not text.strip():
        raise Refused("no-text", 'the line has no "text"; an article without text is none')
    payload = payload.strip()
    digest = digest_of(payload)
    url = _string(value, "url", subject, notes)
    address = web_address(url) if url else None
    if url and address is None:
        notes.append(failure(subject, "bad-address", f"{subject}: {url[:100]!r} is no http(s) address; ignored"))
    declared = Declared(
        title=title,
        text=text,
        outlet=_string(value, "outlet", subject, notes) or _string(value, "domain", subject, notes) or None,
        published=_moment(value, "date", subject, notes),
        language=_string(value, "lang", subject, notes) or None,
        authors=_authors(value.get("authors"), subject, notes),
    )
    yield Capture(
        url=address or f"file:{digest}",
        payload=payload,
        payload_sha256=digest,
        media_type=MEDIA_TYPE,
        fetched=_moment(value, "fetched", subject, notes),
        declared=declared,
        subject=subject,
    )
    yield from notes


def _string(value: dict[str, Any], key: str, subject: str, notes: list[Failure]) -> str:
    """A field of text, trimmed; "" where it is missing, null or of another type (which is noted)."""
    found = value.get(key)
    if found is None or isinstance(found, str):
        return (found or "").strip()
    notes.append(failure(subject, "bad-field", f'{subject}: "{key}" is {type(found).__name__}, not text; ignored'))
    return ""


def _moment(value: dict[str, Any], key: str, subject: str, notes: list[Failure]) -> Moment | None:
    """A day or time; None where it is missing or (which is noted) cannot be read."""
    raw = _string(value, key, subject, notes)
    moment = parse_moment(raw) if raw else None
    if raw and moment is None:
        notes.append(failure(subject, "bad-date", f'{subject}: "{key}" {raw[:60]!r} is no day or time; kept undated'))
    return moment


def _authors(value: object, subject: str, notes: list[Failure]) -> tuple[str, ...]:
    """Names: a list of texts, or one text."""
    if value is None or isinstance(value, str):
        return (value.strip(),) if value and value.strip() else ()
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(name.strip() for name in value if name.strip())
    notes.append(failure(subject, "bad-field", f'{subject}: "authors" is no list of names; ignored'))
    return ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index says of one page."""

    url: str = ""
    fetched: Moment | None = None


def is_index(path: Path, limits: Limits) -> bool:
    """Whether the first readable line of a file has the key "file": an index, not articles."""
    try:
        with open_file(path) as file:
            for line in numbered(chunks(file, path.name), limits.line_bytes):
                return "file" in decoded(line, limits.line_bytes)
    except (Refused, OSError):
        pass
    return False


def index(path: Path, limits: Limits) -> tuple[dict[str, Entry], tuple[Failure, ...]]:
    """File name to entry, and the lines that could not be read. The first line about a file holds."""
    name = shown(path)
    entries: dict[str, Entry] = {}
    notes: list[Failure] = []
    try:
        with open_file(path) as file:
            for line in numbered(chunks(file, path.name), limits.line_bytes):
                subject = f"{name}, line {line.number}"
                try:
                    _index_line(decoded(line, limits.line_bytes), subject, entries, notes)
                except Refused as refused:
                    notes.append(failure(subject, refused.kind, f"{subject}: {refused.message}"))
    except Refused as refused:
        notes.append(failure(name, refused.kind, f"{name}: {refused.message}"))
    except OSError as error:
        notes.append(failure(name, "unreadable", f"{name} cannot be read: {error.strerror or error}"))
    return entries, tuple(notes)


def _index_line(value: dict[str, Any], subject: str, entries: dict[str, Entry], notes: list[Failure]) -> None:
    """Adds the entry of one line."""
    file = _string(value, "file", subject, notes)
    if not file:
        raise Refused("bad-line", 'an index line needs "file"; mend or drop the line')
    url = _string(value, "url", subject, notes)
    address = web_address(url) if url else ""
    if address is None:
        notes.append(failure(subject, "bad-address", f"{subject}: {url[:100]!r} is no http(s) address; ignored"))
    entries.setdefault(file, Entry(address or "", _moment(value, "fetched", subject, notes)))
