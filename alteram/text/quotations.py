"""Quotations: what stands between quotation marks, also where it runs over paragraphs."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.sentences import paragraphs

_PAIRS = {"“": "”", "«": "»", "„": "”", "‟": "”", '"': '"'}
_OPENING = frozenset('“«„‟"')
MAX_SINGLE = 1500
"""Code points in which a single mark must be closed; farther on it was an apostrophe."""
LEAST_CAPITALS = 2
"""Words with a capital that a title has: one alone may be the first of a sentence."""
LONG_WORD = 5
"""Letters from which a word of a title has a capital by the common styles; shorter function words may have none."""
_TITLE_MARKS = frozenset("“”\"‘’'«»„‟")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MARK = re.compile('[“”«»„‟"]')
_TYPED_OPEN = re.compile(r"(?:(?<=[\s(\[—–-])|^)(?:''|``|‘‘)(?=\S)")
_TYPED_CLOSE = re.compile(r"(?<=\S)(?:''|’’)(?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, marks included. `closed` is false where its end mark is missing: it then ends with its paragraph."""

    start: int
    end: int
    closed: bool


def _opens(text: str, at: int, first: int, last: int) -> bool:
    before = text[at - 1] if at > first else " "
    after = text[at + 1] if at + 1 < last else " "
    return not after.isspace() and not before.isalnum() and before not in ".,!?"


_ANY_MARK = re.compile("[“”«»„‟\"‘'`]|’’")
"""Without one of these a text has no quotation: an apostrophe alone opens none."""


def _closes(text: str, at: int, first: int, last: int) -> bool:
    before = text[at - 1] if at > first else " "
    after = text[at + 1] if at + 1 < last else " "
    return not before.isspace() and not after.isalnum()


def _untyped(paragraph: str) -> str:
    """The paragraph with two apostrophes or backticks as one straight mark beside a filler letter, equally long."""
    if not any(marks in paragraph for marks in ("''", "``", "‘‘", "’’")):
        return paragraph
    opened = _TYPED_OPEN.sub('"x', paragraph)
    return _TYPED_CLOSE.sub('x"', opened)


def _double(text: str, first: int, last: int) -> tuple[list[Quotation], int | None]:
    """Double-marked quotations of one paragraph, and where one that is still open at its end began."""
    found: list[Quotation] = []
    start: int | None = None
    depth, closer = 0, ""
    part = _untyped(text[first:last])
    size = len(part)
    for match in _MARK.finditer(part):
        at, char = match.start(), match.group()
        if start is None:
            if (char in _OPENING and (char != '"' or _opens(part, at, 0, size))) or (
                char == "”" and _opens(part, at, 0, size)
            ):
                start, depth, closer = at, 1, _PAIRS.get(char, "”")
        elif char == closer or (char in '”"' and closer in '”"' and _closes(part, at, 0, size)):
            depth -= 1
        elif char == "“" and closer == "”":
            if _closes(part, at, 0, size):
                depth = 0
            elif part.count("”", at) > part.count("“", at):
                depth += 1
        if start is not None and depth == 0:
            found.append(Quotation(first + start, first + at + 1, True))
            start = None
    return found, None if start is None else first + start


def _single(text: str, first: int, last: int, taken: list[Quotation]) -> list[Quotation]:
    """Single-marked quotations of one paragraph outside `taken`; apostrophes are not marks."""
    found: list[Quotation] = []
    at = first
    while at < last:
        at = min((i for i in (text.find("‘", at, last), text.find("'", at, last)) if i >= 0), default=last)
        if at >= last:
            break
        if any(q.start <= at < q.end for q in taken) or not _opens(text, at, first, last):
            at += 1
            continue
        end = _single_end(text, at, last)
        if end is None:
            at += 1
        else:
            found.append(Quotation(at, end, True))
            at = end
    return found


