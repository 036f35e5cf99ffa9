"""The rules by which the eval of feeds calls two readings equal, and its floors on real feeds."""

import pytest

from alteram.model.articles import Lead
from alteram.model.ids import Moment
from evals import floors, missed
from evals.feeds import (
    FEEDS,
    UNEXPLAINED,
    URL,
    Compared,
    Entry,
    compare,
    date_rule,
    digests,
    figures_of,
    measure,
    page,
    payloads,
    peer,
    title_rule,
)

SECOND = Moment("2026-03-02T10:00:00Z")


def lead(url: str = "https://paper.example/1", title: str = "Bridge opens", published: Moment | None = SECOND) -> Lead:
    """One of our leads."""
    return Lead(url, title, published, None, "")


def entry(
    link: str = "https://paper.example/1",
    title: str = "Bridge opens",
    time: str = SECOND,
    stated: str = "Mon, 02 Mar 2026 10:00:00 GMT",
) -> Entry:
    """One entry of feedparser."""
    return Entry(title, link, time, stated)


def compared(entries: tuple[Entry, ...], leads: tuple[Lead, ...]) -> Compared:
    """The comparison of one feed."""
    found = Compared(feeds=1)
    compare("a.gz", entries, leads, found)
    return found


def test_the_same_is_equal() -> None:
    figures = figures_of(compared((entry(),), (lead(),)))
    assert set(figures.values()) == {1.0}
    assert set(figures) == set(floors("feeds").floors)


def test_an_entry_without_its_lead_is_a_difference_and_three_in_all() -> None:
    found = compared((entry(), entry("https://paper.example/2", "Second")), (lead(),))
    figures = figures_of(found)
    assert (figures["found"], figures["overall"], figures["titles"]) == (0.5, 0.5, 1.0)
    assert [one.rule for one in found.differences] == [UNEXPLAINED]
    assert figures["explained"] == 0.0
    hidden = compared((entry(), entry("http://localhost:4000/2", "Second")), (lead(),))
    assert figures_of(hidden)["found"] == 0.5
    assert [one.rule for one in hidden.differences] == ["no lead: its host is none of the open web"]


def test_what_is_not_compared_is_counted() -> None:
    found = compared(
        (entry(), entry(title="Again"), entry("", "No link"), entry("http://www.paper.example/1/")), (lead(),)
    )
    assert (found.entries, found.linked, found.paired) == (4, 1, 1)
    assert sorted(found.apart.values()) == [1, 2]
    assert not found.differences


def test_another_link_and_a_lead_too_many_are_differences() -> None:
    other = compared((entry(),), (lead("https://paper.example/other"),))
    assert (other.equal["links"], other.total["links"], other.equal["titles"]) == (0, 1, 1)
    extra = compared((entry(),), (lead(), lead("https://paper.example/2", "Second")))
    assert [one.rule for one in extra.differences] == ["feedparser has no such entry"]


@pytest.mark.parametrize(
    ("ours", "theirs", "equal"),
    [
        ("https://paper.example/a", "HTTPS://Paper.example/a?utm_source=x#top", True),
        ("https://paper.example/%C3%BC", "https://paper.example/\u00fc", True),
        ("https://feed.example/a", "a", True),
        ("https://paper.example/a", "http://paper.example/a", False),
        ("https://paper.example/a", "https://paper.example/a?id=1", False),
        ("https://paper.example/a", "https://paper.example/a/", False),
    ],
)
def test_pages(ours: str, theirs: str, equal: bool) -> None:
    assert (page(ours) == page(theirs)) is equal


@pytest.mark.parametrize(
    ("ours", "theirs", "rule"),
    [
        ("A  b\u200b", "A b", ""),
        ("Map in guide", "Map in JavaScript: guide", UNEXPLAINED),
        ("#include", "#include </etc>", "markup"),
        ("Summary", "", "no title"),
    ],
)
def test_titles(ours: str, theirs: str, rule: str) -> None:
    found = title_rule(entry(title=theirs), lead(title=ours))
    assert found == rule or (rule and found.startswith(rule))


@pytest.mark.parametrize(
    ("ours", "time", "stated", "rule"),
    [
        ("2026-03-02", "2026-03-02T00:00:00Z", "2026-03-02", ""),
        ("2026-03-02", SECOND, "2026-03-02 10:00:00", "a clock without a zone"),
        ("2026-03-02", SECOND, "2026-03-02T10:00:00Z", UNEXPLAINED),
        ("2026-03-03", "2026-03-02T00:00:00Z", "2026-03-02", UNEXPLAINED),
        (None, "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000", "year 0001"),
        (None, SECOND, "2026-03-02T10:00:00Z", UNEXPLAINED),
        ("2026-03-02", "", "Mon, 02 Mar 2026", "feedparser reads no date"),
    ],
)
def test_dates(ours: str | None, time: str, stated: str, rule: str) -> None:
    found = date_rule(entry(time=time, stated=stated), lead(published=Moment(ours) if ours else None))
    assert found == rule or (rule and found.startswith(rule))


def test_the_peer_reads_titles_as_it_says_they_are() -> None:
    kinds = {"html": "A &amp;lt;b&amp;gt;plan&amp;lt;/b&amp;gt;", "text": "A &lt;b&gt;plan&lt;/b&gt;"}
    for kind, title in kinds.items():
        markup = f'<entry><title type="{kind}">{title}</title><link href="/1"/></entry>'
        found = peer(f'<feed xmlns="http://www.w3.org/2005/Atom">{markup}</feed>'.encode())
        assert found is not None
        assert found[0].link == URL.replace("feed.xml", "1")
        assert found[0].title == {"html": "A <b>plan</b>", "text": "A <b>plan</b>"}[kind]
    assert peer(b"nothing") is None


@pytest.mark.shared
@pytest.mark.skipif(not FEEDS.is_dir(), reason="the research data are not beside the checkout (../shared/data/feeds)")
def test_feeds_keep_their_floors() -> None:
    assert missed("feeds", figures_of(measure(payloads())), digests()) == ()
