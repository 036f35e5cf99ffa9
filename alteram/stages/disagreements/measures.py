"""Money, shares, votes and counts of things in one sentence: what each figure is of, and what narrows it.

Unlike people killed or injured, these have no fixed group that is counted: two of them are compared only where class,
unit and subject are the same, the same words narrow both, and the sentences share enough of the rest (`likeness.py`).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from alteram.model.articles import Span
from alteram.stages.disagreements.classes import REACH, any_of, classed, table
from alteram.stages.disagreements.extents import ages, extents
from alteram.stages.disagreements.figures import AND_OTHERS, Figure, asserted, clause_of
from alteram.stages.disagreements.lexicon import same_group
from alteram.stages.disagreements.narrowing import measured
from alteram.text.names import names
from alteram.text.quantities import Quantity, quantities
from alteram.text.similarity import content_words, lemma, words

BASE_WORDS = 4
"""Words of what a share is a share of."""
NO_MONEY = frozenset(("count", "percent", "measure", "age", "year", "time", "date", "ordinal", "score", "label"))
WHOLE = 100.0
"""Percent of a whole: a share above it is a growth, and is never compared as a share."""


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(table()['words']['part'])}) $", re.IGNORECASE)


@cache
def _voting() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """Who votes, each with a pattern of the name, and a pattern of the words that make two figures a vote."""
    forms = table()["votes"]
    words_of_votes = re.compile(rf"\b(?:{any_of(forms['words'])})\b", re.IGNORECASE)
    return tuple((body, re.compile(rf"\b{body}\b")) for body in forms["bodies"]), words_of_votes


def measures(
    text: str, sentence: Span, taken: frozenset[int] = frozenset(), *, asserted_only: bool = True
) -> Iterator[Figure]:
    """Figures of money, shares, votes and things in one sentence; `taken` are the starts of those read already.

    Only those that it asserts, of a whole and not as one end of a change, unless `asserted_only` is false.
    """
    if _EXCEPT.search(text, *sentence) is not None:
        return
    for quantity in quantities(text, *sentence):
        if quantity.start in taken or _part().search(text[max(sentence[0], quantity.start - REACH) : quantity.start]):
            continue
        for figure in _read(text, sentence, quantity):
            if not asserted_only or _is_asserted(text, sentence, figure):
                yield figure


_EXCEPT = re.compile(r"\ball (?:but|\d+\b[^.;]{0,30}\bexcept)\b", re.IGNORECASE)
_TO_ANOTHER = re.compile(r",? (?:to|from|up from|down from|compared|versus|vs\.?) (?:[$€£]?\d|the \d)", re.IGNORECASE)
_PART_AFTER = re.compile(
    r" (?:of (?:the|those|them|whom|which|these)\b(?! (?:votes?|population|popular))|more\b|fewer\b)"
)


def _is_asserted(text: str, sentence: Span, figure: Figure) -> bool:
    """Whether it is said to be so, of a whole, and not as one end of a change."""
    after = figure.quantity.end
    to_another = figure.unit != "votes" and figure.predicate not in ("rise", "fall") and _TO_ANOTHER.match(text, after)
    part = figure.quantity.unit != "measure" and _PART_AFTER.match(text, after)
    if part or to_another:
        return False
    if figure.predicate in ("members", "age"):
        return True
    return asserted(text, sentence, figure, relative=True)


def _read(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    if quantity.unit == "score":
        yield from _votes(text, sentence, quantity)
    elif quantity.unit == "percent" and quantity.low >= 0 and quantity.high <= WHOLE:
        yield from _share(text, sentence, quantity)
    elif quantity.unit == "count" and quantity.noun:
        yield from _count(text, sentence, quantity)
    elif quantity.unit == "time":
        yield from _hour(text, sentence, quantity)
    elif quantity.unit == "age":
        yield from ages(text, sentence, quantity)
    elif quantity.unit == "measure":
        yield from extents(text, sentence, quantity)
    elif quantity.unit not in NO_MONEY:
        yield from classed(text, sentence, quantity, "money")


def _votes(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A vote as two figures, those for and those against; only where the sentence names who votes, and no game."""
    said = text[sentence[0] : sentence[1]]
    bodies, votes = _voting()
    who = next((body.lower() for body, named in bodies if named.search(said)), None)
    if who is None or not votes.search(said):
        return
    for name, value in (("votes for", quantity.low), ("votes against", quantity.high)):
        one = replace(quantity, low=value, high=value)
        yield measured(text, sentence, name, who, one, unit="votes")


