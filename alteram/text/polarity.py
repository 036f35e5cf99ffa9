"""Words that govern a clause: negation, hedge, condition, modality, qualifier; polarity; evaluation and duty.

Over-detection is safe here and a missed governor is not: lists come from grammars and dictionaries and are wide.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from alteram.model.articles import Span
from alteram.text.lexicon import phrases, word_class, words
from alteram.text.passes import SHORT, TEXTS, Pass

GovernorKind = Literal["negation", "hedge", "condition", "modality", "qualifier"]

_KINDS: tuple[GovernorKind, ...] = ("negation", "hedge", "condition", "modality", "qualifier")
_GOVERNING = ("negation_words", "hedge_words", "conditions", "modality_words", "qualifiers")
"""The list of each kind."""
_NOT_NEGATING = re.compile(
    r"\b(?:not only|no doubt|not just|no less than|no fewer than|no more than|nothing but)\b", re.I
)
_ASIDE = re.compile(r",\s(?:which|who|whose|where)\b[^,;.]*(?:,|$)|\([^)]*\)", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"no\.\s\d", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AFTER_HOUR = frozenset(("on", "in", "at", "this", "last", "night", "afternoon", "evening", "morning"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "very"))
_ENDINGS = ("n't", "'d", "'ll")


@dataclass(frozen=True, slots=True)
class Governor:
    """A word or phrase that governs the clause it stands in; `word` is it in lower case."""

    start: int
    end: int
    kind: GovernorKind
    word: str


class _Word(NamedTuple):
    start: int
    end: int
    lower: str


def _words(text: str, start: int, end: int) -> tuple[_Word, ...]:
    """Words in lower case with straight apostrophes; contracted endings ("n't", "'d") stand alone."""
    found = _words_of(text).within(start, end) if len(text) > SHORT else None
    return _parted(text, start, end) if found is None else tuple(chain.from_iterable(found))


@lru_cache(maxsize=TEXTS)
def _words_of(text: str) -> Pass[tuple[_Word, ...]]:
    """Words of a whole text, each with its contracted ending."""
    found = list(_WORD.finditer(text))
    return Pass([match.span() for match in found], [_parts(match) for match in found])


@lru_cache(maxsize=2048)
def _parted(text: str, start: int, end: int) -> tuple[_Word, ...]:
    return tuple(chain.from_iterable([_parts(match) for match in _WORD.finditer(text, start, end)]))


def _parts(match: re.Match[str]) -> tuple[_Word, ...]:
    lower, cut = _lowered(match.group())
    start, end = match.span()
    if cut:
        return _Word(start, end - cut, lower[:-cut]), _Word(end - cut, end, lower[-cut:])
    return (_Word(start, end, lower),)


@lru_cache(maxsize=65536)
def _lowered(word: str) -> tuple[str, int]:
    """A word in lower case, and the length of its contracted ending."""
    lower = word.lower().replace("’", "'")
    return lower, next((len(ending) for ending in _ENDINGS if lower.endswith(ending) and len(lower) > len(ending)), 0)


@lru_cache(maxsize=8)
def _index(names: tuple[str, ...]) -> dict[str, tuple[tuple[int, tuple[tuple[str, ...], ...]], ...]]:
    """The phrases of several lists by their first word: for each number of a list its phrases, longest first."""
    found: dict[str, dict[int, list[tuple[str, ...]]]] = {}
    for number, name in enumerate(names):
        for phrase in phrases(name):
            parts = tuple(phrase.lower().replace("’", "'").split())
            found.setdefault(parts[0], {}).setdefault(number, []).append(parts)
    return {
        first: tuple((number, tuple(several)) for number, several in lists.items()) for first, lists in found.items()
    }


def _matches(row: tuple[_Word, ...], names: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """Number of the list, first and last word of every phrase in `row`, in order, those of one list not overlapping."""
    index = _index(names)
    found: list[tuple[int, int, int]] = []
    free = [0] * len(names)
    for at, word in enumerate(row):
        for number, several in index.get(word.lower, ()):
            if at < free[number]:
                continue
            for parts in several:
                size = len(parts)
                if size == 1 or tuple(one.lower for one in row[at : at + size]) == parts:
                    found.append((number, at, at + size - 1))
                    free[number] = at + size
                    break
    return found


@lru_cache(maxsize=8192)
def governors(text: str, start: int, end: int) -> tuple[Governor, ...]:
    """Governors in `text[start:end]`, in order of start; one word may be listed under two kinds ("failed")."""
    row = _words(text, start, end)
    found = []
    for number, first, last in _matches(row, _GOVERNING):
        kind = _KINDS[number]
        span = (row[first].start, row[last].end)
        if kind == "negation" and _NUMBER_SIGN.match(text, span[0]):
            continue
        if kind == "qualifier" and _is_hour(text, row, first):
            continue
        if kind == "modality" and text[slice(*span)] in ("May", "Can") and not _is_start(text, span[0], start):
            continue
        found.append(Governor(*span, kind, text[slice(*span)].lower().replace("’", "'")))
    return tuple(sorted(found, key=lambda governor: (governor.start, governor.end, governor.kind)))


def _is_hour(text: str, row: tuple[_Word, ...], at: int) -> bool:
    """Whether "late" tells the hour ("late on Friday", "late-1970s"), and not that somebody is dead."""
    after = row[at + 1].lower if at + 1 < len(row) else ""
    dated = text[row[at].end : row[at].end + 1] == "-"
    return row[at].lower == "late" and (dated or after in word_class("days") | _AFTER_HOUR)


def _is_start(text: str, at: int, start: int) -> bool:
    return not text[start:at].strip(" \"“‘'(")


def polarity(text: str, start: int, end: int) -> bool:
    """True for a positive clause: an even number of negations and reversing verbs; asides do not count.

    "did not deny" is positive, "no one was hurt" negative; "not only" and the like do not count.
    """
    reversing = words("negating_verbs")
    if not any(word.lower in reversing for word in _words(text, start, end)):
        return True
    part = _ASIDE.sub(lambda match: " " * len(match.group()), text[start:end])
    part = _NOT_NEGATING.sub(lambda match: " " * len(match.group()), part)
    row = _words(part, 0, len(part))
    count = sum(word.lower in reversing and not _NUMBER_SIGN.match(part, word.start) for word in row)
    return count % 2 == 0


def evaluative(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that praise or blame."""
    praising, row = words("evaluative_words"), _words(text, start, end)
    return tuple(
        (word.start, word.end)
        for at, word in enumerate(row)
        if word.lower in praising
        and (word.lower not in word_class("praising_behind_be") or _is_predicate(text, row, at))
    )


def _is_predicate(text: str, row: tuple[_Word, ...], at: int) -> bool:
    """Whether a word ends what is said of a subject ("this is just.", "they were right to leave")."""
    before = row[at - 1].lower if at else ""
    after = row[at + 1] if at + 1 < len(row) else None
    ends = after is None or bool(text[row[at].end : after.start].strip()) or after.lower in ("to", "and", "that")
    return before in _BE and ends


def wished(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `deontic` that are a wish of the writer's: not what is told of others ("called on", "had to")."""
    told = word_class("told_duties")
    return tuple(span for span in deontic(text, start, end) if text[slice(*span)].lower().split()[0] not in told)


def deontic(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that say what ought to be (should, must, ought, need to)."""
    row = _words(text, start, end)
    return tuple((row[first].start, row[last].end) for _, first, last in _matches(row, ("deontic_words",)))
