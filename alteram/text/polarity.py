"""Words that govern a clause: negation, hedge, condition, modality, qualifier; polarity; evaluation and duty.

Over-detection is safe here and a missed governor is not: lists come from grammars and dictionaries and are wide.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.model.articles import Span
from alteram.text.lexicon import phrases, word_class, words
from alteram.text.passes import SHORT, TEXTS, Pass

GovernorKind = Literal["negation", "hedge", "condition", "modality", "qualifier"]

_KINDS: tuple[GovernorKind, ...] = ("negation", "hedge", "condition", "modality", "qualifier")
_GOVERNING = ("negation_words", "hedge_words", "conditions", "modality_words", "qualifiers")
"""The list of each kind."""
_DUTIES = ("deontic_words",)
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


@dataclass(frozen=True, slots=True)
class _Row:
    """Words of a text in order: where each stands, and the word in lower case with straight apostrophes. Contracted
    endings ("n't", "'d") stand alone."""

    starts: list[int]
    ends: list[int]
    lowers: list[str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words `first` to before `last` of a row, and those of `places` among them that were looked for."""

    row: _Row
    first: int
    last: int
    places: list[int]

    def lower(self, at: int) -> str:
        """The word at a place in lower case, "" outside the stretch."""
        return self.row.lowers[at] if self.first <= at < self.last else ""


_NOWHERE = _Stretch(_Row([], [], []), 0, 0, [])


def _stretch(text: str, start: int, end: int, wanted: frozenset[str]) -> _Stretch:
    """The words of `text[start:end]`, and where those of `wanted` are; no words at all where none of these is."""
    if len(text) > SHORT:
        row, words_at = _row_of(text)
        bounds = words_at.between(start, end)
        if bounds is not None:
            everywhere = _places_of(text, wanted)
            first, last = words_at.found[bounds[0]], words_at.found[bounds[1]]
            at = bisect_left(everywhere, first)
            stop = bisect_left(everywhere, last, at)
            return _Stretch(row, first, last, everywhere[at:stop]) if at < stop else _NOWHERE
    row = _parted(text, start, end)
    return _Stretch(row, 0, len(row.lowers), [at for at, lower in enumerate(row.lowers) if lower in wanted])


@lru_cache(maxsize=TEXTS)
def _row_of(text: str) -> tuple[_Row, Pass[int]]:
    """Words of a whole text, and at which of them each find begins; a last number says where they end."""
    spans = [match.span() for match in _WORD.finditer(text)]
    row, begins = _as_row(spans, _WORD.findall(text))
    return row, Pass(spans, (*begins, len(row.lowers)))


@lru_cache(maxsize=4 * TEXTS)
def _places_of(text: str, wanted: frozenset[str]) -> list[int]:
    """Which words of a whole text are among the wanted ones."""
    return [at for at, lower in enumerate(_row_of(text)[0].lowers) if lower in wanted]


@lru_cache(maxsize=2048)
def _parted(text: str, start: int, end: int) -> _Row:
    spans = [match.span() for match in _WORD.finditer(text, start, end)]
    return _as_row(spans, _WORD.findall(text, start, end))[0]


def _as_row(spans: list[Span], found: list[str]) -> tuple[_Row, list[int]]:
    """Finds as a row of words, and the number of the word with which each find begins."""
    starts: list[int] = []
    ends: list[int] = []
    lowers: list[str] = []
    begins: list[int] = []
    for (start, end), (lower, cut) in zip(spans, map(_lowered, found), strict=True):
        begins.append(len(lowers))
        starts.append(start)
        if cut:
            ends.append(end - cut)
            lowers.append(lower[:-cut])
            starts.append(end - cut)
        ends.append(end)
        lowers.append(lower[-cut:])
    return _Row(starts, ends, lowers), begins


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


@lru_cache(maxsize=8)
def _firsts(names: tuple[str, ...]) -> frozenset[str]:
    """The first words of the phrases of several lists."""
    return frozenset(_index(names))


