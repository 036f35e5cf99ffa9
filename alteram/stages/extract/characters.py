"""Characters that carry no text: controls, direction overrides, invisible ones. What is left is NFC."""

import re
import unicodedata

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, except white space
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # soft hyphen, direction
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # surrogates and noncharacters
    "\U000e0000-\U000e007f]"  # tag characters, by which text is smuggled past readers
)
_ASCII_JOINER = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f])")
"""Joiners shape letters of other scripts and emoji; beside ASCII they are only invisible."""

REPLACEMENT = "\ufffd"
SPACELESS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""A letter of a script that writes without spaces (Thai, Lao, Burmese, Khmer, Japanese, Chinese)."""


def visible(text: str) -> str:
    """`text` without characters that no reader sees, in NFC. White space stays as it is."""
    # What is dropped is never printable, so one pass of a quick test spares most texts two slow ones.
    if text.replace("\n", "").replace("\xa0", "").isprintable():
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _ASCII_JOINER.sub("", _DROPPED.sub("", text)))


def one_line(text: str) -> str:
    """`visible` text with every run of white space as one space, none at either end."""
    return " ".join(visible(text).split())


def folded(text: str) -> str:
    """Letters and digits of `text` in lower case, one space between words: to compare two ways to write one thing."""
    return " ".join(_WORD.findall(text.casefold()))


_WORD = re.compile(r"[^\W_]+")
_WORD_OR_LETTER = re.compile(f"{SPACELESS}|(?:(?!{SPACELESS})[^\\W_])+")
_ANY_SPACELESS = re.compile(SPACELESS)


def words(text: str) -> list[str]:
    """The words of a text as written; of scripts without spaces the letters."""
    return (_WORD_OR_LETTER if not text.isascii() and _ANY_SPACELESS.search(text) else _WORD).findall(text)
