"""Some days of three feeds on a loopback server, a watch over them, and all that a library remembers of it.

What the sites say is a function of the simulated time alone, so that two lives of a library differ only in what
happened to the library.
"""

import asyncio
import gzip
import mmap
import os
import sqlite3
import struct
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import alteram
from alteram.compute.in_process import InProcess
from alteram.engine.library import STORE, Library
from alteram.engine.live.schedule import DAY, HOUR
from alteram.engine.watching import SCOPE, Turn, watch
from alteram.model.articles import Article, Failure, RecordAddress
from alteram.model.ids import Moment, OutletId, digest_of, later
from alteram.model.live import Job, Look, Standing
from alteram.model.outlets import Outlet, Registry
from alteram.outlets import load_registry
from evals.loopback import NOW, QUICK, Asked, Loopback, answer, network, page

KILLS = int(os.environ.get("ALTERAM_CRASH_POINTS", "2"))
"""Random points at which a watch is killed."""
HORIZON = 8 * DAY if KILLS > 24 else 1.6 * DAY
"""Seconds of a life: the short one ends after the looks of the first day."""
BUILD_SECONDS = 7 * HOUR + 13 * 60 + 7
"""Builds never fall on the moment of a poll: what is known at each of them is certain."""
NORTH, SOUTH, MAPS = "http://north.example/feed", "http://south.example/rss", "http://maps.example/index.xml"
FEEDS = (NORTH, SOUTH, MAPS)
MISSING, NOARCHIVE = "http://south.example/missing", "http://south.example/noarchive"
MUTE, LATE, EMPTY = "http://mute.example/1", "http://late.example/1", "http://south.example/empty"
BRIDGES = tuple(f"http://maps.example/bridge/{n}" for n in range(3))
NRT = "http://nrt.example/news/vessmouth-lease-vote"
GAZETTE = "http://aurellegazette.example/business/meridane-wins-vessmouth"
CHANGES = (20.0, 100.0)
"""Hours at which a page that briefs cite gets another text."""
GONE_FROM, GOOD_FROM, NO_MAPS_FROM = 10.0, 3.0, 12.0
"""Hours from which a cited page is not there any more, another one is there at last, and a feed is gone for good."""
NO_ETAG_FROM = 48.0
"""Hours from which a feed does not say any more whether it changed."""
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
HTML = "text/html; charset=utf-8"


class Time:
    """The simulated time, shared by every process and never set back."""

    def __init__(self) -> None:
        self._seconds = mmap.mmap(-1, 8)

    @property
    def seconds(self) -> int:
        """Seconds since the beginning."""
        found: int = struct.unpack_from("q", self._seconds)[0]
        return found

    def now(self) -> Moment:
        """The present moment."""
        return later(NOW, self.seconds)

    def pass_until(self, seconds: int) -> None:
        """Lets time pass; 0 begins anew."""
        struct.pack_into("q", self._seconds, 0, max(seconds, self.seconds if seconds else 0))


@cache
def registry() -> Registry:
    """The shipped outlets, and one that reserves its texts."""
    shipped = load_registry()
    mute = Outlet(OutletId("mute"), "The Mute", ("mute.example",), machine_use="reserved")
    return Registry((*shipped.outlets, mute), shipped.digest)


@cache
def story() -> dict[str, bytes]:
    """Pages of one story of the bundled sample, by address; they are served without TLS."""
    folder = Path(alteram.__file__).parent / "sample" / "pages"
    bodies = [path.read_bytes().replace(b"https://", b"http://") for path in sorted(folder.glob("*.html"))[17:24]]
    return {body.partition(b'"canonical" href="')[2].partition(b'"')[0].decode(): body for body in bodies}


def named(hours: float) -> dict[str, tuple[str, ...]]:
    """What every feed names so many hours after the beginning."""
    own = tuple(story())
    return {
        NORTH: own[:3] + (own[3:5] if hours >= 5 else ()) + (LATE,),
        SOUTH: (*own[5:], MISSING, NOARCHIVE, MUTE, EMPTY, *((own[0], BRIDGES[2]) if hours >= 30 else ())),
        MAPS: BRIDGES[:2],
    }


def every_page() -> tuple[str, ...]:
    """All pages that any feed names in these days."""
    return tuple(sorted({url for urls in named(HORIZON / HOUR).values() for url in urls}))


