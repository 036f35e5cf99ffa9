"""A page that was fetched becomes a capture, or is left alone."""

import re

from alteram.model.articles import Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.ingest.files import failure
from alteram.stages.ingest.web.outcomes import Answer
from alteram.stages.ingest.web.reservations import reservation

MEDIA_TYPE = "text/html"
_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_HOP_BY_HOP = frozenset(
    (
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authentication-info",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)
"""What is said to the next machine on the way and not of the page (RFC 9110, 7.6.1), beside what Connection names."""
_COOKIES = frozenset(("set-cookie", "set-cookie2"))
"""They name whoever asked, and may be as good as a password; of the page they say nothing."""
_MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def capture_of(answer: Answer) -> Capture | Failure:
    """The capture of a page: its address is the one that answered, its time is ours, its body as decompressed, its
    status and headers those of the answer (see `_headers`).

    What a server calls a page is believed where it says HTML; otherwise the bytes decide. An empty page, something else
    than a page, and one that reserves itself give a `Failure`.
    """
    stated = answer.header("content-type")
    kind = stated.partition(";")[0].strip().lower()
    if not answer.body.strip():
        return failure(answer.url, "empty", f"{answer.url}: the server sent an empty page")
    if kind not in _TYPES and not _MARKUP.match(answer.body):
        return failure(answer.url, "not-html", f"{answer.url}: this is no page, but {kind[:60] or 'something else'!r}")
    left = reservation(answer)
    if left is not None:
        return left
    media_type = stated if kind in _TYPES else MEDIA_TYPE
    return Capture(
        answer.url,
        answer.body,
        digest_of(answer.body),
        media_type,
        answer.fetched,
        subject=answer.url,
        status=answer.status,
        headers=_headers(answer),
    )


def _headers(answer: Answer) -> tuple[tuple[str, str], ...]:
    """The header lines to keep, in the answer's order: not those about the connection, nor cookies."""
    named = {name.strip().lower() for value in answer.headers.get("connection", ()) for name in value.split(",")}
    left_out = _HOP_BY_HOP | _COOKIES | named
    return tuple(
        (name, _text(value)) for name, values in answer.headers.items() if name not in left_out for value in values
    )


def _text(value: str) -> str:
    """A header's value as text: UTF-8 where it is that, else Latin-1. The client gives bytes that are no UTF-8 as lone
    surrogates."""
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
