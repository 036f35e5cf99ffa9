"""Writes the country files of the outlet registry from the licensed tables and the editor's list.

    python -m tools.registry [--data DIR] [--check]

What comes from where, field by field, is written into each outlet's `basis`:

- `owner` from kagi_media_data (MIT), or from the State Media Matrix (MIT) for the outlets that it lists;
- `control` from the State Media Matrix alone, with its row as reference;
- places from declared_places.csv, each with its rater;
- name, domains, country, kind, credit lines and opinion paths from tools/registry.tsv: the editor's, unverified.

With `--check` nothing is written and the exit code is 1 where a file would change.
"""

import argparse
import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from alteram.outlets import registrable

HERE = Path(__file__).resolve().parent
OUTLETS = HERE.parent / "alteram" / "outlets"
DATA = HERE.parent / ".." / "shared" / "data" / "outlets"
NO_COUNTRY = "elsewhere"

CONTROL = {"SC": "state-controlled", "ISF": "state-funded", "ISFM": "state-funded", "IP": "public-broadcaster"}
"""The matrix's typology in Alteram's words. Captured media and doubtful rows ("ISFM?") stay unknown."""
TYPOLOGY = {
    "SC": "state-controlled",
    "ISF": "independent, state-funded",
    "ISFM": "independent, state-funded and state-managed",
    "IP": "independent public",
}
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

Row = Mapping[str, str]


def tsv(path: Path) -> list[list[str]]:
    """The rows of a table with tabs; lines that begin with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def editors_list() -> list[dict[str, str]]:
    """The editor's list: one outlet a row, by its own column names."""
    head, *rows = tsv(HERE / "registry.tsv")
    return [dict(zip(head, row, strict=True)) for row in rows]


def matrix(data: Path) -> dict[str, dict[str, str]]:
    """The State Media Matrix by main asset; raises ValueError where two rows of one asset differ in typology."""
    found: dict[str, dict[str, str]] = {}
    with gzip.open(data / "state_media_matrix.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(row.get("Main assets", ""), row)
    return found


def owners(data: Path) -> dict[str, str]:
    """Owner by registrable domain, without what stands in parentheses, so that one owner is written in one way."""
    table = json.loads((data / "kagi_media_data.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for row in table:
        owner = re.sub(r"\s*\([^)]*\)", "", row["owner"]).strip()
        if owner:
            found.update((registrable(domain), owner) for domain in row["domains"])
    return found


def places(data: Path) -> dict[str, list[Row]]:
    """Declared places by outlet name without its article."""
    found: dict[str, list[Row]] = defaultdict(list)
    with (data / "declared_places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["outlet"].removeprefix("The ")].append(row)
    return found


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


def outlet(row: Row, nationality: str, state: Mapping[str, str] | None, owner: str | None) -> dict[str, Any]:
    """One outlet's table, with the basis of each field."""
    bases: list[str] = []
    table: dict[str, Any] = {"id": row["id"], "name": row["name"], "domains": row["domains"].split(" ")}
    optional = {key: [item for item in row[key].split(";") if item] for key in ("aliases", "credits", "opinion_paths")}
    texts = {"country": row["country"], "nationality": nationality, "kind": row["kind"]}
    table |= {key: value for key, value in (*texts.items(), *optional.items()) if value}
    control = CONTROL.get(state["Typology"]) if state else None
    if control == "public-broadcaster" and row["kind"] != "broadcaster":
        control = None
    if state and control:
        asset, company = state["Main assets"], state["Media company"]
        table |= {"owner": company} if company != row["name"] else {}
        table["control"] = control
        table["control_reference"] = (
            f"State Media Matrix (MIT), {state['Country']}: {asset}, {TYPOLOGY[state['Typology']]}"
        )
        bases.append("owner, control: State Media Matrix (MIT)")
    elif owner and owner != row["name"]:
        table["owner"] = owner
        bases.append("owner: kagi media data (MIT)")
    table["basis"] = "; ".join([*bases, "other fields: editor, unverified"] if bases else ["editor, unverified"])
    return table


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
    countries = {name: (adjective, slug) for name, adjective, slug, _ in tsv(HERE / "countries.tsv")}
    states, owned, placed = matrix(data), owners(data), places(data)
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(editors_list(), key=lambda each: each["id"]):
        nationality, _ = countries.get(row["country"], ("", ""))
        owner = next((owned[domain] for domain in map(registrable, row["domains"].split(" ")) if domain in owned), None)
        table = outlet(row, nationality, states[row["matrix"]] if row["matrix"] else None, owner)
        table["place"] = place_tables(placed.get(row["name"].removeprefix("The "), ()))
        tables[row["country"]].append(table)
    slugs = {country: countries[country][1] if country else NO_COUNTRY for country in tables}
    return {f"{slugs[country]}.toml": toml(rows, country) for country, rows in sorted(tables.items())}


def main(arguments: list[str] | None = None) -> int:
    """Writes, or with --check compares; the exit code is 1 where a compared file differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.registry", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the licensed tables")
    parser.add_argument("--check", action="store_true", help="write nothing, tell whether a file would change")
    options = parser.parse_args(arguments)
    changed = [
        name
        for name, text in files(options.data).items()
        if not (OUTLETS / name).exists() or (OUTLETS / name).read_text(encoding="utf-8") != text
    ]
    if options.check:
        sys.stdout.writelines(f"{name} would change\n" for name in changed)
        return 1 if changed else 0
    for name, text in files(options.data).items():
        (OUTLETS / name).write_text(text, encoding="utf-8")
    sys.stdout.writelines(f"{name} written\n" for name in changed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
