"""Figures on which sources differ: slots are compared, not similar sentences; nothing is averaged, nobody is right.

Shape: claims (figure, holder, time) of every article; one slot a predicate class, group and place; sides of a slot
where intervals do not meet; a kind: later and not lower is an update, the same origin lower a correction, the same time
from different origins a conflict, one day without times undated. A wrong disagreement is worse than none: figures of
other events, plans, fears and parts of a whole never enter, and of an article with two figures for one slot only the
first is read.
"""

import re
from collections.abc import Iterable
from itertools import combinations

from alteram.model.briefs import Disagreement, Origin, Slot
from alteram.model.stories import Dossier
from alteram.stages.disagreements.claims import Claim, claims, scene_words
from alteram.stages.disagreements.likeness import alike
from alteram.stages.disagreements.sides import Camp, camps, kind_of, side
from alteram.stages.disagreements.writing import write
from alteram.text.quantities import compatible
from alteram.text.similarity import words

__all__ = ["find"]

_Key = tuple[str, str, str, str]
"""Predicate, unit, who and where."""


def find(dossier: Dossier) -> tuple[tuple[Disagreement, ...], tuple[Origin, ...]]:
    """Disagreements of a dossier, gravest slots first by place of mention, and the speakers that they bring in.

    A side's passages cover every sentence that states its figure, in the dossier's numbering.
    """
    found: list[Disagreement] = []
    speakers: dict[str, Origin] = {}
    for key, held in _slots(claims(dossier), scene_words(dossier)).items():
        for like in _like(held):
            groups = _told(camps(_first_values(like)))
            if len(groups) < 2:
                continue
            kind = kind_of(groups)
            sentence = write(f"d{len(found) + 1}", groups, dossier.registry) if kind != "undated" else None
            found.append(Disagreement(sentence, kind, Slot(*key), tuple(side(camp) for camp in groups)))
            for camp in groups:
                for claim in camp.claims:
                    speakers.setdefault(claim.origin.id, claim.origin)
    known = {origin.id for origin in dossier.origins.origins}
    return tuple(found), tuple(speakers[key] for key in sorted(speakers) if key not in known)


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
        where = only if known else _widest(claim.where, places[group])
        slots.setdefault((*group, where), []).append(claim)
    return slots


def _group(claim: Claim) -> tuple[str, str, str]:
    return claim.figure.predicate, claim.figure.unit, claim.figure.who


def _like(held: list[Claim]) -> tuple[list[Claim], ...]:
    """Claims of one slot in groups that are of the same thing: people counts all are, measures where `alike` says so.

    An article with two unlike values of one measure is left out: what tells the two apart is not in the grammar.
    """
    if all(claim.figure.unit == "people" for claim in held):
        return (held,)
    unclear = {
        one.n
        for one, other in combinations(held, 2)
        if one.n == other.n and not compatible(one.quantity, other.quantity)
    }
    rest = [claim for claim in held if claim.n not in unclear]
    groups: list[list[Claim]] = []
    for claim in rest:
        near = [group for group in groups if any(_is_like(claim, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(member for group in near for member in group), claim])
    return tuple(groups)


def _is_like(one: Claim, other: Claim) -> bool:
    return alike(one.figure, one.setting, other.figure, other.setting)


def _widest(place: str, named: Iterable[str]) -> str:
    """The shortest name whose words a place's name holds: "Lindhaven" for "Lindhaven Harbour"."""
    mine = set(words(place.lower()))
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


def _told(groups: tuple[Camp, ...]) -> tuple[Camp, ...]:
    """Sides that an article leads with, that two articles give, or that one sets beside another speaker's."""
    every = [claim for camp in groups for claim in camp.claims]
    return tuple(
        camp
        for camp in groups
        if any(claim.lead or any(_beside(claim, other) for other in every) for claim in camp.claims)
        or len({claim.n for claim in camp.claims}) > 1
    )
