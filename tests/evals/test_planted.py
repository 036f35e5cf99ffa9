"""Planted mismatches: what they replace is what the passage says, by what it does not say."""

import pytest

from evals.planted import Plant, Sound, apart, changed, covered, opposites, plant

PLACE = (1, 0, 10)
PASSAGE = "The Linnet sank off Ostermole on 12 March 2019 and killed eleven of her crew, Captain Dorn Hale said."


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("The ferry sank on 12 March.", "The ferry sank on 22 March."),
        ("The ferry sank in 2019.", "The ferry sank in 2017."),
        ("Eleven of her crew were lost.", "Three of her crew were lost."),
        ("The ferry killed some.", "The ferry rescued some."),
        ("The word of Captain Dorn Hale was heard.", "The word of Minister Ada Venn was heard."),
    ],
)
def test_one_thing_of_the_clause_is_changed(clause: str, wanted: str) -> None:
    made = changed(Sound(clause, PASSAGE, PLACE), ["It was Minister Ada Venn who spoke."])
    assert made == Plant("changed", wanted, PASSAGE, PLACE)


@pytest.mark.parametrize(
    "clause",
    [
        "The ferry sank on 14 March.",
        "COVID-12 was there.",
        "Nine of her crew were lost.",
        "The mate Ada Dorn Venn spoke.",
    ],
)
def test_what_the_passage_does_not_say_is_not_changed(clause: str) -> None:
    assert changed(Sound(clause, PASSAGE, PLACE), ["It was Minister Ada Venn who spoke."]) is None


def test_a_new_figure_is_not_one_of_the_passage() -> None:
    assert changed(Sound("It was 12 March.", "On 12 March, not on 22 March.", PLACE), []) is None


def test_a_passage_of_other_words_and_names_stands_apart() -> None:
    clause = "The minister exempted the ferry Linnet from inspection."
    assert apart(clause, "The harbour master said that the ferry was late.")
    assert not apart(clause, "The ferry Linnet was exempted by the minister from its inspection.")
    assert not apart("The minister exempted the ferry.", "The harbour master was late.")
    assert covered(clause, clause) == 1.0


def test_each_kind_is_made_and_the_next_where_one_cannot_be() -> None:
    sentences = [
        ("The ferry Linnet was carrying passengers of another line at that time.", (2, 0, 60)),
        ("Nobody at Ostermole had seen the weather turn that evening.", (2, 61, 120)),
    ]
    others = [Sound("Other.", "Parliament will vote on the lease of Vessmouth.", (3, 0, 40))]
    clauses = [f"The minister exempted the ferry Linnet from inspection number {n}00." for n in range(1, 10)]
    made = [plant(Sound(c, f"{c} He said so.", PLACE), sentences, others) for c in clauses]
    assert {one.kind for one in made if one} == {"same-words", "another-fact", "changed"}
    same = next(one for one in made if one and one.kind == "same-words")
    assert same.where == (2, 0, 60)
    assert all(one.passage != PASSAGE for one in made if one and one.kind == "another-fact")
    only = [plant(Sound(c, f"{c} He said so.", PLACE), [], []) for c in clauses]
    assert {one.kind for one in only if one} == {"changed"}


def test_nothing_is_planted_where_nothing_can_be() -> None:
    assert plant(Sound("Nothing here.", "Nothing here.", PLACE), [], []) is None


def test_no_verb_stands_for_itself_and_each_goes_back() -> None:
    table = opposites()
    assert len(table) > 60
    assert all(one != other and table[other] == one for one, other in table.items())
