"""Figures: intervals, units, offsets, and what must stay a mere label."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.text.quantities import Quantity, compatible, covers, quantities

INF = math.inf


def only(text: str) -> Quantity:
    found = quantities(text, 0, len(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "noun"),
    [
        ("At least 20 people were killed.", 20, INF, "count", "people"),
        ("They killed more than 1,500 soldiers.", 1500, INF, "count", "soldiers"),
        ("Over two dozen students fell ill.", 24, INF, "count", "students"),
        ("Up to 12 children died.", -INF, 12, "count", "children"),
        ("As many as 40 drowned.", -INF, 40, "count", ""),
        ("Fewer than 5 survived.", -INF, 5, "count", ""),
        ("Nearly 50 miners were trapped.", 45, 50, "count", "miners"),
        ("About 30 others were hurt.", 27, 33, "count", "others"),
        ("Some 300 were hurt.", 270, 330, "count", ""),
        ("Dozens were injured.", 24, 99, "count", ""),
        ("Hundreds of thousands of protesters marched.", 200_000, 999_999, "count", "protesters"),
        ("Scores of people fled.", 40, 99, "count", "people"),
        ("A dozen eggs.", 12, 12, "count", "eggs"),
        ("Half a dozen officers came.", 6, 6, "count", "officers"),
        ("Between 20 and 30 militants fled.", 20, 30, "count", "militants"),
        ("Police arrested 20-30 men.", 20, 30, "count", "men"),
        ("Police arrested 20 to 30 men.", 20, 30, "count", "men"),
        ("Two hundred and fifty thousand voters came.", 250_000, 250_000, "count", "voters"),
        ("There were twenty-three bodies.", 23, 23, "count", "bodies"),
        ("The toll is 50 or more.", 50, INF, "count", ""),
        ("It grew by 400 %.", 400, 400, "percent", ""),
        ("It grew by 12.5 per cent.", 12.5, 12.5, "percent", ""),
        ("Two-thirds of voters agreed.", 200 / 3, 200 / 3, "percent", ""),
        ("One in five women agreed.", 20, 20, "percent", ""),
        ("It rose 3 percentage points.", 3, 3, "measure", "point"),
        ("It cost $3.2 million.", 3.2e6, 3.2e6, "usd", ""),
        ("It cost $2,166, they said.", 2166, 2166, "usd", ""),
        ("It cost $5-10 billion.", 5e9, 1e10, "usd", ""),
        ("It cost 40 million euros.", 4e7, 4e7, "eur", ""),
        ("It cost £3m.", 3e6, 3e6, "gbp", ""),
        ("Ana Lopez, 34, spoke.", 34, 34, "age", "year"),
        ("A 34-year-old spoke.", 34, 34, "age", "year"),
        ("A man aged 34 spoke.", 34, 34, "age", "year"),
        ("A 10-day truce began.", 10, 10, "measure", "day"),
        ("In 2014 people fled.", 2014, 2014, "year", ""),
        ("In the 1990s it closed.", 1990, 1999, "year", ""),
        ("It began at 6:05 p.m.", 1085, 1085, "time", ""),
        ("More than eight in 10 agreed.", 80, INF, "percent", ""),
        ("Three out of four agreed.", 75, 75, "percent", ""),
        ("It fell by a third in a year.", 100 / 3, 100 / 3, "percent", ""),
        ("About one-third agreed.", 30, 36.666666, "percent", ""),
        ("It took half a year.", 0.5, 0.5, "measure", "year"),
        ("It took about an hour and a half.", 1.35, 1.65, "measure", "hour"),
        ("It took a day or two.", 1, 2, "measure", "day"),
        ("It took two and a half years.", 2.5, 2.5, "measure", "year"),
        ("It took 5 1/2 hours.", 5.5, 5.5, "measure", "hour"),
        ("A quarter century passed.", 0.25, 0.25, "measure", "century"),
        ("It took 19 full working days.", 19, 19, "measure", "day"),
        ("Another 365-plus days passed.", 365, INF, "measure", "day"),
        ("It decayed over two decades.", 2, 2, "measure", "decade"),
        ("It lasted for over two decades.", 2, INF, "measure", "decade"),
        ("It warmed by 2°C.", 2, 2, "measure", "degree"),
        ("A magnitude 6.2 quake struck.", 6.2, 6.2, "measure", "magnitude"),
        ("She lost 19 pounds.", 19, 19, "measure", "pound-weight"),
        ("It cost 19 million pounds.", 19e6, 19e6, "gbp", ""),
        ("It cost billions of dollars.", 2e9, 999_999_999_999, "usd", ""),
        ("A half-dozen committees met.", 6, 6, "count", "committees"),
        ("Two and a half million voters came.", 2.5e6, 2.5e6, "count", "voters"),
        ("The city's 800,000 old boats sank.", 800_000, 800_000, "count", "boats"),
        ("Some 2000 marchers came.", 1800, 2200, "count", "marchers"),
        ("A 35-page report came.", 35, 35, "count", "page"),
        ("Dozens of social media posts appeared.", 24, 99, "count", "posts"),
        ("With 189 other nations it signed.", 189, 189, "count", "nations"),
        ("One anti-tax group of lawyers sued.", 1, 1, "count", "group"),
        ("Anyone over 65 may come.", 65, INF, "age", "year"),
        ("It is for under-18s.", -INF, 18, "age", "year"),
        ("A man in his 50s spoke.", 50, 59, "age", "year"),
        ("Ana Velt and Ola Brun, both 27, spoke.", 27, 27, "age", "year"),
        ("It grew in the mid-1960s.", 1960, 1969, "year", ""),
        ("The 2015-16 season ended.", 2015, 2016, "year", ""),
        ("The chamber voted 52 to 48.", 52, 48, "score", ""),
        ("It passed by 52 votes to 48.", 52, 48, "score", ""),
        ("It stood at minus 5 degrees.", -5, -5, "measure", "degree"),
        ("It began on July 4.", 4, 4, "date", "jul"),
        ("It was the twenty-first attack.", 21, 21, "ordinal", ""),
        ("A 5-4 ruling followed.", 5, 4, "score", ""),
    ],
)
def test_reads(text: str, low: float, high: float, unit: str, noun: str) -> None:
    found = only(text)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert (found.unit, found.noun) == (unit, noun)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The Boeing 737 crashed.", "737"),
        ("Under Article 50 it left.", "50"),
        ("The G7 met.", "G7"),
        ("An F-16 fell.", "F-16"),
        ("After COVID-19 it closed.", "COVID-19"),
        ("After 9/11 it closed.", "9/11"),
        ("Call 555-1234 now.", "555-1234"),
        ("At 192.168.0.1 it hung.", "192.168.0.1"),
        ("It holds 1.234.567 items.", "1.234.567"),
        ("He lives at 10 Harbour Street.", "10"),
        ("There were ٣٤ of them.", "٣٤"),
        ("It holds 1 234 567 items.", "1 234 567"),
        ("It began in year 0.", "0"),
        ("World War Two began.", "Two"),
        ("It went into hour three, or so.", "three"),
        ("There were \u202e34\u202c of them.", "34"),
        ("There were " + "9" * 400 + " of them.", "9" * 400),
    ],
)
def test_labels_keep_their_text_and_have_no_value(text: str, figure: str) -> None:
    found = only(text)
    assert (found.unit, found.text) == ("label", figure)
    assert math.isnan(found.low)


@pytest.mark.parametrize("text", ["No one came.", "One of the best left.", "It won scores.", "The second left a mark."])
def test_no_count_where_nothing_is_counted(text: str) -> None:
    assert all(found.unit == "ordinal" for found in quantities(text, 0, len(text)))


def test_a_change_is_two_figures_and_no_range() -> None:
    text = "The toll rose from 20 to 30."
    assert [(found.low, found.high) for found in quantities(text, 0, len(text))] == [(20, 20), (30, 30)]


def test_two_years_are_no_range_of_counts() -> None:
    text = "Weight was lost between 2015 and 2016."
    assert [(found.low, found.unit) for found in quantities(text, 0, len(text))] == [(2015, "year"), (2016, "year")]


@pytest.mark.parametrize(
    "text", ["They know a thing or two.", "One almost never hears this.", "One for a full term came."]
)
def test_idioms_count_nothing(text: str) -> None:
    assert quantities(text, 0, len(text)) == ()


def test_mixed_units_stay_two_figures_that_never_compare() -> None:
    text = "The wall is 5 feet 10 inches (2 metres) high."
    found = quantities(text, 0, len(text))
    assert [figure.noun for figure in found] == ["foot", "inch", "metre"]
    assert not any(compatible(one, other) for one, other in itertools.combinations(found, 2))


def test_head_noun_passes_over_adjectives() -> None:
    text = "Twelve young American soldiers and two local women died."
    assert [found.noun for found in quantities(text, 0, len(text))] == ["soldiers", "women"]


def test_qualifying_words_outside_the_stretch_do_not_count() -> None:
    text = "at least 20 died"
    assert quantities(text, 9, len(text))[0].low == 20
    assert quantities(text, 9, len(text))[0].high == 20


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("At least 20 died.", "34 died.", True),
        ("At least 20 died.", "12 died.", False),
        ("Dozens died.", "47 died.", True),
        ("46 percent", "45.9 percent", True),
        ("46 percent", "45.2 percent", False),
        ("$3 million", "$3.4 million", True),
        ("$3 million", "$3.6 million", False),
        ("10 days", "10 weeks", False),
        ("10 days", "10 people", False),
        ("The Boeing 737 fell.", "The Boeing 747 fell.", False),
        ("a 5-4 ruling", "a 5-3 ruling", False),
    ],
)
def test_compatible(one: str, other: str, expected: bool) -> None:
    a, b = only(one), only(other)
    assert compatible(a, b) is expected
    assert compatible(b, a) is expected


def test_covers_is_one_way() -> None:
    least, exact = only("At least 20 died."), only("34 died.")
    assert covers(least, exact)
    assert not covers(exact, least)


@given(st.text(alphabet="0123456789 ,.-–$%aon'’(:/\u202e٣½", max_size=40))
def test_never_fails_and_offsets_are_exact(text: str) -> None:
    found = quantities(text, 0, len(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(one.unit in ("label", "score") or one.low <= one.high for one in found)


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_are_read_back(number: int) -> None:
    assert only(f"They counted {number:,} votes.").low == number
