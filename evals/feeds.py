"""Whether our reader of feeds finds what feedparser finds: `python -m evals.feeds [--format json]`.

Each of the 89 real feeds is read as served by `parse_feed` and by feedparser alone, with its defaults. An entry of
feedparser is paired with the lead that has its page, else with the one that has its title. It prints what share of the
entries has a lead, what share of titles, links and dates is equal, and every difference with its feed and the rule that
explains it.

Equal is: a title of the same letters, white space and invisible characters apart (feedparser's is read as HTML where
feedparser says that it is HTML); a link to the same page, whatever its fragment, percent-encoding, and parameters that
only count visitors; a date of the same second, or of the same day where the feed gives no clock.

Not compared, but counted: entries without a link (no lead), and later entries of one page (one lead). An entry that has
a link and no lead is a difference, and so is a date that we refuse, even where it is the year 1.
"""

import argparse
import gzip
import io
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser

from alteram.model.articles import Failure, Lead
from alteram.stages.ingest.addresses import is_public
from alteram.stages.ingest.feeds import identity, parse_feed
from evals import SHARED, data_digest, missed

FEEDS = SHARED / "feeds"
URL = "https://feed.example/feed.xml"
"""The address that both readers are told; relative links are joined to it."""
FIELDS = ("titles", "links", "dates")
VISITORS = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ocid|cmpid|ftag|smid|at_\w+)\Z", re.I)
"""Parameters that say where a reader came from, written down here once more so that a slip in the reader shows."""
YEARS = ("1990", "2100")
UNEXPLAINED = "unexplained"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CLOCK = re.compile(r"[0-9]:[0-9]{2}")
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2}|\b[A-Z]{2,5})\s*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as feedparser gives it: `title` as text, `time` in UTC ("" for none), `stated` as the feed spells it."""

    title: str
    link: str
    time: str
    stated: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not equal, or an entry left out, and the rule that explains it."""

    feed: str
    field: str
    rule: str
    ours: str
    theirs: str


@dataclass(slots=True)
class Compared:
    """What the comparison of feeds has found so far.

    `entries` and `leads` are all that the readers gave, `linked` the entries that must have a lead, `paired` those that
    have one. `equal` and `total` count fields of these, `apart` what is not compared. Seconds are of CPU.
    """

    feeds: int = 0
    entries: int = 0
    leads: int = 0
    linked: int = 0
    paired: int = 0
    equal: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    seconds: float = 0.0
    peer_seconds: float = 0.0

    def judge(self, feed: str, name: str, rule: str, ours: str, theirs: str) -> None:
        """Counts one field; `rule` is "" where it is equal."""
        self.total[name] += 1
        if rule:
            self.differences.append(Difference(feed, name, rule, ours, theirs))
        else:
            self.equal[name] += 1


class _Text(HTMLParser):
    """The text of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in ("br", "p", "div", "img"):
            self.parts.append(" ")


def text_of(markup: str) -> str:
    """The text of HTML, read once."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts)


def line(text: str) -> str:
    """Text as both sides are compared: NFC, nothing invisible, white space as one space."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def page(link: str) -> str:
    """The page of a link in one spelling: absolute, percent-decoded, without fragment and visitors' parameters."""
    try:
        parts = urlsplit(urljoin(URL, link.strip()))
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    except ValueError:
        return link
    pairs = [pair for pair in parts.query.split("&") if pair and not VISITORS.match(pair.partition("=")[0])]
    return unquote(f"{parts.scheme}://{host}{parts.path or '/'}?{'&'.join(pairs)}")


def peer(payload: bytes) -> tuple[Entry, ...] | None:
    """The entries that feedparser finds, None where it finds no feed."""
    found = feedparser.parse(io.BytesIO(payload), response_headers={"content-location": URL})
    if not found.get("version") and not found.entries:
        return None
    return tuple(map(_entry, found.entries))


def _entry(raw: Any) -> Entry:
    detail = raw.get("title_detail") or {}
    title = raw.get("title") or ""
    parsed = raw.get("published_parsed") or raw.get("updated_parsed")
    return Entry(
        title=line(title if detail.get("type") == "text/plain" else text_of(title)),
        link=raw.get("link") or "",
        time="{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6]) if parsed else "",
        stated=(raw.get("published") or raw.get("updated") or "").strip(),
    )


def pairs(entries: Iterable[Entry], leads: Iterable[Lead]) -> Iterator[tuple[Entry, Lead | None]]:
    """Each entry with its lead: the first one of a page has the lead of that page, else a title finds one."""
    by_page = {page(lead.url): lead for lead in leads}
    entries = tuple(entries)
    first = {page(entry.link): entry for entry in reversed(entries) if entry.link}
    own = {id(entry): by_page.pop(key) for key, entry in first.items() if key in by_page}
    by_title = {line(lead.title): lead for lead in reversed(tuple(by_page.values()))}
    for entry in entries:
        second = by_title.pop(entry.title, None) if id(entry) not in own else None
        yield entry, own.get(id(entry), second)


def compare(feed: str, entries: tuple[Entry, ...], leads: tuple[Lead, ...], into: Compared) -> None:
    """Compares one feed's entries with its leads."""
    pages: set[str] = set()
    used: set[str] = set()
    for entry, lead in pairs(entries, leads):
        into.entries += 1
        if lead is not None:
            into.linked += 1
            into.paired += 1
            used.add(lead.url)
            pages |= {page(entry.link), identity(entry.link)}
            into.judge(feed, "titles", title_rule(entry, lead), lead.title, entry.title)
            into.judge(feed, "links", "" if page(entry.link) == page(lead.url) else "other page", lead.url, entry.link)
            if entry.time or lead.published:
                into.judge(feed, "dates", date_rule(entry, lead), lead.published or "", entry.stated)
        elif not entry.link:
            into.apart["without a link: no lead"] += 1
        elif pages & {page(entry.link), identity(entry.link)}:
            into.apart["a later entry of a page that has its lead"] += 1
        else:
            into.linked += 1
            into.differences.append(Difference(feed, "entries", lost_rule(entry), "", entry.link))
    for lead in leads:
        if lead.url not in used:
            into.differences.append(Difference(feed, "entries", "feedparser has no such entry", lead.url, ""))