def _single_end(text: str, at: int, last: int) -> int | None:
    closer = "’" if text[at] == "‘" else "'"
    last = min(last, at + MAX_SINGLE)
    if text[at + 1 : at + 2].isdigit() and text[at + 3 : at + 4] == "s":
        return None
    fallback = None
    close = text.find(closer, at + 2, last)
    while close >= 0:
        after = text[close + 1] if close + 1 < last else " "
        before = text[close - 1]
        if not after.isalnum() and not before.isspace():
            if before != "s" or after in ".,;:?!" or close + 1 >= last:
                return close + 1
            fallback = fallback or close + 1
        close = text.find(closer, close + 1, last)
    return fallback


@lru_cache(maxsize=256)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Quotations of a canonical text, in order, not overlapping: curly, straight, angle and single marks.

    One that is left open at the end of a paragraph and taken up by an opening mark in the next is one quotation over
    both; one that is never closed ends with its paragraph (better too much in the speaker's mouth than too little).
    """
    if _ANY_MARK.search(text) is None:
        return ()
    found: list[Quotation] = []
    running: int | None = None
    spans = paragraphs(text)
    for number, (first, last) in enumerate(spans):
        here, unclosed = _double(text, first, last)
        if running is not None and here and here[0].start == first:
            here[0] = Quotation(running, here[0].end, here[0].closed)
        elif running is not None and unclosed == first:
            unclosed = running
        singles = _single(text, first, last, here if unclosed is None else [*here, Quotation(unclosed, last, False)])
        found += sorted([*here, *singles], key=lambda quotation: quotation.start)
        running = None
        if unclosed is not None:
            resumed = number + 1 < len(spans) and text[spans[number + 1][0]] in _OPENING
            if resumed:
                running = unclosed
            else:
                found.append(_ended(text, unclosed, spans[number : number + 2]))
    return tuple(sorted(_disjoint(found), key=lambda quotation: quotation.start))


def _ended(text: str, start: int, bounds: tuple[Span, ...]) -> Quotation:
    """A quotation that its paragraph leaves open: it ends with a closing mark that is the next paragraph's first mark,

    where that ends the paragraph (its opening mark was forgotten), else with its own paragraph.
    """
    if len(bounds) > 1:
        mark = _MARK.search(text, *bounds[1])
        if mark is not None and mark.end() == bounds[1][1] and _closes(text, mark.start(), *bounds[1]):
            return Quotation(start, mark.end(), True)
    return Quotation(start, bounds[0][1], False)


def _disjoint(found: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def is_title(text: str, span: Span) -> bool:
    """Whether a quotation is the title of a work: two words and more, no mark that ends a sentence, and a capital on
    every word but short function words ("Fox News Sunday", "Fire and Fury: Inside the Trump White House").
    """
    if text[span[0]] not in _TITLE_MARKS or text[span[1] - 1] not in _TITLE_MARKS or span[1] - span[0] < 2:
        return False
    inside = unmarked(text[slice(*span)]).rstrip(" ,.")
    parts = [part for part in _WORD.findall(inside) if part != "I"]
    capitals = sum(part[0].isupper() for part in parts)
    if capitals < LEAST_CAPITALS or not parts[0][0].isupper() or inside.isupper() or inside[-1:] in "?!…":
        return False
    return all(part[0].isupper() or (len(part) < LONG_WORD and part in words("function_words")) for part in parts)


def unmarked(quotation: str) -> str:
    """A quotation without its marks, single, double or typed as two apostrophes, and without spaces at its ends."""
    return quotation.strip("".join(_TITLE_MARKS) + "` ")


def quoted_parts(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The parts of `text[start:end]` that lie inside quotations, clipped to it."""
    found = quotations_in(text, start, end)
    return tuple([(max(start, q.start), min(end, q.end)) for q in found]) if found else ()


def quotations_in(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The quotations that overlap `text[start:end]`, whole."""
    starts, ends = _edges(text)
    first = bisect_right(ends, start)
    return quotations(text)[first : bisect_left(starts, end, first)]


@lru_cache(maxsize=256)
def _edges(text: str) -> tuple[list[int], list[int]]:
    found = quotations(text)
    return [quotation.start for quotation in found], [quotation.end for quotation in found]
