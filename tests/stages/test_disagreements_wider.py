"""Classes, names and words by which two figures are of one thing, and what still keeps them apart. All is fictional."""

import tomllib
from pathlib import Path

import pytest

from alteram.stages import publish
from alteram.stages.disagreements.classes import table
from alteram.stages.publish.plain import slot_words
from tests.stages.test_disagreements import MORNING, SOON, article, found, values


@pytest.mark.parametrize(
    ("first", "second", "predicate", "expected"),
    [
        (
            "The number of people injured in the dock fire, the harbour office says, is 183.",
            "Hospitals of Lindhaven had released 112 of the 178 people injured in the dock fire.",
            "injured",
            [178, 183],
        ),
        (
            "The Velm 30 index opened down a stunning 1,000 points on Sunday at the Lindhaven exchange.",
            "The Velm 30 was down about 600 points to 15,860 on Sunday at the Lindhaven exchange.",
            "fall",
            [540, 1000],
        ),
        (
            "The Lindhaven harbour fund helped him raise more than $6 million for the regatta campaign.",
            "He raised nearly $5 million for the regatta campaign of the Lindhaven harbour fund and won a prize.",
            "raised",
            [4.5e6, 6e6],
        ),
        (
            "The institute's finding that the Velm vaccine was 85 percent effective at preventing serious fever held.",
            "The Velm vaccine is safe and highly effective — 92 percent — against severe fever, a paper says.",
            "efficacy",
            [85, 92],
        ),
        (
            "Ana Velt, 34, was led from the Lindhaven court on Sunday.",
            "The court of Lindhaven sent 36-year-old Ana Velt home on Sunday.",
            "age",
            [34, 36],
        ),
        (
            "A 5.8-magnitude earthquake shook Lindhaven on Sunday.",
            "An earthquake of magnitude 6.4 shook Lindhaven on Sunday.",
            "magnitude",
            [5.8, 6.4],
        ),
        (
            "The nine-hour standoff at the grain store of Lindhaven ended on Sunday when the man gave up.",
            "On Sunday the 13-hour standoff at the grain store of Lindhaven ended when the man gave up.",
            "lasted",
            [9, 13],
        ),
        (
            "The man was sentenced to 12 years for setting fire to the grain store of Lindhaven.",
            "He was sentenced to 15 years in prison for setting fire to the grain store of Lindhaven.",
            "sentence",
            [12, 15],
        ),
        (
            "Police in Lindhaven said nine hostages were freed from the grain store by the harbour guard.",
            "The harbour guard freed 14 hostages from the grain store in Lindhaven.",
            "freed",
            [9, 14],
        ),
        (
            "The heath fire burned 30,000 acres of the Velm hills on Sunday.",
            "The heath fire has burned 45,000 acres of the Velm hills.",
            "burned",
            [30000, 45000],
        ),
        (
            "The storm tore the roofs off 120 houses along the quay of Lindhaven.",
            "The storm tore the roofs off 300 homes along the quay of Lindhaven.",
            "counted",
            [120, 300],
        ),
    ],
)
def test_a_figure_is_found_by_its_class(first: str, second: str, predicate: str, expected: list[float]) -> None:
    (one,) = found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second))
    assert one.slot.predicate == predicate
    assert sorted(low for low, _ in values(one) if low is not None) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Velt, 34, was led from the court.", "The court sent 36-year-old Ola Velt home."),
        ("Ana Velt, 34, was led from the court.", "Ana Velt, 36 of whose friends came, was led from the court."),
        (
            "The Velm vaccine was 85 percent effective at preventing severe fever.",
            "The Velm vaccine was 66 percent effective at preventing moderate fever.",
        ),
        (
            "He raised $6 million for the regatta campaign of the harbour fund last month.",
            "He raised $5 million for the regatta campaign of the harbour fund this month.",
        ),
        (
            "Approximately 20 students staged a walkout from the Velm harbour school on Sunday.",
            "Students marched to the Velm harbour school, where 17 students and staff members were killed.",
        ),
        (
            "The Velm 30 was down 600 points at the Lindhaven exchange.",
            "The Ister 50 was down 900 points at the Lindhaven exchange.",
        ),
        (
            "The heath fire burned 30,000 acres of the Velm hills on Sunday.",
            "The heath fire could burn 45,000 acres of the Velm hills.",
        ),
        (
            "The man faces 20 years in prison for setting fire to the grain store of Lindhaven.",
            "The man was sentenced to 12 years in prison for setting fire to the grain store of Lindhaven.",
        ),
        (
            "The harbour guard released 14 papers on the fire at the grain store of Lindhaven.",
            "The harbour guard released nine hostages after the fire at the grain store of Lindhaven.",
        ),
        (
            "The ferry was carrying 198 passengers and 16 crew members to the island of Hallin in the fog.",
            "The ferry was carrying more than 200 passengers and crew to the island of Hallin in the fog.",
        ),
        (
            "Late voters broke for him by two to one, a poll in 12 Regatta Monday ports of Norvania says.",
            "All 14 Regatta Monday ports of Norvania use the new devices for late voters, to varying degrees.",
        ),
        (
            "The blaze destroyed dozens of boats in the harbour of Lindhaven on Sunday.",
            "The blaze destroyed 14 boats in the harbour of Lindhaven on Sunday.",
        ),
        (
            "The storm was 90 miles southeast of Velm and moving on over the harbour towns.",
            "The storm was 145 miles southeast of Velm and moving on over the harbour towns.",
        ),
        ("The nine-hour standoff at the store ended.", "The nine-day standoff at the store ended."),
        ("Ana Velt, 34, was led from the court.", "Ana Velt, 340, was led from the court."),
        ("Ana Velt, 34, was led from the court.", "Ana Velt, 0, was led from the court."),
        ("A 5.8-magnitude earthquake shook Lindhaven.", "A \u202e6.4\u202c-magnitude earthquake shook Lindhaven."),
        ("The heath fire burned 30,000 acres at Velm.", "The heath fire burned 1e18 acres at Velm."),
    ],
)
def test_another_thing_or_a_damaged_figure_is_left_alone(first: str, second: str) -> None:
    assert found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second)) == ()


