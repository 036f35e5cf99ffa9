"""The tables from which tools/registry.py writes the outlet registry, read and tidied; nothing is joined here."""

import csv
import gzip
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / ".." / "shared" / "data" / "outlets"

MEDIUM = re.compile(r"^(Television|Print media|Print|Online|News agency|News portals|Radio): *", re.I)
"""What the State Media Matrix writes before some assets: their medium."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Country:
    """A country as outlets carry it, the adjective a brief prints, and its file."""

    name: str
    adjective: str
    slug: str


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset of the State Media Matrix. `links` are hosts and paths of its rows, in their order.

    `typology` and `company` are "" where its rows differ. `listed` is its name as the matrix writes it.
    """

    country: str
    name: str
    listed: str
    company: str
    typology: str
    medium: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of kagi media data."""

    country: str
    name: str
    domains: tuple[str, ...]
    about: str
    owner: str
    typology: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a served feed says of itself: its own address, the hosts of its site, title and language."""

    address: str | None
    hosts: tuple[str, ...]
    title: str
    language: str | None


def tsv(path: Path) -> list[list[str]]:
    """The rows of a table with tabs; lines that begin with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def editors_list() -> list[dict[str, str]]:
    """The editor's list: one outlet a row, by its own column names."""
    head, *rows = tsv(HERE / "registry.tsv")
    return [dict(zip(head, row, strict=True)) for row in rows]


def countries() -> dict[str, Country]:
    """Every country by its name and by each spelling of the tables."""
    found: dict[str, Country] = {}
    for name, adjective, slug, others in tsv(HERE / "countries.tsv"):
        country = Country(name, adjective, slug)
        found.update((spelling, country) for spelling in (name, *others.split(";")) if spelling)
    return found


def host_of(address: str) -> str:
    """The host of an address without "www.", "" where it has none."""
    full = address if "//" in address else f"//{address}"
    try:
        host = urlsplit(full).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def tidy(name: str) -> str:
    """A name without footnote marks and without what an unclosed parenthesis began."""
    bare = " ".join(name.replace("*", " ").split())
    if bare.count("(") > bare.count(")"):
        bare = bare[: bare.rindex("(")]
    return bare.strip(" ,;)") + (")" if bare.count("(") == bare.count(")") > 0 and bare.endswith(")") else "")


def assets(data: Path, known: Mapping[str, Country]) -> list[Asset]:
    """The State Media Matrix, the rows of one asset in one country taken together."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with gzip.open(data / "state_media_matrix.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = tidy(MEDIUM.sub("", row.get("Main assets", "")))
            if name:
                country = known.get(row["Country"])
                rows[country.name if country else "", name].append(row)
    return [_asset(country, name, same) for (country, name), same in rows.items()]


def _asset(country: str, name: str, rows: list[dict[str, str]]) -> Asset:
    """One asset of its rows: what they do not agree on is unknown."""
    companies = {tidy(row["Media company"]) for row in rows}
    typologies = {row["Typology"] for row in rows}
    mediums = [found[1].lower() for row in rows if (found := MEDIUM.match(row["Main assets"]))]
    links = [(host_of(row.get("URL", "")), _path(row.get("URL", ""))) for row in rows]
    return Asset(
        country=country,
        name=name,
        listed=rows[0]["Main assets"],
        company=companies.pop() if len(companies) == 1 else "",
        typology=typologies.pop() if len(typologies) == 1 else "",
        medium=mediums[0] if mediums else "",
        links=tuple(dict.fromkeys((host, path) for host, path in links if host)),
    )


def _path(address: str) -> str:
    return urlsplit(address if "//" in address else f"//{address}").path.strip("/")


def organisations(data: Path, known: Mapping[str, Country]) -> list[Organisation]:
    """Kagi media data, in the order of the file."""
    table = json.loads((data / "kagi_media_data.json").read_text(encoding="utf-8"))
    found = []
    for row in table:
        country = known.get(row["country"])
        hosts = dict.fromkeys(host_of(domain).removeprefix("feeds.") for domain in row["domains"])
        found.append(
            Organisation(
                country=country.name if country else "",
                name=" ".join(row["organization"].split()),
                domains=tuple(host for host in hosts if host and " " not in host),
                about=row["description"],
                owner=row["owner"],
                typology=row["typology"],
            )
        )
    return found


def places(data: Path) -> dict[str, list[Row]]:
    """Declared places by outlet name without its article."""
    found: dict[str, list[Row]] = defaultdict(list)
    with (data / "declared_places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["outlet"].removeprefix("The ")].append(row)
    return found


_ITEM = re.compile(r"<item[ >]|<entry[ >]")
_LINK = re.compile(r"<(?:\w+:)?link\b[^>]*>")
_SITE = re.compile(r"<link>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</link>", re.S)
_TITLE = re.compile(r"<title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", re.S)
_LANGUAGE = re.compile(r"<language>\s*([a-zA-Z]{2})(?:-\w+)?\s*</language>")


def feeds(folder: Path) -> Iterator[Feed]:
    """What the served feeds in a folder say in their heads, in order of file name."""
    for file in sorted(folder.glob("*.gz")):
        source = gzip.decompress(file.read_bytes())[:200_000].decode("utf-8", "replace")
        yield feed_head(_ITEM.split(source, maxsplit=1)[0])


def feed_head(head: str) -> Feed:
    """What the head of a feed says of itself: self and alternate links, link, title, language."""
    links = [(_attribute(tag, "rel") or "alternate", _attribute(tag, "href")) for tag in _LINK.findall(head)]
    own = [href for rel, href in links if rel == "self" and href.startswith(("http://", "https://"))]
    site = _SITE.search(head)
    pages = [*([html.unescape(site[1])] if site else []), *(href for rel, href in links if rel == "alternate")]
    title, language = _TITLE.search(head), _LANGUAGE.search(head)
    hosts = [host_of(page) for page in pages if page.startswith(("http://", "https://"))]
    return Feed(
        address=own[0] if own else None,
        hosts=tuple(dict.fromkeys(host for host in hosts if host)),
        title=" ".join(html.unescape(html.unescape(title[1])).split()) if title else "",
        language=language[1].lower() if language else None,
    )


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*[\"']([^\"']*)", tag)
    return html.unescape(found[1]) if found else ""
