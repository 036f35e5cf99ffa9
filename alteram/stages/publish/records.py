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
from alteram.model.ids import Moment, OriginId, OutletId, StoryId, digest_of
from alteram.model.live import Health
from alteram.model.outlets import Outlet, Registry
from alteram.model.stories import Story

FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


@dataclass(frozen=True, slots=True)
class OutletStory:
    """A story with a brief that has `articles` of an outlet among its sources (none where others quote it); of its
    `facts`, the outlet is an origin of so many and only a carrier of so many."""

    story: StoryId
    headline: str
    updated: Moment | None
    articles: int
    facts: int
    origin: int
    carrier: int


@dataclass(frozen=True, slots=True)
class OutletRecord:
    """An outlet of the registry, how it does as a supplier, and its stories, newest first."""

    outlet: Outlet
    health: Health | None
    stories: tuple[OutletStory, ...]

    @property
    def articles(self) -> int:
        """Its articles in the library, each address once."""
        return self.health.articles if self.health else 0

    @property
    def origin(self) -> int:
        """Facts that it is an origin of."""
        return sum(each.origin for each in self.stories)

    @property
    def carrier(self) -> int:
        """Facts that it only carries."""
        return sum(each.carrier for each in self.stories)


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
    histories: Iterable[tuple[Story, Sequence[Brief]]],
    registry: Registry,
    health: Mapping[OutletId, Health],
    unknown: Mapping[str, int],
) -> OutletRecords:
    """The records of a library, outlets by name, hosts by name.

    `histories` are its stories with their editions, oldest first: the newest ones are counted, and whoever is a source
    of any of them has a record. `unknown` counts articles by host.
    """
    named: set[OutletId] = set()
    stories: dict[OutletId, list[OutletStory]] = {}
    hosts: Counter[str] = Counter()
    for story, editions in histories:
        named.update(*(known_outlets(brief, registry) for brief in editions))
        for brief in editions[-1:]:
            for outlet, done in _stories(brief, story):
                stories.setdefault(outlet, []).append(done)
            hosts.update({host_of(source.url) for source in brief.sources if source.outlet is None})
    present = {outlet for outlet, each in health.items() if each.articles} | named
    found = (outlet for outlet in map(registry.get, sorted(present)) if outlet is not None)
    made = [OutletRecord(each, health.get(each.id), _newest_first(stories.get(each.id, ()))) for each in found]
    return OutletRecords(
        registry,
        tuple(sorted(made, key=lambda record: (record.outlet.name.casefold(), record.outlet.id))),
        tuple(UnknownHost(host, unknown.get(host, 0), hosts[host]) for host in sorted({*unknown, *hosts})),
    )


def _newest_first(stories: Iterable[OutletStory]) -> tuple[OutletStory, ...]:
    by_id = sorted(stories, key=lambda each: each.story)
    return tuple(sorted(by_id, key=lambda each: each.updated or "", reverse=True))


def _stories(brief: Brief, story: Story) -> Iterable[tuple[OutletId, OutletStory]]:
    """What each outlet of a brief did in it."""
    articles = Counter(source.outlet for source in brief.sources if source.outlet is not None)
    origins, carriers = Counter[OutletId](), Counter[OutletId]()
    for fact in brief.facts:
        stand, carry = _behind(brief, fact)
        origins.update(stand)
        carriers.update(carry - stand)
    for outlet in sorted({*articles, *origins}):
        yield (
            outlet,
            OutletStory(
                story.id,
                brief.headline.text,
                story.updated,
                articles[outlet],
                len(brief.facts),
                origins[outlet],
                carriers[outlet],
            ),
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
