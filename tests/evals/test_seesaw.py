"""The measure of who criticises or supports whom: how words are tied to the list, and which labels are wanted."""

import pytest

from evals.seesaw import WRITER, Labelled, Score, linked, nearest, score, told
from evals.seesaw import _of_article as of_article

LISTED = (
    "Hilda Brandt",
    "Republican Party",
    "Democratic Party",
    "Norvanian Fishing Agency",
    "harbour tax law",
    "Norvania",
)


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Brandt", "Hilda Brandt"),
        ("Mrs. Brandt’s", "Hilda Brandt"),
        ("Bill Brandt", None),
        ("Republicans", "Republican Party"),
        ("the GOP", "Republican Party"),
        ("House Democrats", "Democratic Party"),
        ("NFA", "Norvanian Fishing Agency"),
        ("the Norvanians", "Norvania"),
        ("law", "harbour tax law"),
        ("the party", None),
        ("Ana Ruiz", None),
    ],
)
def test_words_are_tied_to_the_list(words: str, entity: str | None) -> None:
    assert linked(words, LISTED) == entity


def article() -> list[Labelled]:
    """Two sentences, of whose labels one has an end that is not on the list."""
    rows = [
        {"subject": "Ana Ruiz", "object": "Hilda Brandt", "sentiment": "NEG"},
        {"subject": "Not in the list", "object": "Hilda Brandt", "sentiment": "NEG"},
        {"subject": "None", "object": "Ana Ruiz", "sentiment": "POS"},
    ]
    return list(
        of_article(
            {
                "url": "a",
                "title": "A title",
                "sentences": ["Ana Ruiz slammed Hilda Brandt.", "She left."],
                "entities": [["Ana Ruiz"], ["Hilda Brandt"]],
                "stances": {"0": rows},
            }
        )
    )


def test_labels_with_an_end_that_is_not_on_the_list_are_left_out() -> None:
    first, second = article()
    assert first.gold == {("Ana Ruiz", "Hilda Brandt", -1), (WRITER, "Ana Ruiz", 1)}
    assert not second.gold


def test_ours_and_the_baseline_are_counted_alike() -> None:
    first, second = article()
    assert told(first) == nearest(first) == {("Ana Ruiz", "Hilda Brandt", -1)}
    assert not nearest(second)
    assert score([(told(first), first.gold)]) == Score(1, 1, 2)
