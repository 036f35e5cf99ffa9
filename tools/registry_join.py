"""Joins the licensed tables and the editor's list into outlets: on the outlet, never on a link alone.

The rules: a host belongs to the one outlet whose name it stands for. A host of several assets goes to the one that has
its front page, or is called like the company; else to an entry for the company where all are of it; else to nobody.
Hosts in tools/dropped_links.tsv are never taken from a table. The editor's domains come first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alteram.outlets.domains import is_public_suffix, registrable, suffix, well_formed
from tools.registry_names import (
    acronyms,
    bare,
    folded,
    names_domain,
    owner_name,
)
from tools.registry_tables import Asset, Feed, Organisation

CONTROL = {"SC": "state-controlled", "ISF": "state-funded", "ISFM": "state-funded", "IP": "public-broadcaster"}
"""The matrix's typology in Alteram's words. Captured media and doubtful rows ("ISFM?") are not controlled."""
TIES = {
    "CaPu": "state-linked",
    "CaPr": "state-linked",
    "ISM": "state-linked",
    "ISF": "publicly-funded",
    "ISFM": "publicly-funded",
    "IP": "publicly-funded",
}
TYPOLOGY = {
    "SC": "state-controlled",
    "CaPu": "captured public or state-managed",
    "CaPr": "captured private",
    "ISF": "independent, state-funded",
    "ISFM": "independent, state-funded and state-managed",
    "ISM": "independent, state-managed",
    "IP": "independent public",
}
MANY_TITLES = 4
"""An organisation with this many domains is a publisher: each domain is an outlet of its own."""
HARMLESS = frozenset(("www3", "ww", "m", "en", "eng", "english", "test", "old", "v2", "news", "dotnet", "today"))
"""First labels of a host that name a language, a machine or an old copy, not another outlet."""

_AGENCY = re.compile(
    r"\b(?:news|press|information) (?:and info )?agency\b|^agence\b|^agencia\b|^agência\b|telegraphic agency", re.I
)
_BROADCASTER = re.compile(
    r"\b(?:tv|television|televisi[oó]n|t[eé]l[eé]vision|radio|r[aá]dio|fm|broadcasting|channel)\b", re.I
)
_NEWSPAPER = re.compile(r"\b(?:daily|newspaper|times|gazette|gazeta|dziennik|herald)\b", re.I)
_ABOUT = (
    ("agency", r"news agency|press agency|wire service"),
    ("satire", r"satirical|satire"),
    ("newspaper", r"newspaper|\bdaily\b"),
    ("magazine", r"magazine|\bweekly\b"),
    ("broadcaster", r"broadcaster|television|\bradio\b|tv channel|news channel"),
    ("blog", r"\bblog\b"),
    (
        "government",
        r"\bgovernment (?:portal|website|administration)|\bcanton\b|federal (?:council|administration)|ministry",
    ),
    ("aggregator", r"aggregat"),
    ("website", r"website|\bsite\b|platform|portal|news outlet|online"),
)


@dataclass(slots=True)
class Draft:
    """One outlet while it is put together. `company` is what the matrix calls its media company."""

    name: str
    country: str
    domains: list[str] = field(default_factory=list)
    kind: str = "unknown"
    id: str = ""
    aliases: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    opinion_paths: list[str] = field(default_factory=list)
    language: str = ""
    feeds: list[str] = field(default_factory=list)
    memberships: list[str] = field(default_factory=list)
    syndicates: list[str] = field(default_factory=list)
    owner: str = ""
    group: str = ""
    control: str = ""
    ties: str = ""
    reference: str = ""
    company: str = ""
    editors: bool = False
    contested: bool = False
    bases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def owned(self, owner: str, group: str, table: str) -> None:
        """Takes an owner from a table; two tables' rows that do not agree leave it unknown."""
        if self.contested or not owner:
            return
        if self.owner and folded(self.owner) != folded(owner):
            if table in self.bases and "owner" in self.bases[table]:
                self.owner, self.group, self.contested = "", "", True
            return
        if not self.owner:
            self.owner, self.group = owner, group if folded(group) != folded(owner) else ""
            self.bases[table].append("owner, group" if self.group else "owner")


MATRIX = "State Media Matrix (MIT)"
KAGI = "kagi media data (MIT)"
FEEDS = "served feeds (fastfeedparser benchmark data, MIT)"


