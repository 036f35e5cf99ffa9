"""Tolls: those of this event that differ are found at their hours; that of another event never enters a slot."""

import random

import pytest

from alteram.engine.drafting import dossier_of
from alteram.model.briefs import Disagreement
from alteram.stages.disagreements import find
from tests.worlds.generator import (
    AGENCY,
    PAPERS,
    REGISTRY,
    STORY,
    Report,
    Telling,
    World,
    articles_of,
    brief_report,
    world,
)
from tests.worlds.reading import SEEDS

KEYS = (AGENCY, *PAPERS[:4])
TOLLS = (
    "{n} people were killed, {who} said.",
    "The death toll rose to {n} on {day}, {who} said.",
    "{n} people died on {day}, according to {who}.",
    "The accident killed {n} people, {who} said.",
)
OTHERS = (
    "In {year}, a similar accident killed {m} people.",
    "An accident last year killed {m} people.",
    "It was the deadliest accident since one that killed {m} people.",
    "Accidents have killed {m} people so far this year.",
    "Over the past decade {m} people were killed in such accidents.",
    "In {year} the old bridge fell. That accident killed {m} people.",
    "The mayor recalled a fire that killed {m} people in Ostrowitz.",
    "An unrelated crash in Ostrowitz killed {m} people.",
    "Up to {m} people could have been killed, an expert said.",
    "{m} people were feared dead at first.",
    "Of those aboard, none of the {m} people was killed.",
)
FIRST, SECOND = 7, 19
OTHER = 43


def _toll(one: World, number: int, chance: random.Random, who: str = "ministry") -> Telling:
    return Telling("toll", one.filled(chance.choice(TOLLS), n=str(number), who=one.slots[who]))


def _reports(seed: int, later: int) -> tuple[World, list[Report]]:
    """Five reports: three tell the first number, two the second one, of other holders or so many minutes later.

    All tell of another event too.
    """
    one, chance = world(seed), random.Random(seed)
    reports = []
    for place, key in enumerate(KEYS):
        number, hour = (FIRST, place) if place < 3 else (SECOND, place + later)
        report = brief_report(one, key, hour, chance, ("effect",))
        background = one.filled(chance.choice(OTHERS), m=str(OTHER))
        who = "union" if number == SECOND and not later else "ministry"
        report = report.having(_toll(one, number, chance, who), at=1).having(Telling("lie", background), at=3)
        reports.append(report)
    return one, reports


def _found(one: World, reports: list[Report]) -> tuple[Disagreement, ...]:
    return find(dossier_of(STORY, articles_of(one, reports), REGISTRY))[0]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("later", [0, 300])
def test_the_tolls_of_this_event_are_told_apart_and_that_of_another_never_enters(seed: int, later: int) -> None:
    one, reports = _reports(seed, later)
    found = [each for each in _found(one, reports) if each.slot.predicate == "killed"]
    values = {side.low for each in found for side in each.sides} | {p.low for each in found for p in each.points}
    assert values == {FIRST, SECOND}, found
    assert {each.kind for each in found} == ({"update"} if later else {"conflict"})


@pytest.mark.parametrize("background", OTHERS)
def test_each_way_of_telling_another_event_stays_out(background: str) -> None:
    one, chance = world(3), random.Random(3)
    told = Telling("lie", one.filled(background, m=str(OTHER)))
    reports = [
        brief_report(one, key, place, chance, ()).having(_toll(one, FIRST, chance), at=1).having(told, at=2)
        for place, key in enumerate(KEYS[:3])
    ]
    assert not [each for each in _found(one, reports) if each.slot.predicate == "killed"]
