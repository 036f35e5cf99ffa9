"""How much a sentence judges: words of praise, blame and duty, weighed by what they tell in the prose they stand in."""

import re
import tomllib
from functools import cache
from pathlib import Path

from alteram.model.articles import Span
from alteram.text.lexicon import either
from alteram.text.polarity import deontic, evaluative

STRONG, WEAK, TELLING, DUTY, REASON = 1.0, 0.3, 0.4, 0.8, 0.4
"""Weights of a clear evaluation, one that news prose also uses, a word that takes a side, a duty, a reason."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(_table()[table][key])


@cache
def mentions(table: str, key: str = "words") -> re.Pattern[str]:
    """Pattern for the phrases of one list of `weights.toml`."""
    forms = sorted(_listed(table, key), key=lambda form: (-len(form), form))
    return re.compile(rf"\b{either(map(re.escape, forms))}\b")


def judgement(text: str, span: Span, *, opinion: bool) -> float:
    """Weight of what a sentence judges and demands, with a little for a reason; 0 where it judges nothing.

    In an opinion piece words that only name an event's nature in news ("tragic") judge a little too.
    """
    strong = weak = 0
    praise, duties = evaluative(text, *span), deontic(text, *span)
    if not (praise or duties or opinion):
        return 0.0
    for start, end in praise:
        lower = text[start:end].lower()
        if (start > span[0] and text[start].isupper()) or lower in _listed("evaluative", "other_senses"):
            continue
        if lower in _listed("evaluative", "none"):
            weak += opinion
        elif lower in _listed("evaluative", "weak"):
            weak += 1
        else:
            strong += 1
    taking_sides = len(mentions("telling").findall(text, *span)) if opinion else 0
    procedure = mentions("neutral").search(text, *span) is not None
    duty = any(_is_duty(text, span, word) for word in duties) and not procedure
    if procedure and not opinion:
        return 0.0
    marks = STRONG * min(strong, 2) + WEAK * min(weak, 2) + TELLING * min(taking_sides, 2) + DUTY * duty
    reason = REASON if marks and mentions("reason").search(text, *span) else 0.0
    return marks + reason


_CONDITIONAL = re.compile(r"(?:^|\bthat |, )$")


def _is_duty(text: str, sentence: Span, word: Span) -> bool:
    """Whether a word says what ought to be; "should" that opens a clause is an "if"."""
    lower = text[slice(*word)].lower().replace("’", "'")
    if lower == "should" and _CONDITIONAL.search(text[sentence[0] : word[0]]):
        return False
    return lower in _listed("deontic", "strong")