class Join:
    """The outlets so far, and which host is whose."""

    def __init__(self, dropped: Iterable[str], titles: Mapping[str, str]) -> None:
        self.drafts: list[Draft] = []
        self.hosts: dict[str, Draft] = {}
        self.dropped = frozenset(dropped)
        self.titles = titles

    def add(self, draft: Draft) -> Draft:
        """A new outlet with its domains."""
        self.drafts.append(draft)
        for domain in draft.domains:
            self.hosts.setdefault(domain, draft)
        return draft

    def free(self, host: str) -> bool:
        """Whether a table may give a host to an outlet."""
        usable = well_formed(host) and not is_public_suffix(host)
        return usable and host not in self.dropped and host not in self.hosts

    def at(self, host: str) -> Draft | None:
        """The outlet that has a host or a parent of it."""
        labels = host.split(".")
        return next((self.hosts[h] for i in range(len(labels)) if (h := ".".join(labels[i:])) in self.hosts), None)

    def give(self, draft: Draft, hosts: Iterable[str]) -> None:
        """Gives free hosts to an outlet, parents before hosts below them."""
        for host in sorted(hosts, key=lambda each: (each.count("."), each)):
            if self.free(host) and not any(host.endswith(f".{own}") for own in draft.domains):
                draft.domains.append(host)
                self.hosts[host] = draft

    def editors(self, rows: Iterable[Mapping[str, str]], state: Mapping[str, Asset]) -> set[Asset]:
        """The editor's list, with the assets of the matrix that it names; raises KeyError for one that is not there."""
        claimed: set[Asset] = set()
        for row in rows:
            draft = Draft(row["name"], row["country"], row["domains"].split(), row["kind"], row["id"])
            for key in ("aliases", "credits", "opinion_paths", "memberships", "syndicates"):
                setattr(draft, key, [item for item in row[key].split(";") if item])
            draft.language, draft.editors = row["language"], True
            self.add(draft)
            named = [state[key] for key in row["matrix"].split(";") if key]
            claimed.update(named)
            if named:
                stated(draft, named[0])
        return claimed

    def matrix(self, assets: list[Asset]) -> None:
        """The assets that the editor's list does not name."""
        whose = _whose(assets)
        drafts = {asset: self.add(_of_asset(asset)) for asset in assets}
        companies: dict[tuple[str, str], Draft] = {}
        for host, owners in sorted(whose.items(), key=lambda item: (item[0].count("."), item[0])):
            asset = _one(host, owners)
            if asset is not None:
                self.give(drafts[asset], [host])
                continue
            first = owners[0]
            one = len({(bare(each.company), each.typology, each.country) for each in owners}) == 1
            if one and self.free(host) and names_domain(first.company, _label(host)):
                key = (first.country, bare(first.company))
                if key not in companies:
                    companies[key] = self.add(_of_company(first))
                self.give(companies[key], [host])

    def kagi(self, organisations: Iterable[Organisation]) -> None:
        """Kagi media data: publishers by title, others as one outlet, joined by host or by name in one country."""
        names: dict[tuple[str, str], Draft] = {}
        for draft in self.drafts:
            for name in (draft.name, bare(draft.name), *draft.aliases):
                names.setdefault((draft.country, folded(name)), draft)
        for row in organisations:
            hosts = [host for host in row.domains if host not in self.dropped]
            if len(hosts) >= MANY_TITLES or f"split:{row.name}" in self.titles:
                self._publisher(row, hosts)
                continue
            at_hosts = [self.hosts[host] for host in hosts if host in self.hosts]
            named = names.get((row.country, folded(bare(row.name))))
            known = at_hosts or ([named] if named is not None else [])
            known = [each for each in known if not each.country or not row.country or each.country == row.country]
            for each in known:
                described(each, row)
            if not known and any(self.free(host) for host in hosts):
                known = [self.add(Draft(row.name, row.country))]
                described(known[0], row)
            if len({id(each) for each in known}) == 1:
                self.give(known[0], hosts)

    def _publisher(self, row: Organisation, hosts: Iterable[str]) -> None:
        for host in hosts:
            draft = self.hosts.get(host)
            if draft is None and self.free(host):
                title = self.titles.get(host)
                draft = self.add(Draft(title or host, row.country, [host]))
                if title:
                    draft.bases["editor, unverified"].append("name")
            if draft is not None:
                draft.owned(owner_name(row.owner) or bare(row.name), bare(row.name), KAGI)
                _funded(draft, row)

    def owners_by_domain(self, organisations: Iterable[Organisation]) -> None:
        """Gives the editor's outlets that no table's host names the owner of their registrable domain."""
        table = {registrable(host): row for row in organisations for host in row.domains}
        for draft in self.drafts:
            if draft.editors and not draft.owner and not draft.control:
                row = next((table[d] for d in map(registrable, draft.domains) if d in table), None)
                if row is not None:
                    draft.owned(owner_name(row.owner) or "", "", KAGI)

    def feeds(self, feeds: Iterable[Feed]) -> None:
        """Feed addresses that served feeds give themselves, and outlets for those whose site nobody has."""
        for feed in feeds:
            for host in feed.hosts[:1]:
                if host in self.dropped:
                    continue
                draft = self.at(host)
                if draft is None and self.free(host):
                    draft = self.add(Draft(f"{feed.title or host} ({host})" if feed.title else host, "", [host]))
                    draft.bases[FEEDS].append("name, domain")
                if draft is None:
                    continue
                if feed.language and not draft.language:
                    draft.language = feed.language
                    draft.bases[FEEDS].append("language")
                if feed.address and self.at(_host(feed.address)) is draft and feed.address not in draft.feeds:
                    draft.feeds.append(feed.address)
                    draft.bases[FEEDS].append("feeds")


