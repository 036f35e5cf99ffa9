"""Writes the country files of the outlet registry from the licensed tables and the editor's list.

    python -m tools.registry [--data DIR] [--check]

What comes from where, field by field, is written into each outlet's `basis`:

- `owner` and `group` from kagi media data (MIT), or from the State Media Matrix (MIT) for the outlets that it lists;
- `control` from the State Media Matrix alone, `ties` from it or from kagi media data, each with its row as reference;
- places from declared_places.csv, each with its rater;
- feed addresses from what served feeds say of themselves, each `checked = "never"`;
- name, domains, country, kind, credit lines and opinion paths from the tables, or from tools/registry.tsv: the
  editor's, unverified. Such a line never carries a reference, and gives no owner and no control.

Beside the files it writes their pre-parsed form (`alteram/outlets/bundled.json`). With `--check` nothing is written and
the exit code is 1 where a file would change.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alteram.model.outlets import plain_name
from alteram.outlets import compact, parsed
from tools.registry_join import MATRIX, Draft, Join
from tools.registry_names import acronyms, bare, distinctive, folded, generic_words, one_spelling, slug
from tools.registry_tables import (
    DATA,
    HERE,
    Country,
    Row,
    assets,
    countries,
    editors_list,
    feeds,
    organisations,
    places,
    tsv,
)

OUTLETS = HERE.parent / "alteram" / "outlets"
NO_COUNTRY = "elsewhere"
BY_HAND = "fictional.toml"
"""The sample's outlets: the one file of outlets that no command writes."""
UNVERIFIED = "editor, unverified"
COMPANY = "(media company)"
"""Marks an owner that is called like one of its outlets, so that the two are of one owner and no circle."""

SIDES = {
    ("left-right", "1"): "left",
    ("left-right", "2"): "left",
    ("left-right", "3"): "center",
    ("left-right", "4"): "right",
    ("left-right", "5"): "right",
    ("establishment", "1"): "establishment-critical",
    ("establishment", "2"): "establishment-critical",
    ("establishment", "3"): "center",
    ("establishment", "4"): "pro-establishment",
    ("establishment", "5"): "pro-establishment",
    ("establishment", "pro"): "pro-establishment",
    ("establishment", "critical"): "establishment-critical",
}
"""The word for each value on a rater's own scale: its middle is the center, what lies beyond is the side."""


def place_tables(rows: Iterable[Row]) -> list[dict[str, str]]:
    """Rows of declared places as the registry's tables."""
    return [
        {
            "axis": row["axis"],
            "side": SIDES[row["axis"], row["place"]],
            "place": row["place"],
            "scale": row["scale"],
            "rater": row["rater"],
            "date": row["seen"],
            "method": row["note"],
            "reference": f"read off briefs published by {row['rater']}, {row['seen']}",
        }
        for row in rows
    ]


def joined(data: Path, known: Mapping[str, Country]) -> list[Draft]:
    """Every outlet of the tables and of the editor's list. Raises KeyError where the list names what no table has."""
    join = Join(
        (row[0] for row in tsv(HERE / "dropped_links.tsv")), {row[0]: row[1] for row in tsv(HERE / "titles.tsv")}
    )
    every, organisation = assets(data, known), organisations(data, known)
    claimed = join.editors(editors_list(), {f"{each.country}: {each.name}": each for each in every})
    join.matrix([asset for asset in every if asset not in claimed])
    join.kagi(organisation)
    join.owners_by_domain(organisation)
    join.feeds(feeds(data.parent / "feeds"))
    name_all(join.drafts)
    settle_owners(join.drafts)
    return join.drafts