def _share(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A rate or a change by its own word, the vote of a candidate, or a share of a named group."""
    for figure in classed(text, sentence, quantity, "share"):
        if figure.predicate != "vote":
            yield figure
            return
        subject = _named_before(text, sentence, quantity)
        if subject:
            yield replace(figure, who=subject)
        return
    base = _base(text, quantity.end, sentence[1])
    if len(base) > 1:
        yield measured(text, sentence, "share", " ".join(base), quantity, unit="percent")


_OF = re.compile(r" of (?:all |the |its |their |our |U\.S\. )?")


def _base(text: str, at: int, end: int) -> tuple[str, ...]:
    """The group that "N percent of" takes a share of, with at least one word that narrows it; () where unclear."""
    opening = _OF.match(text, at, end)
    if opening is None:
        return ()
    found: list[str] = []
    place = opening.end()
    while len(found) < BASE_WORDS and (match := re.compile(r"([^\W\d_][\w'’-]*) ?").match(text, place, end)):
        word = match.group(1)
        if not content_words(word) or (found and found[-1].endswith("s") and not word.endswith("s")):
            break
        found.append(word.lower())
        place = match.end()
        if text[place - 1] != " ":
            break
    return tuple(found) if found and found[-1].endswith("s") else ()


def _named_before(text: str, sentence: Span, quantity: Quantity) -> str:
    """Last word of the name that stands last before a figure in its clause."""
    clause = clause_of(text, sentence, quantity.start, quantity.end)
    found = [name for name in names(text, clause[0], quantity.start) if name.kind != "place"]
    return words(found[-1].text)[-1] if found else ""


_COUNTED = frozenset(
    ("times", "points", "others", "more", "ways", "things", "years", "days", "members", "sources", "days")
)


_WHOSE = re.compile(r"\b([^\W\d_]+)[’']s $")
_AT = re.compile(
    r"\b(?P<about>at about|at around|around|about|at approximately|shortly after|just after|just before|at) $"
)
_ZONE = re.compile(r"\b(?:local time|GMT|UTC|BST|CET|[ECMP][SD]?T|eastern|central|mountain|pacific)\b", re.IGNORECASE)
_ACT = re.compile(r"\b([a-z]+(?:ed|ook|ame|ent|ell|egan|roke|hit|truck|hot|aid|ad))\b")
_DAYS = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight)\b")
ABOUT_MINUTES, EXACT_MINUTES = 30, 5
"""How far a time may be off: where it is said to be near, and where it is printed as it is."""


def _hour(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """The hour of an act, under its verb; only with "a.m." or "p.m." and without a zone, which others may not give."""
    at = _AT.search(text, sentence[0], quantity.start)
    if at is None or "m" not in quantity.text.lower() or _ZONE.search(text, *sentence) is not None:
        return
    clause = clause_of(text, sentence, at.start(), quantity.end)
    acts = _ACT.findall(text, clause[0], at.start())
    if not acts or lemma(acts[-1]) in _SAYING:
        return
    wide = EXACT_MINUTES if at["about"] == "at" else ABOUT_MINUTES
    figure = measured(text, sentence, "hour", lemma(acts[-1]), replace(quantity, grain=wide), unit="time")
    yield replace(figure, marks=figure.marks | {day.lower() for day in _DAYS.findall(text, *clause)})


_SAYING = frozenset(("say", "tell", "announce", "report", "add", "tweet", "write", "post", "speak", "call", "schedule"))


def _is_vague(quantity: Quantity) -> bool:
    """Whether it names no number: "thousands" of things may be many more than that."""
    return math.isfinite(quantity.high) and quantity.high > 2 * quantity.low


def _count(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A count of things or of a named group of people, under its head noun."""
    noun = quantity.noun
    if noun == "members" and (whose := _WHOSE.search(text, sentence[0], quantity.start)):
        yield measured(text, sentence, "members", whose[1].lower(), quantity, unit="count")
    if noun in _COUNTED or not noun.endswith("s") or quantity.low < 0 or _is_vague(quantity):
        return
    at = text.lower().find(noun, quantity.end, sentence[1])
    joined = AND_OTHERS.match(text, at + len(noun), sentence[1]) if at >= 0 else None
    who = f"{noun}{joined.group().lower()}" if joined else same_group(noun)
    yield measured(text, sentence, "counted", who, quantity, unit="count")