def title_rule(entry: Entry, lead: Lead) -> str:
    """Why two titles differ, "" where they do not."""
    ours = line(lead.title)
    if ours == entry.title:
        return ""
    if not entry.title:
        return "no title in the feed: we give the beginning of the summary"
    if ours == line(text_of(text_of(entry.title))):
        return "markup that feedparser takes for text"
    if ours == line(text_of(entry.title)):
        return "markup within the text: we give text, feedparser the markup"
    return UNEXPLAINED


def date_rule(entry: Entry, lead: Lead) -> str:
    """Why two dates differ, "" where they do not."""
    ours = lead.published or ""
    clock = _CLOCK.search(entry.stated)
    if ours == entry.time or (len(ours) == 10 and not clock and ours == entry.time[:10]):
        return ""
    if not ours and not YEARS[0] <= entry.time[:4] < YEARS[1]:
        return f"year {entry.time[:4]}: the empty time of a template, no date"
    if len(ours) == 10 and ours == entry.time[:10] and clock and not _ZONE.search(entry.stated):
        return "a clock without a zone: we give the day, feedparser takes it for UTC"
    if not entry.time:
        return "feedparser reads no date"
    return UNEXPLAINED


def lost_rule(entry: Entry) -> str:
    """Why an entry with a link has no lead."""
    parts = urlsplit(urljoin(URL, entry.link))
    if parts.scheme not in ("http", "https"):
        return "no lead: the link is no web address"
    return UNEXPLAINED if is_public(parts.hostname or "") else "no lead: its host is none of the open web"


def payloads() -> dict[str, bytes]:
    """Every feed as it was served, by the name of its file."""
    return {path.name: gzip.decompress(path.read_bytes()) for path in sorted(FEEDS.glob("*.gz"))}


def measure(feeds: dict[str, bytes]) -> Compared:
    """Reads every feed with both readers and compares them."""
    found = Compared(feeds=len(feeds))
    for name, payload in feeds.items():
        start = time.process_time()
        ours = parse_feed(payload, URL, None)
        between = time.process_time()
        theirs = peer(payload)
        found.seconds += between - start
        found.peer_seconds += time.process_time() - between
        if isinstance(ours, Failure) or theirs is None:
            readers = [isinstance(ours, Failure) and "ours", theirs is None and "feedparser"]
            found.unread.append(f"{name} not read by {' and '.join(reader for reader in readers if reader)}")
        leads = () if isinstance(ours, Failure) else ours.leads
        found.leads += len(leads)
        compare(name, theirs or (), leads, found)
    return found


def figures_of(found: Compared) -> dict[str, float]:
    """The figures that have floors.

    `found` is the share of entries with a link, each page once, that have a lead. Of those that have one, `titles`,
    `links` and `dates` are the shares that are equal. `overall` is the share of all three together, where an entry that
    has no lead counts as three differences. `explained` is the share of differences that a rule explains.
    """
    lost = found.linked - found.paired
    total = {name: found.total[name] for name in FIELDS}
    explained = sum(one.rule != UNEXPLAINED for one in found.differences)
    return {
        "found": found.paired / found.linked,
        **{name: found.equal[name] / total[name] for name in FIELDS},
        "overall": sum(found.equal[name] for name in FIELDS) / (sum(total.values()) + len(FIELDS) * lost),
        "explained": explained / len(found.differences) if found.differences else 1.0,
    }


def report(found: Compared, figures: dict[str, float]) -> str:
    """The figures, what is not compared, and every difference."""
    counts = Counter((one.field, one.rule) for one in found.differences)
    lines = [
        f"feeds {found.feeds}; entries by feedparser {found.entries}, leads by us {found.leads}",
        f"entries found {found.paired}/{found.linked} = {figures['found']:.4f}",
        *(f"{name} equal {found.equal[name]}/{found.total[name]} = {figures[name]:.4f}" for name in FIELDS),
        f"all three, an entry without its lead being three differences: {figures['overall']:.4f}",
        *(f"not compared: {count} {kind}" for kind, count in sorted(found.apart.items())),
        f"feeds a second of CPU: ours {found.feeds / found.seconds:.0f}, "
        f"feedparser {found.feeds / found.peer_seconds:.1f}",
        *(found.unread or ["every feed was read by both"]),
        f"{len(found.differences)} differences, {figures['explained']:.4f} of them explained by a rule:",
        *(f"  {count:3} {name}: {rule}" for (name, rule), count in sorted(counts.items())),
        "each of them:",
        *(f"  {d.feed} {d.field}: {d.rule}\n    ours {d.ours!r}, feedparser {d.theirs!r}" for d in found.differences),
    ]
    return "\n".join(lines)


def digests() -> dict[str, str]:
    """Digest of the feeds as they lie here."""
    return {"feeds": data_digest(FEEDS.glob("*.gz"))}


def main() -> int:
    """Prints figures and differences; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.feeds", description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    found = measure(payloads())
    figures = figures_of(found)
    if options.format == "json":
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    else:
        print(report(found, figures))
    problems = missed("feeds", figures, digests())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