def stated(draft: Draft, asset: Asset) -> None:
    """What the State Media Matrix says of an outlet."""
    control = CONTROL.get(asset.typology, "")
    if control == "public-broadcaster" and draft.kind != "broadcaster":
        control = ""
    ties = TIES.get(asset.typology, "")
    if control or ties:
        draft.control, draft.ties = control, ties
        draft.reference = f"State Media Matrix (MIT), {asset.country}: {asset.name}, {TYPOLOGY[asset.typology]}"
        draft.bases[MATRIX].append("control" if control else "ties")
    draft.company = asset.company
    owner = owner_name(asset.company)
    if owner:
        draft.owned(owner, "", MATRIX)


def described(draft: Draft, row: Organisation) -> None:
    """What kagi media data says of an outlet."""
    draft.owned(owner_name(row.owner) or "", "", KAGI)
    if draft.kind == "unknown":
        first = row.about.split(". ", 1)[0]
        draft.kind = next((kind for kind, words in _ABOUT if re.search(words, first, re.I)), "unknown")
        draft.bases[KAGI].append("kind")
    if draft.name == row.name:
        draft.bases[KAGI].append("name, country, domains")
    _funded(draft, row)


def _funded(draft: Draft, row: Organisation) -> None:
    if not draft.reference and row.typology.startswith(("State", "Public")):
        draft.ties = "publicly-funded"
        draft.reference = f"kagi media data (MIT): {row.name}, {row.typology}"
        draft.bases[KAGI].append("ties")


def _of_asset(asset: Asset) -> Draft:
    """An asset of the matrix as an outlet without domains."""
    name = asset.name
    if folded(name) in acronyms(asset.company) and bare(asset.company):
        name = bare(asset.company)
    draft = Draft(name, asset.country, kind=_kind(asset))
    stated(draft, asset)
    draft.bases[MATRIX].append("name, country, domains")
    return draft


def _of_company(asset: Asset) -> Draft:
    """The company of several assets that share one address."""
    draft = Draft(
        bare(asset.company), asset.country, kind="broadcaster" if _BROADCASTER.search(asset.company) else "unknown"
    )
    stated(draft, asset)
    draft.bases[MATRIX].append("name, country, domains")
    return draft


def _kind(asset: Asset) -> str:
    """The kind that the matrix's own words name."""
    if (
        asset.medium == "news agency"
        or _AGENCY.search(asset.name)
        or (
            _AGENCY.search(asset.company)
            and folded(asset.name) in (*acronyms(asset.company), folded(bare(asset.company)))
        )
    ):
        return "agency"
    if asset.medium in ("television", "radio") or _BROADCASTER.search(asset.name):
        return "broadcaster"
    if folded(asset.name) in acronyms(asset.company) and _BROADCASTER.search(asset.company):
        return "broadcaster"
    return "newspaper" if _NEWSPAPER.search(asset.name) else "unknown"


def _whose(assets: list[Asset]) -> dict[str, list[Asset]]:
    """The assets of each host. A host loses its harmless first labels where no other asset uses the rest."""
    raw: dict[str, set[Asset]] = defaultdict(set)
    for asset in assets:
        for host, _ in asset.links:
            raw[host].add(asset)
    below: dict[str, set[Asset]] = defaultdict(set)
    for host, owners in raw.items():
        below[registrable(host)] |= owners
    found: dict[str, dict[Asset, None]] = defaultdict(dict)
    for asset in assets:
        for host, _ in asset.links:
            first, _, rest = host.partition(".")
            alone = below[registrable(host)] == {asset}
            found[rest if first in HARMLESS and alone and host != registrable(host) else host][asset] = None
    return {host: list(owners) for host, owners in found.items()}


def _one(host: str, owners: list[Asset]) -> Asset | None:
    """The one asset to which a host belongs, or None."""
    if len(owners) == 1:
        return owners[0]
    front = [each for each in owners if any(link == host and not path for link, path in each.links)]
    if len(front) == 1:
        return front[0]
    label = _label(host)
    like_company = [
        each for each in owners if folded(bare(each.name)) in (folded(bare(each.company)), *acronyms(each.company))
    ]
    if len(like_company) == 1 and names_domain(like_company[0].name, label):
        return like_company[0]
    exact = [each for each in owners if folded(label) in (folded(bare(each.name)), *acronyms(each.name))]
    return exact[0] if len(exact) == 1 else None


def _label(host: str) -> str:
    """The label that somebody chose, without the public suffix."""
    return registrable(host).removesuffix(f".{suffix(host)}").rpartition(".")[2]


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].partition(":")[0].lower()
