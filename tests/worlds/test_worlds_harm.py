"""An accusation of a private person that one origin makes is published nowhere, in no form of a brief."""

import random
import re
from dataclasses import replace

import pytest

from tests.worlds.generator import (
    AGENCY,
    PAPERS,
    TEMPLATES,
    TWINS,
    Report,
    Telling,
    World,
    brief_report,
    briefed,
    copy_of,
    world,
)
from tests.worlds.reading import SEEDS, printed, published

TOLD = ("figure", "history")


def accusation(one: World, seed: int, form: int) -> tuple[str, tuple[Telling, ...]]:
    """The word of harm, and an accusation in one of its forms: one sentence, or a name and then a surname or "he"."""
    entry = TEMPLATES["accusations"][seed % len(TEMPLATES["accusations"])]
    name, harm = one.slots["private"], entry["harm"]
    surname = name.split()[-1]
    full = [wording.format(accused=name, **one.slots) for wording in entry["sentences"]]
    if form < 3:
        return harm, (Telling("accusation", full[form]),)
    bland = Telling("bland", f"{name} lives in the third house behind the weighing station on the northern bank.")
    again = full[0].replace(name, surname if form == 3 else "He", 1)
    return harm, (bland, Telling("accusation", again))


def accused(seed: int) -> tuple[World, tuple[Report, ...], str]:
    """Reports of a world: the twins both accuse, strangers repeat it, and mirrors copy one of the twins' pages."""
    one, chance = world(seed), random.Random(seed)
    reports = [brief_report(one, key, place, chance, TOLD, own=3) for place, key in enumerate((AGENCY, *PAPERS[:2]))]
    harm, told = accusation(one, seed, seed % 5)
    _, again = accusation(one, seed, (seed + 1) % 5)
    teller = brief_report(one, TWINS[0], 4, chance, TOLD[:1], own=4).having(*told, at=1)
    twin = brief_report(one, TWINS[1], 5, chance, TOLD[:1], own=4).having(*again, at=2)
    stranger = brief_report(one, "stranger", 6, chance, TOLD[:1], own=4).having(*told, at=1)
    return one, (*reports, teller, twin, stranger, copy_of(teller, "copycat", 30)), harm


def together(said: str, one: World, harm: str) -> list[str]:
    """Places where the name stands within a line of the harm."""
    surname = one.slots["private"].split()[-1]
    near = rf"(?:{surname}[^\n]{{0,200}}{harm}|{harm}[^\n]{{0,200}}{surname})"
    return re.findall(near, said)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_accusation_of_one_origin_is_in_no_form_of_the_brief(seed: int) -> None:
    one, reports, harm = accused(seed)
    brief = briefed(one, reports)
    for sentence in published(brief):
        assert not together(sentence.text, one, harm), sentence.text
    assert not together(printed(brief), one, harm)


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_an_accusation_in_a_title_is_no_headline(seed: int) -> None:
    one, reports, harm = accused(seed)
    title = TEMPLATES["accusations"][seed % 3]["title"].format(accused=one.slots["private"], **one.slots)
    titled = [replace(r, title=title) if r.outlet in TWINS else r for r in reports]
    brief = briefed(one, titled)
    assert harm not in brief.headline.text
    for sentence in published(brief):
        assert not together(sentence.text, one, harm), sentence.text


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_a_title_that_accuses_is_not_printed_among_the_sources(seed: int) -> None:
    one, reports, harm = accused(seed)
    title = TEMPLATES["accusations"][seed % 3]["title"].format(accused=one.slots["private"], **one.slots)
    brief = briefed(one, [replace(r, title=title) if r.outlet == TWINS[0] else r for r in reports])
    assert not together(printed(brief), one, harm)


def test_a_stranger_that_copies_an_agency_makes_no_accusation_the_agencys() -> None:
    shown = []
    for seed in SEEDS[:12]:
        one, chance = world(seed), random.Random(seed)
        reports = [
            brief_report(one, key, place, chance, TOLD, own=3) for place, key in enumerate((AGENCY, *PAPERS[:2]))
        ]
        harm, told = accusation(one, seed, seed % 3)
        paper = brief_report(one, PAPERS[3], 4, chance, TOLD[:1], own=4).having(*told, at=1)
        forger = copy_of(reports[0], "forger", 30).having(*told, at=1)
        brief = briefed(one, (*reports, paper, forger))
        shown += [sentence.text for sentence in published(brief) if together(sentence.text, one, harm)]
    assert not shown


@pytest.mark.parametrize("other", ["Signalman {}", "Greta {} bakes bread for the whole quay"])
def test_a_surname_of_two_persons_protects_both(other: str) -> None:
    one, chance = world(13), random.Random(13)
    name = one.slots["private"]
    surname = name.split()[-1]
    harm, told = accusation(one, 13, 3)
    namesake = (
        other.format(name if "Signalman" in other else surname) + ", as the neighbours of the old mill know well."
    )
    reports = [brief_report(one, key, place, chance, TOLD, own=3) for place, key in enumerate((AGENCY, *PAPERS[:2]))]
    paper = brief_report(one, PAPERS[3], 4, chance, TOLD[:1], own=0)
    paper = paper.having(*told, at=1).having(Telling("namesake", namesake), at=1)
    shown = [sentence.text for sentence in published(briefed(one, (*reports, paper)))]
    assert not [text for text in shown if together(text, one, harm)]


def test_the_same_words_of_an_office_holder_are_published() -> None:
    """The law is about private persons: with two origins an accused mayor is news, and those above can fail."""
    shown = 0
    for seed in SEEDS[:12]:
        one, chance = world(seed), random.Random(seed)
        harm = TEMPLATES["accusations"][0]["harm"]
        said = f"{one.slots['mayor']} {harm} 14,000 crowns from the widows' fund of the river crews of {{place}}."
        reports = [
            brief_report(one, key, place, chance, TOLD).having(Telling("office", one.filled(said)), at=1)
            for place, key in enumerate((AGENCY, *PAPERS[:3]))
        ]
        shown += harm in " ".join(sentence.text for sentence in published(briefed(one, reports)))
    assert shown >= 6
