"""The members of a gzip file, one by one, with a way on after a damaged one.

Web archives compress every record as a member of its own (ISO 28500, annex D), which is what makes a way on possible:
after damage the next bytes that look like a member's beginning are tried.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.frames import Damage, Window
from alteram.stages.ingest.inflate import CHUNK, MAGIC, swells

FIRST_PIECE = 4 * 1024
"""Most members are small; feeding them little avoids copying what follows them."""
MOST_ATTEMPTS = 1_000
"""Damaged members after which the rest of a file is given up: a file made of nothing but false beginnings must end."""


_PLAIN = b"WARC/"


class _Raw:
    """A file seen through a buffer, for steps of any size forwards and for going back."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._buffer = b""
        self._start = 0
        self.offset = 0

    def peek(self, size: int) -> bytes:
        """Up to `size` bytes from the present offset on, without moving."""
        position = self.offset - self._start
        if position + size > len(self._buffer):
            self._buffer = self._buffer[position:] + self._file.read(max(size, CHUNK))
            self._start = self.offset
            position = 0
        return self._buffer[position : position + size]

    def seek(self, offset: int) -> None:
        """Moves to an offset of the file."""
        if not self._start <= offset <= self._start + len(self._buffer):
            self._file.seek(offset)
            self._buffer = b""
            self._start = offset
        self.offset = offset

    def find(self, needle: bytes) -> bool:
        """Moves to the next occurrence of `needle`, or to the end."""
        while piece := self.peek(CHUNK):
            at = piece.find(needle)
            if at >= 0:
                self.offset += at
                return True
            self.offset += len(piece) if len(piece) < len(needle) else len(piece) - len(needle) + 1
        return False

    def rest(self) -> Iterator[bytes]:
        """Everything from the present offset on."""
        while piece := self.peek(CHUNK):
            self.offset += len(piece)
            yield piece

    def skip_zeros(self) -> bool:
        """Moves over zero padding; False at the end."""
        while piece := self.peek(CHUNK if self.peek(1) == b"\0" else 1):
            rest = piece.lstrip(b"\0")
            self.offset += len(piece) - len(rest)
            if rest:
                return True
        return False


@dataclass(slots=True)
class _Inflation:
    """One member being inflated."""

    raw: _Raw
    produced: int = 0
    finished: bool = False

    def pieces(self) -> Iterator[bytes]:
        """The member's content; raises `Refused` where it is cut, damaged or swells beyond reason."""
        engine = zlib.decompressobj(31)
        begin = self.raw.offset
        size = FIRST_PIECE
        while not engine.eof:
            piece = self.raw.peek(size)
            if not piece:
                raise Refused("truncated", "the compressed data end early")
            try:
                output = engine.decompress(piece, CHUNK)
            except zlib.error as error:
                raise Refused("damaged", f"the compressed data are damaged ({error})") from error
            self.raw.offset += len(piece) - len(engine.unused_data if engine.eof else engine.unconsumed_tail)
            self.produced += len(output)
            received = self.raw.offset - begin
            if swells(received, self.produced):
                raise Refused("bomb", f"{received:,} bytes swell to over {self.produced:,}")
            size = CHUNK
            if output:
                yield output
        self.finished = True


@dataclass(frozen=True, slots=True)
class Member:
    """One member: where it begins in the file, and its content. `sure` is False where its check sum fails."""

    offset: int
    window: Window
    sure: bool


def members(file: IO[bytes], ahead: int) -> Iterator[Member | Damage]:
    """Members in order; uncompressed records at the end come as one.

    Each must be read before the next is asked for. The first `ahead` bytes of each are checked beforehand.
    """
    raw = _Raw(file)
    attempts = 0
    while raw.skip_zeros():
        offset = raw.offset
        if raw.peek(len(_PLAIN)) == _PLAIN:
            yield Member(offset, Window(raw.rest()), sure=True)
            return
        if raw.peek(len(MAGIC)) != MAGIC:
            yield Damage(offset, "damaged", f"no compressed record begins at byte {offset:,}")
            raw.find(MAGIC)
            attempts += 1
        else:
            inflation = _Inflation(raw)
            window = Window(inflation.pieces())
            window.fill(ahead)
            broken = window.broken
            yield Member(offset, window, sure=broken is None or broken.kind != "damaged")
            while window.fill(1):
                window.drop(len(window.data))
            if inflation.finished:
                continue
            attempts += 1
            if broken is None or broken.kind != "bomb":
                raw.seek(offset + 1)
            raw.find(MAGIC)
        if attempts >= MOST_ATTEMPTS:
            yield Damage(raw.offset, "damaged", f"given up at byte {raw.offset:,} after {attempts:,} damaged places")
            return
