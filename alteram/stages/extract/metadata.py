"""What a page says of itself: JSON-LD first, then OpenGraph and other <meta>, then marks in the page.

Measured on 181 real pages: titles of this order are exact on .82, those of a page's <title> on .68.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from alteram.model.ids import Moment, has_time
from alteram.stages.extract.characters import one_line
from alteram.stages.extract.dates import moment_of
from alteram.stages.extract.jsonld import Statement, statement
from alteram.stages.extract.titles import Titles, choose_title
from alteram.stages.extract.tree import Element

LONGEST_TITLE = 400
"""Characters; what is longer is a title that the page never closed."""
MARKUP_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own words on itself, as one-line strings; `published` is None where no mark states it."""

    title: str
    published: Moment | None
    byline: str
    site_name: str
    url: str
    language: str
    sections: tuple[str, ...]
    types: tuple[str, ...]
    credit: str


@lru_cache(maxsize=1)
def meta_names() -> dict[str, list[str]]:
    """For every field the names of <meta> that state it, most trusted first."""
    return tomllib.loads(Path(__file__).with_name("meta_names.toml").read_text(encoding="utf-8"))


def read_metadata(tree: Element, url: str) -> Metadata:
    """Reads a page's tree (before anything is dropped from it). `url` is where the page was captured, or ""."""
    metas = _metas(tree)
    titles = _titles(tree, metas)
    stated = statement(tree, (*titles.meta, *titles.headings))
    site = next((name for name in (*_all(metas, "site"), stated.publisher) if _is_site_name(name)), "")
    return Metadata(
        title=choose_title(stated.headline, titles, site, urlsplit(url).hostname or ""),
        published=_published(tree, metas, stated),
        byline=_byline(tree, metas, stated),
        site_name=site.partition(" | ")[0],
        url=_own_address(tree, metas, stated, url),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _language(metas, stated),
        sections=tuple(dict.fromkeys([*stated.sections, *_all(metas, "section")])),
        types=(*stated.types, *(kind for kind in _all(metas, "kind"))),
        credit=stated.credit or _first(metas, "credit"),
    )


def _metas(tree: Element) -> dict[str, list[str]]:
    """Contents of <meta> by lower-case name; several of one name in the order of the page."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and len(content) < 2000:
            text = one_line(content)
            if text:
                found.setdefault(name.strip().lower(), []).append(text)
    return found


def _is_site_name(name: str) -> bool:
    return bool(name) and "://" not in name and not name.startswith(("@", "www."))


def _all(metas: dict[str, list[str]], field: str) -> list[str]:
    return [value for name in meta_names()[field] for value in metas.get(name, [])]


def _first(metas: dict[str, list[str]], field: str) -> str:
    return next(iter(_all(metas, field)), "")


def _titles(tree: Element, metas: dict[str, list[str]]) -> Titles:
    headings = [one_line(element.text_content()[:MARKUP_CHARACTERS]) for element in list(tree.iter("h1"))[:20]]
    if not headings:
        headings = [one_line(element.text_content()) for element in tree.xpath("//*[@itemprop='headline']")[:1]]
    page = next((one_line(element.text_content()[:MARKUP_CHARACTERS]) for element in tree.iter("title")), "")
    return Titles(
        meta=tuple(title for title in _all(metas, "title") if len(title) <= LONGEST_TITLE),
        headings=tuple(heading for heading in headings if 0 < len(heading) <= LONGEST_TITLE),
        page=page if len(page) <= LONGEST_TITLE else "",
    )


def _published(tree: Element, metas: dict[str, list[str]], stated: Statement) -> Moment | None:
    """The first stated date that can be read; a time of the same day is better than the day."""
    best: Moment | None = None
    for raw in chain((stated.published, *_all(metas, "published")), _marked_times(tree)):
        if best is not None and has_time(best):
            break
        moment = moment_of(raw)
        if moment is None:
            continue
        if best is None:
            best = moment
        elif len(moment) > len(best) and moment.startswith(best):
            return moment
    return best


def _marked_times(tree: Element) -> Iterator[str]:
    """Dates of elements that say they are the time of publication; looked for only when they are asked for."""
    marked = tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate] | //time[contains(@class,'publish')]")
    lone = tree.xpath("//article//time[@datetime] | //header//time[@datetime] | //main//time[@datetime]")
    elements = [*marked[:3], *(lone[:1] if len({one.get("datetime") for one in lone}) == 1 else [])]
    values = [element.get("datetime") or element.get("content") or element.text_content() for element in elements]
    yield from (value for value in values if len(value) < 200)


def _byline(tree: Element, metas: dict[str, list[str]], stated: Statement) -> str:
    """Authors as the page names them, joined by commas; addresses and account names are no names."""
    return _names(stated.authors) or _names(_all(metas, "author")[:1]) or _names(_marked_authors(tree))


def _names(stated: Iterable[str]) -> str:
    """The names among what is stated, once each."""
    return ", ".join(dict.fromkeys(found for name in stated if (found := author_name(name))))


def _marked_authors(tree: Element) -> tuple[str, ...]:
    """The text of the first element that is marked as byline."""
    marked = tree.xpath("//*[@rel='author'] | //*[@itemprop='author'] | //*[contains(@class,'byline')]")
    return tuple(one_line(" ".join(element.itertext())) for element in marked[:1])


_BYLINE_END = re.compile(
    r"\s*(?:[|•·@]|\d|\b(?:published|updated|posted|print|share|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d).*$",
    re.I,
)
_NOBODY = frozenset({"admin", "administrator", "guest", "editor", "author", "unknown", "none", "null", "user", "root"})


def author_name(raw: str) -> str:
    """A stated author without "By" and without what often stands behind names (dates, accounts); "" for no name."""
    if "://" in raw or raw.startswith(("@", "www.", "{")) or len(raw) > 300:
        return ""
    name = _BYLINE_END.sub("", re.sub(r"^by:?\s+", "", raw, flags=re.I)).strip(" ,;-–—")
    return name if 1 < len(name) <= 120 and name.lower() not in _NOBODY else ""


def _own_address(tree: Element, metas: dict[str, list[str]], stated: Statement, url: str) -> str:
    """The address a page gives as its own: rel=canonical, then og:url, then JSON-LD; only http(s), "" for none."""
    canonical = [
        el.get("href") or "" for el in tree.iter("link") if "canonical" in (el.get("rel") or "").lower().split()
    ]
    for raw in (*canonical, *_all(metas, "url"), stated.url):
        try:
            address = urljoin(url, raw.strip()) if raw else ""
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and "." in parts.hostname:
            return parts._replace(fragment="").geturl()
    return ""


def _language(metas: dict[str, list[str]], stated: Statement) -> str:
    return stated.language or _first(metas, "language")
