"""What a sentence asserts clause by clause: spans that hold by themselves if the sentence does.

Wider than what may be published (`compression`): a citation is shown whole, so a clause of it may be read alone where
nothing outside governs it. The core without its adjuncts, a second verb phrase with the subject before it, a relative
clause with the name before it, a clause behind "after" or "when": each is asserted or taken for granted by its sentence
(Huddleston and Pullum 2002, ch. 11 and 12). Where a condition stands anywhere, only the cuts that may be published do.
"""

from functools import lru_cache

from alteram.model.articles import Span
from alteram.text.attribution import attributions
from alteram.text.clauses import beside
from alteram.text.grammar.adjuncts import Adjunct
from alteram.text.grammar.asides import relatives
from alteram.text.grammar.compression import frames, variants
from alteram.text.grammar.verbs import finite, subject_at
from alteram.text.polarity import governors
from alteram.text.speech.cues import items

_FACTIVE = frozenset(("after", "as", "while", "when", "because"))
MOST = 24
"""Clauses of one sentence that are read alone."""


@lru_cache(maxsize=16384)
def assertions(text: str, sentence: Span) -> tuple[tuple[Span, ...], ...]:
    """Spans that the sentence asserts by themselves, the longest frames first, without doubles."""
    found: list[tuple[Span, ...]] = []
    kinds: set[str] = {governor.kind for governor in governors(text, *sentence)}
    if "condition" not in kinds:
        for spans in (*_without_adjuncts(text, sentence), *_embedded(text, sentence, kinds)):
            found += [spans] if not _under_another(text, sentence, spans) else []
    else:
        found += variants(text, sentence)
    return tuple(dict.fromkeys(found))[:MOST]


def _without_adjuncts(text: str, sentence: Span) -> list[tuple[Span, ...]]:
    """The frames of the sentence that end before an adjunct or a relative clause, and those without it."""
    asides = relatives(text, sentence)
    found: list[tuple[Span, ...]] = []
    for start, end in frames(text, sentence):
        inner = [one for one in asides if start < one[0] and one[1] <= end]
        if not inner:
            found.append(((start, end),))
            continue
        spans: list[Span] = []
        at = start
        for first, last in inner:
            if first > at:
                spans.append((at, first))
            at = max(at, last)
        if at < end:
            spans.append((at, end))
        found.append(tuple(spans))
    return found


def _embedded(text: str, sentence: Span, kinds: set[str]) -> list[tuple[Span, ...]]:
    """Second verb phrases, relative clauses and factive clauses, each with its subject."""
    found: list[tuple[Span, ...]] = []
    extra = beside(text, sentence)
    subject = _subject(text, sentence, extra)
    for one in extra:
        if one.kind == "second" and subject is not None:
            found.append((subject, _after_word(text, one)))
        elif one.kind in ("clause", "lead") and not kinds & {"negation", "modality", "hedge"}:
            part = text[one.start : one.end].lstrip(" ,")
            if part.split()[0].lower() in _FACTIVE:
                found.append(((one.end - len(part) + len(part.split()[0]) + 1, _bare(text, one.end)),))
    for start, end in relatives(text, sentence):
        antecedent = _antecedent(text, sentence, start)
        if antecedent is not None:
            row = items(text, start, end)
            if len(row) > 2:
                found.append((antecedent, (row[2].start, _bare(text, end))))
    return [spans for spans in found if all(a < b for a, b in spans)]


def _bare(text: str, end: int) -> int:
    """The end without a comma, a stop and white space."""
    while text[end - 1] in ",. ":
        end -= 1
    return end


def _after_word(text: str, one: Adjunct) -> Span:
    """The adjunct behind its conjunction."""
    part = text[one.start : one.end].lstrip(" ,")
    return one.end - len(part) + len(part.split()[0]) + 1, one.end


def _subject(text: str, sentence: Span, extra: tuple[Adjunct, ...]) -> Span | None:
    """The subject of the main clause."""
    begin = next((one.end for one in extra if one.kind == "lead"), None)
    start = begin if begin is not None else (frames(text, sentence)[0][0] if frames(text, sentence) else sentence[0])
    row = items(text, start, sentence[1])
    verb = finite(row, 0, len(row))
    return None if verb is None else (row[subject_at(row, 0, len(row))].start, row[verb - 1].end)


def _antecedent(text: str, sentence: Span, comma: int) -> Span | None:
    """The capitalised words right before a relative clause's comma."""
    row = items(text, sentence[0], comma)
    at = len(row)
    while at and not row[at - 1].quote and row[at - 1].text[0].isupper():
        at -= 1
    return (row[at].start, row[-1].end) if at < len(row) else None


def _under_another(text: str, sentence: Span, spans: tuple[Span, ...]) -> bool:
    """Whether somebody speaks the spans by a cue that stands outside them."""
    for attribution in attributions(text, *sentence):
        cued = any(a <= attribution.cue[0] and attribution.cue[1] <= b for a, b in spans)
        reached = not attribution.content or any(
            a < stop and first < b for first, stop in attribution.content for a, b in spans
        )
        if reached and not cued:
            return True
    return False
