"""What extraction finds in one capture, before anybody says whose article it is."""

from dataclasses import dataclass
from importlib.metadata import version

from alteram.model.articles import Capture, Failure, Span
from alteram.model.ids import Moment

REVISION = 1
"""Raised by every change that can change a text: article ids depend on it."""

EXTRACTOR = f"alteram-extract/{REVISION}+trafilatura-{version('trafilatura')}"
"""Version of the extractor, part of every article id and named in every brief."""

STAGE = "extract"


@dataclass(frozen=True, slots=True)
class Extracted:
    """One article version without an owner. `text` is canonical and `sentences` are spans of it.

    `site_name` and `page_url` are what the page claims of itself; see `alteram.model.articles.Article` for the rest.
    """

    title: str
    text: str
    sentences: tuple[Span, ...]
    language: str | None
    published: Moment | None
    byline: str
    credit: str
    genre: str
    confidence: float
    site_name: str = ""
    page_url: str = ""


class Refusal(Exception):
    """Raised inside the stage where a capture gives no article; it becomes a `Failure` at the stage's border.

    `kind` is one of too-large, not-html, undecodable, too-deep, not-an-article, advertisement, no-title, empty-text.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def failure(capture: Capture, refusal: Refusal) -> Failure:
    """A refusal as the datum that is stored and shown."""
    subject = capture.url or capture.subject or capture.payload_sha256
    return Failure(stage=STAGE, subject=subject, kind=refusal.kind, message=str(refusal))
