"""What outlets did in the briefs of a library: in which stories, in how many facts as origin, in how many as carrier.

Counted over newest editions. An outlet is an *origin* of a fact when one of the fact's origins is the outlet, or
rests on an article of its own: outlets of one owner are one origin, entered under one of them, and each of them that
reports by itself is meant. It is *only a carrier* when it is not, and an article of it carries the fact or is cited
for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from alteram.model.briefs import Brief, Fact, Origin
from alteram.model.ids import OriginId, OutletId, digest_of
from alteram.model.listing import OutletShare, OutletTotal
from alteram.model.live import Health
from alteram.model.outlets import Outlet, Registry

FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


@dataclass(frozen=True, slots=True)
class OutletRecord:
    """An outlet of the registry, how it does as a supplier, and what it did in how many `stories` with a brief: the
    facts that it is an `origin` of, and those that it is only a `carrier` of."""

    outlet: Outlet
    health: Health | None
    stories: int = 0
    origin: int = 0
    carrier: int = 0

    @property
    def articles(self) -> int:
        """Its articles in the library, each address once."""
        return self.health.articles if self.health else 0


@dataclass(frozen=True, slots=True)
class UnknownHost:
    """A host that the registry does not know: how many articles it has here, and in how many stories with a brief."""

    host: str
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class OutletRecords:
    """Everybody who has an article in the library or in an edition: those of the registry, and unknown hosts.

    `registry` names those that an outlet shares an owner with, copies from or carries.
    """

    registry: Registry
    outlets: tuple[OutletRecord, ...]
    unknown: tuple[UnknownHost, ...]

    def at(self, folder: str) -> OutletRecord | None:
        """The record whose page lies in this folder of `outlets`."""
        return next((each for each in self.outlets if outlet_folder(each.outlet.id) == folder), None)

    @property
    def pages(self) -> frozenset[OutletId]:
        """Outlets that have a page."""
        return frozenset(each.outlet.id for each in self.outlets)


def known_outlets(brief: Brief, registry: Registry) -> frozenset[OutletId]:
    """The outlets of a brief's sources that the registry knows; a name that a page claims is none of them."""
    return frozenset(source.outlet for source in brief.sources if source.outlet and registry.get(source.outlet))


def outlet_folder(outlet: str) -> str:
    """The folder of an outlet's page: its id, or a digest of one that could not be a folder's name everywhere."""
    return outlet if FOLDER.fullmatch(outlet) else f"outlet-{digest_of(outlet.encode('utf-8', 'replace'))[:16]}"


def host_of(url: str) -> str:
    """The host of an address, "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def outlet_records(
    totals: Iterable[OutletTotal],
    registry: Registry,
    health: Mapping[OutletId, Health],
    unknown: Mapping[str, int],
) -> OutletRecords:
    """The records of a library, outlets by name, hosts by name.

    `totals` are what outlets and hosts did in its stories (whoever is a source of any edition is among them); `unknown`
    counts articles by host.
    """
    known: dict[OutletId, OutletTotal] = {}
    hosts: dict[str, int] = {}
    for total in totals:
        if total.known:
            known[OutletId(total.who)] = total
        elif total.stories:
            hosts[total.who] = total.stories
    named = (outlet for outlet, total in known.items() if total.named)
    present = {outlet for outlet, each in health.items() if each.articles}.union(named)
    made = []
    for outlet in filter(None, map(registry.get, sorted(present))):
        done = known.get(outlet.id, OutletTotal(outlet.id, True, True, 0, 0, 0))
        made.append(OutletRecord(outlet, health.get(outlet.id), done.stories, done.origin, done.carrier))
    return OutletRecords(
        registry,
        tuple(sorted(made, key=lambda record: (record.outlet.name.casefold(), record.outlet.id))),
        tuple(UnknownHost(host, unknown.get(host, 0), hosts.get(host, 0)) for host in sorted({*unknown, *hosts})),
    )


def outlet_shares(editions: Sequence[Brief]) -> tuple[OutletShare, ...]:
    """What each outlet and host did in a story with these editions, oldest first; outlets before hosts, by id."""
    if not editions:
        return ()
    newest = editions[-1]
    articles = Counter(source.outlet for source in newest.sources if source.outlet is not None)
    origins, carriers = Counter[OutletId](), Counter[OutletId]()
    for fact in newest.facts:
        stand, carry = _behind(newest, fact)
        origins.update(stand)
        carriers.update(carry - stand)
    current = {*articles, *origins}
    named = {source.outlet for brief in editions for source in brief.sources if source.outlet is not None}
    hosts = Counter(host_of(source.url) for source in newest.sources if source.outlet is None)
    return (
        *(
            OutletShare(
                each, True, each in named, True, articles[each], len(newest.facts), origins[each], carriers[each]
            )
            for each in sorted(current)
        ),
        *(OutletShare(each, current=False) for each in sorted(named - current)),
        *(OutletShare(each, known=False, articles=hosts[each]) for each in sorted(hosts)),
    )


def _behind(brief: Brief, fact: Fact) -> tuple[set[OutletId], set[OutletId]]:
    """The outlets that stand behind a fact, and those that carry it or are cited for it."""
    owners = {source.n: source.outlet for source in brief.sources if source.outlet is not None}
    carrying = {n for n in (*fact.carriers, *fact.citations) if n in owners}
    by_id: dict[OriginId, Origin] = {origin.id: origin for origin in brief.origins}
    stand: set[OutletId] = set()
    for origin in (by_id[each] for each in fact.origins if each in by_id):
        if origin.outlet is not None:
            own = {member.n for member in origin.members if member.how == "own"}
            stand |= {origin.outlet, *(owners[n] for n in own & carrying)}
    return stand, {owners[n] for n in carrying}
