"""The list of stories as pages: parts, days, what is found, and the way on from an old address."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from alteram.config import Publisher
from alteram.model.acts import StoryEvent
from alteram.model.ids import ArticleId, Moment, StoryId
from alteram.model.listing import Choice, Wanted
from alteram.stages.publish import LIVE_POLICY, Frame, Membership, StoryPast, StoryRow, event_lines, page, render_site
from alteram.stages.publish.lists import (
    A_PAGE,
    MOST_OPTIONS,
    OTHERS_SHOWN,
    MovedStory,
    around_found,
    form_of,
    list_files,
    list_page,
    moved_page,
)
from tests.stages.publish.harbour import BRIEF, STORY, quotes

PUBLIC = Frame(publisher=Publisher("The Reading Room", "desk@room.example", "https://room.example/corrections"))
PRIVATE = Frame(private=True)
LIVE = Frame(live=True)


def row(n: int, brief: bool = True, **changes: Any) -> StoryRow:
    day = Moment(f"2031-05-{n % 9 + 1:02}")
    made = StoryRow(StoryId(f"{n:016}"), f"Headline {n}", brief, articles=3, outlets=2, updated=day)
    return replace(made, **changes)


ROWS = [row(n) for n in range(2 * A_PAGE + 5)] + [row(n, brief=False) for n in range(500, 500 + OTHERS_SHOWN + 3)]


def links(text: str) -> list[str]:
    document: Any = html.document_fromstring(text)
    return [str(href) for href in document.xpath("//main//a/@href")]


def test_a_long_list_is_paged_and_every_story_stands_once() -> None:
    files = dict(list_files(ROWS, frame=PUBLIC))
    pages = ["index.html", "page-2.html", "page-3.html"]
    assert set(files) == {*pages, "days/index.html", *(f"days/2031-05-{n:02}.html" for n in range(1, 10))}
    shown = [href for path in pages for href in links(files[path]) if href.startswith("stories/")]
    assert sorted(shown) == sorted(f"stories/{each.story}/index.html" for each in ROWS if each.brief)
    assert "page-2.html" in links(files["index.html"]) and "page-3.html" not in links(files["index.html"])
    assert {"index.html", "page-3.html"} <= set(links(files["page-2.html"]))
    assert not any("Headline 50" in text.replace("Headline 50<", "") for text in files.values()), "they passed no gate"
    assert f"{OTHERS_SHOWN + 3} more stories" in files["index.html"] and "more stories" not in files["page-2.html"]


def test_the_pages_of_days_have_their_stories() -> None:
    files = dict(list_files(ROWS, frame=PUBLIC))
    assert next(href for href in links(files["days/index.html"]) if href.startswith("2031")) == "2031-05-09.html"
    for n in range(1, 10):
        wanted = {
            f"../stories/{each.story}/index.html" for each in ROWS if each.brief and each.updated == f"2031-05-{n:02}"
        }
        found = {href for href in links(files[f"days/2031-05-{n:02}.html"]) if "stories/" in href}
        assert found == wanted != set()


def test_a_private_site_lists_what_has_no_brief_on_pages_of_its_own() -> None:
    files = dict(list_files(ROWS, frame=PRIVATE))
    assert "others.html" in links(files["index.html"])
    assert all(each.headline in files["others.html"] for each in ROWS if not each.brief)
    assert files["index.html"].count("Headline 5") >= OTHERS_SHOWN
    few = dict(list_files(ROWS[:3] + ROWS[-2:], frame=PRIVATE))
    assert "others.html" not in few


def test_an_empty_library_has_a_front_page() -> None:
    files = dict(list_files([], frame=PUBLIC))
    assert set(files) == {"index.html", "days/index.html"}
    assert "No story has a brief yet" in files["index.html"]


def test_pages_of_what_was_found_keep_what_was_asked() -> None:
    wanted = Wanted("fire & smoke", "post", "en", "2031-05-02", 2, None, A_PAGE, A_PAGE)
    around = around_found(wanted, 3 * A_PAGE, None, {"post": "Moor Post"})
    assert (around.pager.place, around.pager.pages) == (2, 3)
    query = parse_qs(urlsplit(around.pager.after).query)
    asked = {"q": ["fire & smoke"], "outlet": ["post"], "language": ["en"], "day": ["2031-05-02"], "origins": ["2"]}
    assert query == {**asked, "page": ["3"]}
    for part in ("fire & smoke", "Moor Post", "en", "2 May 2031", "2 independent origins"):
        assert part in around.title
    text = list_page([row(1), row(2, brief=False)], frame=LIVE, root="", around=around)
    assert "Headline 1" in text and "Headline 2" in text
    assert f"stories/{row(2).story}" not in text


def test_what_is_found_is_not_shown_without_a_brief_on_a_published_page() -> None:
    around = around_found(Wanted("fire"), 1, None, {})
    assert "Headline 2" not in list_page([row(2, brief=False)], frame=PUBLIC, root="", around=around)


def test_the_form_is_labelled_and_allowed_by_the_policy() -> None:
    choices = [Choice("outlet", f"o{n}", n + 1) for n in range(MOST_OPTIONS + 50)] + [Choice("language", "en", 3)]
    form = form_of(Wanted(outlet="o1", words='"><script>'), choices, {"o1": "The <Post>"})
    assert len(form.outlets) == MOST_OPTIONS + 1
    assert [each.text for each in form.outlets if each.chosen] == ["The <Post> (2)"]
    around = around_found(Wanted(outlet="o1", words='"><script>'), 0, form, {"o1": "The <Post>"})
    text = list_page([], frame=LIVE, root="", around=around)
    document: Any = html.document_fromstring(text)
    assert "<script" not in text
    for field in document.xpath("//form//input | //form//select"):
        assert document.xpath(f"//label[@for='{field.get('id')}']")
    assert document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [LIVE_POLICY]
    assert document.xpath("//form/@method") == ["get"]
    assert form_of(Wanted(outlet="unknown"), [], {}).outlets[0].chosen


@pytest.mark.parametrize(("address", "canonical"), [("", "../../"), ("https://room.example/", "https://room.example/")])
def test_an_old_address_leads_on_and_names_the_new_one(address: str, canonical: str) -> None:
    text = moved_page(MovedStory("0" * 16, "1" * 16, "A <b>", (1,)), frame=PUBLIC, address=address)
    document: Any = html.document_fromstring(text)
    place = f"stories/{'1' * 16}/index.html"
    assert document.xpath("//link[@rel='canonical']/@href") == [canonical + place]
    assert document.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url=../../{place}"]
    assert f"../../{place}" in links(text)
    assert "A &lt;b&gt;" in text
    nowhere = moved_page(MovedStory("0" * 16, None, "", (1,)), frame=PUBLIC, address=address)
    assert "../../index.html" in links(nowhere) and "has no brief" in nowhere


def test_every_page_that_a_moved_story_had_leads_on() -> None:
    moved = MovedStory("0" * 16, STORY.row.story, STORY.row.headline, (1, 2, 4))
    files = dict(render_site([STORY], (), moved=[moved], publisher=Publisher(), private=True))
    found = {path for path in files if moved.old in path}
    assert found == {f"stories/{moved.old}/{name}.html" for name in ("edition-1", "edition-2", "index")}


def test_events_read_from_either_side() -> None:
    one, two = StoryId("1" * 16), StoryId("2" * 16)
    events = (
        StoryEvent("merged", "editor", Moment("2031-05-02"), one, two, 2, 4, "one fire", (1, 3)),
        StoryEvent("split", "grouping", None, two, one, 1),
        StoryEvent("undone", "editor", None, one, None, 0, 4),
    )
    lines = event_lines(events, one)
    assert [line.words for line in lines] == [
        "act 4 was undone; the next build groups without it",
        "began with 1 article of story",
        "this story went up in story",
    ]
    assert [line.other for line in lines] == [None, two, two]
    assert lines[2].by == "an editor, act 4" and lines[2].overrides == "overrides act 1 and 3"
    assert [line.words for line in event_lines(events, two)][1:] == [
        "1 article left for the new story",
        "took in 2 articles of story",
    ]
    text = page(BRIEF, quotes(), frame=PUBLIC, past=StoryPast(events, (), {two: "The other"}))
    assert "What became of this story" in text


def test_words_that_passed_no_gate_stand_on_no_published_page() -> None:
    other = StoryId("2" * 16)
    member = Membership(
        article=ArticleId("1" * 32),
        title="A title",
        outlet="Moor Post",
        nearest="Sund Herald: Another title",
        score=0.9,
        terms=("brask",),
        apart="on the same day",
        other=other,
        other_headline="A title of one outlet",
        other_brief=False,
        other_score=0.2,
    )
    past = StoryPast((), (member,))
    for frame, word, title in ((PUBLIC, False, False), (PRIVATE, False, True), (LIVE, True, True)):
        text = page(BRIEF, quotes(), frame=frame, past=past)
        assert "Sund Herald: Another title" in text
        assert ("shared words" in text, "A title of one outlet" in text) == (word, title)
