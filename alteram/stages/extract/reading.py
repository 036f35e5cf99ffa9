"""From a capture to an article version: the order of the steps, each of which lives in its own module."""

from alteram.config import LIMITS
from alteram.model.articles import Capture, Declared, Failure
from alteram.model.ids import Moment
from alteram.stages.extract.body import main_text
from alteram.stages.extract.characters import REPLACEMENT, one_line
from alteram.stages.extract.credit import credit_of
from alteram.stages.extract.dates import address_day, plausible, searched_day
from alteram.stages.extract.decoding import decode
from alteram.stages.extract.extracted import Extracted, Refusal, failure
from alteram.stages.extract.genre import ADVERTISEMENT, genre_by_words, genre_of
from alteram.stages.extract.hidden import drop_unseen
from alteram.stages.extract.languages import language_of
from alteram.stages.extract.leftovers import trim
from alteram.stages.extract.metadata import Metadata, read_metadata
from alteram.stages.extract.refusals import check_text
from alteram.stages.extract.tree import Element, parse, tidy
from alteram.text.sentences import canonical, sentences

_HTML_TYPES = (
    "",
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/octet-stream",
    "application/xml",
    "text/xml",
)
LABEL_CHARACTERS = 60
NOTICE_CHARACTERS = 200


def extract_article(capture: Capture) -> Extracted | Failure:
    """The article of one capture, or the reason why it gives none. Pure, and safe to call only under limits."""
    try:
        return _page(capture) if capture.declared is None else _text(capture, capture.declared)
    except Refusal as refusal:
        return failure(capture, refusal)


def _text(capture: Capture, declared: Declared) -> Extracted:
    """An article that came as title and text."""
    lines = [one_line(line) for line in declared.text.splitlines()]
    title = one_line(declared.title)
    paragraphs = tuple(line for line in lines if line)
    if paragraphs and one_line(paragraphs[0]) == title:
        paragraphs = paragraphs[1:]
    if not any(character.isalpha() for character in "".join(paragraphs)):
        raise Refusal("empty-text", "the line has no text")
    if not title:
        raise Refusal("no-title", "the line has no title")
    byline = ", ".join(one_line(author) for author in declared.authors)
    text = _canonical(title, paragraphs)
    language = language_of("\n".join(paragraphs), declared.language or "")
    marked = _report_unless(genre_of(capture.url, title, labels=_labels(paragraphs), notices=_notices(paragraphs)))
    return Extracted(
        title=title,
        text=text,
        sentences=sentences(text),
        language=language,
        published=declared.published,
        byline=byline,
        credit=credit_of(paragraphs, byline, ""),
        genre=genre_by_words(marked, text, language),
        confidence=1.0,
        site_name=one_line(declared.outlet or ""),
    )


def _page(capture: Capture) -> Extracted:
    """An article that came as a page."""
    if len(capture.payload) > LIMITS.page_bytes:
        raise Refusal("too-large", f"the page has {len(capture.payload)} bytes; the limit is {LIMITS.page_bytes}")
    media_type = capture.media_type.partition(";")[0].strip().lower()
    if media_type not in _HTML_TYPES:
        raise Refusal("not-html", f"the type {media_type!r} is not HTML")
    markup = tidy(decode(capture.payload, capture.media_type))
    if not markup.strip():
        raise Refusal("empty-text", "the page is empty")
    tree = parse(markup)
    metadata = read_metadata(tree, capture.url)
    published = plausible(metadata.published, capture.fetched) or _unstated_day(tree, metadata, capture)
    drop_unseen(tree)
    found, agreed = main_text(tree, markup)
    paragraphs = trim(found, metadata.title, metadata.byline)
    check_text(metadata.title, paragraphs)
    genre = genre_of(
        capture.url or metadata.url,
        metadata.title,
        types=metadata.types,
        sections=metadata.sections,
        labels=_labels(found),
        notices=_notices(found),
    )
    if genre == ADVERTISEMENT:
        raise Refusal("advertisement", "the page says that it is paid for")
    text = _canonical(metadata.title, paragraphs)
    body = "\n".join(paragraphs)
    language = language_of(body, metadata.language)
    return Extracted(
        title=metadata.title,
        text=text,
        sentences=sentences(text),
        language=language,
        published=published,
        byline=metadata.byline,
        credit=credit_of(paragraphs, metadata.byline, metadata.credit),
        genre=genre_by_words(genre, text, language),
        # A text with characters that could not be decoded is trusted less.
        confidence=min(agreed, 0.5) if REPLACEMENT in body else agreed,
        site_name=metadata.site_name,
        page_url=metadata.url,
    )


def _unstated_day(tree: Element, metadata: Metadata, capture: Capture) -> Moment | None:
    """A day for a page whose marks state none: of its address, else by htmldate."""
    found = address_day(capture.url or metadata.url) or searched_day(tree)
    return plausible(found, capture.fetched)


def _canonical(title: str, paragraphs: tuple[str, ...]) -> str:
    text = canonical(title, paragraphs)
    if len(text) > LIMITS.text_characters:
        raise Refusal("too-large", f"the text has {len(text)} characters; the limit is {LIMITS.text_characters}")
    return text


def _labels(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Short paragraphs at the top, where kickers stand."""
    return tuple(paragraph for paragraph in paragraphs[:4] if len(paragraph) <= LABEL_CHARACTERS)


def _notices(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Paragraphs at the end that may tell what the page is."""
    return tuple(paragraph for paragraph in paragraphs[-3:] if len(paragraph) <= NOTICE_CHARACTERS)


def _report_unless(genre: str) -> str:
    """Articles given as text have no page around them that could be paid for, only words that look like it."""
    return "report" if genre == ADVERTISEMENT else genre
