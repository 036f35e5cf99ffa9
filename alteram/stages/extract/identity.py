"""Whose article it is: by the address it was captured from, never by what the page says of itself."""

from urllib.parse import urlsplit

from alteram.model.articles import Article, Capture, Failure
from alteram.model.ids import article_id, text_digest
from alteram.model.outlets import Outlet, Registry
from alteram.outlets.domains import registrable
from alteram.stages.extract.characters import folded
from alteram.stages.extract.extracted import EXTRACTOR, Extracted, Refusal, failure

UNNAMED = "an unnamed outlet"


def resolve(extracted: Extracted, capture: Capture, registry: Registry) -> Article | Failure:
    """The article version with its address and outlet. `registry` alone says who owns a host.

    A page's canonical address is taken only within the registrable domain it was captured from. The outlet's printed
    name is the registry's; else the site's own, unless that is the name of a known outlet; else the host.
    """
    try:
        url = _address(extracted, capture)
    except ValueError:
        return failure(capture, Refusal("bad-address", f"the address cannot be read: {capture.url[:200]!r}"))
    host = urlsplit(url).hostname or ""
    outlet = registry.at(host) if host else None
    digest = text_digest(extracted.text)
    return Article(
        id=article_id(capture.payload_sha256, EXTRACTOR, digest),
        url=url,
        outlet=outlet.id if outlet else None,
        name=outlet.name if outlet else _unknown_name(extracted.site_name, host, registry),
        title=extracted.title,
        text=extracted.text,
        text_sha256=digest,
        payload_sha256=capture.payload_sha256,
        extractor=EXTRACTOR,
        sentences=extracted.sentences,
        language=extracted.language,
        published=extracted.published,
        fetched=capture.fetched,
        byline=extracted.byline,
        credit=extracted.credit,
        genre=_genre(extracted, url, outlet),
        confidence=extracted.confidence,
        claimed_outlet=_claim(extracted.site_name, host, outlet),
    )


def _address(extracted: Extracted, capture: Capture) -> str:
    """The address that is the article's identity; "file:" and a digest where nobody knows one."""
    if not capture.url:
        return extracted.page_url or f"file:{capture.payload_sha256}"
    here, there = urlsplit(capture.url), urlsplit(extracted.page_url)
    if not here.hostname or not there.hostname or registrable(here.hostname) != registrable(there.hostname):
        return capture.url
    # A canonical address that is the front page says nothing of the article; sites print it by mistake.
    front = there.path.strip("/") == "" and not there.query
    return capture.url if front else extracted.page_url


def _unknown_name(site_name: str, host: str, registry: Registry) -> str:
    """How to print an outlet that the registry does not know: nobody takes a known outlet's name by saying so."""
    bare = host.removeprefix("www.")
    if site_name and len(site_name) <= 80:
        if not _names_known(site_name, registry):
            return site_name
        return bare or f"{site_name} (unverified)"
    return bare or UNNAMED


def _names_known(site_name: str, registry: Registry) -> bool:
    """Whether an outlet of the registry is called so, in plain or in folded letters."""
    return registry.knows(site_name) or registry.knows(folded(site_name))


def _claim(site_name: str, host: str, outlet: Outlet | None) -> str | None:
    """The name that the page or line gives itself, where it is not the outlet's."""
    if not site_name:
        return None
    if outlet is None:
        known = {folded(host)}
    else:
        known = {folded(name) for name in (outlet.name, *outlet.aliases, *outlet.domains, outlet.id)}
    return None if folded(site_name) in known else site_name


def _genre(extracted: Extracted, url: str, outlet: Outlet | None) -> str:
    """The page's genre, and what the registry knows of the outlet: satire, and which paths are its opinion pages."""
    if outlet is None:
        return extracted.genre
    if outlet.kind == "satire":
        return "satire"
    if extracted.genre == "report" and any(path in url for path in outlet.opinion_paths):
        return "opinion"
    return extracted.genre
