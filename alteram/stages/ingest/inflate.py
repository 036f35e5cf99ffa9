"""Gzip, bounded: output comes in pieces, and a stream that swells beyond reason is refused while it is still small.

`zlib` is driven by hand because `gzip.open` has no bound on its output and gives up the good part of a damaged file.
"""

import zlib
from collections.abc import Iterator
from typing import IO

from alteram.stages.ingest.files import Refused

CHUNK = 64 * 1024
MAGIC = b"\x1f\x8b\x08"

FREE_BYTES = 16 * 1024 * 1024
"""Output below this is never called a bomb."""
LARGEST_RATIO = 200
"""Output bytes per input byte. Pages and article lines of the measured sets stay below 30; deflate can reach 1032."""


def swells(received: int, produced: int) -> bool:
    """Whether a compressed stream has grown beyond what honest text can."""
    return produced > FREE_BYTES and produced > LARGEST_RATIO * max(received, 1)


def plain_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file in pieces."""
    while chunk := file.read(CHUNK):
        yield chunk


def gzip_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The content of a gzip file (one member or many) in pieces of at most 64 KiB.

    Raises `Refused` ("truncated", "damaged", "bomb") when the good part has been given; zero padding after a member is
    not damage.
    """
    engine = zlib.decompressobj(31)
    received = produced = 0
    started = False
    pending = b""
    while True:
        pending = pending or file.read(CHUNK)
        if not started:
            pending = pending.lstrip(b"\0") if received else pending
            if not pending and not (pending := file.read(CHUNK)):
                return
            if not pending.strip(b"\0") and received:
                pending = b""
                continue
            started = True
        if not pending:
            raise Refused("truncated", "the gzip stream ends early; fetch or copy the file again")
        size = len(pending)
        try:
            output = engine.decompress(pending, CHUNK)
        except zlib.error as error:
            raise Refused("damaged", f"the gzip stream is damaged ({error}); fetch or copy the file again") from error
        pending = engine.unused_data if engine.eof else engine.unconsumed_tail
        received += size - len(pending)
        produced += len(output)
        if swells(received, produced):
            raise Refused("bomb", f"the gzip stream swells from {received:,} to over {produced:,} bytes; refused")
        if output:
            yield output
        if engine.eof:
            engine = zlib.decompressobj(31)
            started = False


def chunks(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The content of a file in pieces, inflated when its name ends in .gz."""
    return gzip_chunks(file) if name.lower().endswith(".gz") else plain_chunks(file)


def whole(pieces: Iterator[bytes], most: int) -> bytes:
    """All pieces as one string of at most `most` bytes; raises `Refused` ("too-large") beyond, without reading on."""
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise Refused("too-large", f"more than {most:,} bytes; refused")
        kept.append(piece)
    return b"".join(kept)
