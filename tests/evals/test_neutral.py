"""The measure of neutral texts, on a story of our own, and on the shared set where it is."""

import pytest

from alteram.outlets import load_registry
from evals.neutral import DATA, Story, ceiling, cut, facts, figures, lead, rouge, stories

STORY = Story(
    "s1",
    (
        ("Ferry sinks", "The ferry Linnet sank off Ostermole on Tuesday. Eleven passengers were killed."),
        ("Shame of Ostermole", "The minister should resign today. The ferry Linnet sank on Tuesday near Hallin."),
        ("Inquiry", "Parliament opened an inquiry into the loss of the ferry Linnet on Wednesday."),
    ),
    "The ferry Linnet sank off Ostermole, and parliament opened an inquiry into the loss of the ferry on Wednesday.",
)


def test_rouge_by_hand() -> None:
    assert rouge("The ferry sank.", "the ferry SANK", 1) == 1.0
    assert rouge("the the ferry", "the ferry sank fast", 1) == pytest.approx(2 * 2 / (3 + 4))
    assert rouge("the ferry sank", "the ferry is late", 2) == pytest.approx(2 * 1 / (2 + 3))
    assert rouge("", "the ferry", 1) == 0.0


def test_lead_takes_turns_and_the_ceiling_stops_where_nothing_is_won() -> None:
    assert lead(STORY)[:3] == [
        "The ferry Linnet sank off Ostermole on Tuesday.",
        "The minister should resign today.",
        "Parliament opened an inquiry into the loss of the ferry Linnet on Wednesday.",
    ]
    assert ceiling(STORY) == [lead(STORY)[2], lead(STORY)[0]]


def test_no_more_words_than_are_compared() -> None:
    assert cut(["one two", "three"], 2) == "one two"
    assert len(cut(["word"] * 100).split()) == 70


def test_the_facts_are_those_that_the_program_proposes() -> None:
    found = facts(STORY, load_registry(None))
    assert found
    assert not any("Outlet" in fact or "resign" in fact for fact in found)
    assert found == facts(STORY, load_registry(None))


def test_figures_are_means() -> None:
    made = [(STORY, {"facts": STORY.neutral, "lead": ""}), (STORY, {"facts": "", "lead": STORY.neutral})]
    found = figures(made)
    assert found["facts.rouge_1"] == found["lead.rouge_2"] == 0.5
    assert found["facts.stories"] == 1.0


@pytest.mark.shared
def test_the_validation_part_is_what_was_described() -> None:
    if not DATA.is_file():
        pytest.skip("the research data is not beside this checkout")
    found = stories()
    assert len(found) == 307
    assert all(len(one.tellings) == 3 and one.neutral for one in found)
