"""The body of a captured HTTP response: its transfer and content codings undone, with bounds (RFC 9110, RFC 9112)."""

import io
import re
import zlib
from collections.abc import Callable

from fastwarc.stream_io import BrotliReader, ZstdReader

from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.inflate import CHUNK, MAGIC, swells

MOST_CODINGS = 2
"""Codings stacked on one body; servers send one, a mistaken proxy a second."""

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_OTHER_KINDS = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "a RIFF media file"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "compressed data"),
)
_HTML_SIGN = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|title|meta)\b", re.IGNORECASE)


def other_kind(payload: bytes) -> str | None:
    """What a payload plainly is instead of a page, by its first bytes; None where it may be one."""
    for magic, name in _OTHER_KINDS:
        if payload.startswith(magic):
            return name
    return None


def looks_like_html(payload: bytes) -> bool:
    """Whether markup of a page stands in the first 1,024 bytes (what browsers look at)."""
    return _HTML_SIGN.search(payload, 0, 1024) is not None


def unchunked(body: bytes, coded: bool) -> bytes:
    """A chunked body as one string; a page that is not chunked at all (many archives store it so) comes back as it is.

    `coded` says that the body still has a content coding, so that it need not look like a page. Raises `Refused` where
    chunks are wrong or the last one is missing.
    """
    parts: list[bytes] = []
    position = 0
    while True:
        found = _CHUNK_SIZE.match(body, position)
        if found is None:
            if not parts and (body.startswith(MAGIC) if coded else looks_like_html(body)):
                return body
            raise Refused("bad-coding", "the chunks of the response are damaged; capture the page again")
        size = int(found.group(1), 16)
        if size == 0:
            return b"".join(parts)
        start = found.end()
        if start + size > len(body):
            if not parts and size > len(body):
                raise Refused("bad-coding", "a chunk of the response states more than there is")
            raise Refused("truncated", "the response ends inside a chunk; capture the page again")
        parts.append(body[start : start + size])
        position = start + size
        position += 2 if body.startswith(b"\r\n", position) else body.startswith(b"\n", position)


def uncoded(body: bytes, codings: str, most: int) -> bytes:
    """The body with its content codings undone, last one first; at most `most` bytes.

    A body that says gzip and is not is taken as it is, as browsers' caches and many archives store it decoded. Raises
    `Refused` for unknown codings, more than two, damage, and bodies that swell beyond the bound.
    """
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name not in ("identity", "none", "utf-8", "utf8")]
    if len(names) > MOST_CODINGS:
        raise Refused("bad-coding", f"the response is coded {len(names)} times; capture the page again")
    for name in reversed(names):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise Refused("bad-coding", f"the response has the unknown coding {name[:40]!r}")
        body = decoder(body, most)
    if len(body) > most:
        raise Refused("too-large", f"the page has more than {most:,} bytes; it was left out")
    return body


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    """A zlib stream undone, within `most`."""
    engine = zlib.decompressobj(bits)
    parts: list[bytes] = []
    size = 0
    rest = body
    while rest and not engine.eof:
        try:
            output = engine.decompress(rest, CHUNK)
        except zlib.error as error:
            raise Refused("bad-coding", f"the compressed response is damaged ({error})") from error
        rest = engine.unconsumed_tail
        size += len(output)
        if size > most or swells(len(body), size):
            raise Refused("too-large", f"the compressed response swells to over {most:,} bytes; it was left out")
        parts.append(output)
    if not engine.eof:
        raise Refused("truncated", "the compressed response ends early; capture the page again")
    return b"".join(parts)


def _gzip(body: bytes, most: int) -> bytes:
    return _inflated(body, 31, most) if body.startswith(MAGIC) else body


def _deflate(body: bytes, most: int) -> bytes:
    """Deflate with its zlib header, or without as some servers send it."""
    zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflated(body, 15 if zlib_header else -15, most)


def _read(reader: BrotliReader | ZstdReader, most: int) -> bytes:
    """What a reader of FastWARC gives, within `most`."""
    parts: list[bytes] = []
    size = 0
    try:
        while piece := reader.read(CHUNK):
            size += len(piece)
            if size > most:
                raise Refused("too-large", f"the compressed response swells to over {most:,} bytes; it was left out")
            parts.append(piece)
    except (OSError, ValueError, EOFError) as error:
        raise Refused("bad-coding", f"the compressed response is damaged ({error})") from error
    return b"".join(parts)


def _brotli(body: bytes, most: int) -> bytes:
    return _read(BrotliReader(io.BytesIO(body)), most)


def _zstd(body: bytes, most: int) -> bytes:
    return _read(ZstdReader(io.BytesIO(body)), most)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
