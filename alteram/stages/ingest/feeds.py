"""Feeds (RSS, Atom, RDF, JSON Feed) become leads.

fastfeedparser reads most of them; feedparser reads again what it refuses, drops a link of, or shows U+FFFD in
(`python -m evals.feeds` measures both on 89 real feeds). Both only ever see text that
`xmltext` has made safe, and nothing they say of dates is taken that the feed does not state in so many words: one of
them guesses at "02/11/2026".
"""

import contextlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import fastfeedparser
import feedparser
from lxml.etree import LxmlError

from alteram.model.articles import Failure, Lead
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.charsets import decoded
from alteram.stages.ingest.feeddates import StatedDates
from alteram.stages.ingest.feeditems import Item
from alteram.stages.ingest.files import Refused, failure
from alteram.stages.ingest.jsonfeeds import json_items
from alteram.stages.ingest.plain import SUMMARY_CHARACTERS, TITLE_CHARACTERS, one_line, plain
from alteram.stages.ingest.xmltext import DECLARATION, repaired, root_at, uncompressed

FEED_BYTES = 10 * 1024 * 1024
"""Largest feed, inflated; the largest of the 89 measured ones has 2 MB."""
MOST_LEADS = 5_000
MOST_PROBLEMS = 50

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf|channel)(?=[\s/>])", re.IGNORECASE)
_ENTRY = re.compile(
    r"<(?:(?P<name>(?:[A-Za-z][\w.-]*:)?(?:item|entry)(?=[\s/>]))|!\[CDATA\[.*?(?:\]\]>|\Z)|!--.*?(?:-->|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_ENTRY_END = re.compile(r"</(?:[A-Za-z][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)
_RAISED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What the parsers raise for documents that they cannot read."""
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ocid|cmpid|ftag|smid|at_\w+)\Z", re.I)
_MIRROR_HOST = re.compile(r"(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_MIRROR_PATH = re.compile(r"\A/amp(?=/.)|(?:/amp|/)+\Z|\.amp(?=\.html?\Z)")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: leads in its own order, each address once; `unlinked` counts entries without one to follow.

    `problems` name what was left out or could not be read (at most 50). That an entry is missing means nothing.
    """

    title: str
    leads: tuple[Lead, ...]
    unlinked: int = 0
    problems: tuple[Failure, ...] = ()


def parse_feed(payload: bytes, url: str, content_type: str | None) -> Feed | Failure:
    """Reads a feed that was fetched from `url`; `content_type` is the response's header.

    Links are absolute http(s) addresses of public hosts, titles and summaries plain text, times as stated. A document
    that is no feed, is empty, declares entities, nests too deep or is too large gives a `Failure`.
    """
    try:
        text = decoded(uncompressed(payload, FEED_BYTES), content_type)
        if text.lstrip().startswith(("{", "[")):
            title, items = json_items(text)
            return _feed(title, items, url, StatedDates.of_values(item.stated for item in items), ())
        return _xml_feed(text, url)
    except Refused as refused:
        return failure(url, refused.kind, f"{url}: {refused.message}")


def _xml_feed(text: str, url: str) -> Feed:
    """A feed in XML; raises `Refused` where neither parser finds one."""
    body = repaired(text[root_at(text, _ROOT) :])
    problems: list[Failure] = []
    whole = _whole(body)
    if whole != body:
        problems.append(failure(url, "truncated", f"{url}: the feed ends early; its whole entries are kept"))
    dated, dates, bad = StatedDates.of_xml(whole)
    if bad:
        problems.append(failure(url, "bad-date", f"{url}: dates that are not stated in a known form: {bad:,}"))
    document = (DECLARATION + dated).encode()
    begun = min(sum(found["name"] is not None for found in _ENTRY.finditer(dated)), MOST_LEADS + 1)
    title, items = _items(document, begun, "\ufffd" in text)
    if len(items) < begun:
        problems.append(failure(url, "broken", f"{url}: broken XML; {len(items):,} of {begun:,} entries could be read"))
    return _feed(title, items, url, dates, problems)


def _whole(body: str) -> str:
    """A document as it is, or, where the end tag of its root is missing, cut behind its last whole entry and closed."""
    root = _ROOT.match(body)
    name = root.group()[1:] if root else ""
    if re.search(rf"</{re.escape(name)}\s*>", body, re.IGNORECASE):
        return body
    ends = [found.end() for found in _ENTRY_END.finditer(body)]
    channel = "</channel>" if name.lower() == "rss" and "<channel" in body else ""
    return f"{body[: ends[-1]]}{channel}</{name}>" if ends else body


def _items(document: bytes, begun: int, replaced: bool) -> tuple[str, tuple[Item, ...]]:
    """Title and entries by the first parser; by the second where that fails, drops a link or spoils a letter.

    Also where it finds fewer entries than are `begun`: in broken XML it stops, and feedparser has a reader for that.
    """
    first: tuple[str, tuple[Item, ...]] | None = None
    with contextlib.suppress(*_RAISED, LxmlError):
        first = _by_fastfeedparser(document)
    if first and len(first[1]) >= max(begun, 1) and all(_whole_item(item, replaced) for item in first[1]):
        return first
    second = _by_feedparser(document)
    if first is None and second is None:
        raise Refused("not-a-feed", "no parser finds a feed in it; look at the address")
    return max((found for found in (second, first) if found), key=lambda found: sum(bool(i.link) for i in found[1]))


def _whole_item(item: Item, replaced: bool) -> bool:
    """Whether an entry has its link, and no spoilt letter in its title unless letters were `replaced` before."""
    return bool(item.link) and (replaced or "\ufffd" not in item.title)


def _by_fastfeedparser(document: bytes) -> tuple[str, tuple[Item, ...]]:
    """Title and entries; raises what the library raises."""
    found = fastfeedparser.parse(document, include_tags=False, include_media=False, include_enclosures=False)
    items = tuple(
        Item(
            title=_text(entry.get("title")),
            link=_text(entry.get("link")),
            stated=_text(entry.get("published")) or _text(entry.get("updated")),
            summary=_text(entry.get("description")),
        )
        for entry in found["entries"][: MOST_LEADS + 1]
    )
    return _text(found["feed"].get("title")), items


def _by_feedparser(document: bytes) -> tuple[str, tuple[Item, ...]] | None:
    """Title and entries; None where it finds no feed."""
    try:
        found = feedparser.parse(io.BytesIO(document), sanitize_html=False, resolve_relative_uris=False)
    except (*_RAISED, re.error):
        return None
    if not found.get("version") and not found.entries:
        return None
    items = tuple(
        Item(
            title=_text(entry.get("title")),
            link=_text(entry.get("link")),
            stated=_text(entry.get("published")) or _text(entry.get("updated")),
            summary=_text(entry.get("summary")),
        )
        for entry in found.entries[: MOST_LEADS + 1]
    )
    return _text(found.feed.get("title")), items


def _text(value: object) -> str:
    """A field of text, "" for anything else."""
    return value if isinstance(value, str) else ""


def _feed(title: str, items: Iterable[Item], url: str, dates: StatedDates, problems: Iterable[Failure]) -> Feed:
    """Entries as leads, each address once, the first one kept; what is wrong with one is noted and costs only that."""
    leads: dict[str, Lead] = {}
    notes = list(problems)
    unlinked = 0
    items = tuple(items)
    if len(items) > MOST_LEADS:
        notes.append(failure(url, "too-many", f"{url}: more than {MOST_LEADS:,} entries; the rest was left out"))
    for item in items[:MOST_LEADS]:
        if not (item.title.strip() or item.link.strip() or item.summary.strip()):
            continue
        name = plain(item.title, TITLE_CHARACTERS)
        summary = plain(item.summary, SUMMARY_CHARACTERS)
        link = followable(item.link, url)
        if link is None:
            unlinked += 1
            notes.append(failure(url, "no-link", f"{url}: the entry {name[:60]!r} has no link that may be followed"))
            continue
        published = dates.read(item.stated)
        if item.stated.strip() and published is None:
            notes.append(failure(url, "bad-date", f"{url}: the date of {name[:60]!r} is not stated in a known form"))
        leads.setdefault(identity(link), Lead(link, name or one_line(summary, 120), published, None, summary))
    return Feed(plain(title, TITLE_CHARACTERS), tuple(leads.values()), unlinked, tuple(notes[:MOST_PROBLEMS]))


def followable(link: str, base: str) -> str | None:
    """An entry's link as an address to fetch, without the parameters that only count visitors; None for none."""
    address = public_address(link.replace("&amp;", "&"), base) if link.strip() else None
    if address is None or "?" not in address:
        return address
    parts = urlsplit(address)
    kept = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair.partition("=")[0]))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, ""))


def identity(address: str) -> str:
    """What two addresses of one article share: no scheme, no www, mobile or AMP variant, no final slash."""
    parts = urlsplit(address)
    return f"{_MIRROR_HOST.sub('', parts.netloc)}{_MIRROR_PATH.sub('', parts.path)}?{parts.query}"
