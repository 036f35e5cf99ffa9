"""The newest briefs as Atom (RFC 4287) and as JSON Feed 1.1.

Links are relative unless `address` (the site's own, ending in a slash) is known. Atom wants a time where only a day
may be known: it then gets the day's first second, and the summary states the day as it is known. JSON Feed leaves the
date out instead.
"""

import json
import re
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree

from alteram.config import Publisher
from alteram.model.ids import Moment, has_time
from alteram.stages.publish.lists import newest_first
from alteram.stages.publish.views import NOBODY, StoryRow
from alteram.stages.publish.wording import count, moment

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
"""Stories that a feed lists."""
UNKNOWN_TIME = "1970-01-01T00:00:00Z"
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _newest(rows: Iterable[StoryRow]) -> tuple[StoryRow, ...]:
    """The rows a feed lists: those with a brief that was not withdrawn, newest first."""
    return tuple(row for row in newest_first(rows) if row.brief and row.headline)[:NEWEST]


def _urn(name: str) -> str:
    """A stable URN of a thing without an address."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"alteram:{name}").urn


def _time(value: Moment | None) -> str:
    """A moment as RFC 3339 time, which Atom demands."""
    if value is None:
        return UNKNOWN_TIME
    return value if has_time(value) else f"{value}T00:00:00Z"


def _place(row: StoryRow, address: str) -> str:
    return f"{address}stories/{row.story}/index.html"


def _content(row: StoryRow) -> str:
    """Summary of an entry in plain text."""
    counts = f"{count(row.facts, 'fact')}, {count(row.outlets, 'outlet')}, {count(row.origins, 'independent origin')}"
    return f"{row.summary}\n\n{counts}. Edition {row.edition}, {moment(row.updated)}."


def _title(publisher: Publisher) -> str:
    return f"Alteram: {publisher.name}" if publisher.name else "Alteram"


def atom(rows: Iterable[StoryRow], *, publisher: Publisher = NOBODY, address: str = "") -> bytes:
    """The Atom feed of the newest briefs, UTF-8."""
    newest = _newest(rows)
    feed = ElementTree.Element("feed", xmlns=ATOM)

    def add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
        child = ElementTree.SubElement(parent, tag, attributes)
        child.text = NOT_XML.sub("", text) or None
        return child

    add(feed, "title", _title(publisher))
    add(feed, "id", _urn(f"feed:{publisher.name}"))
    add(feed, "updated", max((_time(row.updated) for row in newest), default=UNKNOWN_TIME))
    add(add(feed, "author"), "name", publisher.name or "Alteram")
    add(feed, "link", rel="self", href=f"{address}feed.atom", type="application/atom+xml")
    add(feed, "link", rel="alternate", href=f"{address}index.html", type="text/html")
    for row in newest:
        entry = add(feed, "entry")
        add(entry, "title", row.headline)
        add(entry, "id", _urn(f"story:{row.story}"))
        add(entry, "updated", _time(row.updated))
        add(entry, "link", rel="alternate", href=_place(row, address), type="text/html")
        add(entry, "summary", _content(row))
    ElementTree.indent(feed)
    xml = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml}\n'.encode()


def json_feed(rows: Iterable[StoryRow], *, publisher: Publisher = NOBODY, address: str = "") -> bytes:
    """The JSON Feed of the newest briefs, UTF-8."""
    items = []
    for row in _newest(rows):
        item = {"id": _urn(f"story:{row.story}"), "url": _place(row, address), "title": row.headline}
        item["content_text"] = _content(row)
        if row.updated is not None and has_time(row.updated):
            item["date_modified"] = row.updated
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(publisher),
        "home_page_url": f"{address}index.html",
        "feed_url": f"{address}feed.json",
        "items": items,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
