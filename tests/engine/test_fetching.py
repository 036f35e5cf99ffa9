"""Fetching: from feeds on a loopback server to acknowledged articles, and what is remembered in between."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import Steps, import_arriving
from alteram.engine.fetching import FetchReport, fetch_addresses, fetch_feeds
from alteram.engine.library import Library
from alteram.engine.live.feeds import state_of
from alteram.engine.removal import remove
from alteram.model.articles import Capture
from alteram.model.ids import Moment, digest_of
from alteram.model.live import Work
from alteram.stages.ingest.web.polling import FeedState
from evals.loopback import NOW, QUICK, Asked, Loopback, answer, network, page
from tests.engine.fakes import clock, opened, silent

SITE = "http://paper.example"
FEED = f"{SITE}/feed"
HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """A site: bodies or whole answers by path; its feed lists `links` and knows whether it changed."""

    links: list[str] = field(default_factory=list)
    paths: dict[str, bytes] = field(default_factory=dict)
    etag: str = '"1"'

    def feed(self) -> bytes:
        items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in self.links)
        return f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode()

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.path in self.paths:
            same = asked.headers.get("if-none-match", "none").encode() in self.paths[asked.path]
            writer.write(answer(304) if same else self.paths[asked.path])
        elif asked.path == "/feed":
            same = asked.headers.get("if-none-match") == self.etag
            writer.write(answer(304) if same else answer(200, self.feed(), etag=self.etag))
        else:
            writer.write(answer(404))


def html(number: int, head: str = "") -> bytes:
    return answer(200, page(number).replace(b"</head>", f"{head}</head>".encode()), content_type=HTML)


@dataclass
class World:
    """A library, a site, and fetches between them."""

    library: Library
    site: Site
    server: Loopback
    now: Moment = NOW

    def fetch(self, *feeds: str, asked: bool = False) -> FetchReport:
        self.server.asked.clear()
        return fetch_feeds(
            self.library,
            feeds or (FEED,),
            network=network(self.server, clock=lambda: self.now),
            compute=InProcess(),
            progress=silent,
            clock=lambda: self.now,
            asked=asked,
        )

    def urls(self) -> list[str]:
        return sorted(article.url for article in self.library.store.articles())

    def state(self) -> FeedState:
        job = self.library.store.job("feed", FEED)
        assert job is not None
        return state_of(job)

    def forget(self) -> None:
        """Loses what is remembered of feeds and pages."""
        self.library.store.put_work(Work(done=tuple(self.library.store.jobs())))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    site = Site([f"{SITE}/{n}" for n in range(3)], {f"/{n}": html(n) for n in range(3)})
    with Loopback(site) as server, opened(tmp_path / "library") as library:
        yield World(library, site, server)


def test_pages_of_a_feed_are_archived_read_and_found_again(world: World) -> None:
    report = world.fetch()
    assert (report.polled, report.fetched, report.imported.imported, report.failed) == (1, 3, 3, ())
    assert world.urls() == [f"{SITE}/{n}" for n in range(3)]
    article = world.library.store.versions(f"{SITE}/1")[0]
    assert article.fetched == NOW
    record = world.library.store.record(article.id)
    assert record is not None
    assert world.library.archive.read(record) == page(1)


def test_a_feed_that_has_not_changed_costs_one_request(world: World) -> None:
    world.fetch()
    report = world.fetch()
    assert (report.polled, report.not_modified, report.fetched, report.failed) == (1, 1, 0, ())
    assert world.server.paths() == ["/feed"]


def test_only_what_is_new_is_asked_for(world: World) -> None:
    world.fetch()
    world.site.links.append(f"{SITE}/3")
    world.site.paths["/3"] = html(3)
    world.site.etag = '"2"'
    report = world.fetch()
    assert (report.known, report.fetched) == (3, 1)
    assert world.server.paths() == ["/feed", "/3"]


def test_what_the_library_has_is_not_asked_for_where_the_states_are_lost(world: World) -> None:
    world.fetch()
    world.forget()
    report = world.fetch()
    assert (report.known, report.fetched) == (3, 0)


def test_seven_spellings_and_a_new_date_are_one_article(world: World) -> None:
    world.site.links = [
        f"{SITE}/1",
        f"{SITE}/1/",
        f"{SITE}/1?utm_source=rss&amp;utm_medium=feed",
        f"{SITE}/1#comments",
        "https://paper.example/1",
        "http://www.paper.example/1",
        "HTTP://PAPER.EXAMPLE:80/1",
    ]
    report = world.fetch()
    assert (report.fetched, report.failed) == (1, ())
    assert world.urls() == [f"{SITE}/1"]
    world.site.etag = '"2"'
    world.site.links = [f"{SITE}/1?utm_campaign=again"]
    assert world.fetch().fetched == 0
    assert len(world.library.store.versions(f"{SITE}/1")) == 1


def test_two_feeds_that_name_one_article_ask_for_it_once(world: World) -> None:
    other = Site([f"http://www.paper.example/{n}/" for n in range(3)]).feed()
    world.site.paths["/other"] = answer(200, other)
    report = world.fetch(FEED, f"{SITE}/other")
    assert (report.fetched, report.failed) == (3, ())
    assert len(world.server.paths()) == 5


def test_two_addresses_of_one_canonical_address_are_one_article(world: World) -> None:
    world.site.links = [f"{SITE}/x?id=1", f"{SITE}/y?id=1"]
    canonical = html(1, f'<link rel="canonical" href="{SITE}/1"><meta property="og:url" content="{SITE}/1">')
    world.site.paths |= {"/x?id=1": canonical, "/y?id=1": canonical}
    assert world.fetch().fetched == 2
    assert world.urls() == [f"{SITE}/1"]


def test_pages_are_captured_from_where_they_answered(world: World) -> None:
    world.site.links = [f"{SITE}/go"]
    world.site.paths["/go"] = answer(302, location="/2")
    world.fetch()
    assert world.urls() == [f"{SITE}/2"]
    world.site.etag = '"2"'
    assert world.fetch().fetched == 0


@pytest.mark.parametrize(
    ("head", "robots", "counted"),
    [
        ('<meta name="robots" content="noarchive">', "", "reserved"),
        ('<script type="application/ld+json">{"isAccessibleForFree": false}</script>', "", "paywalled"),
        ("", "User-agent: *\nDisallow: /1\n", "robots"),
    ],
)
def test_what_is_left_alone_is_counted_and_not_kept(world: World, head: str, robots: str, counted: str) -> None:
    world.site.links = [f"{SITE}/1"]
    world.site.paths |= {"/1": html(1, head), "/robots.txt": answer(200, robots.encode())}
    report = world.fetch()
    assert (getattr(report, counted), report.fetched, report.failed, world.urls()) == (1, 0, (), [])
    assert [failure.kind for failure in world.library.store.failures()] == [counted]
    assert world.library.store.archive_tail() is None
    assert world.fetch().not_modified == 1


def test_what_fails_for_the_moment_is_tried_again_and_what_fails_for_good_is_not(world: World) -> None:
    world.site.paths |= {"/0": answer(503), "/1": answer(404)}
    report = world.fetch()
    assert sorted(failure.kind for failure in report.failed) == ["http-404", "http-503"]
    assert world.urls() == [f"{SITE}/2"]
    world.site.paths["/0"] = html(0)
    report = world.fetch()
    assert world.server.paths() == ["/feed", "/0"]
    assert world.urls() == [f"{SITE}/0", f"{SITE}/2"]
    assert world.fetch().not_modified == 1


def test_a_bad_feed_takes_no_neighbour_down(world: World) -> None:
    world.site.paths |= {"/bad": answer(200, b"<html>no feed</html>"), "/empty": answer(200)}
    report = world.fetch(f"{SITE}/bad", f"{SITE}/empty", f"{SITE}/missing", FEED)
    assert (report.polled, report.fetched) == (4, 3)
    assert {failure.subject for failure in report.failed} == {f"{SITE}/{name}" for name in ("bad", "empty", "missing")}
    assert {f.subject for f in world.library.store.failures()} == {failure.subject for failure in report.failed}


def test_a_feed_that_is_gone_or_busy_is_not_polled_until_it_may_be(world: World) -> None:
    world.fetch()
    world.site.paths["/feed"] = answer(429, retry_after="3600")
    assert [failure.kind for failure in world.fetch().failed] == ["http-429"]
    assert (world.fetch().polled, world.fetch().not_due, world.server.asked) == (0, 1, [])
    world.now = Moment("2026-11-02T13:00:01Z")
    world.site.paths["/feed"] = answer(410)
    assert [failure.kind for failure in world.fetch().failed] == ["http-410"]
    assert world.fetch().not_due == 1
    del world.site.paths["/feed"]
    assert world.fetch(asked=True).not_modified == 1
    assert world.urls() == [f"{SITE}/{n}" for n in range(3)]
    assert not world.state().gone


def test_a_feed_that_moved_to_another_site_is_not_read_there(world: World) -> None:
    world.site.paths["/feed"] = answer(301, location="http://evil.example/other")
    world.site.paths["/other"] = answer(200, world.site.feed())
    report = world.fetch()
    assert [failure.kind for failure in report.failed] == ["moved"]
    assert world.urls() == []


def test_the_sitemaps_of_an_index_are_read_and_only_news_in_them(world: World) -> None:
    space = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    dated = "<n:news><n:publication_date>2026-11-02</n:publication_date></n:news>"
    news = f"<urlset {space}><url><loc>{SITE}/1</loc>{dated}</url><url><loc>{SITE}/2</loc></url></urlset>"
    index = f"<sitemapindex {space}><sitemap><loc>{SITE}/news.xml</loc></sitemap></sitemapindex>"
    world.site.paths |= {"/index.xml": answer(200, index.encode(), etag='"1"'), "/news.xml": answer(200, news.encode())}
    report = world.fetch(f"{SITE}/index.xml")
    assert (report.fetched, world.urls()) == (1, [f"{SITE}/1"])
    world.site.paths["/news.xml"] = answer(200, news.replace("/1<", "/0<").encode())
    assert (world.fetch(f"{SITE}/index.xml").fetched, world.urls()) == (1, [f"{SITE}/0", f"{SITE}/1"])


def test_a_feed_may_be_spelled_in_any_way(world: World) -> None:
    assert world.fetch("HTTP://Paper.Example:80/feed", FEED).polled == 1


def test_what_was_removed_is_not_asked_for(world: World) -> None:
    world.fetch()
    remove(world.library, f"{SITE}/1", "on request", clock=clock)
    world.forget()
    assert world.fetch().fetched == 0
    assert world.server.paths() == ["/feed"]


def test_a_fetch_that_is_killed_forgets_no_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(world.library.store, "add_arrivals", killed)
        with pytest.raises(KeyboardInterrupt):
            world.fetch()
    assert world.urls() == []
    assert world.fetch().fetched == 3
    assert world.urls() == [f"{SITE}/{n}" for n in range(3)]


def test_addresses_are_fetched_once_and_give_their_bytes(world: World) -> None:
    def fetch(*urls: str) -> FetchReport:
        return fetch_addresses(
            world.library, urls, network=network(world.server), compute=InProcess(), progress=silent, clock=clock
        )

    report = fetch(f"{SITE}/1", f"{SITE}/1", f"{SITE}/missing")
    assert report.pages == ((f"{SITE}/1", digest_of(page(1))),)
    assert [failure.kind for failure in report.failed] == ["http-404"]
    assert (fetch(f"{SITE}/1").known, fetch(f"{SITE}/1").fetched) == (1, 0)


def test_a_feed_brings_no_more_pages_than_its_share_and_the_rest_next_time(world: World) -> None:
    limits = replace(QUICK, pages_a_feed=2)
    for expected in (2, 1):
        report = fetch_feeds(
            world.library,
            [FEED],
            network=network(world.server, limits=limits),
            compute=InProcess(),
            progress=silent,
            clock=clock,
        )
        assert report.fetched == expected
    assert len(world.urls()) == 3


def test_any_door_leads_to_the_same_intake(tmp_path: Path) -> None:
    made: Callable[[int], Capture] = lambda n: Capture(f"{SITE}/{n}", page(n), digest_of(page(n)), HTML)  # noqa: E731
    with opened(tmp_path / "library") as library:
        report = import_arriving(
            library,
            iter([made(1), made(1)]),
            compute=InProcess(),
            progress=silent,
            clock=clock,
            steps=Steps.installed(),
        )
        assert (report.imported, report.known) == (1, 1)
