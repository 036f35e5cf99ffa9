"""Foreign markup to plain text: no tag, no control, no invisible character is left, whatever was escaped how often."""

import html
import re
import unicodedata

TITLE_CHARACTERS = 1_000
SUMMARY_CHARACTERS = 5_000
_READ_CHARACTERS = 200_000
"""What is looked at of one field, markup included."""

_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e01ef]"
)
"""Controls; soft hyphens, direction and width marks; surrogates and noncharacters; tags and variation selectors."""
_SELECTORS = re.compile("[\ufe00-\ufe0f]{2,}")
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]+"
)
_SPACE = re.compile(r"[\s\u0085\u2028\u2029]+")
_UNREAD = re.compile(r"<(script|style|template|noscript|svg|math|iframe|object|form)\b[^>]*>.*?</\1\s*>", re.I | re.S)
_TAG = re.compile(r"<(?:!--.*?(?:-->|$)|[!/?]?[A-Za-z][^<>]*(?:>|$|(?=<)))", re.S)
_LETTER_AFTER = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"\bon[a-z]{3,24}\s*=\s*(?=[\"'])|\b(?:java|vb)script\s*:(?=\S)|\bdata:text/html", re.IGNORECASE)
"""What only code says. Plain text is shown as text and cannot run it, but no reader of a title misses it either."""
_MOST_LAYERS = 4
"""Times that markup may have been escaped; what is still markup then loses its angle brackets."""


def visible(text: str) -> str:
    """`text` without characters that no reader sees, in NFC, with at most four marks on a letter."""
    if text.isascii() and text.isprintable():
        return text
    kept = _MARKS.sub(r"\1", _SELECTORS.sub("", _DROPPED.sub("", text)))
    return _MARKS.sub(r"\1", unicodedata.normalize("NFC", kept))


def one_line(text: str, most: int) -> str:
    """Visible text with every run of white space as one space, cut to `most` characters with an ellipsis."""
    line = _SPACE.sub(" ", visible(text[: max(_READ_CHARACTERS, most)])).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plain(markup: str, most: int) -> str:
    """The text of a field that may hold HTML, escaped once or more often, as one line of at most `most` characters."""
    text = _DROPPED.sub("", markup[:_READ_CHARACTERS])
    for _ in range(_MOST_LAYERS):
        before = text
        if "<" in text:
            text = _TAG.sub(" ", _UNREAD.sub(" ", text))
        if "&" in text:
            text = _DROPPED.sub("", html.unescape(text))
        if text == before:
            break
    return one_line(_CODE.sub("", _LETTER_AFTER.sub("", text)), most)
