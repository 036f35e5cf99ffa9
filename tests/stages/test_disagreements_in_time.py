"""How a figure moves, who denies it, and who else is counted. All coverage is fictional."""

from dataclasses import replace

import pytest

from alteram.language.lexical import LexicalJudge
from alteram.model.briefs import Disagreement, Passage
from alteram.model.stories import Dossier
from alteram.stages.disagreements import find
from alteram.stages.verify.parts import Reference
from alteram.stages.verify.tables import table_findings
from tests.stages.test_disagreements import EVENING, MORNING, SOON, article, dossier, found, values

NOON = "2031-05-04T12:00:00Z"
NEXT_DAY = "2031-05-05T07:00:00Z"


def day_of_the_fire() -> Dossier:
    """A toll that rises; at one hour a ministry and a party differ, and the ministry denies."""
    return dossier(
        article("Harbour Post", MORNING, "At least four people were killed, the port ministry said."),
        article("Coast Daily", NOON, "Nine people were killed, the port ministry said."),
        article(
            "Lake Tribune",
            EVENING,
            "By 5 p.m. 12 people had been killed, the port ministry said.",
            "The ministry denied that 19 people were killed.",
        ),
        article("Norvania Herald", EVENING, "By 5 p.m. 19 people had been killed, the Harbour Party said."),
        article("Harbour Post", NEXT_DAY, "The fire at the docks killed 21 people, the port ministry said."),
    )


def test_a_conflict_of_one_hour_stands_apart_from_what_moved() -> None:
    conflict, moved = find(day_of_the_fire())[0]
    assert (conflict.kind, values(conflict)) == ("conflict", [(12, 12), (19, 19)])
    assert moved.kind == "update"
    assert values(moved) == [(9, 9), (12, 12), (19, 19), (21, 21)]
    assert conflict.sentence is not None and moved.sentence is not None
    assert moved.sentence.text == (
        "Nine people were killed, the port ministry said; "
        "the fire at the docks killed 21 people, the port ministry said."
    )


def test_a_course_has_every_value_with_holder_and_time_and_takes_the_open_one_too() -> None:
    conflict, moved = find(day_of_the_fire())[0]
    assert conflict.points == ()
    assert [(point.low, point.high) for point in moved.points] == [(4, None), (9, 9), (12, 12), (19, 19), (21, 21)]
    assert [point.as_of for point in moved.points] == [MORNING, NOON, EVENING, EVENING, NEXT_DAY]
    assert moved.points[3].holder.name == "the Harbour Party"


def test_two_times_make_no_course() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire killed 12 people."),
        article("Lake Tribune", EVENING, "The fire killed 19 people."),
        article("Coast Daily", EVENING, "The fire killed 19 people, the police said."),
    )
    assert one.kind == "update" and one.points == ()


def test_a_denial_stands_with_the_figure_that_it_denies_and_only_once() -> None:
    conflict, moved = find(day_of_the_fire())[0]
    (denial,) = conflict.denials
    assert conflict.sides[denial.side].text == "19"
    assert denial.holder.name == "The ministry"
    assert moved.denials == ()


@pytest.mark.parametrize(
    "denial",
    [
        "The ministry denied that the fire was set on purpose.",
        "The ministry denied that 19 people were injured.",
        "The ministry denied that 12 or 19 people were killed.",
    ],
)
def test_a_denial_of_something_else_or_of_both_is_no_denial_of_a_side(denial: str) -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire killed 12 people.", denial),
        article("Lake Tribune", SOON, "The fire killed 19 people, the Harbour Party said."),
    )
    assert one.denials == ()


def test_a_denial_that_points_back_is_of_the_sentence_before() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire killed 12 people."),
        article(
            "Lake Tribune",
            SOON,
            "The fire killed 19 people, the Harbour Party said. The port ministry denied the figure.",
        ),
    )
    assert [(d.side, d.holder.name) for d in one.denials] == [(1, "The port ministry")]


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        ("killed 25 people", "killed five rescuers", ["25 people", "five rescuers"]),
        ("killed 12 people", "killed 13 people, including the gunman", ["12 people", "13 people (attacker included)"]),
    ],
)
def test_other_people_are_counted_differently(first: str, second: str, texts: list[str]) -> None:
    (one,) = found(
        article("Harbour Post", MORNING, f"The attack on the docks {first}."),
        article("Lake Tribune", SOON, f"The attack on the docks {second}."),
    )
    assert one.kind == "scope"
    assert [side.text for side in one.sides] == texts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("killed 12 people", "killed 19 rescuers"),
        ("killed 12 people", "killed 30 people, including the gunman"),
        ("killed 12 people", "killed two others"),
        ("killed 12 people", "killed 12 people, of whom five were rescuers"),
        ("killed 12 people. It killed five rescuers", "killed 12 people"),
    ],
)
def test_what_fits_no_whole_is_not_said_to_be_counted_differently(first: str, second: str) -> None:
    assert not found(
        article("Harbour Post", MORNING, f"The attack on the docks {first}."),
        article("Lake Tribune", SOON, f"The attack on the docks {second}."),
    )


