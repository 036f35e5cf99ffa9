"""What narrows a measure: scope words and periods close to its figure, not any that stand somewhere in its clause."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure, clause_of, core_of
from alteram.text.quantities import Quantity, quantities
from alteram.text.similarity import lemma, words

_FOLDER = Path(__file__).parent
WORDS_BEFORE, WORDS_AFTER = 5, 9
"""Words on each side of a figure among which one narrows it."""
OPENING_WORDS = 6
"""Words of the phrase that opens a sentence and narrows all that follows ("In the October quarter, ...")."""


@cache
def _scope() -> dict[str, str]:
    """Each scope word with the first of its line: words of one line narrow alike ("severe", "serious")."""
    lines = (_FOLDER / "scope.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: row[0] for row in rows for word in row}


def measured(
    text: str, sentence: Span, name: str, who: str, quantity: Quantity, *, unit: str, start: int | None = None
) -> Figure:
    """A figure of class `name` and subject `who`, whose class words begin at `start`, with what narrows it."""
    clause = clause_of(text, sentence, quantity.start if start is None else start, quantity.end)
    return narrowed(text, sentence, Figure(name, who, quantity, clause, quantity.end, unit))


def narrowed(text: str, sentence: Span, figure: Figure) -> Figure:
    """The figure with its marks."""
    spans = [_around(text, sentence, figure)]
    opening = _OPENING.match(text, *sentence)
    if opening is not None and len(opening.group().split()) <= OPENING_WORDS:
        spans.append(opening.span())
    own = {lemma(word) for word in words(f"{figure.who} {figure.quantity.noun}")}
    found: set[str] = set()
    for start, end in spans:
        found |= {_scope()[one] for word in words(text, start, end) if (one := lemma(word)) in _scope()} - own
        found |= {match.group().lower() for match in _PERIOD.finditer(text, start, end)}
    return replace(figure, marks=frozenset(found))


_OPENING = re.compile(r"(?:In|During|For|Last|This|Since|By|Of|Among|Until|Over|Per|At|On|Next) [^,.;:]*,")
_PERIOD = re.compile(r"\b(?:last|this|next|past|previous|earlier|coming|following) (\w+)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\s?[—–)]")
_JOINED = re.compile(r"\b(?:and|or|but|while|that|which|who)\s")


def _around(text: str, sentence: Span, figure: Figure) -> Span:
    """The words close to a figure: back to a conjunction or another figure, on to where another clause begins.

    A figure alone between dashes or commas is narrowed by what follows behind them.
    """
    start, end = core_of(text, figure)
    at, after = figure.quantity.start, figure.quantity.end
    if not re.search(r"\w", text[start:at] + text[after:end]):
        start, end = sentence
    others = [one for one in quantities(text, start, end) if one.unit != "ordinal"]
    left = max(
        [start, *(one.end for one in others if one.end <= at), *(m.end() for m in _JOINED.finditer(text, start, at))]
    )
    if _CLOSING.match(text, after):
        end = sentence[1]
    joined = _JOINED.search(text, after, end)
    right = min([end, *(one.start for one in others if one.start >= after), *([joined.start()] if joined else [])])
    before = [found.start() for found in _WORD.finditer(text, left, at)][-WORDS_BEFORE:]
    behind = [found.end() for found in _WORD.finditer(text, after, right)][:WORDS_AFTER]
    return (before[0] if before else at), (behind[-1] if behind else after)


_WORD = re.compile(r"\S+")
