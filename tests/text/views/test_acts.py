"""Acts and deeds: who is told to be for or against whom, in the forms that grammar gives it."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.views.stances import stances


def told(*sentences: str, forms: tuple[str, ...] = ("act", "deed", "serves")) -> set[tuple[str, str, int]]:
    """Holder, target and sign of the last sentence."""
    text = canonical("A title", list(sentences))
    return {
        (text[slice(*one.holder)] if one.holder else "", text[slice(*one.target)], one.sign)
        for one in stances(text, read(text).sentences[-1])
        if one.form in forms
    }


RUIZ = "Ana Ruiz met Olaf Brandt in Ostermole."


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ana Ruiz has repeatedly slammed Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz, the mayor of Ostermole, slammed Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("The mayor, Ana Ruiz, slammed Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz, who praised Olaf Brandt, left.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz vowed to oppose Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz left the hall and mocked Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Accusing Olaf Brandt of fraud, Ana Ruiz left.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz lashed out at Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz agreed with Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz and Petra Holm praised Olaf Brandt.", ("Petra Holm", "Olaf Brandt", 1)),
        ("Ana Ruiz praised Petra Holm and Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Olaf Brandt was attacked on Monday by Ana Ruiz.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz called Olaf Brandt a liar.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz last week almost praised Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz Thursday praised Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz on Thursday praised Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz vetoed the harbour bill.", ("Ana Ruiz", "harbour bill", -1)),
    ],
)
def test_verbs(sentence: str, wanted: tuple[str, str, int]) -> None:
    assert wanted in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ana Ruiz’s criticism of Olaf Brandt was loud.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz voiced support for Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("The attack on Olaf Brandt by Ana Ruiz was loud.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Olaf Brandt drew criticism from Ana Ruiz.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Olaf Brandt has the support of Ana Ruiz.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz condemned the attack on Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz, a critic of Olaf Brandt, left.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz is a supporter of Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz is critical of Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz, angry at Olaf Brandt, left.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz, a lawyer for Olaf Brandt, left.", ("Ana Ruiz", "Olaf Brandt", 1)),
    ],
)
def test_nouns_and_adjectives(sentence: str, wanted: tuple[str, str, int]) -> None:
    assert wanted in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ana Ruiz refused to support Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
        ("Ana Ruiz never criticised Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz is not opposed to Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
    ],
)
def test_a_negation_turns_the_sign(sentence: str, wanted: tuple[str, str, int]) -> None:
    assert told(sentence) == {wanted}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz met Olaf Brandt on Monday.",
        "The attacks in Ostermole kept Ana Ruiz from Olaf Brandt.",
        "Ana Ruiz said the attack on Olaf Brandt was over.",
        "Olaf Brandt was criticised while Ana Ruiz was away.",
    ],
)
def test_without_both_sides_there_is_no_stance(sentence: str) -> None:
    assert not told(sentence, forms=("act", "serves"))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ana Ruiz mocked critics of Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz mocked Olaf Brandt’s critics.", ("Ana Ruiz", "Olaf Brandt", 1)),
        ("Ana Ruiz mocked supporters of Olaf Brandt.", ("Ana Ruiz", "Olaf Brandt", -1)),
    ],
)
def test_who_is_against_somebodys_critics_is_for_him(sentence: str, wanted: tuple[str, str, int]) -> None:
    assert {one for one in told(sentence) if one[0] == "Ana Ruiz" and one[1] == "Olaf Brandt"} == {wanted}


def test_pronouns_and_offices_are_resolved_in_the_article() -> None:
    assert ("Ana Ruiz", "Olaf Brandt", -1) in told(RUIZ, "She slammed him.")
    chancellor = "Chancellor Olaf Brandt opened the harbour."
    assert ("Ana Ruiz", "Olaf Brandt", -1) in told(chancellor, "Ana Ruiz slammed the chancellor.")
    assert ("Petra Holm", "Olaf Brandt", -1) in told(chancellor, "Petra Holm slammed Olaf.")


def test_who_says_i_is_the_speaker() -> None:
    assert ("Ana Ruiz", "Olaf Brandt", -1) in told("“I oppose Olaf Brandt,” said Ana Ruiz.")


def test_a_sentence_without_end_is_not_read() -> None:
    assert not told("Ana Ruiz slammed Olaf Brandt " + "of a critic of Olaf Brandt and " * 2000 + "left.")
