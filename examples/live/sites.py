"""Three outlets of the bundled sample as web sites: their pages, the list of pages that each offers, and a robots.txt.

Every outlet, person and event is invented. Titles and times in the lists are read off the pages.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

import alteram
from evals.loopback import Asked, answer

PAGES = Path(alteram.__file__).parent / "sample" / "pages"
_TITLE = re.compile(r'<meta property="og:title" content="([^"]*)">')
_TIME = re.compile(r'<time [^>]*datetime="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a site: its path, title, time of publication (ISO 8601) and bytes."""

    host: str
    path: str
    title: str
    published: str
    body: bytes

    @property
    def url(self) -> str:
        """Its address; these sites speak plain HTTP, since nobody certifies names that do not exist."""
        return f"http://{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Document:
    """What a site answers with."""

    content_type: str
    body: bytes


def rss(host: str, pages: Sequence[Page]) -> Document:
    """The list of pages as RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(page.url)}</link>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(page.published))}</pubDate></item>"
        for page in pages
    )
    head = f"<title>{host}</title><link>http://{host}/</link><description>{host}</description>"
    return _xml("application/rss+xml", f'<rss version="2.0"><channel>{head}{items}</channel></rss>')


def atom(host: str, pages: Sequence[Page]) -> Document:
    """The list of pages as an Atom feed (RFC 4287)."""
    entries = "".join(
        f"<entry><id>{escape(page.url)}</id><title>{escape(page.title)}</title>"
        f'<link href="{escape(page.url)}"/><updated>{page.published}</updated></entry>'
        for page in pages
    )
    newest = max(datetime.fromisoformat(page.published) for page in pages).isoformat()
    head = f"<id>http://{host}/</id><title>{host}</title><updated>{newest}</updated>"
    return _xml("application/atom+xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>')


def news_sitemap(host: str, pages: Sequence[Page]) -> Document:
    """The list of pages as a sitemap with Google's extension for news."""
    entries = "".join(
        f"<url><loc>{escape(page.url)}</loc><news:news><news:publication><news:name>{host}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{page.published}"
        f"</news:publication_date><news:title>{escape(page.title)}</news:title></news:news></url>"
        for page in pages
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return _xml("application/xml", f"<urlset {spaces} {news}>{entries}</urlset>")


def _xml(content_type: str, body: str) -> Document:
    return Document(content_type, f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode())


@dataclass(frozen=True, slots=True)
class Site:
    """One site: its host, where and in which form its list of pages stands, and its robots.txt."""

    host: str
    list_path: str
    listed: Callable[[str, Sequence[Page]], Document]
    robots: str = "User-agent: *\nAllow: /\n"


SITES = (
    Site("harbourlantern.example", "/feed.xml", rss),
    Site("branneskcourier.example", "/atom.xml", atom),
    Site("nrt.example", "/news-sitemap.xml", news_sitemap, "User-agent: *\nDisallow: /world/\n"),
)
"""The third site asks robots to stay out of a part of it, so that a reader sees that they do."""


@lru_cache(maxsize=1)
def documents() -> Mapping[tuple[str, str], Document]:
    """Everything the sites answer with, by host and path."""
    found: dict[tuple[str, str], Document] = {}
    for site in SITES:
        pages = [page for page in sample_pages() if page.host == site.host]
        found[site.host, site.list_path] = site.listed(site.host, pages)
        found[site.host, "/robots.txt"] = Document("text/plain", site.robots.encode())
        found |= {(site.host, page.path): Document("text/html; charset=utf-8", page.body) for page in pages}
    return found


def sample_pages() -> tuple[Page, ...]:
    """The pages of the bundled sample that say when they were published, in the order of its index."""
    rows = map(json.loads, (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines())
    read = (_page(row["url"], (PAGES / row["file"]).read_bytes()) for row in rows)
    return tuple(page for page in read if page is not None)


def _page(url: str, body: bytes) -> Page | None:
    parts, text = urlsplit(url), body.decode("utf-8")
    title, published = _TITLE.search(text), _TIME.search(text)
    if title is None or published is None:
        return None
    return Page(parts.netloc, parts.path, unescape(title[1]), published[1], body)


async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Answers one request as the sites do: with a document, "not modified" where it is as it was, or 404."""
    document = documents().get((asked.host, asked.path))
    if document is None:
        writer.write(answer(404))
        return
    tag = f'"{sha256(document.body).hexdigest()[:16]}"'
    if asked.headers.get("if-none-match") == tag:
        writer.write(answer(304, etag=tag))
    else:
        writer.write(answer(200, document.body, content_type=document.content_type, etag=tag))