def _matches(text: str, start: int, end: int, names: tuple[str, ...]) -> tuple[_Stretch, list[tuple[int, int, int]]]:
    """The words of a stretch; number of the list, first and last word of every phrase in it, in order, those of one
    list not overlapping."""
    index, part = _index(names), _stretch(text, start, end, _firsts(names))
    lowers = part.row.lowers
    found: list[tuple[int, int, int]] = []
    free = [0] * len(names)
    for at in part.places:
        for number, several in index[lowers[at]]:
            if at < free[number]:
                continue
            for parts in several:
                size = len(parts)
                if size == 1 or tuple(lowers[at : min(at + size, part.last)]) == parts:
                    found.append((number, at, at + size - 1))
                    free[number] = at + size
                    break
    return part, found


@lru_cache(maxsize=8192)
def governors(text: str, start: int, end: int) -> tuple[Governor, ...]:
    """Governors in `text[start:end]`, in order of start; one word may be listed under two kinds ("failed")."""
    part, phrases_found = _matches(text, start, end, _GOVERNING)
    found = []
    for number, first, last in phrases_found:
        kind = _KINDS[number]
        span = (part.row.starts[first], part.row.ends[last])
        if kind == "negation" and _NUMBER_SIGN.match(text, span[0]):
            continue
        if kind == "qualifier" and _is_hour(text, part, first):
            continue
        if kind == "modality" and text[slice(*span)] in ("May", "Can") and not _is_start(text, span[0], start):
            continue
        found.append(Governor(*span, kind, text[slice(*span)].lower().replace("’", "'")))
    return tuple(sorted(found, key=lambda governor: (governor.start, governor.end, governor.kind)))


def _is_hour(text: str, part: _Stretch, at: int) -> bool:
    """Whether "late" tells the hour ("late on Friday", "late-1970s"), and not that somebody is dead."""
    if part.row.lowers[at] != "late":
        return False
    dated = text[part.row.ends[at] : part.row.ends[at] + 1] == "-"
    return dated or part.lower(at + 1) in word_class("days") | _AFTER_HOUR


def _is_start(text: str, at: int, start: int) -> bool:
    return not text[start:at].strip(" \"“‘'(")


def polarity(text: str, start: int, end: int) -> bool:
    """True for a positive clause: an even number of negations and reversing verbs; asides do not count.

    "did not deny" is positive, "no one was hurt" negative; "not only" and the like do not count.
    """
    reversing = words("negating_verbs")
    if not _stretch(text, start, end, reversing).places:
        return True
    part = _ASIDE.sub(lambda match: " " * len(match.group()), text[start:end])
    part = _NOT_NEGATING.sub(lambda match: " " * len(match.group()), part)
    left = _stretch(part, 0, len(part), reversing)
    count = sum(not _NUMBER_SIGN.match(part, left.row.starts[at]) for at in left.places)
    return count % 2 == 0


def evaluative(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that praise or blame."""
    part = _stretch(text, start, end, words("evaluative_words"))
    behind_be = word_class("praising_behind_be")
    return tuple(
        [
            (part.row.starts[at], part.row.ends[at])
            for at in part.places
            if part.row.lowers[at] not in behind_be or _is_predicate(text, part, at)
        ]
    )


def _is_predicate(text: str, part: _Stretch, at: int) -> bool:
    """Whether a word ends what is said of a subject ("this is just.", "they were right to leave")."""
    if part.lower(at - 1) not in _BE:
        return False
    if at + 1 == part.last or part.lower(at + 1) in ("to", "and", "that"):
        return True
    return bool(text[part.row.ends[at] : part.row.starts[at + 1]].strip())


def wished(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `deontic` that are a wish of the writer's: not what is told of others ("called on", "had to")."""
    told = word_class("told_duties")
    return tuple(span for span in deontic(text, start, end) if text[slice(*span)].lower().split()[0] not in told)


def deontic(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that say what ought to be (should, must, ought, need to)."""
    part, found = _matches(text, start, end, _DUTIES)
    return tuple([(part.row.starts[first], part.row.ends[last]) for _, first, last in found])
