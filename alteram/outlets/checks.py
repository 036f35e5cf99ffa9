"""Checks of outlet files: every problem names its file and line, and says what to do."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from alteram.outlets.axes import axis
from alteram.outlets.domains import ascii_host, is_address, is_public_suffix, well_formed

KINDS = (
    "agency",
    "newspaper",
    "broadcaster",
    "magazine",
    "website",
    "think-tank",
    "state-media",
    "government",
    "aggregator",
    "archive",
    "satire",
    "blog",
    "unknown",
)
TIES = ("state-linked", "publicly-funded")
NEVER = "never"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
CONTROLS = ("state-controlled", "state-funded", "public-broadcaster", "independent")

TEXTS = frozenset(
    (
        "id",
        "name",
        "country",
        "nationality",
        "language",
        "kind",
        "owner",
        "control",
        "control_reference",
        "group",
        "ties",
        "checked",
        "machine_use",
        "licence",
        "basis",
    )
)
LISTS = frozenset(("domains", "aliases", "credits", "opinion_paths", "feeds", "sitemaps", "memberships", "syndicates"))
FLAGS = frozenset(("text_may_be_shown", "fictional"))
PLACE_TEXTS = frozenset(
    ("axis", "side", "place", "scale", "rater", "date", "method", "reference", "licence"),
)
PLACE_OF = PLACE_TEXTS | {"outlet"}
PLACE_NEEDS = ("axis", "side", "place", "scale", "rater", "date")
NEEDS = ("id", "name", "domains", "basis")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in an outlet file: `line` counts from 1 (0 where the file as a whole is meant)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """The problem as "file:line: message"."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One [[outlet]] table with the place it was read from. `lines` is its source, from its header on."""

    row: Row
    file: str
    line: int
    lines: tuple[str, ...]

    @property
    def id(self) -> str:
        """The declared id, "" where there is none."""
        value = self.row.get("id")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings as declared; what is no string is left out."""
        value = self.row.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def at(self, *needles: str) -> int:
        """Line of the first place in the entry where a needle stands, else the entry's own line."""
        for needle in needles:
            for offset, line in enumerate(self.lines):
                if needle in line:
                    return self.line + offset
        return self.line

    def problem(self, message: str, *needles: str) -> Problem:
        """A problem at the first needle."""
        return Problem(self.file, self.at(*needles), message)


def entry_problems(entry: Entry) -> Iterator[Problem]:
    """Everything wrong with one entry by itself."""
    yield from _shape(entry, entry.row, TEXTS, LISTS, FLAGS, {"place"})
    for key in NEEDS:
        if not entry.row.get(key) and not (key == "domains" and entry.row.get(key) == []):
            yield entry.problem(f"outlet {entry.id or '?'} has no {key}: add one")
    yield from _vocabulary(entry)
    for domain in entry.texts("domains"):
        yield from _domain(entry, domain)
    for key in ("feeds", "sitemaps"):
        for address in entry.texts(key):
            if not address.startswith(("https://", "http://")):
                yield entry.problem(f"{key.removesuffix('s')} {address!r} is no http or https address", address)
    yield from _places(entry)


def _shape(
    entry: Entry, row: Row, texts: frozenset[str], lists: frozenset[str], flags: frozenset[str], others: set[str]
) -> Iterator[Problem]:
    """Unknown keys and values of the wrong type."""
    kinds: tuple[tuple[frozenset[str], Callable[[Any], bool], str], ...] = (
        (texts, _is_text, "one line of text"),
        (lists, lambda value: isinstance(value, list) and all(map(_is_text, value)), "a list of one-line texts"),
        (flags, lambda value: isinstance(value, bool), "true or false"),
    )
    for key, value in row.items():
        known = [(fits, meaning) for of_kind, fits, meaning in kinds if key in of_kind]
        if not known and key not in others:
            allowed = sorted(texts | lists | flags | others)
            near = get_close_matches(key, allowed, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(allowed)}"
            yield entry.problem(f"unknown key {key!r}: {meant}", f"{key} ", f"{key}=", key)
        for fits, meaning in known:
            if not fits(value):
                yield entry.problem(f"{key} must be {meaning}", f"{key} ", f"{key}=")


