"""Figures on which sources differ: slots are compared, not similar sentences; nothing is averaged, nobody is right.

Shape: claims (figure, holder, time) of every article; one slot a predicate class, group and place; sides of a slot
where intervals do not meet; a kind: later and not lower is an update, the same origin lower a correction, the same time
from different origins a conflict, one day without times undated. A wrong disagreement is worse than none: figures of
other events, plans, fears and parts of a whole never enter, and of an article with two figures for one slot only the
first is read.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from alteram.model.briefs import Disagreement, Origin, Slot
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier
from alteram.stages.disagreements.claims import Claim, claims, common_words, scene_words
from alteram.stages.disagreements.denying import with_denials
from alteram.stages.disagreements.likeness import alike, is_toll
from alteram.stages.disagreements.places import is_of_several
from alteram.stages.disagreements.points import points
from alteram.stages.disagreements.scopes import CROWD, scopes
from alteram.stages.disagreements.sides import Camp, camps, parted, side
from alteram.stages.disagreements.writing import write
from alteram.text.quantities import compatible
from alteram.text.similarity import words

__all__ = ["find"]

FAR, TOO_FAR = 5.0, 40.0
"""Factors between two counts of one thing: beside a count that leads an article, and at all.

A first count of five rises to two hundred within a day; a toll of a hundred beside one of ninety thousand is that of an
attack beside that of its war.
"""
_Key = tuple[str, str, str, str]
"""Predicate, unit, who and where."""


def find(dossier: Dossier) -> tuple[tuple[Disagreement, ...], tuple[Origin, ...]]:
    """Disagreements of a dossier, gravest slots first by place of mention, and the speakers that they bring in.

    A side's passages cover every sentence that states its figure, in the dossier's numbering.
    """
    every = claims(dossier)
    found: list[Disagreement] = []
    acts: dict[tuple[str, str], list[Claim]] = {}
    for claim in every:
        acts.setdefault((claim.figure.predicate, claim.figure.unit), []).append(claim)
    everywhere = common_words(dossier)
    for key, held in _slots(every, scene_words(dossier)).items():
        for like in _like(held, everywhere):
            found += _disagreements(Slot(*key), like, _of_two_minds(acts[key[:2]]), dossier.registry)
    found += scopes(every, dossier.registry)
    known = {origin.id for origin in dossier.origins.origins}
    held_by = {side.origin for one in found for side in one.sides}
    speakers = {claim.origin.id: claim.origin for claim in every if claim.origin.id in held_by - known}
    named = (
        replace(one, sentence=None if one.sentence is None else replace(one.sentence, id=f"d{place}"))
        for place, one in enumerate(found, start=1)
    )
    return with_denials(named, dossier), tuple(speakers[key] for key in sorted(speakers))


def _disagreements(
    slot: Slot, like: list[Claim], unclear: frozenset[int], registry: Registry
) -> Iterator[Disagreement]:
    """What the values of one slot are to each other; the last of them shows how the figure moved.

    `unclear` are the articles that give two unlike values of the act, of whatever group or place.
    """
    values = _first_values(like)
    groups = _told(camps(values), unclear)
    several = parted(groups) if len(groups) > 1 else ()
    for place, (kind, opposed) in enumerate(several, start=1):
        sentence = write("d", kind, opposed, registry)
        course = points(groups, values) if place == len(several) else ()
        yield Disagreement(sentence, kind, slot, tuple(side(camp) for camp in opposed), course)


def _slots(every: Iterable[Claim], scene: frozenset[str]) -> dict[_Key, list[Claim]]:
    """Claims by slot, in order of first mention. Claims that name no place mean the scene, where only one is named."""
    held = tuple(every)
    places: dict[tuple[str, str, str], list[str]] = {}
    for claim in held:
        named = places.setdefault(_group(claim), [])
        if claim.where:
            named.append(claim.where)
    slots: dict[_Key, list[Claim]] = {}
    for claim in held:
        group = _group(claim)
        wide = {_widest(name, places[group]) for name in places[group]}
        only = next(iter(wide)) if len(wide) == 1 else ""
        known = only and set(words(only.lower())) <= scene
        alone = known and not (claim.where == "" and is_of_several(claim.article.text, claim.figure))
        where = only if alone else _widest(claim.where, places[group])
        slots.setdefault((*group, where), []).append(claim)
    return slots


def _group(claim: Claim) -> tuple[str, str, str]:
    return claim.figure.predicate, claim.figure.unit, claim.figure.who


def _like(held: list[Claim], everywhere: frozenset[str]) -> tuple[list[Claim], ...]:
    """Claims of one slot in groups that are of the same thing: tolls all are, other figures where `alike` says so.

    An article with two unlike values of one measure is left out: what tells the two apart is not in the grammar.
    """
    if all(is_toll(claim.figure) for claim in held):
        return (held,)
    unclear = _of_two_minds(held)
    rest = [claim for claim in held if claim.n not in unclear]
    groups: list[list[Claim]] = []
    for claim in rest:
        near = [group for group in groups if any(_is_like(claim, other, everywhere) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(member for group in near for member in group), claim])
    return tuple(groups)


def _is_like(one: Claim, other: Claim, everywhere: frozenset[str]) -> bool:
    return alike(one.figure, one.setting, other.figure, other.setting, everywhere)


def _widest(place: str, named: Iterable[str]) -> str:
    """The shortest name whose words a place's name holds: "Lindhaven" for "Lindhaven Harbour"."""
    mine = set(words(place.lower()))
    if "and" in mine:
        return place
    return min(
        (other for other in named if set(words(other.lower())) <= mine), key=lambda n: (len(n), n), default=place
    )


