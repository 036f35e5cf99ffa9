"""Camps: who belongs to which side of a public contest, by the words that name them and never by what they say.

A party tag behind a name ("Ana Ruiz (R-Ohio)"), a party's name beside it, an office that a camp holds at the time, or a
post of the highest rank by public record (`data/camps.toml`). Stage and gates ask the same question here, over all
articles of a story: what one article tells of a person holds in the others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from alteram.model.articles import Span
from alteram.text import lexicon
from alteram.text.attribution import resolve_source
from alteram.text.names import names, surname
from alteram.text.people.persons import persons

Membership = tuple[str, str]
"""Axis and side of a camp."""
BESIDE = 48
"""Code points before a name in which the name of a party may stand with it ("Republican U.S. Sen. ...")."""

_TITLED = r"(?:[A-Z][\w.’'-]*|of|for|the|and|from|leader|whip|chairman|chairwoman|senator|representative|governor)"
_OTHERS = r"(?:opponent|critic|rival|detractor|foe|challenger|accuser|victim|enem(?:y|ie))s?"
_OTHERS = r"(?:opponent|critic|rival|detractor|foe|challenger|accuser|victim|enem(?:y|ie))s?"
_OF_OTHERS = re.compile(rf"['’]s?\s(?:\w+\s){{0,2}}{_OTHERS}\b|^(?:\w+\s){{0,3}}{_OTHERS}\s(?:of|to)\b", re.IGNORECASE)
_BY_RANK = re.compile(
    r"(?: of (?:[A-Z][\w.]+ ?){1,3})?,? (?:the|a|an) (?:[\w’'-]+ ){0,3}?(?P<party>[A-Z]\w+)\b"
    r"(?= (?:on|in|of|from|who|and)\b|,|\.|$)"
)
_BY_PLACE = re.compile(r",? (?:[A-Z][\w.]+ ){1,3}(?P<party>[A-Z]\w+)\b(?= |,|\.|$)")


@dataclass(frozen=True, slots=True)
class Office:
    """Words for an office and the days, first and last, on which a camp held it; an empty last day is open."""

    words: re.Pattern[str]
    first: str
    last: str

    def held(self, when: str) -> bool:
        """Whether the camp held the office at a day or time; False where that is unknown."""
        return bool(when) and self.first <= when[:10] and (not self.last or when[:10] <= self.last)


@dataclass(frozen=True, slots=True)
class Camp:
    """A camp: its side of an axis, its label, and what shows that a speaker belongs to it."""

    axis: str
    side: str
    label: str
    source: re.Pattern[str]
    tags: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    members: frozenset[str]
    offices: tuple[Office, ...]


@cache
def camps() -> tuple[tuple[Camp, Camp], ...]:
    """Every axis as its two camps, in the order of the file."""
    made = []
    for axis in lexicon.table("camps")["axis"]:
        first, second = (_camp(axis["id"], row, party=axis["party"]) for row in axis["camp"])
        made.append((first, second))
    return tuple(made)


def camp(axis: str, side: str) -> Camp | None:
    """The camp of that axis and side, or None."""
    return next((one for pair in camps() for one in pair if (one.axis, one.side) == (axis, side)), None)


def _phrases(found: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, found))})(?![\w-])")


def _camp(axis: str, row: dict[str, Any], *, party: bool) -> Camp:
    """A camp of the file."""
    words = "|".join(map(re.escape, row["source"]))
    tags = "|".join(map(re.escape, row["tag"]))
    return Camp(
        axis,
        row["side"],
        row["label"],
        re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", 0 if party else re.IGNORECASE),
        re.compile(rf"(?:’s|'s)?,? \(?(?:{tags})[A-Z]") if tags else None,
        re.compile(rf"(?<![\w-])(?:{words})\s(?:{_TITLED}\s){{0,5}}$") if party else None,
        frozenset(row.get("member", [])),
        tuple(Office(_phrases(one["words"]), one["from"], one["to"]) for one in row.get("office", [])),
    )


@lru_cache(maxsize=16)
def affiliations(texts: tuple[str, ...]) -> Mapping[str, frozenset[Membership]]:
    """The camps that the texts give to each person whom they name in full, by first and last name.

    Whoever is given to both camps of an axis belongs to neither: the words were misread, or he changed sides.
    """
    found: dict[str, set[Membership]] = {}
    for text in texts:
        for person in persons(text):
            if " " in person.name:
                for mention in person.mentions:
                    shown = set(_shown_beside(text, mention))
                    if shown:
                        found.setdefault(_key(person.name), set()).update(shown)
    return MappingProxyType({name: _one_sided(held) for name, held in found.items()})


def memberships(
    text: str, source: Span, when: str, known: Mapping[str, frozenset[Membership]]
) -> frozenset[Membership]:
    """The camps of a speaker, by the words of `source`, of its first full mention, and what is `known` of the name.

    `when` is the day or time of the article, "" where unknown; `known` comes from `affiliations`. Of two opposed camps
    of one axis neither is given.
    """
    if opposes(text, source):
        return frozenset()
    full = resolve_source(text, source)
    found: set[Membership] = set()
    for span in dict.fromkeys((source, full)):
        words = text[slice(*span)]
        for pair in camps():
            for one in pair:
                if _said_in(one, words, when) or (one.tags and one.tags.match(text, span[1])):
                    found.add((one.axis, one.side))
        found |= set(_of_name(text, span, known))
    return _one_sided(found)


def opposes(text: str, source: Span) -> bool:
    """Whether the words for a speaker name those who are against somebody ("Brandt's opponents")."""
    return _OF_OTHERS.search(text[slice(*source)]) is not None


def _said_in(one: Camp, words: str, when: str) -> bool:
    """Whether the words that name a speaker have the camp's own name, or an office that it holds."""
    if one.source.search(words):
        return True
    return any(office.held(when) and office.words.search(words) for office in one.offices)


