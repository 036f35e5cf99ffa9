"""Sides of one slot: overlapping intervals agree; what is left apart is an update, correction, conflict or undated."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from alteram.model.briefs import Passage, Side
from alteram.model.ids import compare, day
from alteram.stages.disagreements.claims import Claim, same_time
from alteram.stages.disagreements.figures import ATTACKER_INCLUDED, noun_phrase
from alteram.text.attribution import read
from alteram.text.quantities import compatible, quantities

FALLING = frozenset({"missing", "displaced"})
"""Predicates whose figures may fall as time goes on: people are found, people return."""
FIXED = frozenset(
    (
        *("votes for", "votes against", "members", "age", "hour", "sentence", "bail", "fine", "lasted", "waited"),
        *("served", "stake", "wage"),
    )
)
"""Predicates whose figures do not move within a day: two reports of one day need no hour to conflict."""
Kind = Literal["conflict", "update", "correction", "scope", "undated"]


@dataclass(frozen=True, slots=True)
class Camp:
    """Claims that agree, the one that speaks for them first."""

    claims: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        """The claim whose words, holder and time the side shows."""
        return self.claims[0]

    @property
    def interval(self) -> tuple[float, float]:
        """What its first claim states."""
        return self.first.quantity.low, self.first.quantity.high

    @property
    def origins(self) -> frozenset[str]:
        """Who holds it."""
        return frozenset(claim.origin.id for claim in self.claims)


def camps(claims: Iterable[Claim]) -> tuple[Camp, ...]:
    """Claims of one slot, joined where they agree; open and wide ones join the nearest figure that they allow.

    One that allows it from afar ("more than a dozen" beside 105) neither agrees nor disagrees and is left out.
    """
    ordered = sorted(claims, key=lambda claim: (_width(claim), not claim.lead, claim.given or "9", claim.key))
    groups: list[list[Claim]] = []
    for claim in ordered:
        fitting = [group for group in groups if compatible(group[0].quantity, claim.quantity)]
        near = [group for group in fitting if _is_near(group[0], claim)]
        if near:
            min(near, key=lambda group: _distance(group[0], claim)).append(claim)
        elif not fitting:
            groups.append([claim])
    made = [Camp(tuple(sorted(group, key=_speaks_for))) for group in groups]
    return tuple(sorted(made, key=lambda camp: (camp.first.given or "9", camp.interval)))


def _speaks_for(claim: Claim) -> tuple[float, bool, str, tuple[int, int]]:
    """The most definite claim first, then a named speaker's, then the earliest."""
    return _width(claim), claim.voice != "governed", claim.as_of or "9", claim.key


def _width(claim: Claim) -> float:
    return claim.quantity.high - claim.quantity.low


def _is_near(one: Claim, open_claim: Claim) -> bool:
    """Whether an open claim's own number is within a factor of two of the figure that it allows."""
    bounds = [bound for bound in (open_claim.quantity.low, open_claim.quantity.high) if math.isfinite(bound)]
    return any(bound >= one.quantity.low / 2 and bound <= one.quantity.high * 2 for bound in bounds)


def _distance(one: Claim, other: Claim) -> float:
    """How far apart the finite ends of two intervals are."""
    ends = [bound for bound in (other.quantity.low, other.quantity.high) if math.isfinite(bound)]
    return min(abs(one.quantity.low - bound) for bound in ends)


def parted(groups: tuple[Camp, ...]) -> tuple[tuple[Kind, tuple[Camp, ...]], ...]:
    """The disagreements of one slot: each set of sides that conflict at one time, and how the whole slot moved.

    A slot all of whose sides conflict with each other is one conflict and nothing else.
    """
    pairs = tuple(combinations(range(len(groups)), 2))
    kinds = {pair: relation(groups[pair[0]], groups[pair[1]]) for pair in pairs}
    opposed = _joined(pair for pair in pairs if kinds[pair] == "conflict")
    found: list[tuple[Kind, tuple[Camp, ...]]] = [
        ("conflict", tuple(groups[place] for place in sorted(members))) for members in opposed
    ]
    if len(opposed) != 1 or len(opposed[0]) < len(groups):
        found.append((_gravest(kind for kind in kinds.values() if kind != "conflict"), groups))
    return tuple(found)


