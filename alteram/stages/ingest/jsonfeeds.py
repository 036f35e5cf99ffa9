"""JSON Feed (version 1 and 1.1, jsonfeed.org): our own reader."""

from typing import Any

import msgspec

from alteram.stages.ingest.feeditems import Item
from alteram.stages.ingest.files import Refused

_OBJECT = msgspec.json.Decoder(type=dict[str, Any])


def json_items(text: str) -> tuple[str, tuple[Item, ...]]:
    """Title and entries; entries that are no objects are left out. Raises `Refused` where the text is no JSON feed."""
    try:
        value = _OBJECT.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError) as error:
        raise Refused("not-a-feed", f"the JSON cannot be read ({error})") from error
    items = value.get("items")
    if not isinstance(items, list):
        raise Refused("not-a-feed", 'the JSON has no list "items"; it is no JSON Feed')
    return _text(value.get("title")), tuple(_item(item) for item in items if isinstance(item, dict))


def _item(value: dict[str, Any]) -> Item:
    """One entry. The address of the article itself is `url`; `external_url` is somebody else's page."""
    return Item(
        title=_text(value.get("title")),
        link=_text(value.get("url")),
        stated=_text(value.get("date_published")) or _text(value.get("date_modified")),
        summary=_text(value.get("summary")) or _text(value.get("content_text")) or _text(value.get("content_html")),
    )


def _text(value: object) -> str:
    """A field of text, "" for any other type."""
    return value if isinstance(value, str) else ""
