"""Checks of outlet files: every problem names its file and line, and says what to do.

Whoever reads a message may never have seen such a file: it shows the line as it should be wherever that can be known.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from alteram.outlets.axes import axis, load_axes
from alteram.outlets.domains import ascii_host, is_address, is_public_suffix, well_formed
from alteram.outlets.entries import Entry, Problem, where

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
MACHINE_USES = ("reserved", "allowed")
"""What an outlet wishes of machines that read it: where it is `reserved`, `alteram fetch` asks it for no page."""

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
NEEDS = {
    "id": 'a short name for commands that is kept for life, as id = "tarn-herald"',
    "name": 'as it is printed, as name = "The Tarn Herald"',
    "domains": 'as domains = ["tarnherald.example"], or domains = [] where none is known',
    "basis": 'on what these lines rest, as basis = "the imprint, read in March 2026"',
}
"""The keys that every outlet needs, and what is to be written there."""


def entry_problems(entry: Entry) -> Iterator[Problem]:
    """Everything wrong with one entry by itself."""
    own = entry.own()
    yield from _shape(own, TEXTS, LISTS, FLAGS, {"place"})
    for key, meaning in NEEDS.items():
        if not entry.row.get(key) and not (key == "domains" and entry.row.get(key) == []):
            yield own.problem(f"outlet {entry.id or '?'} has no {key}: add it, {meaning}")
    yield from _vocabulary(own)
    for domain in entry.texts("domains"):
        yield from _domain(own, domain)
    for key in ("feeds", "sitemaps"):
        for address in entry.texts(key):
            if not address.startswith(("https://", "http://")):
                meant = "" if ":" in address else f": write {'https://' + address!r}"
                yield own.problem(
                    f"{key.removesuffix('s')} {address!r} is no http or https address{meant}", key, address
                )
    yield from _places(entry)


def _shape(
    entry: Entry, texts: frozenset[str], lists: frozenset[str], flags: frozenset[str], others: set[str]
) -> Iterator[Problem]:
    """Unknown keys and values of the wrong type."""
    kinds: tuple[tuple[frozenset[str], Callable[[Any], bool], Callable[[str, object], str]], ...] = (
        (texts, _is_text, lambda key, _: f'one line of text in quotes: write {key} = "..."'),
        (lists, lambda value: isinstance(value, list) and all(map(_is_text, value)), _as_list),
        (flags, lambda value: isinstance(value, bool), lambda key, _: f"true or false: write {key} = true, unquoted"),
    )
    for key, value in entry.row.items():
        known = [(fits, meaning) for of_kind, fits, meaning in kinds if key in of_kind]
        if not known and key not in others:
            allowed = sorted(texts | lists | flags | others)
            near = get_close_matches(key, allowed, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(allowed)}"
            yield entry.problem(f"unknown key {key!r}: {meant}", key)
        for fits, meaning in known:
            if not fits(value):
                yield entry.problem(f"{key} must be {meaning(key, value)}", key)


def _as_list(key: str, value: object) -> str:
    """How a list is written, with the one text that was given where there is one."""
    return f'a list of one-line texts: write {key} = ["{value if _is_text(value) else "..."}"]'


def _is_text(value: object) -> bool:
    """Whether a value is one non-empty line without control characters."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _vocabulary(entry: Entry) -> Iterator[Problem]:
    """Words that come from a closed list, and what a word of control needs."""
    row = entry.row
    for key, words in (("kind", KINDS), ("control", CONTROLS), ("ties", TIES), ("machine_use", MACHINE_USES)):
        value = row.get(key)
        if value is not None and value not in words:
            near = get_close_matches(str(value), words, n=1)
            meant = f"did you mean {near[0]!r}? It is" if near else "use"
            rest = "" if key == "kind" else ", or leave the line out where it is not known"
            yield entry.problem(f"unknown {key} {value!r}: {meant} one of {', '.join(words)}{rest}", key)
    checked, ties, control = row.get("checked"), row.get("ties"), row.get("control")
    if checked is not None and checked != NEVER and not _DAY.fullmatch(str(checked)):
        yield entry.problem(f"checked is {checked!r}: write {NEVER!r}, or a day as 2026-03-31", "checked")
    fictional = row.get("fictional", False)
    if not fictional and not row.get("control_reference"):
        add = 'add control_reference = "where that can be read", or leave the line out'
        if ties is not None:
            yield entry.problem(f"ties need a control_reference, nobody is tied to a state without one: {add}", "ties")
        if control == "state-controlled":
            told = "state-controlled needs a control_reference, nobody is labelled without one"
            yield entry.problem(f"{told}: {add}", "control")
    if fictional and not all(domain.endswith(".example") for domain in entry.texts("domains")):
        message = "a fictional outlet may only have .example domains: take out fictional = true for one that exists"
        yield entry.problem(message, "domains")


