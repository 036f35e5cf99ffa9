"""Watching: days of it, on a clock that jumps to whatever is due next."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import pytest

from alteram.compute.in_process import InProcess
from alteram.engine.fetching import FetchReport
from alteram.engine.library import Library
from alteram.engine.live.schedule import (
    DAY,
    HOUR,
    LOOKS,
    after_failure,
    gone_since,
    next_look,
    pace,
)
from alteram.engine.live.status import status
from alteram.engine.watching import SCOPE, Turn, watch
from alteram.model.articles import Lead
from alteram.model.ids import Digest, Moment, OutletId, later
from alteram.model.live import Job, Look, Work
from alteram.model.outlets import Outlet, Registry
from evals.loopback import NOW, QUICK, Asked, Loopback, answer, network, page

SITE, SLOW = "http://paper.example", "http://slow.example"
FEED = f"{SITE}/feed"
HTML = "text/html; charset=utf-8"
REGISTRY = Registry(
    (
        Outlet(OutletId("paper"), "The Paper", ("paper.example",)),
        Outlet(OutletId("mute"), "The Mute", ("mute.example",), machine_use="reserved"),
    ),
    Digest("0" * 64),
)


@dataclass
class Sites:
    """Every host's pages by address; its feed lists them. `down`: addresses that answer 404 from then on."""

    pages: dict[str, bytes] = field(default_factory=dict)
    feeds: dict[str, list[str]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    slow_seconds: float = 0.0

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        url = f"http://{asked.host}{asked.path}"
        if asked.host == "slow.example":
            await asyncio.sleep(self.slow_seconds)
        if url in self.feeds:
            items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in self.feeds[url])
            writer.write(answer(200, f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode()))
        elif url in self.pages and url not in self.down:
            writer.write(answer(200, self.pages[url], content_type=HTML))
        else:
            writer.write(answer(404))


class Days(Event):
    """A stop that sets itself at `until`; waiting for it moves the clock to whatever is due next."""

    def __init__(self, library: Library, until: Moment) -> None:
        super().__init__()
        self.now, self._library, self._until = NOW, library, until

    def wait(self, timeout: float | None = None) -> bool:
        due = self._library.store.next_due(SCOPE)
        if due is None or due > self._until:
            self.set()
        else:
            self.now = max(due, later(self.now, timeout or 0.0))
        return self.is_set()


@dataclass
class World:
    """A library, sites, and watches over simulated days."""

    library: Library
    sites: Sites
    server: Loopback
    turns: list[Turn] = field(default_factory=list)

    def watch(self, days: float, *feeds: str, since: Moment = NOW, build_seconds: float = 0.0) -> FetchReport:
        stop = Days(self.library, later(since, days * DAY))
        stop.now = since
        limits = replace(QUICK, attempts=1)
        return watch(
            self.library,
            feeds or (FEED,),
            network=network(self.server, clock=lambda: stop.now, limits=limits),
            compute=InProcess(),
            builder=InProcess(),
            clock=lambda: stop.now,
            tell=self.turns.append,
            stop=stop,
            build_seconds=build_seconds,
        )

    def cite(self, url: str) -> None:
        """Has a page looked at as one that an edition cites from now on."""
        self.library.store.put_work(Work(new=(Job("look", url, url, next_look(NOW, ()), memory=NOW),)))

    def looked(self, url: str) -> list[tuple[str, str]]:
        return [(look.at, look.outcome) for look in self.library.store.looks(url)]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    urls = [f"{SITE}/{n}" for n in range(3)]
    sites = Sites({url: page(n) for n, url in enumerate(urls)}, {FEED: urls})
    opened = Library.open(tmp_path / "library", create=True, load=lambda _overlay: REGISTRY)
    with Loopback(sites) as server, opened as library:
        yield World(library, sites, server)


def test_what_a_feed_names_later_arrives_by_itself(world: World) -> None:
    world.watch(0.01)
    world.sites.feeds[FEED].append(f"{SITE}/3")
    world.sites.pages[f"{SITE}/3"] = page(3)
    report = world.watch(1, since=later(NOW, DAY))
    assert (report.fetched, report.imported.imported) == (1, 1)
    assert world.library.store.versions(f"{SITE}/3")
    assert sum(turn.articles for turn in world.turns) == 4
    assert world.turns[0].polled == 1


def test_absence_from_a_feed_deletes_nothing(world: World) -> None:
    world.watch(0.5)
    world.sites.feeds[FEED].clear()
    world.watch(3, since=later(NOW, DAY))
    assert len(list(world.library.store.articles())) == 3


def test_cited_pages_are_looked_at_again_and_what_changed_is_a_new_version(world: World) -> None:
    url = f"{SITE}/1"
    world.watch(0.01)
    world.cite(url)
    world.watch(0.5)
    world.sites.pages[url] = page(7)
    world.watch(31, since=later(NOW, 0.6 * DAY))
    times = [later(NOW, seconds) for seconds in LOOKS]
    assert world.looked(url) == list(zip(times, ["same", "same", "changed", "same", "same"], strict=True))
    assert len(world.library.store.versions(url)) == 2
    job = world.library.store.job("look", url)
    assert job is not None
    assert job.run_at is None


def test_gone_needs_three_failures_three_days_apart(world: World) -> None:
    url = f"{SITE}/1"
    world.watch(0.01)
    world.cite(url)
    world.sites.down.add(url)
    world.watch(6.9)
    assert [outcome for _, outcome in world.looked(url)] == ["failed"] * 3
    assert gone_since(world.library.store.looks(url)) == later(NOW, HOUR + 6 * DAY)
    assert gone_since(world.library.store.looks(url)[:2]) is None
    assert len(world.library.store.versions(url)) == 1