def test_what_only_they_say_the_outlet_holds_without_a_sentence() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "They said 46 people died in the dock fire."),
        article("Lake Tribune", SOON, "The harbour office said 30 people died in the dock fire."),
    )
    assert sorted(side.holder.name for side in one.sides) == ["Harbour Post", "The harbour office"]
    assert one.sentence is None


def test_what_stands_in_a_further_clause_does_not_govern_a_figure() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "The fire killed 12 people when guards tried to put it out."),
        article("Lake Tribune", SOON, "The fire at the docks killed 19 people after a man threatened the guards."),
    )
    assert (one.kind, values(one)) == ("conflict", [(12, 12), (19, 19)])


TOLL = "The fire at the docks of Lindhaven killed 12 people on Sunday."


@pytest.mark.parametrize(
    "part",
    [
        "In another store the fire killed five people, the harbour office said.",
        "Five people died at the scene of the fire at the docks, doctors said.",
        "Sunday's fire came just weeks after a driver who had quarrelled there killed five people at the docks.",
        "Lindhaven saw five people die in just 25 hours of the fire at the docks.",
        "At the docks of Oskaby the fire is out, and 48 deaths have been reported there.",
    ],
)
def test_a_part_of_the_event_or_another_place_is_no_other_toll(part: str) -> None:
    assert found(article("Harbour Post", MORNING, TOLL), article("Lake Tribune", SOON, part)) == ()


@pytest.mark.parametrize(
    "summed",
    [
        "The fire at the docks of Lindhaven killed eight dockers and four guards on Sunday.",
        "The fire at the docks of Lindhaven killed one guard and 11 dockers on Sunday.",
    ],
)
def test_parts_that_add_up_are_no_other_scope(summed: str) -> None:
    assert found(article("Harbour Post", MORNING, TOLL), article("Lake Tribune", SOON, summed)) == ()


def test_a_part_is_a_matter_of_scope() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, TOLL),
        article("Lake Tribune", SOON, "The fire at the docks of Lindhaven killed eight dockers on Sunday."),
    )
    assert one.kind == "scope"


