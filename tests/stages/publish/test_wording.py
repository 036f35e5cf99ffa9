import pytest

from alteram.model.briefs import Holder, Side
from alteram.model.ids import Moment, OriginId
from alteram.stages.publish.ranges import LEFT, RIGHT, strip
from alteram.stages.publish.wording import chance, count, interval, listing, moment


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (20, None, "20 or more"),
        (None, 99, "99 or fewer"),
        (24, 99, "24 to 99"),
        (12_500, 12_500, "12,500"),
        (1.5, 2.25, "1.5 to 2.25"),
        (None, None, ""),
    ],
)
def test_intervals_in_words(low: float | None, high: float | None, expected: str) -> None:
    assert interval(low, high) == expected


def test_moments_say_no_more_than_is_known() -> None:
    assert moment(Moment("2031-05-03")) == "3 May 2031"
    assert moment(Moment("2031-12-31T23:05:59Z")) == "31 December 2031, 23:05 UTC"
    assert moment(None) == "date unknown"


def test_no_estimate_is_called_certain() -> None:
    assert [chance(each) for each in (0.0, 0.555, 0.994, 0.995, 1.0)] == [
        *("0.00", "0.56", "0.99", "over 0.99", "over 0.99")
    ]


def test_counts_and_lists() -> None:
    assert [count(n, "outlet") for n in (0, 1, 2)] == ["no outlets", "1 outlet", "2 outlets"]
    assert count(2, "story", "stories") == "2 stories"
    assert [listing("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def side(low: float | None, high: float | None) -> Side:
    return Side(low, high, "", Holder("x", ()), None, "published", OriginId("o"), ())


def test_a_strip_keeps_order_and_marks_what_is_open() -> None:
    drawn = strip((side(9, 9), side(12, None), side(17, 20)))
    assert drawn is not None
    assert [(bar.start, bar.open) for bar in drawn.bars] == [(LEFT, False), (295, True), (685, False)]
    assert drawn.bars[2].end == RIGHT
    assert [tick.text for tick in drawn.ticks] == ["9", "20", "12", "17"]


def test_labels_that_would_cover_each_other_are_left_out() -> None:
    drawn = strip((side(1, 1), side(2, 2), side(1000, 1000)))
    assert drawn is not None and [tick.text for tick in drawn.ticks] == ["1", "1,000"]


def test_no_strip_without_two_different_values() -> None:
    assert strip((side(9, 9),)) is None
    assert strip((side(9, 9), side(None, None))) is None
    assert strip((side(9, 9), side(9, None))) is None
