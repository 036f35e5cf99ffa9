"""Bodies of answers, bounded before and after decompression, while they arrive."""

import zlib

from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.inflate import CHUNK, MAGIC

ACCEPTED = "gzip, deflate"
"""What is asked for; any other coding, and several on top of each other, are refused."""
_PLAIN = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")


class Body:
    """A body that grows. Raises `Refused`: "bad-encoding", "too-large", "damaged", "incomplete"."""

    def __init__(self, coding: str, most_received: int, most: int, *, cut: bool = False) -> None:
        self._coding = coding.strip().lower()
        if self._coding not in (*_PLAIN, *_PACKED):
            raise Refused("bad-encoding", f"the body is coded as {coding[:60]!r}, which was not asked for")
        self._most_received = most_received
        self._most = most
        self._cut = cut
        self._received = 0
        self._kept = bytearray()
        self._engine: zlib._Decompress | None = None

    @property
    def full(self) -> bool:
        """Whether a body that may be cut needs no more bytes."""
        return self._cut and len(self._kept) > self._most

    def take(self, data: bytes) -> None:
        """Takes the next bytes as they were sent."""
        self._received += len(data)
        if self._received > self._most_received:
            raise Refused("too-large", f"more than {self._most_received:,} bytes were sent")
        if self._coding in _PLAIN:
            self._keep(data)
            return
        try:
            while data and not self.full:
                data = self._unpack(data)
        except zlib.error as error:
            raise Refused("damaged", f"the body cannot be decompressed ({error})") from error

    def whole(self) -> bytes:
        """The body, when its last bytes have been taken; one that was cut has more bytes than were asked for."""
        if not self.full and self._engine is not None and not self._engine.eof:
            raise Refused("incomplete", "the compressed body ends early")
        return bytes(self._kept)

    def _unpack(self, data: bytes) -> bytes:
        """Decompresses a piece of `data`; gives what is left of it. Gzip may come in several members."""
        if self._engine is None or (self._engine.eof and data.startswith(MAGIC)):
            self._engine = zlib.decompressobj(_window(self._coding, data))
        if self._engine.eof:
            return b""
        self._keep(self._engine.decompress(data, CHUNK))
        return self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        self._kept += data
        if len(self._kept) > self._most and not self._cut:
            raise Refused("too-large", f"more than {self._most:,} bytes after decompression")


def _window(coding: str, start: bytes) -> int:
    """zlib's window bits. "deflate" should have zlib's own header (RFC 9110, 8.4.1.2), and often has none."""
    if coding != "deflate":
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if start[:1] and start[0] & 0x0F == 8 else -zlib.MAX_WBITS
