"""Leanings: whether what somebody says is for or against one actor of a story."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.views.leanings import affair, head_of_government, leaning, speaks_of_government


def leant(sentence: str, actor: str = "Brandt", others: tuple[str, ...] = (), when: str = "") -> int:
    """How the first sentence leans in a story whose article goes on with others."""
    text = canonical("A title", [sentence, *others])
    return leaning(text, when, read(text).sentences[1], affair((text,), actor))


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Olaf Brandt said the tax was fair.", 1),
        ("A lawyer for Brandt said the tax was fair.", 1),
        ("Ana Ruiz blasted Olaf Brandt for the tax.", -1),
        ("Ana Ruiz praised Olaf Brandt for the tax.", 1),
        ("Ana Ruiz said Brandt was a shameful liar.", -1),
        ("Ana Ruiz said Brandt was reckless.", -1),
        ("Ana Ruiz said everybody saw what a fraud Brandt was.", -1),
        ("Ana Ruiz said the fraud hurt Brandt.", 0),
        ("Ana Ruiz said Brandt was a wonderful man.", 0),
        ("Ana Ruiz said the tax was a shameful lie.", 0),
        ("Critics of Brandt said the tax was fair.", 0),
    ],
)
def test_who_leans_for_or_against_an_actor(sentence: str, sign: int) -> None:
    assert leant(sentence) == sign


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz, who supported Brandt last year, said the harbour was empty.",
        "Ana Ruiz said the latest attack on Brandt was a shameful lie.",
        "Ana Ruiz said Brandt had always been critical of the shameful tax.",
        "Ana Ruiz said Brandt had shown that the tax was a shameful lie.",
        "Ana Ruiz said Olga Falk lied when Brandt was ill.",
    ],
)
def test_words_that_stand_near_him_are_not_against_him(sentence: str) -> None:
    assert leant(sentence) == 0


def test_what_the_coverage_gives_to_him_stands_for_him() -> None:
    told = ("Brandt’s ferry ban began on Monday.", "The port fought Brandt’s ferry ban.")
    sentence = "Ana Ruiz said the ban was a shameful and reckless mistake."
    assert leant(sentence, others=told) == -1
    assert leant(sentence) == 0
    assert leant("Ana Ruiz praised the ban on Monday.", others=told) == 1


def test_his_lawyer_speaks_for_him_by_name_alone() -> None:
    sentence = "Olga Falk said the charge was false."
    assert leant(sentence, others=("Olga Falk, a lawyer for Brandt, spoke in Pellan.",)) == 1
    assert leant(sentence, others=("Olga Falk, a lawyer for the port, spoke in Pellan.",)) == 0


def test_a_government_speaks_for_its_head_while_he_holds_the_office() -> None:
    sentence = "White House officials said the order was fair."
    assert leant(sentence, "Obama", when="2012-05-01") == 1
    assert leant(sentence, "Obama", when="2018-05-01") == 0
    assert leant("California Attorney General Ana Ruiz said the order was fair.", "Obama", when="2012-05-01") == 0
    assert leant("A former White House official said the order was fair.", "Obama", when="2012-05-01") == 0
    assert leant("Ana Ruiz said the administration was a shameful liar.", "Obama", when="2012-05-01") == -1


def test_an_officer_of_another_year_speaks_for_who_held_the_office_then() -> None:
    sentence = "Treasury Secretary Ana Ruiz said in March 2016 that the order was fair."
    assert leant(sentence, "Obama", when="2018-05-01") == 1
    assert leant(sentence, "Trump", when="2018-05-01") == 0
    assert leant("White House officials said in 2016 and 2017 that it was fair.", "Trump", when="2018-05-01") == 0


def test_a_namesake_is_not_he() -> None:
    told = ("Olaf Brandt spoke. Olaf Brandt left. Olaf Brandt came. Olaf Brandt sat.", "Ada Brandt sang.")
    assert leant("Ana Ruiz blasted Ada Brandt for the song.", others=told) == 0
    assert leant("Ana Ruiz blasted Olaf Brandt for the song.", others=told) == -1


def test_heads_of_government_are_on_record_by_day() -> None:
    assert head_of_government("2017-01-19") == "Obama"
    assert head_of_government("2017-01-20T09:00:00Z") == "Trump"
    assert head_of_government("") == ""
    text = "The administration said so."
    assert speaks_of_government(text, (0, len(text)))
    assert not speaks_of_government("The harbour board said so.", (0, 26))


def test_who_is_of_his_camp_is_not_against_him_by_words_alone() -> None:
    told = ("Sen. Olaf Brandt (R-Ohio) spoke.", "Sen. Ana Ruiz (R-Iowa) spoke.")
    sentence = "Ana Ruiz said Brandt was a victim of a shameful lie."
    assert leant(sentence, others=told) == 0
    assert leant("Ana Ruiz blasted Brandt on Monday.", others=told) == -1
