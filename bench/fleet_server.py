"""A fleet of fictional papers on loopback, in a process of its own: so its memory and time are not the fetch's.

Every host has a port, a robots.txt, a feed and news pages of 30 to 60 kB; which of them must not be kept, and why, is
its `Kind`. Everything is a function of the numbers of host and page. The server counts what it is asked for, page by
page, and how politely.

    python -m bench.fleet_server HOSTS PAGES [SLOW_SECONDS]

prints the ports as JSON, a second line with what it counted when a line comes in, and ends with its input.
"""

import asyncio
import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from typing import Literal

Kind = Literal["article", "noarchive", "tdm", "missing", "empty", "pdf", "forbidden", "bare"]
PERIOD = 40
ODD: dict[int, Kind] = {
    2: "noarchive",
    5: "tdm",
    7: "missing",
    11: "empty",
    13: "pdf",
    16: "forbidden",
    18: "bare",
}
"""Pages that are no articles, among every `PERIOD`: the first twenty have one of each kind."""
SLOW, SLUGGISH = "slow.example", "sluggish.example"
"""Hosts that let one wait: the first with everything, the second with its pages only, when their feed is read."""
SLOW_PAGES = 2
FEED, ROBOTS, NEWS, MEMBERS = "/feed.xml", "/robots.txt", "/news/", "/members/"
PLAIN_EVERY = 3
"""One host in so many sends its pages as they are; the others compress them."""


@dataclass(slots=True)
class Tally:
    """What came to one host.

    `asked`: requests by path; `whole`: answers with status 200 that were sent to the end. `most` connections were open
    when a request came; `gap`: shortest time in seconds between an answer and the next request, robots.txt left out.
    """

    asked: dict[str, int] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    most: int = 0
    gap: float | None = None
    open: int = 0
    ended: float | None = None

    def came(self, path: str) -> None:
        """Counts a request, and not before it the connections: the end of the last one may lie there unread."""
        self.most = max(self.most, self.open)
        self.asked[path] = self.asked.get(path, 0) + 1
        if path != ROBOTS and self.ended is not None:
            gap = time.monotonic() - self.ended
            self.gap = gap if self.gap is None else min(gap, self.gap)

    def sent(self, path: str, status: int) -> None:
        """Counts an answer."""
        self.whole[path] = self.whole.get(path, 0) + (status == 200)
        if path != ROBOTS:
            self.ended = time.monotonic()


# --- what the papers have


def host_name(host: int) -> str:
    """The name of a paper."""
    return f"paper{host}.example"


def kind_of(host: int, number: int, pages: int) -> Kind:
    """What a paper's page is."""
    return ODD.get((host * pages + number) % PERIOD, "article")


def path_of(host: int, number: int, pages: int) -> str:
    """Where it is; what robots.txt forbids lies apart."""
    folder = MEMBERS if kind_of(host, number, pages) == "forbidden" else NEWS
    return f"{folder}{number}-{_subject(random.Random(f'path {host} {number}'))}"


def plan(hosts: int, pages: int) -> dict[str, Kind]:
    """Every page of the fleet: its address without the scheme, and its kind."""
    places = [(host, number) for host in range(hosts) for number in range(pages)]
    return {host_name(h) + path_of(h, n, pages): kind_of(h, n, pages) for h, n in places}


