"""Paragraphs, sentences and tokens of a canonical text, with exact offsets.

The splitter is a regular expression and an abbreviation list; its residual errors are quotation plus attribution, for
which it has rules of its own. All offsets are code points into the whole text.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.passes import SHORT, TEXTS, Pass

CLOSERS = "\"'”’»)]"
OPENERS = "\"'“‘«(["

_BREAK = re.compile(r"\n\s*\n|\n")
_SPACE = re.compile(r"\s+")
_FIGURE = r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k|pm|am)?\b%?"
_TOKEN = re.compile(
    # Each alternative begins with one set of characters, so that most are passed over without a try.
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"
    rf"|{_FIGURE}|[$£€¥]{_FIGURE}"
    r"|[^\W_]++(?:['’‑\-&.@/][^\W_]+)*"
    r"|\.\.+"
    r"|\S"
)
_TITLE_DOT = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")
_CANDIDATE = re.compile(
    rf"(?P<stop>[.?!…]+)(?P<close>[{re.escape(CLOSERS)}]*)(?P<gap>\s+|(?=[A-Z“][a-z]))(?P<open>[{re.escape(OPENERS)}]*)"
    r"(?=(?P<next>\S))"
)
_LAST_WORD = re.compile(r"(\S+)$")
_SPEAKER = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|the|a|an|of|for|and|de|van|von|al|bin|el|la|his|her|their|one|another),?\s+){1,9}?"
    r"(?:also\s+|then\s+|has\s+|had\s+|later\s+)?"
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|replied|replies|responded|continued|tweeted|shouted|"
    r"exclaimed|wondered|wonders|recalled|explained|demanded|declared|quipped|yelled|cried|joked)\b"
)


class Token(NamedTuple):
    """A word, a number or a single punctuation mark; `text` is `whole[start:end]`.

    A named tuple, since every article has a thousand: it is made in half the time of a frozen dataclass.
    """

    start: int
    end: int
    text: str


_new = tuple.__new__
"""Makes a named tuple of its parts without the detour over its own `__new__`, which is a function in Python."""


def canonical(title: str, paragraphs: Iterable[str]) -> str:
    """The canonical text: title, blank line, paragraphs parted by a blank line; NFC; white space runs are one space.

    A missing title leaves the paragraphs alone; empty paragraphs are dropped; there is no final newline. Characters
    that take no room and only upset matching (byte order mark, zero-width space, soft hyphen) are dropped.
    """
    blocks = []
    for block in (title, *paragraphs):
        bare = re.sub("[\u200b\ufeff\u00ad\u2060]", "", block)
        clean = _SPACE.sub(" ", unicodedata.normalize("NFC", bare)).strip()
        if clean:
            blocks.append(clean)
    return "\n\n".join(blocks)


@lru_cache(maxsize=256)
def paragraphs(text: str) -> tuple[Span, ...]:
    """Paragraphs of a canonical text in order, without white space at their ends; the first one is the title."""
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(span for span in (_trim(text, *span) for span in spans) if span[0] < span[1])


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark found at `match` ends the sentence that began at `start`."""
    stop, close, opening, following = match["stop"], match["close"], match["open"], match["next"]
    if following.islower() or following in ",;:":
        return False
    if not match["gap"] and (close or len(_last_word(text, start, match.start())) < 3):
        return False
    if close and not opening and ("?" in stop or "!" in stop) and close[-1] in "\"'”’»":
        return not _SPEAKER.match(text, match.end("open"))
    if stop != ".":
        return True
    word = _last_word(text, start, match.start()).lstrip(OPENERS + "—–-").rpartition("-")[2]
    return not _is_abbreviation(word, text, match)


def _last_word(text: str, start: int, end: int) -> str:
    found = _LAST_WORD.search(text, max(start, end - 40), end)
    return found.group(1) if found else ""


def _is_abbreviation(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether the period after `word` belongs to it and the sentence goes on."""
    lower = word.lower()
    if match["close"]:
        return False
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    if lower in words("abbreviations_final"):
        following = re.match(r"[A-Za-z’'-]+", text[match.end("open") :][:30])
        return following is None or following.group().lower() not in words("function_words")
    if lower in words("abbreviations"):
        return word[0].isupper() or lower in ("vs", "v", "approx", "est", "cf", "eg", "ie", "al") or "." in lower
    return bool(_TITLE_DOT.fullmatch(word)) and len(word) <= 6


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Span, ...]:
    """Sentences of a canonical text in order; the title is one; none crosses a paragraph or has space at its ends.

    A quotation whose end mark is followed by its attribution (`"... now?" he said.`) stays in one sentence with it.
    """
    found: list[Span] = []
    for number, (first, last) in enumerate(paragraphs(text)):
        start = first
        if number:
            for match in _CANDIDATE.finditer(text, first, last):
                if match.start() >= start and _ends_here(text, start, match):
                    found.append((start, match.end("close")))
                    start = match.start("open")
        if start < last:
            found.append((start, last))
    return tuple(found)


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Words and single punctuation marks of `text[start:end]`, in order."""
    if len(text) > SHORT and text[end : end + 1] != "_":  # a figure before an underscore ends where the stretch does
        found = _tokens_of(text).within(start, end)
        if found is not None:
            return found
    return _tokens_between(text, start, end)


def word_count(text: str, start: int, end: int) -> int:
    """Number of words and figures of `text[start:end]`: its tokens that begin with a letter or a digit."""
    if len(text) > SHORT and text[end : end + 1] != "_":
        bounds = _tokens_of(text).between(start, end)
        if bounds is not None:
            counts = _counts_of(text)
            return counts[bounds[1]] - counts[bounds[0]]
    return sum([token.text[0].isalnum() for token in tokens(text, start, end)])


@lru_cache(maxsize=TEXTS)
def _counts_of(text: str) -> tuple[int, ...]:
    """How many words and figures stand before each token of a text, and before its end."""
    return tuple(accumulate((token.text[0].isalnum() for token in _tokens_of(text).found), initial=0))


@lru_cache(maxsize=2048)
def _tokens_between(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple([_new(Token, (*m.span(), m.group())) for m in _TOKEN.finditer(text, start, end)])


@lru_cache(maxsize=TEXTS)
def _tokens_of(text: str) -> Pass[Token]:
    found = _tokens_between.__wrapped__(text, 0, len(text))
    return Pass([(token.start, token.end) for token in found], found)