def _is_text(value: object) -> bool:
    """Whether a value is one non-empty line without control characters."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _vocabulary(entry: Entry) -> Iterator[Problem]:
    """Words that come from a closed list, and what a word of control needs."""
    kind, control = entry.row.get("kind", "unknown"), entry.row.get("control")
    if kind not in KINDS:
        yield entry.problem(f"unknown kind {kind!r}: use one of {', '.join(KINDS)}", "kind")
    if control is not None and control not in CONTROLS:
        yield entry.problem(f"unknown control {control!r}: use one of {', '.join(CONTROLS)}", "control")
    ties, checked = entry.row.get("ties"), entry.row.get("checked")
    if ties is not None and ties not in TIES:
        yield entry.problem(f"unknown ties {ties!r}: use one of {', '.join(TIES)}", "ties")
    if checked is not None and checked != NEVER and not _DAY.fullmatch(str(checked)):
        yield entry.problem(f"checked is {checked!r}: write {NEVER!r}, or a day as 2026-03-31", "checked")
    fictional = entry.row.get("fictional", False)
    if ties is not None and not fictional and not entry.row.get("control_reference"):
        yield entry.problem("ties need a control_reference: nobody is tied to a state without one", "ties")
    if control == "state-controlled" and not fictional and not entry.row.get("control_reference"):
        yield entry.problem("state-controlled needs a control_reference: nobody is labelled without one", "control")
    if fictional and not all(domain.endswith(".example") for domain in entry.texts("domains")):
        yield entry.problem("a fictional outlet may only have .example domains", "domains")


def _domain(entry: Entry, domain: str) -> Iterator[Problem]:
    """One domain: ASCII, well formed, and something that one owner can register."""
    if domain != ascii_host(domain) or not well_formed(domain):
        yield entry.problem(f"{domain!r} is no domain in lower-case ASCII: write {ascii_host(domain)!r}", domain)
    elif is_address(domain):
        yield entry.problem(f"{domain!r} is an IP address: an outlet is known by its domain", domain)
    elif is_public_suffix(domain):
        yield entry.problem(f"{domain!r} is a public suffix: strangers register under it", domain)


def _places(entry: Entry) -> Iterator[Problem]:
    """Places on axes: each with its rater, a known axis, and a side of that axis."""
    places = entry.row.get("place", [])
    if not isinstance(places, list) or not all(isinstance(place, dict) for place in places):
        yield entry.problem("places are written as [[outlet.place]] tables", "place")
        return
    for place in places:
        yield from _place(entry, place, PLACE_TEXTS, f'"{place.get("axis")}"')


def place_problems(entry: Entry, known: set[str]) -> Iterator[Problem]:
    """Everything wrong with one [[place]] table by itself. `known` are the ids of all outlets."""
    outlet = entry.row.get("outlet")
    if outlet not in known:
        yield entry.problem(f"a place of an unknown outlet {outlet!r}: name one by its id", "outlet ", "outlet=")
    yield from _place(entry, entry.row, PLACE_OF, "axis ", "axis=")


def _place(entry: Entry, place: Row, keys: frozenset[str], *here: str) -> Iterator[Problem]:
    """One place: its keys, its rater, a known axis and a side of it."""
    none: frozenset[str] = frozenset()
    yield from _shape(entry, place, keys, none, none, set())
    for key in PLACE_NEEDS:
        if not place.get(key):
            yield entry.problem(f"a place has no {key}: a place is somebody's, on a scale, at a date", *here)
    known = axis(str(place.get("axis")))
    if known is None:
        yield entry.problem(f"unknown axis {place.get('axis')!r}: declare it in axes.toml", *here)
    elif place.get("side") not in known.sides:
        sides = ", ".join(known.sides)
        yield entry.problem(f"{place.get('side')!r} is no side of {known.id}: use one of {sides}", *here)


def shared_problems(entries: Iterable[Entry]) -> Iterator[Problem]:
    """What is wrong between entries: an id or domain declared twice, owners that own each other or contradict."""
    listed = tuple(entries)
    ids: dict[str, Entry] = {}
    domains: dict[str, Entry] = {}
    for entry in listed:
        if entry.id and ids.setdefault(entry.id, entry) is not entry:
            yield entry.problem(f"id {entry.id!r} is already declared at {_where(ids[entry.id])}", "id")
        for domain in entry.texts("domains"):
            if domains.setdefault(domain, entry) is not entry:
                yield entry.problem(f"domain {domain!r} is already declared at {_where(domains[domain])}", domain)
            elif entry.texts("domains").count(domain) > 1:
                yield entry.problem(f"domain {domain!r} is listed twice", domain)
    yield from _owner_cycles(listed)
    yield from _owners_of_groups(listed)
    for entry in listed:
        for key in ("memberships", "syndicates"):
            for other in entry.texts(key):
                if other not in ids:
                    yield entry.problem(f"{key} name {other!r}, which is no outlet's id", other)


def _where(entry: Entry) -> str:
    """File and line of an entry."""
    return f"{entry.file}:{entry.line}"


def _owner_cycles(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """An owner may be another outlet, by id or name; following owners must end."""
    known = {entry.id: entry for entry in reversed(entries)}
    known.update({str(entry.row.get("name")): entry for entry in reversed(entries)})
    for entry in entries:
        path = [entry.id]
        owner = known.get(str(entry.row.get("owner")))
        while owner is not None and owner.id not in path:
            path.append(owner.id)
            owner = known.get(str(owner.row.get("owner")))
        if owner is not None and owner.id == entry.id:
            chain = " -> ".join([*path, entry.id])
            yield entry.problem(f"owners run in a circle: {chain}", "owner")


def _owners_of_groups(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """All titles of one group have one owner, as far as they name one."""
    first: dict[str, Entry] = {}
    for entry in entries:
        group, owner = entry.row.get("group"), entry.row.get("owner")
        if not isinstance(group, str) or not isinstance(owner, str):
            continue
        other = first.setdefault(group, entry)
        if other.row.get("owner") != owner:
            theirs = f"{other.row.get('owner')!r} at {_where(other)}"
            yield entry.problem(f"the owner of group {group!r} is {owner!r} here and {theirs}", "owner ", "owner=")
