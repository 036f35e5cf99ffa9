"""Leads, captures, article versions and failures: what arrives, and what is refused."""

from dataclasses import dataclass

from alteram.model.ids import ArticleId, Digest, Moment, OutletId

Span = tuple[int, int]
"""Start and end (exclusive) in code points of a canonical text."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a feed, a sitemap or a user named, not yet fetched."""

    url: str
    title: str = ""
    published: Moment | None = None
    outlet: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a line of an article file says of itself. A claim: ownership goes by the address."""

    title: str
    text: str
    outlet: str | None = None
    published: Moment | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were received, with where and when.

    `url` is empty when a page does not say its own and nobody said it for it. `declared` is set for articles that came
    as text (`media_type` "application/json"): the payload is then the line itself.
    """

    url: str
    payload: bytes
    payload_sha256: Digest
    media_type: str
    fetched: Moment | None = None
    declared: Declared | None = None
    subject: str = ""
    """What to call it in a failure: the file, with line or record number."""
    status: int | None = None
    """HTTP status of the answer that carried it; None for bytes that came another way."""
    headers: tuple[tuple[str, str], ...] = ()
    """Header lines of that answer, name and value, in their order; foreign text. Those that are about the connection
    (hop by hop) or about whoever asked (cookies) are not among them."""


@dataclass(frozen=True, slots=True)
class RecordAddress:
    """Where a record lies in the archive: file name, byte offset and length of its gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A bad datum, stored and shown. `kind` is a short code ("empty-text", "too-large"), `message` is for people."""

    stage: str
    subject: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    `text` is canonical: title, blank line, paragraphs parted by blank lines; NFC; runs of white space are one space;
    LF; no final newline. `name` is what to print for its outlet: the registry's name, else the site's own, else the
    host.
    `credit` is an agency's name or credit line found in byline or page marks. `genre` is one of "report", "opinion",
    "satire", "roundup", "live". `confidence` is the agreement of two extractors, 0 to 1 (1 for text given as text).
    `fetched` is when its bytes were captured, never when they were imported.
    """

    id: ArticleId
    url: str
    outlet: OutletId | None
    name: str
    title: str
    text: str
    text_sha256: Digest
    payload_sha256: Digest
    extractor: str
    sentences: tuple[Span, ...]
    language: str | None = None
    published: Moment | None = None
    fetched: Moment | None = None
    byline: str = ""
    credit: str = ""
    genre: str = "report"
    confidence: float = 1.0
    claimed_outlet: str | None = None

    @property
    def when(self) -> Moment | None:
        """Publication time, else the time of capture."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class Arrival:
    """One capture's way through the door: where its record lies and what became of it."""

    capture: Capture
    record: RecordAddress
    article: Article | None
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a removed article: its address, digests, and the reason."""

    url: str
    reason: str
    payload_sha256: Digest
    text_sha256: Digest
