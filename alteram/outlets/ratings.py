"""Ratings that a user has a licence for: a CSV of them becomes places of outlets in a file of the library.

A row without a rater is refused, and so is every other row that is not plainly somebody's place of a known outlet: with
its line and column. The same row again changes nothing.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from alteram.errors import RegistryError
from alteram.model.ids import OutletId
from alteram.model.outlets import Outlet, Place, Registry
from alteram.outlets.axes import Axis, axis, load_axes
from alteram.outlets.domains import ascii_host
from alteram.outlets.lookalikes import look_alike

FILE = "imported-places.toml"
"""The file of a library's outlets folder that imports write, and nobody else."""
MOST_BYTES = 16 * 1024 * 1024

WHOSE = ("outlet", "domain", "outlet-or-domain")
SIDE = ("side", "place", "side/place")
NEEDED = ("axis", "scale", "rater", "date")
OPTIONAL = ("method", "reference", "licence")
_COLUMNS = (*WHOSE, *SIDE, *NEEDED, *OPTIONAL)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s+(\S.*?)\s+to\s+(-?\d+(?:\.\d+)?)\s+(\S.*)")

Key = tuple[OutletId, str, str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: line and column of the CSV, and why."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """The refusal as "file:line: column 'x': reason"."""
        return f"{self.file}:{self.line}: column {self.column!r}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many places are new, replaced another value or were there; and what it refused."""

    file: Path
    added: int
    changed: int
    same: int
    refused: tuple[Refused, ...]


class _Wrong(Exception):
    """A cell that is wrong: its column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column, self.reason = column, reason


def import_ratings(source: Path, folder: Path, registry: Registry) -> Imported:
    """Takes the ratings in the CSV file `source` into `folder`, beside what was imported before.

    Columns: outlet or domain, axis, side or place, scale, rater, date, and as known method, reference, licence. A later
    import of the same rater's place of an outlet on an axis at a date replaces the earlier. Raises `RegistryError`
    where the file cannot be read or lacks a column; then nothing is written.
    """
    target = folder / FILE
    known = _imported(target)
    found = dict(known)
    refused: list[Refused] = []
    added = changed = same = 0
    for line, row in _rows(source):
        try:
            outlet, place = _place(row, registry)
        except _Wrong as wrong:
            refused.append(Refused(str(source), line, wrong.column, wrong.reason))
            continue
        key = (outlet.id, place.axis, place.rater, place.date)
        before = found.get(key)
        same += before == place
        changed += before is not None and before != place
        added += before is None
        found[key] = place
    if found != known:
        _write(target, found)
    return Imported(target, added, changed, same, tuple(refused))


def _rows(source: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with the line on which each begins; the names of columns are in lower case."""
    try:
        if source.stat().st_size > MOST_BYTES:
            raise RegistryError(f"{source}: the file is larger than {MOST_BYTES} bytes")
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{source}: cannot be read as UTF-8: {error}") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    names: tuple[str, ...] | None = None
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if names is None:
                names = _columns(source, line, cells)
                continue
            if len(cells) > len(names):
                raise RegistryError(
                    f"{source}:{line}: {len(cells)} cells in {len(names)} columns; quote cells with commas"
                )
            yield line, dict(zip(names, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise RegistryError(f"{source}:{reader.line_num}: no valid CSV: {error}") from error
    if names is None:
        raise RegistryError(f"{source}:1: no columns; the first line names them: {', '.join(_COLUMNS)}")


def _columns(source: Path, line: int, cells: list[str]) -> tuple[str, ...]:
    """The names of the columns; raises RegistryError for an unknown, doubled or missing one."""
    names = tuple(cell.strip().lower().replace("license", "licence") for cell in cells)
    for name in names:
        if name not in _COLUMNS:
            near = get_close_matches(name, _COLUMNS, n=1)
            meant = f"did you mean {near[0]!r}?" if near else f"use {', '.join(_COLUMNS)}"
            raise RegistryError(f"{source}:{line}: unknown column {name!r}: {meant}")
        if names.count(name) > 1:
            raise RegistryError(f"{source}:{line}: column {name!r} stands twice")
    for one_of in (WHOSE, SIDE, *((name,) for name in NEEDED)):
        if not set(one_of) & set(names):
            raise RegistryError(f"{source}:{line}: no column {' or '.join(repr(name) for name in one_of)}: add it")
    return names


def _place(row: Mapping[str, str], registry: Registry) -> tuple[Outlet, Place]:
    """One row as the place of an outlet; raises _Wrong."""
    for column, cell in row.items():
        if not cell.isprintable():
            raise _Wrong(column, "control characters in the cell: write one plain line")
    outlet = _outlet(row, registry)
    for column in NEEDED:
        if not row.get(column):
            raise _Wrong(column, f"a rating without {column} is nobody's: fill it in")
    found = axis(row["axis"])
    if found is None:
        raise _Wrong("axis", f"unknown axis {row['axis']!r}: use one of {', '.join(each.id for each in load_axes())}")
    if not _DATE.fullmatch(row["date"]):
        raise _Wrong("date", f"{row['date']!r} is no date: write 2026, 2026-03 or 2026-03-31")
    side, value = _side(row, found)
    extra = {column: row[column] for column in OPTIONAL if row.get(column)}
    return outlet, Place(row["axis"], side, value, row["scale"], row["rater"], row["date"], **extra)


def _outlet(row: Mapping[str, str], registry: Registry) -> Outlet:
    """The outlet that a row names by id, domain or name. A look-alike of a known domain is not that outlet."""
    column = next((name for name in WHOSE if row.get(name)), next(name for name in WHOSE if name in row))
    wanted = row[column]
    if not wanted:
        raise _Wrong(column, "no outlet: write its id or its domain")
    host = ascii_host(wanted.partition("//")[2].partition("/")[0] or wanted)
    outlet = registry.get(wanted) or registry.at(host) or registry.named(wanted)
    if outlet is not None:
        return outlet
    likeness = look_alike(registry, host) if "." in host else None
    if likeness is not None:
        raise _Wrong(column, f"{wanted!r} is not known, and resembles {likeness.domains[0]}. It is not that outlet")
    raise _Wrong(column, f"{wanted!r} is not in the registry: add the outlet with a file in LIBRARY/outlets first")


def _side(row: Mapping[str, str], on: Axis) -> tuple[str, str]:
    """The side of the axis and the rater's own value. A side follows from a value only on a scale that names both."""
    column = next((name for name in SIDE if row.get(name)), next(name for name in SIDE if name in row))
    side = row.get("side", "")
    value = row.get("place") or row.get("side/place") or side
    if not value:
        raise _Wrong(column, "no place: write the side or the rater's own value")
    side = side or (value if value in on.sides else _read_off(value, row["scale"], on) or "")
    if side not in on.sides:
        raise _Wrong(column, f"{side or value!r} is no side of {on.id}: add a column 'side' with {', '.join(on.sides)}")
    return side, value


def _read_off(value: str, scale: str, on: Axis) -> str | None:
    """The side of a number on a scale like "1 left to 5 right"; None where the scale does not say."""
    match = _SCALE.fullmatch(scale)
    try:
        number = float(value)
    except ValueError:
        return None
    if match is None:
        return None
    low, high = float(match[1]), float(match[3])
    ends = [
        next((side for side in on.opposed if word in (side, *side.split("-"))), None) for word in (match[2], match[4])
    ]
    if not low <= number <= high or None in ends or ends[0] == ends[1]:
        return None
    middle = (low + high) / 2
    return "center" if number == middle else ends[number > middle]


def _imported(target: Path) -> dict[Key, Place]:
    """What was imported before."""
    if not target.exists():
        return {}
    rows = tomllib.loads(target.read_text(encoding="utf-8")).get("place", [])
    return {
        (OutletId(row["outlet"]), row["axis"], row["rater"], row["date"]): Place(
            **{key: value for key, value in row.items() if key != "outlet"}
        )
        for row in rows
    }


def _write(target: Path, found: Mapping[Key, Place]) -> None:
    """Writes all places in one order; a reader sees the old file or the new one."""
    lines = [
        "# Written by `alteram outlets import`; a later import adds to it. Places are their raters', not Alteram's."
    ]
    for key in sorted(found):
        values = {"outlet": key[0], **asdict(found[key])}
        told = {name: value for name, value in values.items() if value is not None}
        lines += [
            "",
            "[[place]]",
            *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()),
        ]
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    half.write_text("\n".join(lines) + "\n", encoding="utf-8")
    half.replace(target)
