"""Money, shares, votes and counts of things in one sentence: what each figure is of, and what narrows it.

Unlike people killed or injured, these have no fixed group that is counted: two of them are compared only where class,
unit and subject are the same, the same words narrow both, and the sentences share enough of the rest (`likeness.py`).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure, asserted, clause_of
from alteram.text.names import names
from alteram.text.quantities import Quantity, quantities
from alteram.text.similarity import content_words, lemma, words

_FOLDER = Path(__file__).parent
REACH = 48
"""Characters before a figure in which the words of its class stand."""
BASE_WORDS = 4
"""Words of what a share is a share of."""
NO_MONEY = frozenset(("count", "percent", "measure", "age", "year", "time", "date", "ordinal", "score", "label"))
WHOLE = 100.0
"""Percent of a whole: a share above it is a growth, and is never compared as a share."""


@dataclass(frozen=True, slots=True)
class MeasureClass:
    """One class of measure: patterns of what stands directly before a figure and directly behind it."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    apart: re.Pattern[str] | None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "measures.toml").read_text(encoding="utf-8"))


@cache
def _classes(group: str) -> tuple[MeasureClass, ...]:
    return tuple(
        MeasureClass(
            name,
            re.compile(rf"\b(?:{_any(forms['before'])}) $", re.IGNORECASE) if forms["before"] else None,
            re.compile(rf"[ -](?:{_any(forms['after'])})\b", re.IGNORECASE) if forms["after"] else None,
            _apart(forms.get("noun", []), forms.get("verb", [])),
        )
        for name, forms in _table()[group].items()
    )


def _apart(nouns: list[str], verbs: list[str]) -> re.Pattern[str] | None:
    """Nouns and verbs that up to four words part from their figure."""
    forms = []
    if nouns:
        forms.append(rf"(?:{_any(nouns)})(?: [\w'’-]+){{0,4}}? (?:{_any(_table()['words']['states'])})")
    if verbs:
        forms.append(rf"(?:{_any(verbs)})(?: [\w'’-]+){{0,4}}?")
    return re.compile(rf"\b(?:{'|'.join(forms)}) $", re.IGNORECASE) if forms else None


def _any(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(_table()['words']['part'])}) $", re.IGNORECASE)


@cache
def _voting() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """Who votes, each with a pattern of the name, and a pattern of the words that make two figures a vote."""
    table = _table()["votes"]
    words_of_votes = re.compile(rf"\b(?:{_any(table['words'])})\b", re.IGNORECASE)
    return tuple((body, re.compile(rf"\b{body}\b")) for body in table["bodies"]), words_of_votes


@cache
def _scope() -> frozenset[str]:
    lines = (_FOLDER / "scope.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


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
    if _PART_AFTER.match(text, after) or (figure.unit != "votes" and _TO_ANOTHER.match(text, after)):
        return False
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
    elif quantity.unit not in NO_MONEY:
        yield from _classed(text, sentence, quantity, "money")


def _votes(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A vote as two figures, those for and those against; only where the sentence names who votes, and no game."""
    said = text[sentence[0] : sentence[1]]
    bodies, votes = _voting()
    who = next((body.lower() for body, named in bodies if named.search(said)), None)
    if who is None or not votes.search(said):
        return
    for name, value in (("votes for", quantity.low), ("votes against", quantity.high)):
        one = replace(quantity, low=value, high=value)
        yield _figure(text, sentence, name, who, one, unit="votes")


def _share(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A rate or a change by its own word, the vote of a candidate, or a share of a named group."""
    for figure in _classed(text, sentence, quantity, "share"):
        if figure.predicate != "vote":
            yield figure
            return
        subject = _named_before(text, sentence, quantity)
        if subject:
            yield replace(figure, who=subject)
        return
    base = _base(text, quantity.end, sentence[1])
    if len(base) > 1:
        yield _figure(text, sentence, "share", " ".join(base), quantity, unit="percent")


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


def _classed(text: str, sentence: Span, quantity: Quantity, group: str) -> Iterator[Figure]:
    """The figure as the first class of a group whose words stand beside it."""
    before = text[max(sentence[0], quantity.start - REACH) : quantity.start]
    for each in _classes(group):
        ahead = each.before.search(before) if each.before else None
        behind = each.after.match(text, quantity.end, sentence[1]) if each.after else None
        apart = each.apart.search(before) if each.apart else None
        if ahead is None and behind is None and apart is None:
            continue
        at = quantity.start - len(before) + ahead.start() if ahead else quantity.start
        figure = _figure(text, sentence, each.name, "", quantity, unit=quantity.unit, start=at)
        yield replace(figure, who=_subject(text, figure.clause[0], at) if ahead else "")
        return


_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|by|for|from|to|with|over|under|after|before|during|since|through|between|among|against|who|which"
    r"|that|will|would|could|may|might|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)


def _subject(text: str, start: int, end: int) -> str:
    """Head noun of the subject of a measure, as a lemma; "" where the clause has none before it."""
    for part in _PREPOSITION.split(text[start:end]):
        heads = [word for word in content_words(part) if lemma(word) not in _own_words()]
        if heads:
            return lemma(heads[-1])
    return ""


@cache
def _own_words() -> frozenset[str]:
    """Words of the classes themselves: "the cost of the bridge" is of the bridge."""
    every = (phrase for group in ("money", "share") for forms in _table()[group].values() for phrase in forms["before"])
    return frozenset(lemma(word) for phrase in every for word in words(phrase)) | set(_table()["words"]["moves"])


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
    figure = _figure(text, sentence, "hour", lemma(acts[-1]), replace(quantity, grain=wide), unit="time")
    yield replace(figure, marks=figure.marks | {day.lower() for day in _DAYS.findall(text, *clause)})


_SAYING = frozenset(("say", "tell", "announce", "report", "add", "tweet", "write", "post", "speak", "call", "schedule"))


def _count(text: str, sentence: Span, quantity: Quantity) -> Iterator[Figure]:
    """A count of things or of a named group of people, under its head noun."""
    noun = quantity.noun
    if noun == "members" and (whose := _WHOSE.search(text, sentence[0], quantity.start)):
        yield _figure(text, sentence, "members", whose[1].lower(), quantity, unit="count")
    if noun in _COUNTED or not noun.endswith("s") or quantity.low < 0:
        return
    yield _figure(text, sentence, "counted", noun, quantity, unit="count")


def _figure(
    text: str, sentence: Span, name: str, who: str, quantity: Quantity, *, unit: str, start: int | None = None
) -> Figure:
    begin = quantity.start if start is None else start
    clause = clause_of(text, sentence, begin, quantity.end)
    return Figure(name, who, quantity, clause, quantity.end, unit, _marks(text, clause))


_PERIOD = re.compile(r"\b(?:last|this|next|past|previous|earlier|coming|following) (\w+)\b", re.IGNORECASE)


def _marks(text: str, clause: Span) -> frozenset[str]:
    """Words of a clause that narrow what its figure is of: scope words, and periods such as "last month"."""
    found = {lemma(word) for word in words(text, *clause)} & _scope()
    return frozenset(found | {match.group().lower() for match in _PERIOD.finditer(text, *clause)})
