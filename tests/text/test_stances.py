"""Stances: who is for or against whom, and what makes a statement a position."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.views.arguments import argument, in_earnest
from alteram.text.views.stances import stances, valences


def told(sentence: str) -> list[tuple[str, str, int]]:
    """Acts of the only sentence: holder, target, sign."""
    text = canonical("A title", [sentence])
    reading = read(text).sentences[1]
    acts = [one for one in stances(text, reading) if one.form == "act"]
    return [(text[slice(*one.holder)] if one.holder else "", text[slice(*one.target)], one.sign) for one in acts]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ana Ruiz accused Olaf Brandt of playing politics.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz defended Olaf Brandt on Monday.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Olaf Brandt was criticized by Ana Ruiz on Monday.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz did not defend Olaf Brandt on Monday.", ("Ana Ruiz", "Olaf Brandt", -1)),
    ],
)
def test_acts_of_blame_and_praise(sentence: str, wanted: tuple[str, str, int]) -> None:
    assert wanted in told(sentence)


def test_a_negation_turns_a_word_round() -> None:
    text = "The tax is not reckless, and the sale was shameful."
    assert [sign for _, sign in valences(text, 0, len(text))] == [1, -1]


def test_an_argument_weighs_more_than_a_report() -> None:
    weak, strong = "The vote is on Monday.", "The vote must fail because the tax is a reckless betrayal."
    assert argument(weak, ((0, len(weak)),), None).weight == 0.0
    assert argument(strong, ((0, len(strong)),), None).weight > 2.0


def test_a_joke_is_no_statement_in_earnest() -> None:
    text = "Brandt joked that he said so."
    assert not in_earnest(text, (7, 12))
    assert in_earnest(text, (21, 25))
