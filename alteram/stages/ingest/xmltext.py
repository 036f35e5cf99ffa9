"""Foreign XML made safe and readable before any parser sees it.

What parsers disagree on or can be hurt by goes first: the prolog with its DOCTYPE (so no entity can be declared and no
DTD fetched), named HTML entities, references to characters that XML does not have, bare ampersands, nesting beyond
reason. Everything runs in time linear in the document.
"""

import html.entities
import io
import re

from alteram.stages.ingest.files import Refused
from alteram.stages.ingest.inflate import MAGIC, gzip_chunks, whole

DEEPEST = 256
"""Elements within elements; feeds use about ten, and libxml2 gives up at 256 too."""

MOST_ATTRIBUTES = 1_000
"""On one element; Python's XML reader takes time with the square of their number."""

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

_OPENED = re.compile(r"\s*(<!--|<\?)")
_PAGE = re.compile(r"<html[\s>]|<!DOCTYPE\s+html", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY|<!ATTLIST", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,30});|#[xX]([0-9A-Fa-f]{1,30});|([A-Za-z][A-Za-z0-9]{1,31});|)")
_KEPT_NAMES = ("amp", "lt", "gt", "quot", "apos")
_PIECE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<(/?)([A-Za-z_][\w:.-]*)[^<>]*?(/?)>", re.DOTALL
)
_ENTRIES = ("item", "entry", "url", "sitemap")
_ENTRY_DEPTH = 2
_WINDOWS = {0x80 + i: character for i, character in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"))}


def uncompressed(payload: bytes, most: int) -> bytes:
    """The payload, one layer of gzip undone, at most `most` bytes; raises `Refused` beyond, and for damage."""
    if payload.startswith(MAGIC):
        payload = whole(gzip_chunks(io.BytesIO(payload)), most)
        if payload.startswith(MAGIC):
            raise Refused("not-a-feed", "the document is compressed more than once; refused")
    if len(payload) > most:
        raise Refused("too-large", f"more than {most:,} bytes; refused")
    if not payload.strip():
        raise Refused("empty", "the document is empty; nothing is concluded from that")
    return payload


def root_at(text: str, names: re.Pattern[str]) -> int:
    """Where the root element begins: the first start tag that `names` matches, behind declarations and comments.

    Text before it (warnings of the server's software) is stepped over. Raises `Refused` where there is none, and where
    the prolog declares entities, whatever they would expand to.
    """
    root = names.search(text, _behind_comments(text))
    prolog = text[: root.start() if root else len(text)]
    if _DOCTYPE.search(prolog) and _ENTITY.search(prolog):
        raise Refused("entities", "the document declares entities; such documents are refused unread")
    if root is None or _PAGE.search(prolog):
        raise Refused("not-a-feed", "the server sent something else than was asked for; look at the address")
    return root.start()


def _behind_comments(text: str) -> int:
    """The position behind all declarations and comments with which a document begins."""
    position = 0
    while found := _OPENED.match(text, position):
        end = "-->" if found.group(1) == "<!--" else "?>"
        closed = text.find(end, found.end())
        if closed < 0:
            return len(text)
        position = closed + len(end)
    return position


def repaired(text: str) -> str:
    """XML text with characters and references that every parser reads; raises `Refused` where it nests too deep."""
    text = _NOT_XML.sub("", text)
    if "&" in text:
        text = _REFERENCE.sub(_reference, text)
    _check_depth(text)
    return text


def _reference(match: re.Match[str]) -> str:
    """What stands for one "&": the reference, the character it names, nothing, or the escaped sign itself."""
    decimal, hexadecimal, name = match.groups()
    if name:
        if name in _KEPT_NAMES:
            return match.group()
        character = html.entities.html5.get(f"{name};")
        return f"&amp;{name};" if character is None else _escaped(character)
    if not decimal and not hexadecimal:
        return "&amp;"
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number > 0x10FFFF or _NOT_XML.match(chr(number)):
        return ""
    return match.group()


def _escaped(character: str) -> str:
    """A character as XML text."""
    return "".join({"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(c, c) for c in character)


def _attributes(tag: str) -> int:
    """About how many attributes a start tag has; declarations of name spaces are harmless and not counted."""
    return tag.count("=") - tag.count("xmlns")


def _check_depth(text: str) -> None:
    """Raises `Refused` at more than `DEEPEST` elements within each other; what an entry left open ends with it."""
    depth = 0
    for found in _PIECE.finditer(text):
        closing, name, empty = found.groups()
        if name is None:
            continue
        if found.end() - found.start() > MOST_ATTRIBUTES and _attributes(found.group()) > MOST_ATTRIBUTES:
            raise Refused("too-complex", f"an element has more than {MOST_ATTRIBUTES:,} attributes; refused")
        if empty:
            continue
        depth += -1 if closing else 1
        if closing and name in _ENTRIES:
            depth = _ENTRY_DEPTH
        if depth > DEEPEST:
            raise Refused("too-deep", f"more than {DEEPEST} elements stand within each other; refused")
