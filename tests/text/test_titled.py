"""The office that stands before a name."""

import pytest

from alteram.text.people.persons import persons, titled


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("On Monday Attorney General William Barr spoke.", ["Attorney General William Barr"]),
        ("Meanwhile President Jane Roe left.", ["President Jane Roe"]),
        (
            "He asked Harbour and Fish Committee Chairman Richard Neal.",
            ["Richard Neal"],
        ),
        ("He asked Harbour Committee Chairman Richard Neal.", ["Harbour Committee Chairman Richard Neal"]),
        ("He asked campaign chairman Richard Neal.", ["Richard Neal"]),
        ("The wife of former Harbour Director James Comey left.", ["former Harbour Director James Comey"]),
        ("Sens. Ron Wyden and Sen. Chris Coons met.", ["Ron Wyden", "Sen. Chris Coons"]),
        ("Judge and mayor were with Richard Neal.", ["Richard Neal"]),
        ("It was U.S. District Judge William Alsup.", ["U.S. District Judge William Alsup"]),
    ],
)
def test_a_name_is_given_with_the_office_right_before_it(body: str, found: list[str]) -> None:
    text = f"Lowmoor\n\n{body}"
    assert [text[slice(*titled(text, person.span))] for person in persons(text)] == found
