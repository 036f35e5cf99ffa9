"""What a polled address gave: a feed, or a sitemap, told apart by its own bytes, whatever its server calls it."""

import re
from dataclasses import dataclass

from alteram.model.articles import Failure, Lead
from alteram.outlets.domains import registrable
from alteram.stages.ingest.feeds import identity, parse_feed
from alteram.stages.ingest.files import failure
from alteram.stages.ingest.sitemaps import parse_sitemap
from alteram.stages.ingest.web.outcomes import Answer

_SITEMAP = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:urlset|sitemapindex)[\s/>]|\A(?:\xef\xbb\xbf)?\s*https?://")
_GZIP = b"\x1f\x8b"
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Polled:
    """What a document names: pages, each once, and further sitemaps; `problems` cost single entries only."""

    leads: tuple[Lead, ...]
    sitemaps: tuple[str, ...] = ()
    problems: tuple[Failure, ...] = ()


def read_document(answer: Answer) -> Polled | Failure:
    """Reads a feed or a sitemap. Pure, and safe to call only under limits.

    Of a sitemap only entries with a time of publication count: those of its news extension. Others list a whole site.
    """
    if not answer.body.strip():
        return failure(answer.url, "empty", f"{answer.url}: the server sent an empty document; nothing is concluded")
    if _SITEMAP.search(answer.body[:_HEAD]) or answer.body.startswith(_GZIP):
        sitemap = parse_sitemap(answer.body, answer.url)
        if not isinstance(sitemap, Failure):
            return Polled(tuple(lead for lead in sitemap.leads if lead.published), sitemap.sitemaps, sitemap.problems)
        if sitemap.kind != "not-a-sitemap":
            return sitemap
    feed = parse_feed(answer.body, answer.url, answer.header("content-type") or None)
    return feed if isinstance(feed, Failure) else Polled(feed.leads, (), feed.problems)


def moved(asked: str, answer: Answer) -> Failure | None:
    """The refusal of a feed that has gone to another site: whose feed it is was said of the old address."""
    there = registrable(_host(answer.url))
    if registrable(_host(asked)) == there:
        return None
    message = f"{asked}: the feed redirects to {answer.url}, another site; name that address if you trust it"
    return failure(asked, "moved", message)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0]


def latest(leads: tuple[Lead, ...], most: int) -> tuple[Lead, ...]:
    """The `most` latest of a document's leads, each article once; those without a time come last, in their order."""
    unique: dict[str, Lead] = {}
    for lead in leads:
        unique.setdefault(identity(lead.url), lead)
    ordered = sorted(unique.values(), key=lambda lead: lead.published or "", reverse=True)
    return tuple(ordered[:most])
