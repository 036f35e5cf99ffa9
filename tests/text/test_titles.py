"""Titles that accuse private persons, and the neutral words in their place."""

import pytest

from alteram.model.ids import Moment
from alteram.text.people.titles import accused, lone_title, neutral_title
from tests.engine.harbour import article

BODY = (
    "Greta Fisk kept the books of the ferry company in Vell for eleven years, her neighbours said.",
    "The ferry company said on Thursday that 4,000 crowns were missing from its accounts.",
)
OFFICE = ("Mayor Greta Fisk opened the new mole in Vell on Thursday before a small crowd.",)


@pytest.mark.parametrize(
    "title",
    [
        "Greta Fisk stole 4,000 crowns from the ferry company",
        "Ferry Bookkeeper Fisk Charged With Fraud",
        "FISK ARRESTED OVER MISSING CROWNS",
    ],
)
def test_a_title_that_accuses_a_private_person_gives_way_to_its_date(title: str) -> None:
    one = article("courier", 9, title, *BODY)
    assert [person.name for person in accused(one)] == ["Greta Fisk"]
    assert lone_title(one) == "Article of 2 May 2031"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Greta Fisk retires from the ferry company", BODY),
        ("Ferry company charged with fraud", BODY),
        ("Mayor Fisk charged with fraud", OFFICE),
        ("Falling crane killed Greta Fisk in Vell", BODY),
    ],
)
def test_no_harm_no_person_an_office_or_a_victim_leaves_a_title_as_it_is(title: str, body: tuple[str, ...]) -> None:
    one = article("courier", 9, title, *body)
    assert lone_title(one) == title


def test_an_office_in_another_article_of_the_story_makes_a_person_public() -> None:
    one = article("courier", 9, "Greta Fisk charged with fraud", *BODY)
    assert accused(one)
    assert not accused(one, (article("post", 9, "A new mole", *OFFICE).text,))


def test_a_neutral_title_says_no_more_of_its_day_than_is_known() -> None:
    assert neutral_title(Moment("2013-08-14")) == "Article of 14 August 2013"
    assert neutral_title(Moment("2013-08-04T23:59:00Z")) == "Article of 4 August 2013"
    assert neutral_title(None) == "Article without a date"
