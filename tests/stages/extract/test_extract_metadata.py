"""What a page says of itself: JSON-LD first, then OpenGraph and other <meta>, then marks in the page."""

import json

import pytest

from alteram.stages.extract.dates import moment_of
from alteram.stages.extract.metadata import author_name
from alteram.stages.extract.titles import Titles, choose_title, without_site
from tests.stages.extract.pages import TITLE, page, read


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_json_ld_comes_before_open_graph_and_meta() -> None:
    head = (
        '<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Old lock shuts">'
        '<meta property="article:published_time" content="2031-03-05T10:00:00Z"><meta name="author" content="Desk">'
        + ld(
            **{"@type": ["NewsArticle", 3]},
            headline="Lock &amp; key: the council&#8217;s vote",
            datePublished="2031-03-04T22:30:00-05:00",
            author=[{"@type": "Person", "name": "Ada Finch"}, "Bo Lind", {"name": ["Cy Moss"]}],
            publisher={"name": "Other"},
        )
    )
    found = read(page(head=head))
    assert found.title == "Lock & key: the council’s vote"
    assert found.published == "2031-03-05T03:30:00Z"
    assert found.byline == "Ada Finch, Bo Lind, Cy Moss"
    assert found.site_name == "Harbour Post"


def test_meta_fills_what_json_ld_leaves_out() -> None:
    head = ld(**{"@type": "WebPage"}) + (
        '<meta name="parsely-pub-date" content="2031-03-04"><meta name="byl" content="By Ada Finch">'
        '<meta property="og:url" content="https://www.harbour-post.example/news/lock#top">'
    )
    found = read(page(head=head))
    assert (found.published, found.byline) == ("2031-03-04", "Ada Finch")
    assert found.page_url == "https://www.harbour-post.example/news/lock"


def test_a_time_of_the_same_day_is_better_than_the_day() -> None:
    head = ld(**{"@type": "NewsArticle"}, datePublished="2031-03-04") + (
        '<meta property="article:published_time" content="2031-03-04T09:15:00Z">'
    )
    assert read(page(head=head)).published == "2031-03-04T09:15:00Z"


@pytest.mark.parametrize(
    "json_ld",
    [
        "{not json", "[" * 20000 + "]" * 20000, "null", '"text"', "[[], 4]", '{"@type": {"a": 1}}',
        '{"@graph": [{"@type": "NewsArticle", "author": [[{"name": {"a": 1}}]]}]}',
        '{"@type": "NewsArticle", "headline": {"x": 1}, "datePublished": [], "articleSection": 7}',
        '{"@context": "http://127.0.0.1/x", "@type": "NewsArticle", "mainEntityOfPage": {"@id": 5}}',
    ],
)  # fmt: skip
def test_wrong_json_ld_is_passed_over(json_ld: str) -> None:
    found = read(page(head=f'<script type="application/ld+json">{json_ld}</script>'))
    assert (found.title, found.published, found.byline) == (TITLE, None, "")


def test_wrapped_json_ld_is_read() -> None:
    inner = '//<![CDATA[\n{"@type": "NewsArticle", "author": {"name": "Ada Finch"}};\n//]]>'
    found = read(page(head=f'<script type="application/ld+json">{inner}</script>'))
    assert found.byline == "Ada Finch"


def test_the_article_whose_headline_is_the_pages_title_is_the_one() -> None:
    other = {"@type": "NewsArticle", "headline": "Another story", "author": {"name": "Not Me"}}
    mine = {"@type": "NewsArticle", "headline": TITLE, "author": {"name": "Ada Finch"}}
    assert read(page(head=ld(**{"@graph": [other, mine]}))).byline == "Ada Finch"


def test_dates_that_no_mark_states() -> None:
    assert read(page(), "https://www.harbour-post.example/2031/03/04/lock").published == "2031-03-04"
    assert read(page(before='<time datetime="2031-03-04T08:00:00Z">today</time>')).published == "2031-03-04T08:00:00Z"
    assert read(page(before='<div class="date">Published: March 4, 2031</div>')).published == "2031-03-04"
    assert read(page()).published is None