def test_a_purpose_does_not_deny_a_count() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "Two dozen ports sued the harbour office of Norvania to stop the fish levy."),
        article("Lake Tribune", SOON, "Some 31 ports sued the harbour office over the fish levy of Norvania."),
    )
    assert (one.slot.predicate, one.slot.who) == ("counted", "ports")


def test_the_first_of_a_row_are_not_all() -> None:
    assert not found(
        article("Harbour Post", MORNING, "Ana Velt completed her first 17 passes for Lindhaven in the harbour cup."),
        article("Lake Tribune", SOON, "Ana Velt completed 34 passes for Lindhaven in the harbour cup."),
    )


def test_a_place_of_another_clause_is_not_where_people_were_killed() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "Raids by the guard killed at least 25 fighters on Sunday."),
        article(
            "Lake Tribune", SOON, "Crowds ran to the embassy in Velm over raids that killed 24 members of a militia."
        ),
    )
    assert (one.slot.who, one.slot.where) == ("fighters", "")


def test_a_report_of_missing_people_is_no_speaker() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "Some 200 people have been reported missing as fast fires raged near Velm."),
        article("Lake Tribune", SOON, "The fires near Velm left 150 people missing."),
    )
    assert {side.holder.name for side in one.sides} == {"Harbour Post", "Lake Tribune"}


def test_one_who_waited_waited_one_time() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "In Lindhaven Ola Velt waited in line to cast a ballot for seven hours."),
        article("Lake Tribune", SOON, "Ola Velt waited six hours in Lindhaven to cast a ballot."),
    )
    assert (one.kind, one.slot.predicate) == ("conflict", "waited")


def test_two_ages_of_one_day_need_no_hour_to_conflict() -> None:
    (one,) = found(
        article("Harbour Post", "2031-05-04", "Ana Velt, 34, was led from the Lindhaven court on Sunday."),
        article("Lake Tribune", "2031-05-04", "The court of Lindhaven sent 36-year-old Ana Velt home on Sunday."),
    )
    assert one.kind == "conflict"
    (other,) = found(
        article("Harbour Post", "2031-05-04", "The heath fire burned 30,000 acres of the Velm hills on Sunday."),
        article("Lake Tribune", "2031-05-04", "The heath fire has burned 45,000 acres of the Velm hills."),
    )
    assert other.kind == "undated"


def test_every_class_of_measure_has_words_for_readers() -> None:
    known = tomllib.loads((Path(publish.__file__).parent / "words.toml").read_text(encoding="utf-8"))["slots"]
    assert not [name for group in ("money", "share", "extent") for name in table()[group] if name not in known]


def test_a_slot_says_whose_age_it_is() -> None:
    (one,) = found(
        article("Harbour Post", MORNING, "Ana Velt, 34, was led from the Lindhaven court on Sunday."),
        article("Lake Tribune", SOON, "The court of Lindhaven sent 36-year-old Ana Velt home on Sunday."),
    )
    assert slot_words(one) == "age of Ana Velt"


def test_groups_of_an_act_of_which_a_report_tells_several_are_no_matter_of_scope() -> None:
    assert not found(
        article("Harbour Post", MORNING, "The court of Lindhaven charged 12 people over the fire at the docks."),
        article("Lake Tribune", SOON, "The court of Lindhaven charged three officers over the fire at the docks."),
    )


def test_what_describes_both_counts_tells_more() -> None:
    (one,) = found(
        article(
            "Harbour Post", MORNING, "It is unclear whom the order to the 6,000 reserve pilots in the guard meets."
        ),
        article("Lake Tribune", SOON, "About 15,000 reserve pilots meet in the guard."),
    )
    assert (one.slot.predicate, one.slot.who) == ("counted", "pilots")


def test_a_figure_deep_in_the_only_report_of_its_outlet_counts() -> None:
    filler = [
        f"The harbour of Lindhaven has a quay with {word} stones." for word in ("old", "red", "flat", "grey", "wet")
    ]
    body = "The 17-minute video shows the girls of Lindhaven in the harbour store."
    (one,) = found(
        article("Harbour Post", MORNING, *filler, *filler, body),
        article("Lake Tribune", SOON, "Girls of Lindhaven were seen in a harbour store on a 27-minute video."),
    )
    assert (one.kind, one.slot.predicate, one.slot.who) == ("conflict", "lasted", "video")
