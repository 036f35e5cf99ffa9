"""JSON-LD as pages print it: the article that a page says it is, as plain strings. Wrong types are passed over."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from alteram.stages.extract.characters import folded, one_line
from alteram.stages.extract.tree import Element

MOST_NODES = 2000
MOST_DEPTH = 12
SCRIPT_CHARACTERS = 1_000_000
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*;?\s*$|;\s*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one JSON-LD article says. Everything is "" or empty where it is not said."""

    types: tuple[str, ...] = ()
    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    sections: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    credit: str = ""


@lru_cache(maxsize=1)
def schema_types() -> dict[str, Any]:
    """The type names that count as articles or pages, and the genres that some name."""
    return tomllib.loads(Path(__file__).with_name("schema_types.toml").read_text(encoding="utf-8"))


def statement(tree: Element, titles: tuple[str, ...]) -> Statement:
    """The article among a page's JSON-LD: one whose headline is a title of the page, else the first.

    Empty fields are filled from the page's other nodes of article or page type.
    """
    nodes = [node for script in _scripts(tree) for node in _nodes(_load(script))]
    known = schema_types()
    articles = [node for node in nodes if not _types(node).isdisjoint(known["articles"])]
    pages = [node for node in nodes if not _types(node).isdisjoint(known["pages"])]
    wanted = {folded(title) for title in titles if title}
    articles.sort(key=lambda node: folded(_text(node.get("headline"))) not in wanted)
    ranked = [*articles[:1], *pages[:1]]
    if not ranked:
        return Statement()
    main = articles[0] if articles else {}

    def first(*keys: str) -> str:
        return next((found for node in ranked for key in keys if (found := _text(node.get(key)))), "")

    return Statement(
        types=tuple(sorted(_types(main))),
        headline=(_text(main.get("headline")) or _text(main.get("name")))[:400],
        published=first("datePublished") or _text(main.get("dateCreated")) or first("uploadDate"),
        authors=tuple(dict.fromkeys(_names(main.get("author")) or _names(main.get("creator")))),
        publisher=next(iter(_names(main.get("publisher"))), ""),
        sections=tuple(dict.fromkeys([*_texts(main.get("articleSection")), *_texts(main.get("genre"))])),
        url=_address(main.get("mainEntityOfPage")) or _address(main.get("url")),
        language=first("inLanguage"),
        credit=_text(main.get("creditText")) or next(iter(_names(main.get("sourceOrganization"))), ""),
    )


def _scripts(tree: Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) < SCRIPT_CHARACTERS:
            yield script.text


def _load(source: str) -> Any:
    """The JSON of one script; None for what is none, or is nested too deep."""
    for attempt in (source, _WRAPPING.sub("", _WRAPPING.sub("", source))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> list[dict[str, Any]]:
    """Objects of a document: itself, members of lists and of @graph, main entities; breadth first, bounded."""
    found: list[dict[str, Any]] = []
    level = [value]
    for _ in range(MOST_DEPTH):
        following: list[Any] = []
        for item in level:
            if isinstance(item, list):
                following.extend(item[:MOST_NODES])
            elif isinstance(item, dict):
                found.append(item)
                following.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
        if not following or len(found) > MOST_NODES:
            break
        level = following[:MOST_NODES]
    return found


def _types(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(kind.rpartition("/")[2] for kind in _texts(node.get("@type")))


def _texts(value: Any) -> tuple[str, ...]:
    """The strings of a value that may be one or a list of some."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for item in values[:50] if (text := _text(item)))


def _text(value: Any) -> str:
    """A string as one line of plain text, entities resolved twice as pages often print them; "" for any other type."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return ""
    return one_line(_TAG.sub("", unescape(unescape(value))) if "&" in value or "<" in value else value)


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def _names(value: Any, depth: int = 0) -> tuple[str, ...]:
    """Names of persons or organisations, however they are nested."""
    if isinstance(value, list) and depth < 4:
        return tuple(name for item in value[:50] for name in _names(item, depth + 1))
    if isinstance(value, dict):
        return _texts(value.get("name"))
    return (_text(value),) if _text(value) else ()


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return _text(value)