def feed(name: str, paths: list[str]) -> bytes:
    """A paper's feed; the first page stands in it twice, once with the mark of a campaign."""
    links = [*paths, f"{paths[0]}?utm_source=rss"]
    items = "".join(
        f"<item><title>{path.rpartition('/')[2].replace('-', ' ')}</title><link>http://{name}{path}</link>"
        f"<pubDate>Mon, 02 Nov 2026 {number % 12:02d}:{number % 60:02d}:00 GMT</pubDate>"
        f"<description>What became of it, as far as it is known.</description></item>"
        for number, path in enumerate(links)
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>'
    return f"{head}<link>http://{name}/</link>{items}</channel></rss>".encode()


RULES = (
    "User-agent: *\nDisallow: /members/\nDisallow: /search?*q=\nAllow: /news/\n\n"
    "User-agent: Gobbler\nDisallow: /\n\nSitemap: /sitemap.xml\n"
)

_FIRST = ("Var", "Lin", "Hal", "Nor", "Ost", "Kel", "Brim", "Tor", "Sel", "Mar", "Und", "Fen", "Gry", "Pell", "Sar")
_LAST = ("nholm", "den", "vik", "stad", "mouth", "ford", "by", "haven", "wick", "dale", "ness", "bridge", "low", "tor")
_ROLES = (
    "mayor",
    "harbour master",
    "minister of transport",
    "head teacher",
    "chief surveyor",
    "speaker of the council",
)
_THINGS = ("bridge", "ferry", "library", "water tower", "tram line", "fish market", "sea wall", "school", "lock gate")
_DEEDS = ("opened", "closed", "was repaired", "was put up for sale", "was inspected", "was given a new roof")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SENTENCES = (
    "The {thing} of {place} {deed} on {day}, the {role} said.",
    "{name}, {role} of {place}, told reporters that the work had cost {number} crowns.",
    '"We have waited {small} years for this," said {name}, who lives near the {thing}.',
    "About {number} people in {place} use the {thing} every week, according to the council.",
    "The council of {place} voted by {small} to {less} to keep the {thing} as it is.",
    "A second {thing} in {place} is to be finished before the {small}th of next month.",
    "Engineers from {place} found {small} cracks in the {thing} after the storm of last {day}.",
    "The plans were first shown in {place} on {day}, when {number} residents signed a petition.",
    "{name} did not answer questions about the {thing}, and the ministry had no comment on {day}.",
    "Neighbours in {place} have complained about the noise since the {thing} {deed}.",
)


def _subject(chance: random.Random) -> str:
    thing, deed = chance.choice(_THINGS), chance.choice(_DEEDS)
    return f"{thing}-{deed}-{_place(chance)}".replace(" ", "-").lower()


def _place(chance: random.Random) -> str:
    return chance.choice(_FIRST) + chance.choice(_LAST)


def _sentence(chance: random.Random) -> str:
    small = chance.randint(5, 29)
    return chance.choice(_SENTENCES).format(
        thing=chance.choice(_THINGS),
        place=_place(chance),
        deed=chance.choice(_DEEDS),
        day=chance.choice(_DAYS),
        role=chance.choice(_ROLES),
        name=f"{_place(chance)} {_place(chance)}",
        number=chance.randint(1000, 99_999),
        small=small,
        less=small - 4,
    )


@cache
def _dress(name: str) -> tuple[str, str]:
    """What stands before and behind a paper's articles: styles, scripts, menus, teasers: 27 to 52 kB."""
    chance = random.Random(name)
    size = chance.randint(220, 400)
    rules = "".join(f".c{n}-{chance.randint(0, 999)}{{margin:{n}px;color:#{n:06x}}}" for n in range(size))
    settings = {f"slot{n}": {"width": n, "name": _subject(chance)} for n in range(size // 2)}
    menu = "".join(f'<li><a href="/section/{n}">{_place(chance)}</a></li>' for n in range(size // 4))
    teasers = "".join(
        f'<div class="teaser"><a href="/news/x{n}"><img src="/i/{n}.jpg" alt=""><span>{_sentence(chance)}</span></a>'
        f'<time datetime="2026-11-01">1 November</time></div>'
        for n in range(size // 4)
    )
    script = f"<script>window.settings = {json.dumps(settings)};</script>"
    before = f"<style>{rules}</style>{script}</head><body><header><nav><ul>{menu}</ul></nav></header>"
    return before, f"<aside>{teasers}</aside><footer><ul>{menu}</ul><p>{name}, the paper</p></footer></body></html>"


def page(name: str, path: str, kind: Kind) -> bytes:
    """A page that a browser would show: an article, or one whose text is not there."""
    chance = random.Random(name + path)
    title = f"{path.partition('-')[2].replace('-', ' ').capitalize()}, {chance.randint(1000, 9999)} sign"
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randint(2, 5))) for _ in range(chance.randint(7, 13))
    ]
    text = "" if kind == "bare" else "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    before, behind = ("</head><body>", "</body></html>") if kind == "bare" else _dress(name)
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2026-11-02",
    }
    mark = '<meta name="robots" content="noarchive">' if kind == "noarchive" else ""
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{mark}'
        f'<link rel="canonical" href="http://{name}{path}"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2026-11-02T08:00:00Z">'
        f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    )
    body = f'<main><article><h1>{title}</h1><p class="byline">By {_place(chance)}</p>{text}</article></main>'
    return f"{head}{before}{body}{behind}".encode()


# --- the server


@dataclass(frozen=True, slots=True)
class Paper:
    """One host: its pages by path, and how long it takes over its feed and rules, and over a page."""

    name: str
    pages: dict[str, Kind]
    packed: bool = True
    wait: float = 0.0
    page_wait: float = 0.0

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and the whole answer."""
        if path == ROBOTS:
            return 200, _answer(200, "text/plain", RULES.encode())
        if path == FEED:
            return 200, _answer(200, "application/rss+xml", feed(self.name, list(self.pages)))
        kind = self.pages.get(path, "missing")
        if kind == "missing":
            return 404, _answer(404, "text/html", b"<html><body><p>There is no such page.</p></body></html>")
        if kind == "empty":
            return 200, _answer(200, "text/html", b"")
        if kind == "pdf":
            return 200, _answer(200, "application/pdf", b"%PDF-1.7\n" + bytes(30_000))
        body = page(self.name, path, kind)
        more = ("TDM-Reservation: 1",) if kind == "tdm" else ()
        if self.packed:
            return 200, _answer(
                200, "text/html; charset=utf-8", gzip.compress(body, 1), "Content-Encoding: gzip", *more
            )
        return 200, _answer(200, "text/html; charset=utf-8", body, *more)


def _answer(status: int, kind: str, body: bytes, *more: str) -> bytes:
    head = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *more]
    return "\r\n".join([*head, "", ""]).encode() + body


def papers(hosts: int, pages: int, slow: float) -> Iterator[Paper]:
    """The fleet; with `slow` seconds, also the two hosts that let one wait."""
    for host in range(hosts):
        own = {path_of(host, n, pages): kind_of(host, n, pages) for n in range(pages)}
        yield Paper(host_name(host), own, packed=host % PLAIN_EVERY > 0)
    late: dict[str, Kind] = {f"{NEWS}{number}-late": "article" for number in range(SLOW_PAGES)}
    if slow:
        yield Paper(SLOW, late, wait=slow, page_wait=slow)
        yield Paper(SLUGGISH, late, page_wait=slow)


async def _serve(paper: Paper, tally: Tally, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection."""
    tally.open += 1
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
            tally.came(path)
            wait = paper.page_wait if path.startswith(NEWS) else paper.wait
            if wait:
                await asyncio.sleep(wait)
            status, whole = paper.answer(path)
            writer.write(whole)
            await writer.drain()
            tally.sent(path, status)
    except (OSError, EOFError, asyncio.CancelledError):
        pass
    finally:
        tally.open -= 1
        writer.close()


async def _run(hosts: int, pages: int, slow: float) -> None:
    """Serves until the input ends; every line that comes in is answered with what was counted so far."""
    tallies: dict[str, Tally] = {}
    ports: dict[str, int] = {}
    for paper in papers(hosts, pages, slow):
        tally = tallies[paper.name] = Tally()
        server = await asyncio.start_server(partial(_serve, paper, tally), "127.0.0.1", 0)
        ports[paper.name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        counted = {name: asdict(tally) for name, tally in tallies.items()}
        print(json.dumps({"hosts": counted, "cpu": usage.ru_utime + usage.ru_stime}), flush=True)


def main() -> None:
    """Plays the fleet whose size the command line states."""
    hosts, pages, *slow = sys.argv[1:]
    # Twice a socket a host: one that listens, one that is kept open between requests.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * int(hosts) + 256)), hard))
    asyncio.run(_run(int(hosts), int(pages), float(slow[0]) if slow else 0.0))


if __name__ == "__main__":
    main()
