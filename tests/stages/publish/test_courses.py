"""How a figure moved, as a page draws and lists it, and as Markdown and a terminal have it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from alteram.model.briefs import Denial, Holder, Point
from alteram.model.ids import Moment
from alteram.stages.publish.courses import BOTTOM, RIGHT, TOP, course
from alteram.stages.publish.plain import markdown, text
from tests.stages.publish.harbour import BRIEF, DISAGREEMENTS, KILLED_12, passage, quotes
from tests.stages.publish.test_pages import parsed, story_page

FIRST, SECOND, THIRD = (Moment(f"2031-05-03T{hour:02}:00:00Z") for hour in (6, 12, 18))


def point(low: float | None, high: float | None, as_of: Moment = FIRST, holder: str = "the ministry") -> Point:
    return Point(0, low, high, "some", Holder(holder, ()), as_of, "published", passage(1, KILLED_12))


def test_values_and_times_stand_in_their_order_inside_the_plot() -> None:
    drawn = course((point(4, 4), point(9, 9, SECOND), point(27, 27, THIRD)))
    assert drawn is not None
    xs, ys = [mark.x for mark in drawn.marks], [mark.dots[0] for mark in drawn.marks]
    assert xs == sorted(xs) and ys == sorted(ys, reverse=True)
    assert drawn.left < xs[0] and xs[-1] < RIGHT
    assert all(TOP <= y < BOTTOM for y in ys)
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.2)
    assert [label.text for label in drawn.times] == ["06:00", "12:00", "18:00"]
    assert {label.text for label in drawn.values} == {"4", "9", "27"}


def test_what_is_open_has_an_arrow_and_a_range_no_middle() -> None:
    drawn = course((point(4, None), point(None, 9, SECOND), point(20, 30, THIRD)))
    assert drawn is not None
    least, most, between = drawn.marks
    assert least.up and not least.down and len(least.dots) == 1 and least.high < TOP
    assert most.down and not most.up and most.low == BOTTOM
    assert between.dots == () and len(between.caps) == 2 and between.caps[0] > between.caps[1]


def test_a_day_is_drawn_over_the_whole_day() -> None:
    moments = (Moment("2031-05-03"), Moment("2031-05-04T12:00:00Z"), Moment("2031-05-05"))
    drawn = course(tuple(point(value, value, as_of) for value, as_of in zip((4, 9, 12), moments, strict=True)))
    assert drawn is not None
    day, instant, last = drawn.marks
    assert day.left < day.right < instant.left == instant.right < last.left < last.right
    assert (drawn.times[0].text, drawn.times[0].second) == ("3 May", "")


def test_numbers_and_labels_do_not_cover_each_other() -> None:
    crowd = [point(value, value, as_of) for as_of in (FIRST, SECOND, THIRD) for value in (20, 20, 21, 1000)]
    drawn = course(crowd)
    assert drawn is not None
    spots = [(mark.label_x, mark.label_y) for mark in drawn.marks]
    assert len(set(spots)) == len(spots)
    heights = sorted(label.at for label in drawn.values)
    assert all(below - above >= 15 for above, below in pairwise(heights))


@pytest.mark.parametrize(
    "points",
    [
        (),
        (point(4, 4), point(9, 9, SECOND)),
        (point(4, 4), point(9, 9), point(12, 12)),
        (point(4, 4), point(4, 4, SECOND), point(4, 4, THIRD)),
    ],
)
def test_nothing_is_drawn_without_three_times_and_two_values(points: tuple[Point, ...]) -> None:
    assert course(points) is None


HOSTILE = 'x" onload="alert(1)</title><script>'
MOVED = replace(
    BRIEF,
    disagreements=(
        replace(
            DISAGREEMENTS[0],
            points=(point(4, None, holder=HOSTILE), point(9, 9, SECOND), point(27, 27, THIRD)),
            denials=(Denial(2, Holder("the harbour authority", ()), passage(1, KILLED_12)),),
        ),
    ),
)


def test_a_page_draws_the_course_and_lists_each_point_with_a_link_to_its_words() -> None:
    page = story_page(MOVED)
    assert "<script>" not in page and HOSTILE not in page
    (figure,) = parsed(page).xpath("//figure[@class='course']")
    (drawing,) = figure.xpath("./svg")
    assert drawing.get("role") == "img" and "1. some (4 or more), 3 May 2031, 06:00 UTC;" in drawing.get("aria-label")
    assert len(drawing.xpath(".//circle")) == 3 and not drawing.xpath(".//a")
    items = figure.xpath("./ol/li")
    second = " ".join(items[1].text_content().split())
    assert second == "some (9), the ministry, 3 May 2031, 12:00 UTC [1]"
    assert all(":~:text=" in link.get("href") for item in items for link in item.xpath(".//a"))
    assert not parsed(page).xpath("//svg[@class='strip']")


def test_a_denial_stands_below_the_table_with_its_words() -> None:
    (told,) = parsed(story_page(MOVED)).xpath("//p[@class='denied']")
    assert " ".join(told.text_content().split()).startswith("the harbour authority denies it (At least 17):")
    assert told.xpath(".//q")[0].text_content().startswith(KILLED_12)


def test_markdown_has_the_points_as_a_table_and_a_terminal_in_a_line() -> None:
    made = markdown(MOVED, quotes(MOVED))
    assert "By time:\n\n| As of | Value | Who says | Source |" in made
    assert "| 3 May 2031, 18:00 UTC | some (27) | the ministry | [1] |" in made
    assert "- the harbour authority denies it (At least 17). [1]" in made
    flat = " ".join(text(MOVED).split())
    assert "- By time: some (4 or more) (3 May 2031, 06:00 UTC), some (9) (3 May 2031, 12:00 UTC)," in flat
