"""One record of a web archive becomes a capture, when it is a page that a server gave out with success."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from alteram.config import Limits
from alteram.model.articles import Capture
from alteram.model.ids import Moment, digest_of
from alteram.stages.ingest import digests
from alteram.stages.ingest.addresses import web_address
from alteram.stages.ingest.files import Arrived, Refused, failure
from alteram.stages.ingest.frames import HEADER_BYTES, HEADER_END
from alteram.stages.ingest.payloads import looks_like_html, other_kind, unchunked, uncoded
from alteram.text.times import parse_moment

_ONCE = ("warc-type", "warc-target-uri", "warc-date")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_STATUS_LINE = re.compile(rb"HTTP/[0-9](?:\.[0-9])? +([0-9]+)[ \r\n]")
_DIGITS = re.compile(r"([0-9]{4})" + r"([0-9]{2})" * 5)
_OK = (b"200", b"203")


@dataclass(frozen=True, slots=True)
class _Response:
    """A body as a server sent it: `body` is what stands in the record, `raw` its content still coded."""

    body: bytes
    content_type: str
    codings: str = ""
    chunked: bool = False


def record(data: bytes, subject: str, limits: Limits, sure: bool) -> Iterator[Arrived]:
    """The capture of one record, a `Failure` that says why there is none, or nothing where the record is no page.

    `data` is header and block. Not pages are: other types than `response` and `resource`, other media types than HTML,
    other statuses than 200. Where the archive's own check sum failed (`sure` is False) a record needs a right digest.
    """
    try:
        yield from _capture(_parsed(data), data, subject, limits, sure)
    except Refused as refused:
        yield failure(subject, refused.kind, f"{subject}: {refused.message}")


def _parsed(data: bytes) -> WarcRecord:
    """The record as FastWARC reads it, its HTTP header still unread."""
    try:
        found = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=False, quirks_mode=True)), None)
    except (OSError, ValueError, UnicodeError) as error:
        raise Refused("damaged", f"the record cannot be read ({error}); it was left out") from error
    if found is None:
        raise Refused("damaged", "the record cannot be read; it was left out")
    return found


def _capture(item: WarcRecord, data: bytes, subject: str, limits: Limits, sure: bool) -> Iterator[Arrived]:
    """The capture of a parsed record."""
    header = _header(item)
    if item.record_type in (WarcRecordType.unknown, WarcRecordType.no_type, WarcRecordType.continuation):
        kind = header.get("warc-type", "")[:40]
        raise Refused("unknown-type", f"records of the type {kind!r} are not read; it was left out")
    if item.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return
    block = data[len(data) - item.content_length :]
    response = _http(block) if item.record_type is WarcRecordType.response else _resource(item, header)
    if response is None:
        return
    if "warc-segment-number" in header or header.get("warc-truncated"):
        raise Refused("truncated", "the archive holds only a part of this page; it was left out")
    payload = _checked(response, block, header, limits, sure)
    if not _is_page(response.content_type, payload):
        return
    if other := other_kind(payload):
        raise Refused("not-html", f"says it is HTML but is {other}; it was left out")
    if not payload.strip():
        raise Refused("empty", "the page is empty; it was left out")
    target = header.get("warc-target-uri", "").strip()
    address = web_address(target.removeprefix("<").removesuffix(">"))
    if address is None:
        raise Refused("bad-address", f"{target[:100]!r} is no http(s) address; the record was left out")
    charset = _CHARSET.search(response.content_type)
    media_type = f"text/html; charset={charset.group(1)}" if charset else "text/html"
    stated = header.get("warc-date", "").strip()
    fetched = _fetched(stated)
    yield Capture(address, payload, digest_of(payload), media_type, fetched, subject=subject)
    if fetched is None:
        yield failure(subject, "bad-date", f"{subject}: the date {stated[:40]!r} is none; the page is kept undated")


def _header(item: WarcRecord) -> dict[str, str]:
    """The record's own header, names in lower case; raises `Refused` where a name that may stand once stands twice."""
    header: dict[str, str] = {}
    for name, value in item.headers.items():
        lower = name.lower()
        if lower in _ONCE and header.get(lower, value) != value:
            raise Refused("damaged", f"the record states {name} twice; it was left out")
        header.setdefault(lower, value)
    return header


def _http(block: bytes) -> _Response | None:
    """The HTTP response in a record; None where it is no success or says that it is no page."""
    status = _STATUS_LINE.match(block)
    if status is None:
        raise Refused("bad-http", "the record holds no HTTP response; it was left out")
    if status.group(1) not in _OK:
        return None
    end = HEADER_END.search(block, 0, HEADER_BYTES)
    if end is None:
        raise Refused(
            "bad-http", f"the HTTP header does not end within {HEADER_BYTES:,} bytes; the record was left out"
        )
    found = _fields(block[: end.start()])
    content_type = next((value for name, value in found if name == "content-type"), "")
    if content_type.strip() and not _names_page(content_type):
        return None
    codings = ",".join(value for name, value in found if name == "content-encoding")
    chunked = any(name == "transfer-encoding" and "chunked" in value.lower() for name, value in found)
    return _Response(block[end.end() :], content_type, codings, chunked)


def _fields(head: bytes) -> list[tuple[str, str]]:
    """Names, in lower case, and values of an HTTP header; a folded line belongs to the one before it."""
    lines = head.decode("latin-1").replace("\r\n ", " ").replace("\r\n\t", " ").split("\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return [(name.strip().lower(), value.strip()) for name, colon, value in pairs if colon]


def _resource(item: WarcRecord, header: dict[str, str]) -> _Response | None:
    """A resource record's block; None where its media type is not a page's."""
    content_type = header.get("content-type", "")
    return _Response(item.reader.read(), content_type) if _names_page(content_type) else None


def _names_page(content_type: str) -> bool:
    """Whether a media type is that of a page."""
    return content_type.partition(";")[0].strip().lower() in _PAGE_TYPES


def _is_page(content_type: str, payload: bytes) -> bool:
    """Whether a body is a page: by its media type, or, where none is stated, by its first bytes."""
    return _names_page(content_type) or looks_like_html(payload)


def _checked(response: _Response, block: bytes, header: dict[str, str], limits: Limits, sure: bool) -> bytes:
    """The page's bytes, decoded, after the stated digests were checked.

    Archivers disagree on whether a payload digest is over the chunks or over what they carry: either will do.
    """
    body = unchunked(response.body, bool(response.codings)) if response.chunked else response.body
    verdicts = (
        digests.check(header.get("warc-block-digest"), block),
        digests.check(header.get("warc-payload-digest"), body, response.body),
    )
    if "wrong" in verdicts:
        raise Refused("digest-mismatch", "the bytes do not have the digest that the archive states; left out")
    if not sure and "right" not in verdicts:
        raise Refused("damaged", "the compressed data are damaged and no digest vouches for this record; left out")
    return uncoded(body, response.codings, limits.page_bytes)


def _fetched(stated: str) -> Moment | None:
    """When the record was captured, also in the 14 digits of older archives; None where that cannot be read."""
    found = _DIGITS.fullmatch(stated)
    return parse_moment("{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else stated)
