"""The drawing of a figure with three times or more, as a browser draws it on a telephone and on a desk."""

from dataclasses import replace
from itertools import combinations
from typing import TypedDict

import pytest
from playwright.sync_api import Browser, Page

from alteram.config import Publisher
from alteram.model.briefs import Holder, Point
from alteram.model.ids import Moment
from alteram.stages.publish import render_site, write_site
from tests.stages.publish.harbour import BRIEF, DISAGREEMENTS, KILLED_12, STORY, passage
from tests.web.fake import UNBRIEFED

TOLL = ((6, 4.0, None), (9, 9.0, 9.0), (12, 14.0, 14.0), (15, 20.0, 30.0), (18, 27.0, 27.0))
"""Hour, least and greatest value of each point: one open, one a range."""
LEAST_LETTER, LEAST_DOT = 9.0, 5.0
"""Pixels of the smallest letters that are read without a glass, and of the smallest dot that is seen."""


class Box(TypedDict):
    """Where the browser drew something, in pixels."""

    x: float
    y: float
    width: float
    height: float


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A story whose first disagreement has a course of five times."""
    points = tuple(
        Point(
            0,
            low,
            high,
            "some",
            Holder("the harbour ministry", ()),
            Moment(f"2031-05-03T{hour:02}:00:00Z"),
            "published",
            passage(1, KILLED_12),
        )
        for hour, low, high in TOLL
    )
    brief = replace(BRIEF, disagreements=(replace(DISAGREEMENTS[0], points=points), *DISAGREEMENTS[1:]))
    story = replace(STORY, editions=(replace(STORY.editions[-1], brief=brief),))
    folder = tmp_path_factory.mktemp("course") / "site"
    publisher = Publisher("The Reading Room", "desk@room.example", "https://room.example/corrections")
    write_site(folder, render_site([story], [UNBRIEFED], publisher=publisher))
    return f"{folder.as_uri()}/stories/{BRIEF.story}/index.html"


def _boxes(page: Page, selector: str) -> list[Box]:
    script = (
        "all => all.map(one => one.getBoundingClientRect()).map(({x, y, width, height}) => ({x, y, width, height}))"
    )
    found: list[Box] = page.locator(selector).evaluate_all(script)
    return found


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than their borders."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 1 and down > 3


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_course_is_drawn_whole_and_can_be_read(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    (drawing,) = _boxes(page, "figure.course svg")
    assert drawing["x"] >= 0 and drawing["x"] + drawing["width"] <= width and drawing["height"] >= 150
    dots, letters = _boxes(page, "figure.course svg .dot"), _boxes(page, "figure.course svg text")
    numbers = _boxes(page, "figure.course svg .number")
    assert (len(dots), len(numbers)) == (4, len(TOLL)), "the range has no dot"
    assert page.locator("figure.course li").count() == len(TOLL)
    for box in (*dots, *letters):
        assert drawing["x"] - 1 <= box["x"] and box["x"] + box["width"] <= drawing["x"] + drawing["width"] + 1
        assert drawing["y"] - 1 <= box["y"] and box["y"] + box["height"] <= drawing["y"] + drawing["height"] + 1
    assert all(box["width"] >= LEAST_DOT for box in dots)
    sizes = page.locator("figure.course svg text").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert min(sizes) >= LEAST_LETTER
    assert not [pair for pair in combinations(letters, 2) if _meet(*pair)], "labels cover each other"
    assert [box["x"] for box in dots] == sorted(box["x"] for box in dots)
    assert [box["y"] for box in dots] == sorted((box["y"] for box in dots), reverse=True)
    fill = page.locator("figure.course svg .dot").first.evaluate("one => getComputedStyle(one).fill")
    assert fill != page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()