def _first_values(held: list[Claim]) -> list[Claim]:
    """Of each article, the claims that agree with its first one, and unlike ones of two speakers.

    A title counts only where the text has no figure: titles drop "at least". Two unlike figures in one voice are two
    events or two groups that this grammar cannot tell apart.
    """
    kept: list[Claim] = []
    for n in sorted({claim.n for claim in held}):
        mine = [claim for claim in held if claim.n == n]
        mine = [claim for claim in mine if claim.reading.paragraph > 0] or mine
        kept += [
            claim
            for claim in mine
            if compatible(mine[0].quantity, claim.quantity) or any(_beside(other, claim) for other in mine)
        ]
    return kept


_MOVED = re.compile(r"\b(?:earlier|initially|originally|at first|later|updated|revised|until|before)\b", re.IGNORECASE)


def _beside(one: Claim, other: Claim) -> bool:
    """Whether two claims of one article are two speakers' words on the same thing, of one time and close together."""
    return (
        one.n == other.n
        and one.voice == other.voice == "governed"
        and one.origin.id != other.origin.id
        and not compatible(one.quantity, other.quantity)
        and abs(other.reading.paragraph - one.reading.paragraph) <= 1
        and not any(_MOVED.search(claim.article.text, *claim.reading.span) for claim in (one, other))
    )


def _of_two_minds(held: Iterable[Claim]) -> frozenset[int]:
    """The articles that give two unlike values of one slot in their text, or in their title where it gives none.

    A value many times larger is of something else, and leaves no doubt about the other.
    """
    claims_of: dict[int, list[Claim]] = {}
    for claim in held:
        claims_of.setdefault(claim.n, []).append(claim)
    told = [[one for one in mine if one.reading.paragraph > 0] or mine for mine in claims_of.values()]
    return frozenset(
        one.n
        for mine in told
        for one, other in combinations(mine, 2)
        if not compatible(one.quantity, other.quantity) and _factor(_bounds(one), _bounds(other)) <= TOO_FAR
    )


def _bounds(claim: Claim) -> tuple[float, float]:
    return claim.quantity.low, claim.quantity.high


def _told(groups: tuple[Camp, ...], unclear: frozenset[int]) -> tuple[Camp, ...]:
    """Sides that an article leads with, that two articles give, or that one sets beside another speaker's.

    So is a toll that is the only one of its article: what it tells of another event, it tells beside what it tells of
    its own. (Crowds are several at one event.)
    """
    every = [claim for camp in groups for claim in camp.claims]

    def is_told(claim: Claim) -> bool:
        only = claim.figure.predicate != CROWD and (claim.n not in unclear or not is_toll(claim.figure))
        return claim.lead or only or any(_beside(claim, other) for other in every)

    told = tuple(camp for camp in groups if any(map(is_told, camp.claims)) or len({c.n for c in camp.claims}) > 1)
    return _of_one_size(told)


def _of_one_size(groups: tuple[Camp, ...]) -> tuple[Camp, ...]:
    """The sides, unless they are too far apart to be counts of one thing; one that no article leads with sooner."""
    led = tuple(camp for camp in groups if any(claim.lead for claim in camp.claims)) or groups[:1]
    near = tuple(camp for camp in groups if camp in led or any(_apart(camp, other) <= FAR for other in led))
    return near if all(_apart(*pair) <= TOO_FAR for pair in combinations(near, 2)) else ()


def _apart(one: Camp, other: Camp) -> float:
    """By what factor the nearest ends of two sides differ."""
    return _factor(one.interval, other.interval)


def _factor(one: tuple[float, float], other: tuple[float, float]) -> float:
    low, high = sorted((one, other))
    ends = [abs(end) or 1.0 for end in (low[1], high[0]) if math.isfinite(end)]
    return max(ends) / min(ends) if ends else 1.0
