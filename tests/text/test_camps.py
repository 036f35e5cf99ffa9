"""Camps: who belongs to a side by the words that name him, and never by what he says."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.views.camps import affiliations, camp, memberships

OTHER = canonical("The harbour bill", ["The harbour bill was read by Rep. Ana Ruiz (R-Ohio) on Monday."])


def sides(*paragraphs: str, when: str = "2014-05-04", known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Camps of the first speaker of an article."""
    text = canonical("A title", paragraphs)
    said = next(one.attribution for one in read(text).sentences if one.attribution is not None)
    assert said.source is not None
    return sorted(memberships(text, said.source, when, affiliations((text, *known))))


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Rep. Ana Ruiz (R-Ohio) said the harbour bill was a mistake.", "republican"),
        ("Sen. Ana Ruiz, D-Ohio, said the harbour bill was a mistake.", "democratic"),
        ("Republican Sen. Ana Ruiz said the harbour bill was a mistake.", "republican"),
        ("Sen. Ana Ruiz, Ohio Republican, said the harbour bill was a mistake.", "republican"),
        ("Democrats said the harbour bill was a mistake.", "democratic"),
        ("The White House said the harbour bill was a mistake.", "democratic"),
        ("Mitch McConnell said the harbour bill was a mistake.", "republican"),
    ],
)
def test_a_tag_a_party_an_office_or_a_record_shows_the_camp(sentence: str, side: str) -> None:
    assert sides(sentence) == [("party:us", side)]


def test_an_office_belongs_to_whoever_held_it_that_day() -> None:
    told = "The White House said the harbour bill was a mistake."
    assert sides(told, when="2018-05-04") == [("party:us", "republican")]
    assert sides(told, when="") == []


def test_what_one_article_tells_of_a_person_holds_in_the_others() -> None:
    told = ("Ana Ruiz spoke on Monday in Ohio.", "Ruiz said the harbour bill was a mistake.")
    assert sides(*told) == []
    assert sides(*told, known=(OTHER,)) == [("party:us", "republican")]


def test_whoever_is_given_to_both_camps_belongs_to_neither() -> None:
    other = canonical("The bill", ["The bill was read by Rep. Ana Ruiz (D-Ohio) on Monday."])
    told = ("Ana Ruiz spoke on Monday in Ohio.", "Ruiz said the harbour bill was a mistake.")
    assert sides(*told, known=(OTHER, other)) == []


def test_nobody_is_put_in_a_camp_for_what_he_says() -> None:
    assert sides("Ana Ruiz said Republicans were right about the harbour bill.") == []


def test_a_name_that_others_share_is_no_member() -> None:
    told = ("Ivanka Trump spoke on Monday in Ohio.", "Trump said the harbour bill was a mistake.")
    assert sides(*told) == []


def test_a_camp_is_found_by_axis_and_side() -> None:
    found = camp("party:us", "republican")
    assert found is not None
    assert found.label == "Republican narrative"
    assert camp("party:us", "whig") is None