def _of_name(text: str, span: Span, known: Mapping[str, frozenset[Membership]]) -> Iterator[Membership]:
    """Camps of the person whom a span names: by record, and by what the coverage tells."""
    people = [name for name in names(text, *span) if name.kind != "place"]
    for name in people[-1:]:
        called = name.text
        if " " in called:
            yield from known.get(_key(called), ())
        for pair in camps():
            for one in pair:
                if called in one.members or (" " not in called and _alone(text, called, one)):
                    yield one.axis, one.side
        if name.kind == "person":
            yield from _shown_beside(text, (name.start, name.end))


def _alone(text: str, last: str, one: Camp) -> bool:
    """Whether a bare surname is that of a member whom the article means: no other bearer is named in full."""
    bearers = {person.name for person in persons(text) if " " in person.name and surname(person.name) == last}
    holders = {name for name in one.members if surname(name) == last}
    return bool(holders) and all(bearer in holders or _key(bearer) in map(_key, holders) for bearer in bearers)


def _shown_beside(text: str, mention: Span) -> Iterator[Membership]:
    """Camps whose tag stands behind a name, or whose name stands before its titles or in the aside after it."""
    before = text[max(0, mention[0] - BESIDE) : mention[0]]
    asides = [found["party"] for aside in (_BY_PLACE, _BY_RANK) if (found := aside.match(text, mention[1]))]
    for pair in camps():
        for one in pair:
            if one.tags is not None and one.tags.match(text, mention[1]):
                yield one.axis, one.side
            if one.beside is None:
                continue
            if one.beside.search(before) or any(map(one.source.fullmatch, asides)):
                yield one.axis, one.side


def _one_sided(found: set[Membership]) -> frozenset[Membership]:
    """Without the axes on which both sides were found."""
    axes = [axis for axis, _ in found]
    return frozenset(one for one in found if axes.count(one[0]) == 1)


def _key(name: str) -> str:
    """First and last name, without what stands between."""
    return f"{name.split(maxsplit=1)[0]} {surname(name)}"