def test_a_date_behind_the_capture_is_not_believed() -> None:
    head = '<meta property="article:published_time" content="2036-01-01T00:00:00Z">'
    assert read(page(head=head), fetched="2031-03-04T10:00:00Z").published is None
    assert read(page(head=head), fetched="2036-01-01T09:00:00Z").published == "2036-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T09:30:00+0200", "2031-03-04T07:30:00Z"),
        ("2031-03-04T23:30:00.123-05:00", "2031-03-05T04:30:00Z"),
        ("2031-03-04 09:30:00 UTC", "2031-03-04T09:30:00Z"),
        ("2031-03-04T09:30:00", "2031-03-04"),
        ("2031-03-04 09:30", "2031-03-04"),
        ("Tue, 04 Mar 2031 09:30:00 GMT", "2031-03-04T09:30:00Z"),
        ("Tue, 04 Mar 2031 09:30:00", "2031-03-04"),
        ("1930383000", "2031-03-04T09:30:00Z"),
        ("1930383000000", "2031-03-04T09:30:00Z"),
        ("March 4th, 2031", "2031-03-04"),
        ("Updated 4 Mar. 2031 at noon", "2031-03-04"),
        ("2031/3/4 10:11", "2031-03-04"),
        ("20310304", "2031-03-04"),
        ("03/04/2031", None),
        ("yesterday", None),
        ("2031-13-44", None),
        ("1066-10-14", None),
        ("", None),
        ("4" * 500, None),
    ],
)
def test_moments(raw: str, moment: str | None) -> None:
    assert moment_of(raw) == moment


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Old lock shuts - Harbour Post", "Old lock shuts"),
        ("Old lock shuts | Town | Harbour Post", "Old lock shuts"),
        ("Old lock shuts – Town – Harbour Post", "Old lock shuts – Town"),
        ("Harbour Post: Old lock shuts", "Harbour Post: Old lock shuts"),
        ("Harbour Post | Old lock shuts", "Old lock shuts"),
        ("Old lock shuts - the town weeps", "Old lock shuts - the town weeps"),
        ("Old lock shuts — harbour-post.example", "Old lock shuts"),
        ("Lock - Harbour Post", "Lock - Harbour Post"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str, left: str) -> None:
    chosen = choose_title("", Titles((), (), title), "Harbour Post", "www.harbour-post.example")
    assert chosen == left


def test_titles_prefer_the_printed_heading_and_the_whole_one() -> None:
    heading = "Old lock shuts for eleven months"
    assert choose_title("", Titles((f"{heading} | Town news",), (heading,), ""), "", "") == heading
    assert choose_title("Old lock shuts for…", Titles((), (heading,), ""), "", "") == heading
    assert choose_title("Old lock shuts", Titles((), ("Most read",), ""), "", "") == "Old lock shuts"
    assert choose_title("", Titles(("Harbour Post",), (heading,), ""), "Harbour Post", "") == heading
    assert choose_title("", Titles((), (), ""), "", "") == ""
    assert without_site("A b | C", frozenset()) == "A b | C"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("By Ada Finch", "Ada Finch"),
        ("Ada Finch | March 4, 2031 12:01 PM Print this", "Ada Finch"),
        ("Ada Finch @adafinch", "Ada Finch"),
        ("Ada Finch Published 11:11 PM", "Ada Finch"),
        ("Ada Finch, Monday, March 4", "Ada Finch"),
        ("https://www.harbour-post.example/ada", ""),
        ("@adafinch", ""),
        ("admin", ""),
        ("Byron Marsh", "Byron Marsh"),
    ],
)
def test_author_names(raw: str, name: str) -> None:
    assert author_name(raw) == name


def test_a_marked_byline_is_the_last_resort() -> None:
    assert (
        read(page(before='<p class="byline">By <a>Ada Finch</a><span>March 4, 2031</span></p>')).byline == "Ada Finch"
    )