def _gravest(kinds: Iterable[Kind]) -> Kind:
    found = set(kinds)
    order: tuple[Kind, ...] = ("conflict", "undated", "correction", "update")
    return next(kind for kind in order if kind in found)


def _joined(pairs: Iterable[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    """Sets of places that pairs tie together, by their least member."""
    sets: list[frozenset[int]] = []
    for pair in pairs:
        met = [one for one in sets if not one.isdisjoint(pair)]
        sets = [one for one in sets if one not in met] + [frozenset(pair).union(*met)]
    return tuple(sorted(sets, key=min))


def relation(one: Camp, other: Camp) -> Kind:
    """Relation of two sides whose intervals are disjoint."""
    low, high = sorted((one, other), key=lambda camp: camp.interval)
    fixed = low.first.figure.predicate in FIXED
    if any(
        a.origin.id != b.origin.id and (same_time(a, b) or (fixed and same_time(a, b) is None))
        for a in low.claims
        for b in high.claims
    ):
        return "conflict"
    rising, falling = _is_before(low, high), _is_before(high, low)
    if rising:
        return "update"
    if falling and low.first.figure.predicate in FALLING:
        return "update"
    if falling:
        return "correction" if low.origins & high.origins or _says_revised(low, high) else "undated"
    return "undated"


_REVISED = re.compile(r"\b(?:revised|lowered|corrected|reduced|downgraded|down from|instead of|rather than)\b")


def _says_revised(low: Camp, high: Camp) -> bool:
    """Whether an article of the lower side says itself that the higher figure was revised."""
    for claim in low.claims:
        text = claim.article.text
        for reading in read(text).sentences:
            if _REVISED.search(text, *reading.span) is not None:
                told = {quantity.low for quantity in quantities(text, *reading.span)}
                if {low.interval[0], high.interval[0]} <= told:
                    return True
    return False


def _is_before(one: Camp, other: Camp) -> bool:
    """Whether every claim of one side was given before every claim of the other; False where that is not known."""
    return all(_precedes(early, late) for early in one.claims for late in other.claims)


def _precedes(early: Claim, late: Claim) -> bool:
    """Whether one claim was given before another: by the hours that both state of one day, else by publication."""
    if early.as_of is None or late.as_of is None or early.given is None or late.given is None:
        return False
    if early.clock is not None and late.clock is not None and day(early.as_of) == day(late.as_of):
        return early.clock < late.clock
    return compare(early.given, late.given) == -1


def side(camp: Camp, *, whom: bool = False) -> Side:
    """A side as the brief prints it, with `whom` as "five rescuers"; an open end is None."""
    claim = camp.first
    low, high = camp.interval
    exact = {Passage(c.n, *c.reading.span) for c in camp.claims if (c.quantity.low, c.quantity.high) == camp.interval}
    found = {Passage(c.n, *c.reading.span) for c in camp.claims}
    passages = sorted(found, key=lambda passage: (passage not in exact, passage.source, passage.start))
    return Side(
        low=low if math.isfinite(low) else None,
        high=high if math.isfinite(high) else None,
        text=_with_whom(claim) if whom else claim.quantity.text,
        holder=claim.holder,
        as_of=claim.as_of,
        as_of_from="stated" if claim.stated else "published",
        origin=claim.origin.id,
        passages=tuple(passages),
    )


def _with_whom(claim: Claim) -> str:
    """The figure with whom it counts, in the passage's own words: "five rescuers"."""
    start, end = claim.quantity.start, noun_phrase(claim.article.text, claim.quantity, claim.reading.span[1])[1]
    told = claim.article.text[start : max(end, claim.quantity.end)]
    return f"{told} (attacker included)" if ATTACKER_INCLUDED in claim.figure.who else told
