"""Sitemaps (sitemaps.org 0.9, with Google's news extension), their indexes and their plain-text form become leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from alteram.model.articles import Failure, Lead
from alteram.outlets.domains import registrable
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.charsets import decoded
from alteram.stages.ingest.feeddates import stated_moment
from alteram.stages.ingest.files import Refused, failure
from alteram.stages.ingest.plain import TITLE_CHARACTERS, plain
from alteram.stages.ingest.xmltext import DECLARATION, repaired, root_at, uncompressed

SITEMAP_BYTES = 50 * 1024 * 1024
"""Largest sitemap, inflated: the protocol's own bound."""
MOST_LEADS = 50_000
"""Addresses in one sitemap: the protocol's own bound."""
MOST_SITEMAPS = 500
"""Sitemaps that are taken from one index; the protocol allows 50,000, which no run should ask a server for."""
MOST_PROBLEMS = 50

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:urlset|sitemapindex)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, and further sitemaps (never itself), each once and in order, all of one domain.

    A page's `published` is the news extension's publication date; `lastmod`, which says when a page changed, is not
    read. `problems` name what was left out (at most 50).
    """

    leads: tuple[Lead, ...]
    sitemaps: tuple[str, ...] = ()
    problems: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `url` or `sitemap` element."""

    nested: bool
    address: str
    title: str = ""
    stated: str = ""


def parse_sitemap(payload: bytes, url: str) -> Sitemap | Failure:
    """Reads a sitemap, an index of sitemaps or a text file of addresses that was fetched from `url`, gzipped or not.

    Addresses of another registrable domain than that of `url` are left out: whoever writes a sitemap vouches for the
    own site only. A document that is none of the three gives a `Failure`.
    """
    try:
        text = decoded(uncompressed(payload, SITEMAP_BYTES), None)
        entries = _lines(text) if text.lstrip("\ufeff \t\r\n").startswith(("http://", "https://")) else _elements(text)
        return _sitemap(entries, url)
    except Refused as refused:
        kind = "not-a-sitemap" if refused.kind == "not-a-feed" else refused.kind
        return failure(url, kind, f"{url}: {refused.message}")


def _lines(text: str) -> Iterator[_Entry]:
    """One address a line; other lines are left out."""
    for line in text.splitlines():
        if line.strip("\ufeff \t").startswith("http"):
            yield _Entry(False, line.strip("\ufeff \t"))


def _elements(text: str) -> Iterator[_Entry]:
    """The `url` and `sitemap` elements of an XML sitemap, in any namespace or none."""
    document = (DECLARATION + repaired(text[root_at(text, _ROOT) :])).encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("damaged", f"the XML cannot be read ({error})") from error
    if root is None:
        raise Refused("damaged", "the XML cannot be read")
    for element in root.iter("{*}url", "{*}sitemap"):
        yield _Entry(
            nested=etree.QName(element).localname == "sitemap",
            address=(element.findtext("{*}loc") or "").strip(),
            title=element.findtext("{*}news/{*}title") or "",
            stated=element.findtext("{*}news/{*}publication_date") or "",
        )


def _sitemap(entries: Iterator[_Entry], url: str) -> Sitemap:
    """Entries as leads and sitemaps, each address once; what may not be followed is noted."""
    own = registrable(urlsplit(url).hostname or "")
    leads: dict[str, Lead] = {}
    sitemaps: dict[str, None] = {}
    notes: list[Failure] = []
    for entry in entries:
        address = public_address(entry.address, url) if entry.address else None
        if address is None or registrable(urlsplit(address).hostname or "") != own:
            if len(notes) < MOST_PROBLEMS:
                shown = plain(entry.address, 100)
                notes.append(failure(url, "bad-address", f"{url}: {shown!r} is not an address of this site; left out"))
        elif entry.nested:
            if address != url and len(sitemaps) < MOST_SITEMAPS:
                sitemaps[address] = None
        else:
            published = stated_moment(entry.stated)
            leads.setdefault(address, Lead(address, plain(entry.title, TITLE_CHARACTERS), published))
            if len(leads) >= MOST_LEADS:
                notes.append(failure(url, "too-many", f"{url}: more than {MOST_LEADS:,} addresses; the rest left out"))
                break
    return Sitemap(tuple(leads.values()), tuple(sitemaps), tuple(notes))