def name_all(drafts: list[Draft]) -> None:
    """Gives each outlet a name that is its alone and an id; a common name is printed with country or domain."""
    generic, lands = generic_words(), {folded(name) for name in countries()}
    taken: Counter[str] = Counter()
    for draft in drafts:
        if draft.editors:
            taken.update({plain_name(name) for name in (draft.name, *draft.aliases, *draft.credits)})
        else:
            draft.name = _spelled(draft)
            taken[plain_name(draft.name)] += 1
    used = {plain_name(draft.name) for draft in drafts if draft.editors}
    ids = {draft.id for draft in drafts if draft.editors}
    for draft in sorted((draft for draft in drafts if not draft.editors), key=lambda each: (each.country, each.name)):
        if taken[plain_name(draft.name)] > 1 or not (_alone(draft.name, generic, lands) or draft.name.endswith(")")):
            draft.name = f"{bare(draft.name)} ({draft.country or draft.domains[0]})"
        if plain_name(draft.name) in used:
            draft.name = f"{bare(draft.name)} ({next(iter(draft.domains), draft.company)})"
        used.add(plain_name(draft.name))
        wanted = [slug(draft.name), slug(f"{draft.name} {next(iter(draft.domains), draft.country)}")]
        draft.id = next(each for each in wanted if each and each not in ids)
        ids.add(draft.id)


def _alone(name: str, generic: frozenset[str], lands: set[str]) -> bool:
    """Whether a name by itself points at one outlet; that of a country points at the country."""
    return distinctive(name, generic) and folded(name) not in lands


def _spelled(draft: Draft) -> str:
    """A name without its acronym or its second spelling in parentheses; the spelling in another script is an alias."""
    inner = draft.name.rpartition("(")[2].rstrip(")")
    if draft.domains and inner == draft.domains[0]:
        return draft.name
    if not inner.isascii() and acronyms(draft.name):
        draft.aliases.append(inner)
        return bare(draft.name)
    return bare(draft.name) if inner.isupper() and " " not in inner else draft.name


def settle_owners(drafts: list[Draft]) -> None:
    """One spelling an owner; an owner that is an outlet is of its own owner, so that the two count as one origin."""
    short = {(draft.country, acronym): bare(draft.company) for draft in drafts for acronym in acronyms(draft.company)}
    for draft in drafts:
        named_so = short.get((draft.country, folded(draft.owner))) or short.get((draft.country, folded(draft.group)))
        draft.owner = named_so or draft.owner if draft.owner else ""
    spelling = one_spelling(draft.owner for draft in drafts if draft.owner)
    where: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        draft.owner = spelling.get(draft.owner, "")
        if MATRIX in draft.bases and "owner" in draft.bases[MATRIX]:
            where[draft.owner].add(draft.country)
    for draft in drafts:
        if len(where[draft.owner]) > 1 and draft.owner and draft.country:
            draft.owner = f"{draft.owner} ({draft.country})"
    named = {(draft.country, folded(bare(draft.name))): draft for draft in reversed(drafts)}
    parents = {
        (draft.country, folded(bare(draft.owner)))
        for draft in drafts
        if draft.owner and folded(bare(draft.owner)) != folded(bare(draft.name))
    }
    for draft in drafts:
        key = (draft.country, folded(bare(draft.owner)))
        parent = named.get(key)
        if parent is None or not draft.owner:
            continue
        if parent is draft and key not in parents:
            draft.owner = ""
        elif parent is draft or not parent.owner or folded(bare(parent.owner)) == folded(bare(parent.name)):
            draft.owner = f"{bare(parent.name)} {COMPANY}"
        else:
            draft.owner = parent.owner
    marked = {draft.owner for draft in drafts}
    for draft in drafts:
        own = f"{bare(draft.name)} {COMPANY}"
        if (
            not draft.owner
            and not draft.contested
            and own in marked
            and named[draft.country, folded(bare(draft.name))] is draft
        ):
            draft.owner = own
            draft.bases[MATRIX].append("owner")
    for draft in drafts:
        draft.group = draft.group if draft.owner and folded(draft.group) != folded(bare(draft.owner)) else ""


