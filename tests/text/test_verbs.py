"""Where the finite verb of a clause stands, and where that is not plain to see."""

import pytest

from alteram.text.grammar.verbs import finite, forms_of, subject_at
from alteram.text.speech.cues import items


def _verb(sentence: str) -> str | None:
    row = items(sentence, 0, len(sentence))
    at = finite(row, 0, len(row))
    return None if at is None else row[at].text


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The council rejected the plan.", "rejected"),
        ("In April, the council rejected the plan.", "rejected"),
        ("Almost exactly a year later, they were joined by a third.", "were"),
        ("Meanwhile, the council rejected the plan.", "rejected"),
        ("But as a deputy, Orla Vint rejected the plan.", "rejected"),
        ("The mayor (pictured), a former judge, signed the order.", "signed"),
        ("The deaths of the two -- both of Lowmoor -- shook the town.", "shook"),
        ("His mother, Dora Quill, who had been ill for months, died in March.", "died"),
        ("Two men arrested for questioning in the case were released.", "were"),
        ("The law restricts the sale of water.", "restricts"),
        ("The ruling comes as the council meets.", "comes"),
        ("In May 2017 she left the council.", "left"),
        ("Police said the men were released.", "said"),
        ("In a letter on Sunday, the mayor said she will resign.", "said"),
        ("Orla Vint says the plan is dead.", "says"),
        ("At least two people are missing.", "are"),
    ],
)
def test_the_finite_verb_is_found_behind_openings_asides_and_reduced_relatives(sentence: str, verb: str) -> None:
    assert _verb(sentence) == verb


@pytest.mark.parametrize(
    "sentence",
    [
        "A man accused of the theft pleaded guilty.",
        "The officer who shot him was suspended.",
        "Red flags, claims of poor response.",
    ],
)
def test_where_two_verbs_could_be_it_there_is_none(sentence: str) -> None:
    assert _verb(sentence) is None


def test_a_subject_begins_behind_the_adjuncts_that_open_its_clause() -> None:
    row = items("On Friday, after hours of talks, the council voted.", 0, 51)
    assert row[subject_at(row, 0, len(row))].text == "the"
    assert row[subject_at(row, 0, len(row)) + 1].text == "council"


def test_forms_that_the_table_lacks_are_known_by_their_base() -> None:
    assert forms_of("comes") == "s"
    assert forms_of("capsized") == "p"
    assert forms_of("hundred") == ""
    assert forms_of("--") == ""