@dataclass
class Sites:
    """All hosts, as they are at a time."""

    time: Time

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        hours = self.time.seconds / HOUR
        writer.write(self._answer(f"http://{asked.host}{asked.path}", hours, asked.headers.get("if-none-match", "")))

    def _answer(self, url: str, hours: float, etag: str) -> bytes:
        if url == NORTH:
            own = {"etag": f'"{len(named(hours)[url])}"'} if hours < NO_ETAG_FROM else {}
            return answer(304) if etag in own.values() else answer(200, _rss(named(hours)[url]), **own)
        if url == SOUTH:
            return answer(200, _rss(named(hours)[url]))
        if url == MAPS and hours >= NO_MAPS_FROM:
            return answer(410)
        if url == MAPS:
            index = f"<sitemapindex {NEWS}><sitemap><loc>http://maps.example/news.xml</loc></sitemap></sitemapindex>"
            return answer(200, index.encode(), etag='"1"')
        if url == "http://maps.example/news.xml":
            return answer(200, _news(named(hours)[MAPS]))
        body = self._body(url, hours)
        return answer(503 if url == LATE else 404) if body is None else answer(200, body, content_type=HTML)

    def _body(self, url: str, hours: float) -> bytes | None:
        if url == EMPTY:
            return b"<html><body></body></html>"
        if url == NOARCHIVE:
            return page(8).replace(b"</head>", b'<meta name="robots" content="noarchive"></head>')
        if url == LATE:
            return page(9) if hours >= GOOD_FROM else None
        if url in BRIDGES:
            return page(BRIDGES.index(url))
        if url == NRT:
            version = sum(hours >= change for change in CHANGES)
            return story()[url].replace(b"</p>", f" Corrected {version} times.</p>".encode(), 1)
        return None if url == GAZETTE and hours >= GONE_FROM else story().get(url)


def _rss(links: tuple[str, ...]) -> bytes:
    """A feed whose entries lie twelve hours apart, so that it is polled every six."""
    dates = (f"{later(NOW, -n * DAY / 2)}" for n in range(len(links)))
    items = "".join(
        f"<item><title>T</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for link, date in zip(links, dates, strict=True)
    )
    return f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode()


def _news(links: tuple[str, ...]) -> bytes:
    entries = "".join(
        f"<url><loc>{link}</loc><n:news><n:publication_date>2026-11-02</n:publication_date></n:news></url>"
        for link in links
    )
    return f"<urlset {NEWS}>{entries}</urlset>".encode()


class Rest(Event):
    """A stop that sets itself at the horizon; a watch that waits lets time pass to whatever is due next."""

    def __init__(self, library: Library, town: "Town") -> None:
        super().__init__()
        self._library, self._town, self._time = library, town, town.time

    def wait(self, timeout: float | None = None) -> bool:
        """See `Event.wait`."""
        taken = sum(file.stat().st_size for file in self._library.path.rglob("*") if file.is_file())
        self._town.taken = max(self._town.taken, taken)
        due = self._library.store.next_due(SCOPE)
        if due is None or due > later(NOW, HORIZON):
            self.set()
            return True
        assert due > self._time.now(), f"{due} is due, and nobody takes it"
        self._time.pass_until(seconds_of(due))
        return False


def seconds_of(moment: Moment) -> int:
    """Seconds since the beginning."""
    return int((datetime.fromisoformat(moment) - datetime.fromisoformat(NOW)).total_seconds())


def _heard(turn: Turn) -> None:
    """Hears what a watch tells, and makes nothing of it."""


@dataclass
class Town:
    """The sites, their server and their time; `taken`: the most bytes that a library took in this process."""

    time: Time
    server: Loopback
    taken: int = 0

    def open(self, path: Path, *, write: bool = True) -> Library:
        """The library under test."""
        return Library.open(path, write=write, create=write, load=lambda _overlay: registry())

    def watch(self, path: Path) -> None:
        """The watch under test: from now to the horizon."""
        limits = replace(QUICK, attempts=1, request_seconds=60.0)
        with self.open(path) as library:
            watch(
                library,
                FEEDS,
                network=network(self.server, clock=self.time.now, limits=limits),
                compute=InProcess(),
                builder=InProcess(),
                clock=self.time.now,
                tell=_heard,
                stop=Rest(library, self),
                build_seconds=BUILD_SECONDS,
            )

    def begin(self) -> None:
        """A new life: the first moment again, and nothing asked for yet."""
        self.time.pass_until(0)
        self.server.asked.clear()


