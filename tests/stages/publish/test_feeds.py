import json
from dataclasses import replace
from xml.etree import ElementTree

from alteram.config import Publisher
from alteram.model.ids import Moment, StoryId
from alteram.stages.publish import StoryRow, atom, json_feed
from tests.stages.publish.harbour import STORY

PUBLISHER = Publisher("The Reading Room", "desk@room.example", "corrections@room.example")
ROWS = (
    STORY.row,
    StoryRow(StoryId("1" * 16), "Later by the hour", True, edition=1, updated=Moment("2031-05-06T10:00:00Z")),
    StoryRow(StoryId("2" * 16), "No brief", False, updated=Moment("2031-05-09")),
)
A = "{http://www.w3.org/2005/Atom}"


def test_atom_has_what_the_format_demands_newest_first() -> None:
    feed = ElementTree.fromstring(atom(ROWS, publisher=PUBLISHER, address="https://room.example/"))
    assert feed.tag == f"{A}feed"
    assert feed.findtext(f"{A}updated") == "2031-05-06T10:00:00Z"
    assert feed.findtext(f"{A}author/{A}name") == "The Reading Room"
    entries = feed.findall(f"{A}entry")
    assert [entry.findtext(f"{A}title") for entry in entries] == ["Later by the hour", STORY.row.headline]
    for entry in entries:
        identity = entry.findtext(f"{A}id")
        assert identity is not None and identity.startswith("urn:uuid:")
        updated = entry.findtext(f"{A}updated")
        assert updated is not None and len(updated) == len("2031-05-06T10:00:00Z")
    links = [link.get("href") for link in entries[1].iter(f"{A}link")]
    assert links == [f"https://room.example/stories/{STORY.row.story}/index.html"]


def test_the_day_stands_in_the_summary_as_it_is_known() -> None:
    feed = ElementTree.fromstring(atom((STORY.row,)))
    assert "Edition 2, 5 May 2031." in (feed.findtext(f"{A}entry/{A}summary") or "")
    (link,) = feed.findall(f"{A}entry/{A}link")
    assert link.get("href") == f"stories/{STORY.row.story}/index.html"


def test_markup_and_characters_that_xml_forbids_do_no_harm() -> None:
    row = replace(STORY.row, headline="</title><script>\x00\x0b\ud800 & co \U0001f600")
    feed = ElementTree.fromstring(atom((row,)))
    assert feed.findtext(f"{A}entry/{A}title") == "</title><script> & co \U0001f600"
    assert json.loads(json_feed((row,)))["items"][0]["title"].startswith("</title><script>")


def test_json_feed_leaves_out_a_time_that_is_not_known() -> None:
    feed = json.loads(json_feed(ROWS, publisher=PUBLISHER))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Alteram: The Reading Room"
    first, second = feed["items"]
    assert first["date_modified"] == "2031-05-06T10:00:00Z"
    assert "date_modified" not in second and second["content_text"].startswith("An explosion")


def test_feeds_do_not_depend_on_the_order_of_rows_and_are_never_empty_documents() -> None:
    assert atom(ROWS) == atom(ROWS[::-1]) and json_feed(ROWS) == json_feed(ROWS[::-1])
    assert ElementTree.fromstring(atom(())).findtext(f"{A}updated") == "1970-01-01T00:00:00Z"
