"""Whether two measures are of the same thing: the same narrowing words, no stranger's name, enough in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure
from alteram.text.lexicon import phrases
from alteram.text.names import names
from alteram.text.similarity import content_lemmas, shared_weight, words

LEAST_SHARED = 2
"""Content lemmas, beside subject and class, that two sentences about one measure share at least."""
LEAST_COUNTED = 3
"""The same for counts of things, whose noun alone says little."""
LEAST_WEIGHT = 0.25
"""Share of the poorer sentence's idf weight that they share at least."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a figure: content lemmas of its sentence, words of names there and in its own clause."""

    lemmas: frozenset[str]
    named: frozenset[str]
    near: frozenset[str]


def setting(text: str, sentence: Span, figure: Figure, speaking: Iterable[Span]) -> Setting:
    """The setting of a figure; names inside `speaking` (who says it, and by what medium) are not counted."""
    away = tuple(speaking)
    named: set[str] = set()
    near: set[str] = set()
    for name in names(text, *sentence):
        if any(a <= name.start and name.end <= b for a, b in away):
            continue
        told = {word.lower().removesuffix("’s").removesuffix("'s") for word in words(name.text) if word[0].isupper()}
        named |= told
        if figure.clause[0] <= name.start < figure.clause[1]:
            near |= told
    own = set(content_lemmas(f"{figure.who} {figure.predicate} {figure.quantity.noun} {figure.quantity.text}"))
    lemmas: set[str] = set()
    for start, end in _outside(sentence, away):
        lemmas |= set(content_lemmas(text, start, end))
    return Setting(frozenset(lemmas - own), frozenset(named), frozenset(near - _nationwide()))


def _outside(sentence: Span, away: tuple[Span, ...]) -> Iterable[Span]:
    """The stretches of a sentence outside of some spans."""
    at = sentence[0]
    for start, end in sorted(away):
        if start > at:
            yield at, min(start, sentence[1])
        at = max(at, end)
    if at < sentence[1]:
        yield at, sentence[1]


def _nationwide() -> frozenset[str]:
    """Names that narrow nothing where a figure is of a whole country."""
    return frozenset(("u.s", "us", "u.s.", "america", "american", "americans", "states", "united", "nation"))


def alike(one: Figure, here: Setting, other: Figure, there: Setting) -> bool:
    """Whether two figures of one slot are of the same thing. People counts are told apart by group and place alone."""
    if one.unit == "people":
        return True
    if one.unit == "time" and one.quantity.low != other.quantity.low and _are_zones_apart(one, other):
        return False
    if one.marks != other.marks or here.near - there.named or there.near - here.named:
        return False
    shared = here.lemmas & there.lemmas - frozenset(phrases("calendar_words"))
    least = LEAST_COUNTED if one.predicate == "counted" else LEAST_SHARED
    if len(shared) < least:
        return False
    return shared_weight(here.lemmas, there.lemmas) >= LEAST_WEIGHT


def _are_zones_apart(one: Figure, other: Figure) -> bool:
    """Whether two hours differ by whole or half hours, as one and the same does in two zones."""
    return (one.quantity.low - other.quantity.low) % 30 == 0
