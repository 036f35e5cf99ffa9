"""What cannot be read safely is text and is never compared, wherever it stands. All coverage is fictional."""

import math

import pytest

from alteram.text.quantities import quantities
from tests.stages.test_disagreements import MORNING, SOON, article, found

GOOD = "The fire killed 12 people in Lindhaven."
COST = "The bridge over the Linn cost $5 million to build."


@pytest.mark.parametrize(
    "bad",
    [
        "The fire killed a billion billion people in Lindhaven.",
        "The fire killed 1,000,000,000,000,000,000 people in Lindhaven.",
        "The fire killed 99999999999999999999999999999999 people in Lindhaven.",
        "The fire killed 90 billion people in Lindhaven.",
        "The fire killed 10^18 people in Lindhaven.",
        "The fire killed 1e18 people in Lindhaven.",
        "The fire killed -5 people in Lindhaven.",
        "The fire killed 3.7 people in Lindhaven.",
        "The fire killed 400 % of the people in Lindhaven.",
        "The fire killed \u202e91\u202c people in Lindhaven.",
        "The fire killed \u2067١٩\u2069 people in Lindhaven.",
        "The fire killed ٣٤ people in Lindhaven.",
        "The fire killed ۱۹ people in Lindhaven.",
        "The fire killed 1９ people in Lindhaven.",
        "The fire killed 1,9,00 people in Lindhaven.",
        "In year 0 the fire killed 19 people in Lindhaven.",
        "In 0000 the fire killed 19 people in Lindhaven.",
        "On 0000-00-00 the fire killed 19 people in Lindhaven.",
        "On 2031-13-45 the fire killed 19 people in Lindhaven.",
        "On 31 April the fire killed 19 people in Lindhaven.",
        "On 30 February the fire killed 19 people in Lindhaven.",
    ],
)
def test_a_figure_or_date_that_is_none_is_never_set_against_another(bad: str) -> None:
    assert found(article("Harbour Post", MORNING, GOOD), article("Lake Tribune", SOON, bad)) == ()


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("A billion billion people live there.", "A billion billion"),
        ("The bridge cost $5 billion billion to build.", "$5 billion billion"),
        ("There are 10^18 grains of sand.", "10^18"),
        ("The bridge cost $5 million euros to build.", "$5 million euros"),
        ("The bridge cost €5 million dollars to build.", "€5 million dollars"),
    ],
)
def test_it_is_kept_as_the_text_that_it_is(sentence: str, kept: str) -> None:
    (one,) = quantities(sentence, 0, len(sentence))
    assert (one.text, one.unit) == (kept, "label")
    assert math.isnan(one.low) and math.isnan(one.high)


@pytest.mark.parametrize(
    ("sentence", "text", "unit", "value"),
    [
        ("The bridge cost $5 million dollars to build.", "$5 million", "usd", 5e6),
        ("The state owes $31 trillion to its lenders.", "$31 trillion", "usd", 31e12),
        ("A thousand billion euros were lent.", "A thousand billion euros", "eur", 1e12),
        ("Prices rose 400 percent.", "400 percent", "percent", 400),
    ],
)
def test_what_is_large_or_said_twice_is_still_read(sentence: str, text: str, unit: str, value: float) -> None:
    (one,) = quantities(sentence, 0, len(sentence))
    assert (one.text, one.unit, one.low) == (text, unit, value)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The bridge over the Linn cost $5 million to build.",
            "The bridge over the Linn cost $8 million euros to build.",
        ),
        (
            "The bridge over the Linn cost $5 million to build.",
            "The bridge over the Linn cost $5 billion billion to build.",
        ),
        ("Turnout in Lindhaven rose to 40 % on Sunday.", "Turnout in Lindhaven rose to 400 % on Sunday."),
        ("Turnout in Lindhaven was 40 % on Sunday.", "Turnout in Lindhaven was -5 % on Sunday."),
        ("Turnout in Lindhaven was 40 % on Sunday.", "Turnout in Lindhaven was 5,000 people on Sunday."),
        ("The fire burned 40 acres of forest in Lindhaven.", "The fire burned 90 hectares of forest in Lindhaven."),
    ],
)
def test_two_units_and_impossible_shares_are_never_compared(first: str, second: str) -> None:
    assert found(article("Harbour Post", MORNING, first), article("Lake Tribune", SOON, second)) == ()
