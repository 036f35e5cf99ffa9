"""Judgements: what somebody says of others in words that tell for or against them."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.views.stances import stances
from alteram.text.views.tone import tone


def said(*sentences: str) -> set[tuple[str, str, int]]:
    """Holder, target and sign of the words and the tone of the last sentence."""
    text = canonical("A title", list(sentences))
    return {
        (text[slice(*one.holder)] if one.holder else "", text[slice(*one.target)], one.sign)
        for one in stances(text, read(text).sentences[-1])
        if one.form in ("word", "tone")
    }


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Ana Ruiz said Olaf Brandt was a liar.", -1),
        ("Ana Ruiz said Olaf Brandt was a decent man.", 1),
        ("Ana Ruiz said Olaf Brandt should resign.", -1),
        ("Ana Ruiz said Olaf Brandt should be praised.", 1),
        ("Ana Ruiz said Olaf Brandt had attacked the poor.", -1),
        ("Ana Ruiz said the fraud was the work of Olaf Brandt, a bully.", -1),
        ("“Olaf Brandt’s disastrous plan failed,” Ana Ruiz said.", -1),
    ],
)
def test_what_is_said_of_somebody(sentence: str, sign: int) -> None:
    assert ("Ana Ruiz", "Olaf Brandt", sign) in said(sentence)


def test_he_who_said_it_is_the_last_speaker() -> None:
    found = said("“We lost,” Jan Holm said to Olaf Brandt.", "“Petra Falk was a shameful liar,” he said.")
    assert ("Jan Holm", "Petra Falk", -1) in found


def test_who_is_spoken_against_elsewhere_is_spoken_against_here() -> None:
    before = "Ana Ruiz slammed Olaf Brandt and denounced Olaf Brandt."
    after = "Ana Ruiz said Olaf Brandt came on Monday."
    assert ("Ana Ruiz", "Olaf Brandt", -1) in said(before, after)
    assert not said(after)


def test_they_who_argue_are_those_named_before() -> None:
    found = said("Republicans met in Ostermole.", "They said Olaf Brandt was a shameful liar.")
    assert ("Republicans", "Olaf Brandt", -1) in found


def test_all_who_say_it_together_are_holders() -> None:
    found = said("Ana Ruiz and Petra Holm said Olaf Brandt was a shameful liar.")
    assert ("Petra Holm", "Olaf Brandt", -1) in found


def test_the_outlet_by_itself_judges_nobody() -> None:
    assert not said("Olaf Brandt was a shameful liar.")


def test_tone_counts_plain_words_double_and_turns_at_a_negation() -> None:
    text = "a liar is not a liar, a nightmare"
    assert tone(text, 0, 6) == -2
    assert tone(text, 10, 20) == 2
    assert tone(text, 22, len(text)) == -1
