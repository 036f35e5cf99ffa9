"""Lists of subscriptions (OPML 2.0), read and written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from alteram.model.articles import Failure
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.charsets import decoded
from alteram.stages.ingest.files import Refused, failure
from alteram.stages.ingest.plain import TITLE_CHARACTERS, plain
from alteram.stages.ingest.xmltext import DECLARATION, repaired, root_at

OPML_BYTES = 5 * 1024 * 1024
MOST_FEEDS = 10_000
_ROOT = re.compile(r"<opml(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list: its address, and how the list calls it."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The feeds of a list in its order, each once, folders flattened; `problems` name what was left out."""

    feeds: tuple[Subscription, ...]
    problems: tuple[Failure, ...] = ()


def read_opml(payload: bytes, subject: str) -> Subscriptions | Failure:
    """Reads a list; `subject` is what to call it. A document that is none gives a `Failure`."""
    try:
        if len(payload) > OPML_BYTES:
            raise Refused("too-large", f"more than {OPML_BYTES:,} bytes")
        text = decoded(payload, None)
        body = repaired(text[root_at(text, _ROOT) :])
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        root = etree.fromstring((DECLARATION + body).encode(), parser)
    except Refused as refused:
        kind = "not-opml" if refused.kind == "not-a-feed" else refused.kind
        return failure(subject, kind, f"{subject}: {refused.message}")
    except etree.XMLSyntaxError as error:
        return failure(subject, "damaged", f"{subject}: the XML cannot be read ({error})")
    return _subscriptions(root, subject)


def _subscriptions(root: etree._Element | None, subject: str) -> Subscriptions:
    feeds: dict[str, Subscription] = {}
    problems: list[Failure] = []
    for outline in root.iter("outline") if root is not None else ():
        stated = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if "xmlurl" not in stated or len(feeds) >= MOST_FEEDS:
            continue
        address = public_address(stated["xmlurl"])
        if address is None:
            shown = plain(stated["xmlurl"], 100)
            problems.append(failure(subject, "bad-address", f"{subject}: {shown!r} is no public web address; left out"))
            continue
        title = plain(stated.get("title") or stated.get("text") or "", TITLE_CHARACTERS)
        feeds.setdefault(address, Subscription(address, title))
    return Subscriptions(tuple(feeds.values()), tuple(problems))


def write_opml(title: str, feeds: Iterable[Subscription]) -> bytes:
    """A list of feeds as an OPML document, in the order given."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or feed.url
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
