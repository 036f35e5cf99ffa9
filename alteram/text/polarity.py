"""Words that govern a clause: negation, hedge, condition, modality, qualifier; polarity; evaluation and duty.

Over-detection is safe here and a missed governor is not: lists come from grammars and dictionaries and are wide.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.model.articles import Span
from alteram.text.lexicon import phrases, words

GovernorKind = Literal["negation", "hedge", "condition", "modality", "qualifier"]

_LISTS: tuple[tuple[GovernorKind, str], ...] = (
    ("negation", "negation_words"),
    ("hedge", "hedge_words"),
    ("condition", "conditions"),
    ("modality", "modality_words"),
    ("qualifier", "qualifiers"),
)
_NOT_NEGATING = re.compile(r"\b(?:not only|no doubt|not just|no less than|no fewer than|no more than|nothing but)\b", re.I)
_ASIDE = re.compile(r",\s(?:which|who|whose|where)\b[^,;.]*(?:,|$)|\([^)]*\)", re.IGNORECASE)
_NEGATING_PREFIX = re.compile(r"\b(?:no\.|No\. \d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Governor:
    """A word or phrase that governs the clause it stands in; `word` is it in lower case."""

    start: int
    end: int
    kind: GovernorKind
    word: str


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    parts = [re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases(name)]
    whole = [part.replace("'", "['’]") for part in parts if part[0].isalnum()]
    endings = [part.replace("'", "['’]") for part in parts if not part[0].isalnum() or part == "n't"]
    contracted = r"|(?<=\w)n['’]t\b" if name == "negation_words" else ""
    tails = "".join(rf"|(?<=\w){ending}\b" for ending in endings if ending[0] in "['’")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(whole)})(?!\w){contracted}{tails}", re.IGNORECASE)


@lru_cache(maxsize=8192)
def governors(text: str, start: int, end: int) -> tuple[Governor, ...]:
    """Governors in `text[start:end]`, in order of start; one word may be listed under two kinds ("failed")."""
    found = []
    for kind, name in _LISTS:
        for match in _pattern(name).finditer(text, start, end):
            if kind == "negation" and _NEGATING_PREFIX.match(text, match.start()):
                continue
            if kind == "modality" and match.group() in ("May", "Will", "Can") and not _is_start(text, match.start(), start):
                continue
            found.append(Governor(match.start(), match.end(), kind, match.group().lower().replace("’", "'")))
    return tuple(sorted(found, key=lambda governor: (governor.start, governor.end, governor.kind)))


def _is_start(text: str, at: int, start: int) -> bool:
    return not text[start:at].strip(" \"“‘'(")


def polarity(text: str, start: int, end: int) -> bool:
    """True for a positive clause: an even number of negations and reversing verbs, asides in commas or brackets left out.

    "did not deny" is positive, "no one was hurt" negative; "not only" and the like do not count.
    """
    part = _ASIDE.sub(lambda match: " " * len(match.group()), text[start:end])
    part = _NOT_NEGATING.sub(lambda match: " " * len(match.group()), part)
    count = 0
    for match in re.finditer(r"(?<=\w)n['’]t\b|[A-Za-z]+", part):
        word = match.group().lower().replace("’", "'")
        count += word in words("negating_verbs") and not _NEGATING_PREFIX.match(part, match.start())
    count += len(re.findall(r"(?<=[a-z])n['’]t\b|\bcannot\b(?!\w)", part)) - len(re.findall(r"\bcannot\b", part))
    return count % 2 == 0


@lru_cache(maxsize=1)
def _evaluative() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words('evaluative_words'), key=len, reverse=True))})(?!\w)", re.I)


def evaluative(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that praise or blame."""
    return tuple(match.span() for match in _evaluative().finditer(text, start, end))


def deontic(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Words of `text[start:end]` that say what ought to be (should, must, ought, need to)."""
    return tuple(match.span() for match in _pattern("deontic_words").finditer(text, start, end))
