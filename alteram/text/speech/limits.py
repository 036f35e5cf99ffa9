"""Where somebody's words end because another's begin: every attribution of a sentence against the others in it.

Each rule of attribution finds its content by itself. Here they are laid side by side: a second speaker's clause, the
bracket or the clause between semicolons in which a cue stands, the relative clause into which it was put bound what is
said.
"""

import re
from dataclasses import replace

from alteram.model.articles import Span
from alteram.text.speech.cues import PRONOUNS, Attribution, Item

_COORDINATION = re.compile(r"(?:,\s(?:and|but|while|whereas)|;(?:\s(?:and|but))?|\sand|\sbut)\s$")
_SHARED = re.compile(r"(?:,\s|\s)(?:and|but)\s(?:(?:\w+ly|also|then|later|has|have|had)\s){0,2}$")
"""What joins a second verb to the same speaker: "said P and warned that Q"."""
_RELATIVE = re.compile(r"(?:,\s|\s)(?P<who>which|who|whom|that)(?:,|\s[–—-])\s$")
LEAST_SAID = 2
"""Code points that content has at least after it was bounded: else it was no content of that clause."""


def limited(text: str, row: tuple[Item, ...], found: list[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of a sentence, each within its bounds; one that would lose all it says stays as it was."""
    if not found:
        return ()
    fences = _fences(row)
    bounded = (_within(text, fences, _ended(text, one, found), found) for one in found)
    return tuple(_within_relative(text, _hedged(one, found)) for one in bounded)


def _fences(row: tuple[Item, ...]) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """Spans in round brackets outside quotations, and where semicolons outside brackets stand."""
    brackets: list[Span] = []
    marks: list[int] = []
    opened: int | None = None
    for item in row:
        if item.text == "(" and opened is None:
            opened = item.start
        elif item.text == ")" and opened is not None:
            brackets.append((opened, item.end))
            opened = None
        elif item.text == ";" and opened is None:
            marks.append(item.start)
    if opened is not None:
        brackets.append((opened, row[-1].end))
    return tuple(brackets), tuple(marks)


def _within(
    text: str, fences: tuple[tuple[Span, ...], tuple[int, ...]], one: Attribution, everyone: list[Attribution]
) -> Attribution:
    """The attribution within the bracket that its cue stands in, and within its clause between semicolons where the

    next or former clause has a speaker of its own ("X say A; Y put B").
    """
    brackets, marks = fences
    inside = next((span for span in brackets if span[0] < one.cue[0] < span[1]), None)
    if inside is not None:
        return _clipped(text, one, inside[0] + 1, inside[1] - 1)
    first = max((mark for mark in marks if mark < one.cue[0] and _speaks(text, everyone, one, 0, mark)), default=-1)
    last = min(
        (mark for mark in marks if mark > one.cue[0] and _speaks(text, everyone, one, mark, len(text))), default=-1
    )
    if first < 0 and last < 0:
        return one
    return _clipped(text, one, first + 1 if first >= 0 else 0, last if last >= 0 else len(text))


def _speaks(text: str, everyone: list[Attribution], one: Attribution, start: int, end: int) -> bool:
    """Whether somebody else has the word between two places: a source that is no pronoun stands there with its cue."""
    for other in everyone:
        if other is one or other.source is None or text[slice(*other.source)].lower() in PRONOUNS:
            continue
        if start <= other.source[0] < end and start <= other.cue[0] < end and other.source != one.source:
            return True
    return False


def _clipped(text: str, one: Attribution, start: int, end: int) -> Attribution:
    """The attribution with its content cut to `text[start:end]`; as it was where nothing of it lies there."""
    content = tuple((max(a, start), min(b, end)) for a, b in one.content)
    kept = tuple(trim(text, a, b) for a, b in content if b - a >= LEAST_SAID)
    kept = tuple(span for span in kept if span[0] < span[1])
    return replace(one, content=kept) if kept else one


def trim(text: str, start: int, end: int) -> Span:
    """The span without spaces, commas, semicolons, colons and dashes at its ends."""
    while end > start and text[end - 1] in " ,;:—–-":
        end -= 1
    while start < end and text[start] in " ,;:—–-":
        start += 1
    return start, end


def _ended(text: str, attribution: Attribution, everyone: list[Attribution]) -> Attribution:
    """The attribution with its content cut where a coordinated one with a speaker of its own begins ("and Y said")."""
    if attribution.position != "before" or not attribution.content:
        return attribution
    first, stop = attribution.content[-1]
    for other in everyone:
        joined = _SHARED.search(text, first, other.cue[0]) if first < other.cue[0] < stop else None
        if joined and other.position == "before" and other.source is not None and other.source[0] < first:
            content = (*attribution.content[:-1], trim(text, first, joined.start()))
            return replace(attribution, content=tuple(span for span in content if span[0] < span[1]))
        pronoun = other.source is not None and text[slice(*other.source)].lower() in PRONOUNS
        if other.position != "before" or other.source is None or pronoun or not first < other.source[0] < stop:
            continue
        joined = _COORDINATION.search(text, first, other.source[0])
        if joined and other.source[0] < other.cue[0]:
            content = (*attribution.content[:-1], trim(text, first, joined.start()))
            return replace(attribution, content=tuple(span for span in content if span[0] < span[1]))
    return attribution


def _hedged(one: Attribution, everyone: list[Attribution]) -> Attribution:
    """A hedge inside somebody's words without what is not his ("the suit names payments allegedly made")."""
    if one.verb != "hedge" or one.source is not None or one.position != "middle":
        return one
    for other in everyone:
        for first, last in other.content if other is not one else ():
            if first <= one.cue[0] < last and other.source is not None:
                return replace(one, content=((first, last),))
    return one


def _within_relative(text: str, one: Attribution) -> Attribution:
    """An inserted cue behind a relative pronoun without what stands before that ("Iowa, which, aides say, would")."""
    if one.position != "middle" or one.source is None or len(one.content) < 2:
        return one
    start, end = one.content[0]
    found = _RELATIVE.search(text, start, min(one.source[0], one.cue[0]))
    if found is None or found.start("who") <= start:
        return one
    at = found.start("who") if found["who"] != "that" else found.end("who")
    parts = ((at, min(end, found.end("who"))), *one.content[1:])
    return replace(one, content=tuple(span for span in parts if span[0] < span[1]))
