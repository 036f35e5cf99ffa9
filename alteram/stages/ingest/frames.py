"""Cuts a web archive (WARC 1.0 and 1.1, ISO 28500) into records, and finds the next good one after damage.

The framing is our own, so that a wrong length, a cut file or a giant record costs that record only and says at which
byte; what stands inside a record is read by FastWARC (see `records`). Input comes as pieces of *one* stream: a plain
file, or one gzip member. Nothing larger than one record's limit is ever held.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alteram.stages.ingest.files import Refused

HEADER_BYTES = 64 * 1024
"""Longest header of a record; real ones stay below 4 kB."""

_START = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")
_LINE_START = re.compile(rb"(?<![^\n\0])WARC/[01]\.[0-9]{1,2}\r?\n")
_VERSION = b"WARC/"
_LONGEST_START = len(b"WARC/1.12\r\n")
HEADER_END = re.compile(rb"\r?\n\r?\n")
"""The blank line that ends a header, of a record or of HTTP."""
_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_BLANK = b"\r\n \t\0"
_BLANKS = re.compile(rb"[\r\n \t\0]*")
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of one record (header and block, without the closing line ends) and where it begins."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """What could not be read as a record, from byte `offset` on."""

    offset: int
    kind: str
    message: str


class Window:
    """A stream seen through a buffer that begins at byte `offset` of the stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.offset = 0
        self.data = bytearray()
        self.broken: Refused | None = None
        self.ended = False

    def fill(self, size: int) -> bool:
        """Reads on until `size` bytes are held; False when the stream ends or breaks before."""
        while len(self.data) < size and not self.ended:
            try:
                self.data += next(self._pieces)
            except StopIteration:
                self.ended = True
            except Refused as refused:
                self.ended = True
                self.broken = refused
        return len(self.data) >= size

    def drop(self, size: int) -> None:
        """Moves the buffer's beginning."""
        del self.data[:size]
        self.offset += size

    def skip(self, size: int) -> bool:
        """Moves on by `size` bytes without holding them; False when the stream ends before."""
        while size > 0 and self.fill(1):
            step = min(size, len(self.data))
            self.drop(step)
            size -= step
        return size == 0

    def skip_blank(self) -> None:
        """Moves to the next byte that is no line end, space or zero."""
        while self.fill(1):
            found = _BLANKS.match(self.data)
            self.drop(found.end() if found else 0)
            if self.data:
                return


def frames(window: Window, most: int, known_end: int | None = None) -> Iterator[Frame | Damage]:
    """Records in order, and between them the damage that was stepped over.

    `most` bounds one record's block. `known_end` is the size of the stream where it is known: a record that claims to
    reach beyond it is not believed.
    """
    while True:
        window.skip_blank()
        if not window.data:
            return
        if not window.fill(_LONGEST_START) or not _START.match(window.data):
            yield Damage(window.offset, "damaged", f"no record begins at byte {window.offset:,}")
            _resume(window, 1)
            continue
        yield _record(window, most, known_end)


def _record(window: Window, most: int, known_end: int | None) -> Frame | Damage:
    """Takes the record at the window's beginning; after damage the window stands at the next start of a record."""
    offset = window.offset
    header = _header(window)
    if header is None:
        _resume(window, 1)
        return Damage(offset, "damaged", _left_out(offset, "has no end of its header"))
    length = _length(bytes(window.data[:header]))
    if length is None:
        _resume(window, header)
        return Damage(offset, "wrong-length", _left_out(offset, "states no usable length"))
    size = header + length
    if known_end is not None and offset + size > known_end:
        _resume(window, header)
        return Damage(offset, "truncated", _left_out(offset, "reaches beyond the end of the file"))
    if length > most:
        stated = f"states {length:,} bytes, more than the {most:,} allowed"
        return Damage(offset, "too-large", _left_out(offset, stated)) if window.skip(size) else _cut(window, offset)
    if not window.fill(size):
        cut = _cut(window, offset)
        _resume(window, header)
        return cut
    if not _closed(window, size):
        _resume(window, header)
        return Damage(offset, "wrong-length", _left_out(offset, "states a length that does not fit"))
    data = bytes(window.data[:size])
    window.drop(size)
    return Frame(offset, data)


def _left_out(offset: int, why: str) -> str:
    """The message about a record that is given up."""
    return f"the record at byte {offset:,} {why}; it was left out"


def _cut(window: Window, offset: int) -> Damage:
    """The damage of a record whose stream ended or broke inside it; what broke the stream is thereby told."""
    broken, window.broken = window.broken, None
    if broken is None:
        return Damage(offset, "truncated", _left_out(offset, "is cut short"))
    return Damage(offset, broken.kind, _left_out(offset, f"cannot be read to its end: {broken.message}"))


def _header(window: Window) -> int | None:
    """Length of the header with its closing blank line, or None when there is none within the limit."""
    searched = 0
    while True:
        found = HEADER_END.search(window.data, max(searched - 3, 0))
        if found:
            return found.end()
        searched = len(window.data)
        if searched >= HEADER_BYTES or not window.fill(searched + 1):
            return None


def _length(header: bytes) -> int | None:
    """The one stated length: ASCII digits only, so that no sign, underscore or foreign digit is guessed at."""
    stated = {found.strip() for found in _LENGTH.findall(header)}
    if len(stated) != 1:
        return None
    digits = stated.pop()
    return int(digits) if digits.isdigit() and len(digits) <= _MOST_DIGITS else None


def _closed(window: Window, size: int) -> bool:
    """Whether a record that ends at `size` is followed by a blank line, by another record or by the end."""
    window.fill(size + _LONGEST_START)
    rest = bytes(window.data[size : size + _LONGEST_START])
    return not rest or rest.startswith((b"\r\n\r\n", b"\n\n", _VERSION)) or not rest.strip(_BLANK)


def _resume(window: Window, start: int) -> None:
    """Moves the window to the next place, at or after `start`, where a record begins at the beginning of a line."""
    window.drop(start)
    while True:
        found = _LINE_START.search(window.data)
        if found:
            window.drop(found.start())
            return
        window.drop(max(len(window.data) - _LONGEST_START, 0))
        if not window.fill(len(window.data) + 1):
            window.drop(len(window.data))
            return
