"""Outlets and the registry that knows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from alteram.model.ids import Digest, OutletId


@dataclass(frozen=True, slots=True)
class Place:
    """Where a named rater puts an outlet on an axis: a declared prior, never Alteram's own judgement.

    `side` is the word Alteram prints ("left", "right", "center", "pro-establishment", "establishment-critical",
    "government", "opposition", ...); `place` is the rater's own value on the rater's own `scale`.
    """

    axis: str
    side: str
    place: str
    scale: str
    rater: str
    date: str
    method: str = "unknown"
    reference: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet as the registry declares it. What no source supports stays None ("unknown").

    `kind` is one of agency, newspaper, broadcaster, magazine, website, think-tank, state-media, government, aggregator,
    archive, satire, blog, unknown. `control` is one of state-controlled, state-funded, public-broadcaster, independent,
    or None: only state-controlled is ever printed as "state media". `credits` are lines by which an agency is credited
    ("Reuters", "(Reuters)"); `opinion_paths` are parts of an address that mark opinion pages ("/opinion/").

    `group` is the publishing group of which it is a title. `ties` are words for the outlet's own page where a state
    is near without control: state-linked or publicly-funded. `memberships` and `syndicates` are ids of outlets: the
    agencies whose copy it takes, and those whose texts it carries. `checked` says when its feeds and sitemaps were
    last fetched with success: "never", or a day. `machine_use` is the outlet's stated wish about machine use of its
    texts: "reserved" (its pages are then not asked for), "allowed", or None.
    """

    id: OutletId
    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    nationality: str | None = None
    language: str | None = None
    kind: str = "unknown"
    owner: str | None = None
    control: str | None = None
    control_reference: str | None = None
    credits: tuple[str, ...] = ()
    opinion_paths: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    licence: str | None = None
    text_may_be_shown: bool = False
    fictional: bool = False
    basis: str = "unknown"
    places: tuple[Place, ...] = ()
    group: str | None = None
    ties: str | None = None
    memberships: tuple[str, ...] = ()
    syndicates: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    checked: str | None = None
    machine_use: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """All outlets that are known, by id and by domain. `digest` is over the content, so that a brief can name it."""

    outlets: tuple[Outlet, ...]
    digest: Digest
    _by_id: dict[OutletId, Outlet] = field(init=False, repr=False, compare=False)
    _by_domain: dict[str, Outlet] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, tuple[Outlet, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index once; a registry is read far more often than it is made."""
        object.__setattr__(self, "_by_id", {outlet.id: outlet for outlet in self.outlets})
        domains = {domain: outlet for outlet in self.outlets for domain in outlet.domains}
        object.__setattr__(self, "_by_domain", domains)
        by_name: dict[str, tuple[Outlet, ...]] = {}
        for outlet in self.outlets:
            for name in dict.fromkeys(plain_name(n) for n in (outlet.name, *outlet.aliases, *outlet.credits)):
                by_name[name] = (*by_name.get(name, ()), outlet)
        object.__setattr__(self, "_by_name", by_name)

    def __iter__(self) -> Iterator[Outlet]:
        """Outlets in the registry's own order."""
        return iter(self.outlets)

    def get(self, outlet: OutletId | str | None) -> Outlet | None:
        """The outlet of that id, or None."""
        return None if outlet is None else self._by_id.get(OutletId(outlet))

    def named(self, name: str) -> Outlet | None:
        """The one outlet whose name, alias or credit line is `name`; None when there is none, or several."""
        found = self._by_name.get(plain_name(name), ())
        return found[0] if len(found) == 1 else None

    def knows(self, name: str) -> bool:
        """Whether any outlet has this name, alias or credit line."""
        return plain_name(name) in self._by_name

    def at(self, host: str) -> Outlet | None:
        """The outlet that owns a host: the longest declared domain that is the host or a parent of it."""
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[start:]))
            if found is not None:
                return found
        return None


def plain_name(name: str) -> str:
    """An outlet's name for comparison: lower case, without brackets, dashes, a leading "by" or a leading "the"."""
    words = name.strip("()[]—–-., ").lower().removeprefix("by ")
    return words.removeprefix("the ").strip()
