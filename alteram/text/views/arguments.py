"""What makes a statement a position: evaluation, duty, reason and consequence, and acts of blame, praise and demand."""

import re
from dataclasses import dataclass
from functools import cache

from alteram.model.articles import Span
from alteram.text import lexicon
from alteram.text.lexicon import either
from alteram.text.similarity import lemma
from alteram.text.views.stances import valences

VALENCE, DUTY, REASON, ACT, APPEAL, QUOTED = 0.5, 0.7, 0.4, 0.5, 0.3, 0.2
"""Weights of a word for or against, a duty, a reason, a verb that judges, an appeal to a value, and of quotation."""
_CHARGE = re.compile(r"\b(?:for|of) (?:not |never |being )?(?:\w+ing|failure|failing)\b")
_QUOTE = re.compile(r"[“\"]")
MOST_VALENCES, MOST_APPEALS = 3, 2


@dataclass(frozen=True, slots=True)
class Argument:
    """How far words argue: how many tell for or against, whether of a duty, for a reason, under a verb that judges."""

    valences: int
    appeals: int
    duty: bool
    reason: bool
    act: bool
    quoted: bool

    @property
    def weight(self) -> float:
        """All of it as one number; 0 where nothing is judged, demanded or inferred."""
        told = VALENCE * min(self.valences, MOST_VALENCES) + APPEAL * min(self.appeals, MOST_APPEALS)
        told += DUTY * self.duty + REASON * self.reason
        return told + QUOTED * (self.quoted and (told > 0 or self.act)) + ACT * self.act


@cache
def _table() -> dict[str, str]:
    return {key: str(value) for key, value in lexicon.table("argument").items()}


@cache
def _acts() -> frozenset[str]:
    return frozenset(_table()["acts"].split())


@cache
def _not_earnest() -> frozenset[str]:
    return frozenset(_table()["not_earnest"].split())


@cache
def _phrases(key: str) -> re.Pattern[str]:
    lines = sorted((line.strip() for line in _table()[key].splitlines() if line.strip()), key=lambda x: (-len(x), x))
    return re.compile(rf"\b{either(map(re.escape, lines))}\b")


def argument(text: str, content: tuple[Span, ...], cue: Span | None) -> Argument:
    """How far the words of `content` argue; `cue` is the verb that they are said under, None for the writer's own."""
    weighed = sum(len(valences(text, *span)) for span in content)
    said = [text[slice(*span)].replace("’", "'") for span in content]
    act = cue is not None and is_act(text, cue)
    return Argument(
        weighed,
        sum(len(_phrases("appeal").findall(words)) for words in said),
        any(_phrases("duty").search(words) for words in said),
        any(_phrases("reason").search(words) or (act and _CHARGE.search(words)) for words in said),
        act,
        any(words[:1] in '“"' or (act and _QUOTE.search(words)) for words in said if words),
    )


def is_act(text: str, cue: Span) -> bool:
    """Whether a verb of speech itself judges or demands ("blasted", "defended", "urged")."""
    return lemma(text[slice(*cue)]) in _acts()


def in_earnest(text: str, cue: Span) -> bool:
    """Whether a verb of speech states something, and does not joke, wonder or predict."""
    return lemma(text[slice(*cue)]) not in _not_earnest()