def _domain(entry: Entry, domain: str) -> Iterator[Problem]:
    """One domain: ASCII, well formed, and something that one owner can register."""
    host = ascii_host(domain.partition("://")[2] or domain).partition("/")[0]
    bare = host.removeprefix("www.") if well_formed(host.removeprefix("www.")) else host
    write = f"write {bare!r}" if well_formed(bare) else "write it as 'tarnherald.example'"
    if "/" in domain:
        yield entry.problem(f"{domain!r} is an address, not a domain: {write}", "domains", domain)
    elif domain != ascii_host(domain) or not well_formed(domain):
        yield entry.problem(f"{domain!r} is no domain in lower-case ASCII: {write}", "domains", domain)
    elif is_address(domain):
        yield entry.problem(f"{domain!r} is an IP address: an outlet is known by its domain", "domains", domain)
    elif is_public_suffix(domain):
        message = f"{domain!r} is a public suffix: strangers register under it, so name what the outlet registered"
        yield entry.problem(message, "domains", domain)
    elif bare != host:
        yield entry.problem(f"{domain!r} is one host: {write}, and every host below it counts", "domains", domain)


def _places(entry: Entry) -> Iterator[Problem]:
    """Places on axes: each with its rater, a known axis, and a side of that axis."""
    places = entry.row.get("place", [])
    if not isinstance(places, list) or not all(isinstance(place, dict) for place in places):
        message = "places are written as [[outlet.place]] tables: two brackets on each side, below the outlet"
        yield entry.problem(message, "place")
        return
    for place in entry.place_entries(places):
        yield from _place(place, PLACE_TEXTS)


def place_problems(entry: Entry, known: set[str]) -> Iterator[Problem]:
    """Everything wrong with one [[place]] table by itself. `known` are the ids of all outlets."""
    outlet = entry.row.get("outlet")
    if outlet is None:
        yield entry.problem(
            'a place of no outlet: add outlet = "its id"; the place of an outlet in this file is an [[outlet.place]]'
        )
    elif outlet not in known:
        yield entry.problem(f"a place of an unknown outlet {outlet!r}: {_id_meant(str(outlet), known)}", "outlet")
    yield from _place(entry, PLACE_OF)


def _place(entry: Entry, keys: frozenset[str]) -> Iterator[Problem]:
    """One place: its keys, its rater, a known axis and a side of it."""
    none: frozenset[str] = frozenset()
    yield from _shape(entry, keys, none, none, set())
    row = entry.row
    for key in PLACE_NEEDS:
        if not row.get(key):
            yield entry.problem(f'a place has no {key}: add {key} = "..."; it is somebody\'s, on a scale, at a date')
    known = axis(str(row.get("axis")))
    if known is None and row.get("axis"):
        axes = ", ".join(each.id for each in load_axes())
        yield entry.problem(f"unknown axis {row.get('axis')!r}: use one of {axes}", "axis")
    elif known is not None and row.get("side") and row.get("side") not in known.sides:
        sides = ", ".join(known.sides)
        yield entry.problem(f"{row.get('side')!r} is no side of {known.id}: use one of {sides}", "side")


def shared_problems(entries: Iterable[Entry]) -> Iterator[Problem]:
    """What is wrong between entries: an id or domain declared twice, owners that own each other or contradict."""
    listed = tuple(entries)
    ids: dict[str, Entry] = {}
    domains: dict[str, Entry] = {}
    for entry in listed:
        own = entry.own()
        if entry.id and ids.setdefault(entry.id, entry) is not entry:
            first = where(ids[entry.id])
            yield own.problem(f"id {entry.id!r} is already declared at {first}: give each outlet its own", "id")
        for domain in entry.texts("domains"):
            if domains.setdefault(domain, entry) is not entry:
                yield own.problem(_taken(domain, domains[domain]), "domains", domain)
            elif entry.texts("domains").count(domain) > 1:
                yield own.problem(f"domain {domain!r} is listed twice: once is enough", "domains", domain)
    yield from _owner_cycles(listed)
    yield from _owners_of_groups(listed)
    for entry in listed:
        for key in ("memberships", "syndicates"):
            for other in entry.texts(key):
                if other not in ids:
                    message = f"{key} name {other!r}, which is no outlet's id: {_id_meant(other, ids)}"
                    yield entry.own().problem(message, key, other)


def _taken(domain: str, other: Entry) -> str:
    """What to do about a domain that another entry has."""
    cure = "to change that outlet, use its id; another one needs a domain of its own"
    return f"domain {domain!r} is already declared by {other.id!r} at {where(other)}: {cure}"


def _id_meant(wanted: str, known: Iterable[str]) -> str:
    """Which id was probably meant."""
    near = get_close_matches(wanted, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else "`alteram outlets list` prints every id"


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
            message = f"owners run in a circle: {chain}; name who owns the outlet, or leave owner out"
            yield entry.own().problem(message, "owner")


def _owners_of_groups(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """All titles of one group have one owner, as far as they name one."""
    first: dict[str, Entry] = {}
    for entry in entries:
        group, owner = entry.row.get("group"), entry.row.get("owner")
        if not isinstance(group, str) or not isinstance(owner, str):
            continue
        other = first.setdefault(group, entry)
        if other.row.get("owner") != owner:
            theirs = f"{other.row.get('owner')!r} at {where(other)}"
            message = f"the owner of group {group!r} is {owner!r} here and {theirs}: write one of them, or neither"
            yield entry.own().problem(message, "owner")
