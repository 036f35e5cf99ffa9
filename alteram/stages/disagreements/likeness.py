"""Whether two measures are of the same thing: the same narrowing words, no stranger's name, enough in common."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure, clause_of, core_of
from alteram.stages.disagreements.lexicon import listed
from alteram.text.lexicon import phrases
from alteram.text.lexicon import words as list_of
from alteram.text.names import Name, names, surname
from alteram.text.similarity import content_lemmas, lemma, shared_weight, words

LEAST_SHARED = 2
"""Content lemmas, beside subject and class, that two sentences about one measure share at least."""
LEAST_COUNTED = 3
"""The same for counts of things, whose noun alone says little."""
LEAST_WEIGHT = 0.25
"""Share of the poorer sentence's idf weight that they share at least."""
MOST_DESCRIBED = 40
"""Characters from a number to its noun."""
BY_THEMSELVES = frozenset(("members", "magnitude", "distance"))
"""Classes of which one story has one, or whose subject is a name, as the age of a person in full: no more is asked."""
_FINDING = re.compile(
    r"\b(?:said|says|found|finding|shows?|showed|reported|reports?|announced|affirmed|confirmed|estimated?|believes?"
    r"|acknowledged|revealed|claims?|claimed) that "
)
_VERB_FIRST = re.compile(r"(?:has|have|had|was|were|is|are|will|would|also|\w+ly|\w+ed)\b")
_NAMED_DAY = re.compile(r"\b(?:[A-Z][a-z]+) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
"""A day with a name of its own: "Super Tuesday". As telling as a name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a figure: content lemmas of its sentence, its own clause and its noun phrase, and names.

    `named` are words and initials of the names of the sentence; `near` are those near the figure, each by the word by
    which it is known (a surname, or the last word that is no "Committee") and by its initials.
    """

    lemmas: frozenset[str]
    own: frozenset[str]
    described: frozenset[str]
    named: frozenset[str]
    near: frozenset[tuple[str, str]]


def setting(text: str, sentence: Span, figure: Figure, speaking: Iterable[Span]) -> Setting:
    """The setting of a figure; names inside `speaking` (who says it, and by what medium) are not near it."""
    away = tuple(speaking)
    named: set[str] = set()
    near: set[tuple[str, str]] = set()
    left, right = _near(text, sentence, figure)
    for name in _joined(text, names(text, *sentence)):
        named |= {_plain(word) for word in words(name.text)} | {_initials(name.text)}
        if any(a <= name.start and name.end <= b for a, b in away):
            continue
        if figure.unit != "point" and left <= name.start < right and (key := _key(name)) not in _nationwide():
            near.add((key, _initials(name.text)))
    own = set(content_lemmas(f"{figure.who} {figure.predicate} {figure.quantity.noun} {figure.quantity.text}"))
    lemmas: set[str] = set()
    for start, end in _outside(sentence, away):
        lemmas |= set(content_lemmas(text, start, end)) - frozenset(phrases("calendar_words"))
    lemmas |= {word for day in _NAMED_DAY.findall(text, *sentence) for word in (day.lower(), day.split()[1].lower())}
    clause = (
        frozenset(content_lemmas(text, _antecedent(text, sentence, left), right))
        - own
        - frozenset(phrases("calendar_words"))
    )
    told = {lemma(word) for word in named if word}
    described = frozenset(_described(text, figure))
    return Setting(frozenset(lemmas - own), clause - told - described, described, frozenset(named), frozenset(near))


def _described(text: str, figure: Figure) -> Iterable[str]:
    """What stands between a number and its noun: "15,000 transgender troops". Where it is the same, it tells more."""
    noun = text.lower().find(figure.quantity.noun, figure.quantity.end, figure.quantity.end + MOST_DESCRIBED)
    return content_lemmas(text, figure.quantity.end, noun) if figure.quantity.noun and noun > 0 else ()


def _near(text: str, sentence: Span, figure: Figure) -> Span:
    """The part of a clause that says what the figure is of: from behind "found that" to where another clause begins.

    What begins with its verb has its subject before an aside ("The Velts, reports said, have offered ...").
    """
    start, end = core_of(text, figure)
    if _VERB_FIRST.match(text, start):
        start = sentence[0]
    found = [match.end() for match in _FINDING.finditer(text, start, figure.quantity.start)]
    return max(found, default=start), end


_RELATIVE = re.compile(r"(?:which|who|whom|whose|where|when|that) ")


def _antecedent(text: str, sentence: Span, start: int) -> int:
    """Where what a relative clause is about begins: a comma before it parts the two no further."""
    if _RELATIVE.match(text, start) is None:
        return start
    return clause_of(text, (sentence[0], start), max(sentence[0], start - 2), start)[0]


def _plain(word: str) -> str:
    return word.lower().removesuffix("’s").removesuffix("'s")


def _joined(text: str, found: tuple[Name, ...]) -> Iterable[Name]:
    """Names, two of which "&" joins as one: "Johnson & Johnson"."""
    held: Name | None = None
    for name in found:
        if held is not None and text[held.end : name.start] == " & ":
            held = Name(held.start, name.end, text[held.start : name.end], "organisation")
            continue
        if held is not None:
            yield held
        held = name
    if held is not None:
        yield held


def _initials(name: str) -> str:
    """Initials of a name of several words, or the letters of one that is such: "fda"; "" for another single word."""
    told = words(name)
    if len(told) == 1:
        return re.sub(r"\W", "", told[0]).lower() if told[0].isupper() else ""
    return "".join(word[0] for word in told if word[0].isupper()).lower()


def _key(name: Name) -> str:
    if name.kind == "person":
        return _plain(surname(name.text).rpartition(" ")[2])
    told = [_plain(word) for word in words(name.text)]
    general = list_of("organisation_words") | list_of("place_words")
    return next(
        (word for word in reversed(told) if word not in general and word[0].isalpha()), told[-1] if told else ""
    )


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


def is_toll(figure: Figure) -> bool:
    """Whether it counts people of an act that an event has one of; other figures are compared by their sentences."""
    return figure.unit == "people" and figure.predicate not in listed("loose")


def alike(one: Figure, here: Setting, other: Figure, there: Setting, everywhere: frozenset[str] = frozenset()) -> bool:
    """Whether two figures of one slot are of the same thing. Tolls are told apart by group and place alone.

    `everywhere` are words of names that every article leads with: one of them near one figure alone narrows nothing.
    """
    if is_toll(one):
        return True
    if one.unit == "time" and one.quantity.low != other.quantity.low and _are_zones_apart(one, other):
        return False
    if one.marks != other.marks or _are_strangers(here, there, everywhere):
        return False
    if one.predicate in BY_THEMSELVES or (one.predicate == "age" and " " in one.who):
        return True
    shared = here.lemmas & there.lemmas
    if one.predicate == "counted" and here.own.isdisjoint(there.own):
        return False
    least = LEAST_COUNTED if one.predicate == "counted" else LEAST_SHARED
    if len(shared) < least - bool(here.described & there.described):
        return False
    return shared_weight(here.lemmas, there.lemmas) >= LEAST_WEIGHT


def _are_strangers(here: Setting, there: Setting, everywhere: frozenset[str]) -> bool:
    """Whether a name near one figure is not in the other's sentence, and is not one of the whole story's."""
    mine, others = (
        {key for key, initials in one.near if key not in other.named and (not initials or initials not in other.named)}
        for one, other in ((here, there), (there, here))
    )
    return bool(mine and others) or not (mine | others) <= everywhere


def _are_zones_apart(one: Figure, other: Figure) -> bool:
    """Whether two hours differ by whole or half hours, as one and the same does in two zones."""
    return (one.quantity.low - other.quantity.low) % 30 == 0