def outlet(draft: Draft, known: Mapping[str, Country], placed: Iterable[Row]) -> dict[str, Any]:
    """One outlet's table. What no table and no editor says is left out."""
    country = known.get(draft.country)
    table: dict[str, Any] = {
        "id": draft.id,
        "name": draft.name,
        "domains": draft.domains,
        "country": draft.country,
        "nationality": country.adjective if country else "",
        "language": draft.language,
        "kind": draft.kind,
        "aliases": draft.aliases,
        "credits": draft.credits,
        "opinion_paths": draft.opinion_paths,
        "memberships": draft.memberships,
        "syndicates": draft.syndicates,
        "feeds": draft.feeds,
        "checked": "never" if draft.feeds else "",
        "owner": draft.owner,
        "group": draft.group,
        "control": draft.control,
        "ties": draft.ties,
        "control_reference": draft.reference,
    }
    table = {key: item for key, item in table.items() if item or key == "domains"}
    table["basis"] = _basis(draft)
    table["place"] = place_tables(placed)
    return table


def _basis(draft: Draft) -> str:
    """On what an outlet's fields rest, table by table."""
    words = []
    for table, keys in draft.bases.items():
        kept = [
            key
            for key in dict.fromkeys(", ".join(keys).split(", "))
            if key not in ("owner", "group") or getattr(draft, key)
        ]
        words += [f"{', '.join(kept)}: {table}"] if kept else []
    if draft.editors:
        words = [*words, f"other fields: {UNVERIFIED}"] if words else [UNVERIFIED]
    return "; ".join(words)


def value(item: Any) -> str:
    """A value as TOML: JSON strings without escapes beyond ASCII are TOML strings."""
    return json.dumps(item, ensure_ascii=False)


def toml(tables: list[dict[str, Any]], country: str) -> str:
    """One country's file."""
    title = country or "outlets of no one country"
    lines = [
        f"# {title}: written by tools/registry.py from licensed tables and the editor's list; do not edit by hand."
    ]
    for table in tables:
        lines += ["", "[[outlet]]"]
        lines += [f"{key} = {value(item)}" for key, item in table.items() if key != "place"]
        for place in table["place"]:
            lines += ["", "[[outlet.place]]", *(f"{key} = {value(item)}" for key, item in place.items())]
    return "\n".join(lines) + "\n"


def files(data: Path) -> dict[str, str]:
    """Every country file by name. Raises KeyError where the editor's list names what a table does not have."""
    known, placed = countries(), places(data)
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for draft in sorted(joined(data, known), key=lambda each: each.id):
        rows = placed.get(draft.name.removeprefix("The "), ()) if draft.editors else ()
        tables[draft.country].append(outlet(draft, known, rows))
    slugs = {country: known[country].slug if country else NO_COUNTRY for country in tables}
    return {f"{slugs[country]}.toml": toml(rows, country) for country, rows in sorted(tables.items())}


def write(texts: Mapping[str, str]) -> None:
    """Writes the country files and their pre-parsed form, after they were checked; raises RegistryError."""
    with TemporaryDirectory() as folder:
        for name, text in (*texts.items(), (BY_HAND, (OUTLETS / BY_HAND).read_text(encoding="utf-8"))):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        registry, _ = parsed(Path(folder))
    for name, text in texts.items():
        (OUTLETS / name).write_text(text, encoding="utf-8")
    (OUTLETS / compact.FILE).write_text(compact.dump(registry, compact.source_digest(OUTLETS)), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Writes, or with --check compares; the exit code is 1 where a compared file differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.registry", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the licensed tables")
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether a file would change")
    options = parser.parse_args(arguments)
    texts = files(options.data)
    changed = [
        name
        for name, text in texts.items()
        if not (OUTLETS / name).exists() or (OUTLETS / name).read_text(encoding="utf-8") != text
    ]
    if options.check:
        changed += [] if compact.is_current(OUTLETS) else [compact.FILE]
        sys.stdout.writelines(f"{name} would change\n" for name in changed)
        return 1 if changed else 0
    write(texts)
    sys.stdout.writelines(f"{name} written\n" for name in changed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
