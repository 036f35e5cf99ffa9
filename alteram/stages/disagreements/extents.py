"""Points of an index, terms of prison, lengths of an act, distances and other measures in units, and ages of people."""

import re
from collections.abc import Iterator
from dataclasses import replace

from alteram.model.articles import Span
from alteram.stages.disagreements.classes import classed, table
from alteram.stages.disagreements.figures import Figure, clause_of
from alteram.stages.disagreements.narrowing import measured
from alteram.text.names import Name, names, surname
from alteram.text.quantities import Quantity
from alteram.text.similarity import words

_ACT = re.compile(r" ([a-z]+)\b")
_FROM = re.compile(
    r" (?:(?:north|south|east|west|north-?(?:east|west)|south-?(?:east|west)) of|from|outside(?: of)?|off) (?:the )?"
)
_AWAY = frozenset(("mile", "kilometre"))
_MOVING = re.compile(
    r"\b(?:storm|hurricane|typhoon|cyclone|tornado|eye|moving|moved|heading|headed|marching|march|caravan|fleet|convoy)\b",
    re.IGNORECASE,
)
"""What moves is at many distances."""
_LONG = frozenset(("minute", "hour", "day", "week", "month", "year"))
OLDEST, YOUNGEST = 120, 1
"""Years that a person may have."""


def extents(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A measure in units as what it is said to be of."""
    if quantity.low < 0 and quantity.high <= 0:
        return
    if quantity.noun == "point":
        yield from _points(text, sentence, quantity)
    elif quantity.noun == "magnitude":
        yield measured(text, sentence, "magnitude", "earthquake", quantity, unit="magnitude")
    elif away := _distance(text, sentence, quantity):
        yield away
    elif quantity.noun in _LONG and "-" in quantity.text:
        act = _ACT.match(text, quantity.end, sentence[1])
        if act is not None and act[1] in table()["words"]["acts"]:
            yield measured(text, sentence, "lasted", act[1], quantity, unit=quantity.noun)
    else:
        yield from classed(text, sentence, quantity, "extent")


_NAMED = frozenset(("average",))
"""Words that belong to the names of indexes and narrow nothing."""


def _points(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """By how many points an index that is named in the clause rose or fell."""
    clause = clause_of(text, sentence, quantity.start, quantity.end)
    index = next(reversed(names(text, clause[0], quantity.start)), None)
    if index is None:
        return
    for figure in classed(text, sentence, quantity, "share"):
        if figure.predicate in ("rise", "fall"):
            yield replace(figure, who=words(index.text)[0], marks=figure.marks - _NAMED)


def _distance(text: str, sentence: Span, quantity: Quantity) -> Figure | None:
    """How far something that stays is from a named place."""
    if quantity.noun not in _AWAY or _MOVING.search(text, *sentence) is not None:
        return None
    away = _FROM.match(text, quantity.end, sentence[1])
    place = (
        next((name for name in names(text, away.end(), sentence[1]) if name.start == away.end()), None)
        if away
        else None
    )
    if place is None:
        return None
    return measured(text, sentence, "distance", place.text, quantity, unit=quantity.noun)


_ROLE = re.compile(
    r" (gunman|shooter|attacker|suspect|assailant|bomber|hijacker|kidnapper|pilot|driver|captain|defendant)\b"
)
"""Who one event has one of: "the 28-year-old gunman"."""
_BETWEEN = re.compile(r",? (?:\()?")
_BEHIND_AGE = re.compile(r",? (?:[a-z][\w'’-]* ){0,4}(?:named |called |identified as )?(?:Mr\.? |Ms\.? )?")


def ages(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """The age in years of a person whose full name stands beside it ("Ana Lopez, 34, ..."), or of the one in a role."""
    if quantity.noun != "year" or quantity.low != quantity.high or not YOUNGEST <= quantity.low <= OLDEST:
        return
    near = [name for name in names(text, *sentence) if name.kind == "person" and len(words(name.text)) > 1]
    for name in near:
        if _is_aged(text, name, quantity):
            who = f"{words(name.text)[0]} {surname(name.text)}"
            yield Figure("age", who, quantity, (quantity.start, quantity.end), quantity.end, "year")
            return
    role = _ROLE.match(text, quantity.end, sentence[1])
    if role is not None:
        yield measured(text, sentence, "age", role[1], quantity, unit="year")


def _is_aged(text: str, name: Name, quantity: Quantity) -> bool:
    """Whether an age directly follows a name ("Ana Lopez, 34,"), or is "34-year-old" directly before one."""
    if name.end <= quantity.start:
        return _BETWEEN.fullmatch(text, name.end, quantity.start) is not None
    told = "old" in quantity.text and _BEHIND_AGE.fullmatch(text, quantity.end, name.start)
    return bool(told) and "," not in text[quantity.end : name.start].lstrip(",")