def test_a_page_that_comes_back_was_not_gone(world: World) -> None:
    url = f"{SITE}/1"
    world.watch(0.01)
    world.cite(url)
    world.sites.down.add(url)
    world.watch(3.5)
    world.sites.down.clear()
    world.watch(40, since=later(NOW, 4 * DAY))
    assert [outcome for _, outcome in world.looked(url)] == ["failed", "failed", "same", "same", "same"]
    assert gone_since(world.library.store.looks(url)) is None


def test_failures_close_together_count_once() -> None:
    looks = [Look("u", later(NOW, hours * HOUR), "failed", "http-404") for hours in (0, 1, 2, 71, 73, 145)]
    assert gone_since(looks[:5]) is None
    assert gone_since(looks) == later(NOW, 145 * HOUR)
    left = Look("u", later(NOW, 80 * HOUR), "left", "robots")
    assert gone_since([*looks[:5], left]) is None


def test_an_outlet_that_reserves_its_texts_is_not_asked(world: World) -> None:
    world.sites.feeds["http://mute.example/feed"] = ["http://mute.example/1"]
    report = world.watch(0.01, "http://mute.example/feed")
    assert (report.reserved, report.fetched) == (1, 0)
    assert world.server.paths() == ["/feed"]
    assert [failure.kind for failure in world.library.store.failures()] == ["reserved"]


def test_a_slow_host_keeps_nobody_waiting(world: World) -> None:
    world.sites.slow_seconds = 0.8
    slow = [f"{SLOW}/{n}" for n in range(6)]
    world.sites.feeds[f"{SLOW}/feed"] = slow
    world.sites.pages |= {url: page(n + 20) for n, url in enumerate(slow)}
    world.watch(0.01, f"{SLOW}/feed", FEED)
    answers = [host for turn in world.turns for host, count in turn.pages for _ in range(count)]
    assert answers.count("paper.example") == 4
    assert answers[: answers.index("slow.example", 4)].count("paper.example") == 4
    assert len(list(world.library.store.articles())) == 9


def test_feeds_that_fail_are_asked_less_often_and_their_standing_is_kept(world: World) -> None:
    world.watch(2, f"{SITE}/none")
    asked = world.server.paths().count("/none")
    assert 5 <= asked <= 12
    (standing,) = world.library.store.standings()
    assert (standing.who, standing.failures, standing.failure) == ("paper", asked, "http-404")
    world.sites.feeds[f"{SITE}/none"] = []
    world.watch(2, f"{SITE}/none", since=later(NOW, 3 * DAY))
    (standing,) = world.library.store.standings()
    assert standing.failures == 0
    assert standing.succeeded is not None


def test_builds_come_by_themselves_and_what_they_cite_is_looked_at(world: World) -> None:
    world.watch(0.2, build_seconds=2 * HOUR)
    built = [turn.built for turn in world.turns if turn.built is not None]
    assert [(report.stories, report.not_enough) for report in built] == [(1, 1)]
    assert world.library.store.job("build", "build") is not None
    world.watch(0.2, since=later(NOW, DAY))
    assert world.library.store.job("build", "build") is None


def test_a_stop_leaves_nothing_held_and_a_new_watch_goes_on(world: World) -> None:
    stop = Event()

    def told(turn: Turn) -> None:
        world.turns.append(turn)
        stop.set()

    watch(
        world.library,
        [FEED],
        network=network(world.server),
        compute=InProcess(),
        builder=InProcess(),
        clock=lambda: NOW,
        tell=told,
        stop=stop,
        build_seconds=0.0,
    )
    assert [job for job in world.library.store.jobs() if job.lease] == []
    assert len(list(world.library.store.articles())) == 0
    world.watch(0.01)
    assert len(list(world.library.store.articles())) == 3


def test_status_counts_jobs_and_tells_how_outlets_answer(world: World) -> None:
    world.watch(0.01)
    found = status(world.library, later(NOW, HOUR))
    kinds = {row.kind: row for row in found.kinds}
    assert (kinds["page"].settled, kinds["feed"].due + kinds["feed"].waiting) == (3, 1)
    assert [(one.outlet, one.articles) for one in found.outlets] == [("paper", 3)]
    assert found.next_due is not None


def test_a_feed_is_polled_at_its_own_pace() -> None:
    def leads(hours: float) -> list[Lead]:
        return [Lead("u", published=later(NOW, n * hours * HOUR)) for n in range(10)]

    assert pace(leads(2)) == HOUR
    assert pace(leads(0.01)) == 15 * 60
    assert pace(leads(100)) == 6 * HOUR
    assert pace([Lead("u", published=Moment("2026-11-02"))]) == HOUR


def test_a_feed_that_names_itself_is_read_as_a_feed_and_asked_for_as_a_page(world: World) -> None:
    world.sites.feeds[FEED].append(FEED)
    report = world.watch(0.01)
    assert (report.polled, report.unread, report.fetched) == (1, 0, 3)
    assert [failure.kind for failure in report.failed] == ["not-html"]


def test_waits_grow_with_failures_and_heed_what_a_server_asked() -> None:
    assert [after_failure(tries, NOW) for tries in (1, 2, 3)] == [later(NOW, 900 * 2**n) for n in range(3)]
    assert after_failure(99, NOW) == later(NOW, DAY)
    assert after_failure(1, NOW, 7200.0) == later(NOW, 7200)
