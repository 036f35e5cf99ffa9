"""Moments of metadata, weekdays against the publication day, dates in text."""

import pytest

from alteram.model.ids import Moment
from alteram.text.times import date_mentions, parse_moment, resolve_weekday, weekday_mentions

WEDNESDAY = Moment("2014-08-06")


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2013-08-14", "2013-08-14"),
        (" 2013-08-14T09:30:00Z ", "2013-08-14T09:30:00Z"),
        ("2013-08-14T09:30:00.123+02:00", "2013-08-14T07:30:00Z"),
        ("2013-08-14 09:30+0200", "2013-08-14T07:30:00Z"),
        ("2013-08-14T00:30:00+02:00", "2013-08-13T22:30:00Z"),
        ("2013-08-14T09:30:00", "2013-08-14"),
        ("2013-02-30", None),
        ("2013-08-14T25:00:00Z", None),
        ("2013-08-14T25:00:00", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("Aug 14", None),
        ("", None),
    ],
)
def test_parse_moment(raw: str, moment: str | None) -> None:
    assert parse_moment(raw) == moment


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("Wednesday", "2014-08-06"),
        ("Tuesday", "2014-08-05"),
        ("Thursday", "2014-07-31"),
        ("last Wednesday", "2014-07-30"),
        ("next Thursday", "2014-08-07"),
        ("next Wednesday", "2014-08-13"),
        ("yesterday", None),
    ],
)
def test_resolve_weekday(word: str, day: str | None) -> None:
    assert resolve_weekday(word, WEDNESDAY) == day


def test_weekday_mentions_leave_plurals_out() -> None:
    text = "On Friday and last Monday, not on Mondays."
    assert [found.word for found in weekday_mentions(text, 0, len(text))] == ["friday", "last monday"]


def test_date_mentions() -> None:
    text = "He left on Friday, Aug. 3, and 12 May 2013, in June 2012, in 2011, yesterday, on 2014-01-02."
    found = [(text[m.span[0] : m.span[1]], m.moment, m.kind) for m in date_mentions(text, 0, len(text), WEDNESDAY)]
    assert found == [
        ("Friday", "2014-08-01", "weekday"),
        ("Aug. 3", "2014-08-03", "date"),
        ("12 May 2013", "2013-05-12", "date"),
        ("June 2012", None, "month"),
        ("2011", None, "year"),
        ("yesterday", "2014-08-05", "relative"),
        ("2014-01-02", "2014-01-02", "date"),
    ]


def test_day_without_a_year_takes_the_nearest_one_and_none_without_publication() -> None:
    text = "It fell on December 30."
    assert date_mentions(text, 0, len(text), Moment("2015-01-02"))[0].moment == "2014-12-30"
    assert date_mentions(text, 0, len(text), None)[0].moment is None