@pytest.mark.parametrize(
    ("morning", "evening", "kind"),
    [("as of 6 a.m.", "as of 6 p.m.", "update"), ("as of 6 p.m.", "as of 6.30 p.m.", "conflict")],
)
def test_stated_hours_of_one_day_order_two_reports(morning: str, evening: str, kind: str) -> None:
    kinds = [
        one.kind
        for one in found(
            article("Harbour Post", "2031-05-04", f"The fire killed 12 people {morning}, the police said."),
            article("Lake Tribune", "2031-05-04", f"The fire killed 19 people {evening}, the Harbour Party said."),
        )
    ]
    assert kinds == [kind]


def test_an_hour_with_its_zone_is_a_time() -> None:
    (one,) = found(
        article("Harbour Post", EVENING, "As of 6 a.m. GMT, 12 people were killed by the fire."),
        article("Lake Tribune", EVENING, "The death toll in the fire at Lindhaven rose to 19 on Sunday."),
    )
    assert (one.kind, one.sides[0].as_of) == ("update", "2031-05-04T06:00:00Z")


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Holm called the fire that killed 19 people a disgrace on Sunday.",
        "Mayor Ada Holm said on Sunday that the fire that killed 19 people must never be forgotten.",
        "A man described by Mayor Ada Holm as a hero left the docks on Sunday after a fire killed 19 people.",
    ],
)
def test_what_a_speaker_takes_for_granted_is_not_said_to_be_the_speakers_count(sentence: str) -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire killed 12 people."),
        article("Lake Tribune", SOON, sentence),
    )
    assert [side.holder.name for side in one.sides] == ["Harbour Post", "Lake Tribune"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A gunman in Oskaby, Norvania, killed 19 people.",
        "In the border town of Oskaby, 19 people were killed.",
        "The Oskaby shooting left 19 people dead.",
        "Shootings in Lindhaven and Oskaby killed 19 people.",
        "The weekend attacks killed 19 people.",
    ],
)
def test_the_toll_of_another_place_or_of_several_is_another_slot(sentence: str) -> None:
    assert not found(
        article("Harbour Post", MORNING, "A gunman killed 12 people in Lindhaven.", title="Shooting in Lindhaven"),
        article("Lake Tribune", SOON, sentence, title="Shooting in Lindhaven"),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The fire killed 12 people.",
            "Families say little; the group Nurses Without Limits put the death toll at 35.",
        ),
        ("The shooting killed 12 people.", "It killed 58 people in the deadliest shooting in modern history."),
        (
            "The shooting killed 12 people.",
            "In what is now the deadliest shooting on record, a gunman killed 58 people.",
        ),
        ("The fire wounded 16 police officers.", "The fire killed 12 people and wounded nine police."),
        ("The fire wounded 16 people.", "The fire killed 12 people and wounded nine others."),
    ],
)
def test_forms_of_one_slot_are_compared(first: str, second: str) -> None:
    kinds = [one.kind for one in found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second))]
    assert kinds == ["conflict"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people who were arrested have been released.",
        "Of the others, nine remain in custody.",
        "Nine people remained in custody.",
        "— Nine arrested in another town",
    ],
)
def test_a_part_of_those_arrested_is_no_count_of_them(sentence: str) -> None:
    assert not found(
        article("Harbour Post", MORNING, "Police arrested 16 people at the docks."),
        article("Lake Tribune", SOON, sentence),
    )


def test_strikers_and_a_crowd_are_not_of_one_count() -> None:
    assert not found(
        article("Harbour Post", MORNING, "About 5,000 protesters gathered in Lindhaven."),
        article("Lake Tribune", SOON, "The union said 2,300 people had taken part in the strike in Lindhaven."),
    )


def test_counts_that_are_too_far_apart_are_not_of_one_thing() -> None:
    assert not found(
        article("Harbour Post", MORNING, "The attack killed 120 people."),
        article("Lake Tribune", EVENING, "The talks began.", "The conflict has claimed more than 90,000 lives."),
    )


def findings(case: Dossier, disagreement: Disagreement) -> list[str]:
    reference = Reference(dict(enumerate(case.articles, 1)), case.registry, LexicalJudge())
    return [finding.reason for finding in table_findings(disagreement, reference)]


def test_points_and_denials_are_checked_against_their_passages() -> None:
    case = day_of_the_fire()
    conflict, moved = find(case)[0]
    assert findings(case, conflict) == [] and findings(case, moved) == []
    first, *rest = moved.points
    higher = replace(moved, points=(replace(first, low=5.0), *rest))
    elsewhere = replace(moved, points=(*rest[:-1], replace(rest[-1], side=0)))
    nowhere = replace(moved, points=(*rest[:-1], replace(rest[-1], side=9)))
    for forged in (higher, elsewhere, nowhere):
        assert findings(case, forged) == ["figure-not-in-passage"]
    (denial,) = conflict.denials
    for forged_denial in (replace(denial, passage=Passage(1, 0, 19)), replace(denial, side=7)):
        assert findings(case, replace(conflict, denials=(forged_denial,))) == ["denial-not-in-passage"]