@dataclass(frozen=True)
class Memory:
    """Everything that a library remembers, but for where in the archive a record lies."""

    versions: tuple[Article, ...]
    captures: tuple[tuple[Any, ...], ...]
    failures: tuple[Failure, ...]
    jobs: tuple[Job, ...]
    looks: tuple[Look, ...]
    standings: tuple[Standing, ...]
    editions: tuple[tuple[str, int, bytes], ...]


def memory(town: Town, path: Path) -> Memory:
    """What a library remembers."""
    with town.open(path, write=False) as library:
        store = library.store
        urls = sorted({article.url for article in store.articles()})
        stories = sorted(status.story.id for status in store.stories())
        return Memory(
            versions=tuple(version for url in urls for version in store.versions(url)),
            captures=tuple(sorted(row[:4] for row in captures(path))),
            failures=store.failures(),
            jobs=tuple(store.jobs()),
            looks=store.looks(),
            standings=store.standings(),
            editions=tuple((one.story, one.number, one.payload) for story in stories for one in store.editions(story)),
        )


def captures(path: Path) -> list[tuple[Any, ...]]:
    """Every row of the captures: address, digest, time, article, and where its record lies."""
    return rows(path, "SELECT url, payload_sha256, fetched, article, file, offset, length FROM captures")


ACKNOWLEDGED = (
    "SELECT * FROM captures",
    "SELECT * FROM failures",
    "SELECT * FROM looks",
    "SELECT story, number, payload FROM editions",
)


def acknowledged(path: Path) -> set[tuple[Any, ...]]:
    """What a library has acknowledged and may never lose, nor move to another place of its archive."""
    if not tables(path):
        return set()
    return {(query, *row) for query in ACKNOWLEDGED for row in rows(path, query)}


def out(path: Path) -> int:
    """How many jobs a dead watch left out."""
    return len(rows(path, "SELECT key FROM jobs WHERE lease IS NOT NULL")) if tables(path) else 0


def tables(path: Path) -> int:
    """How many tables there are: none where a watch died before it had made a library."""
    return len(rows(path, "SELECT name FROM sqlite_master")) if (path / STORE).exists() else 0


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query finds in a library's file."""
    connection = sqlite3.connect(f"{(path / STORE).as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def check_archive(town: Town, path: Path) -> None:
    """Every capture has one record of its own with its bytes, and the archive holds nothing else."""
    spans: dict[str, list[tuple[int, int]]] = {}
    with town.open(path, write=False) as library:
        for url, payload, _, _, file, offset, length in captures(path):
            assert digest_of(library.archive.read(RecordAddress(file, offset, length))) == payload, url
            spans.setdefault(file, []).append((offset, length))
    for file in sorted((path / "archive").iterdir()):
        raw, at = file.read_bytes(), 0
        for offset, length in sorted(spans.get(file.name, [])):
            assert offset == at or (at == 0 and _is_first(raw[:offset])), f"{file.name}: {at} to {offset}"
            at = offset + length
        assert at == len(raw), f"{file.name}: {len(raw) - at} bytes that nobody acknowledged"


def _is_first(raw: bytes) -> bool:
    """Whether these bytes are the one record that says what wrote a file."""
    text = gzip.decompress(raw)
    return text.count(b"WARC/1.1\r\n") == 1 and b"WARC-Type: warcinfo" in text


def check_settled(town: Town, path: Path) -> None:
    """No job is held or waits for a past time, every page that was named has an article or a failure."""
    with town.open(path, write=False) as library:
        jobs = tuple(library.store.jobs())
        failed = {failure.subject for failure in library.store.failures()}
        assert [job for job in jobs if job.lease is not None] == []
        assert [job for job in jobs if job.run_at is not None and job.run_at <= town.time.now()] == []
        assert {job.url for job in jobs if job.kind == "page"} == set(every_page())
        lost = [url for url in every_page() if url not in failed and not library.store.versions(url)]
        assert lost == []
