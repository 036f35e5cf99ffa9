"""The outlet registry: data in TOML files, one a country, read and checked here.

An outlet is what somebody can point at. What no table supports stays absent ("unknown"); a field that rests on common
knowledge says so in `basis` ("editor, unverified") and never labels anybody state media. docs/ tells the keys.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from alteram.errors import RegistryError
from alteram.model.ids import Digest, OutletId
from alteram.model.outlets import Outlet, Place, Registry
from alteram.outlets.axes import AXES_FILE, Axis, axis, load_axes
from alteram.outlets.checks import LISTS, Entry, Problem, Row, entry_problems, shared_problems
from alteram.outlets.domains import registrable
from alteram.outlets.lookalikes import look_alike

__all__ = ["Axis", "Problem", "axis", "check", "load_axes", "load_registry", "look_alike", "registrable"]

FOLDER = Path(__file__).parent
MOST_BYTES = 4 * 1024 * 1024
"""An outlet file larger than this is refused: the bundled ones stay far below."""

_HEADER = re.compile(r"\s*\[\[\s*outlet\s*\]\]")
_AT_LINE = re.compile(r"at line (\d+)")


def load_registry(overlay: Path | None = None) -> Registry:
    """The bundled registry, with the outlets of `overlay` (a TOML file or a folder of them) laid over it by id.

    The outlets come in order of id and the digest is over their content, so that files may be split or renamed at will.
    Raises `RegistryError`, one line a problem, each with file and line.
    """
    if overlay is None:
        return _bundled()
    entries, problems = _laid_over(overlay)
    return _registry(entries, problems)


def check(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of the outlet files in `folder` as laid over the bundled ones (None: of the bundled ones)."""
    return tuple(_problems(*(_read(FOLDER) if folder is None else _laid_over(folder))))


@lru_cache(maxsize=1)
def _bundled() -> Registry:
    """The bundled registry: read once a process."""
    return _registry(*_read(FOLDER))


def _registry(entries: tuple[Entry, ...], problems: tuple[Problem, ...]) -> Registry:
    """Entries as a registry, or an error that lists what is wrong."""
    found = _problems(entries, problems)
    if found:
        lines = "\n".join(str(problem) for problem in found)
        raise RegistryError(f"the outlet registry is wrong; mend these lines and try again:\n{lines}")
    outlets = tuple(sorted((_outlet(entry.row) for entry in entries), key=lambda outlet: outlet.id))
    return Registry(outlets, _digest(outlets))


def _problems(entries: tuple[Entry, ...], problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems of reading, of each entry and between entries, in the order of files and lines, each once."""
    found = [*problems, *(problem for entry in entries for problem in entry_problems(entry)), *shared_problems(entries)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.file, problem.line, problem.message)))


def _digest(outlets: tuple[Outlet, ...]) -> Digest:
    """SHA-256 over every field of every outlet and over the axes, in one fixed order."""
    content = {"axes": [asdict(each) for each in load_axes()], "outlets": [asdict(outlet) for outlet in outlets]}
    return Digest(hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest())


def _laid_over(overlay: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The bundled entries and those of `overlay`; an overlay's entry takes the place of the one with its id."""
    base, base_problems = _read(FOLDER)
    if overlay.resolve() == FOLDER.resolve():
        return base, base_problems
    over, over_problems = _read(overlay)
    replaced = {entry.id for entry in over}
    kept = tuple(entry for entry in base if entry.id not in replaced)
    return kept + over, base_problems + over_problems


def _read(place: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """All entries of a file, or of the TOML files of a folder in order of name, and what could not be read."""
    if not place.exists():
        raise RegistryError(f"{place}: no such file or folder; name a TOML file of outlets, or a folder of them")
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file in files:
        if file == AXES_FILE:
            continue
        got, wrong = _read_file(file)
        entries.extend(got)
        problems.extend(wrong)
    return tuple(entries), tuple(problems)


def _read_file(file: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Entries of one file; a file that is no TOML gives one problem."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return (), (Problem(str(file), 0, f"the file is larger than {MOST_BYTES} bytes"),)
        source = file.read_text(encoding="utf-8")
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        return (), (Problem(str(file), int(line[1]) if line else 0, f"no valid TOML: {error}"),)
    except (UnicodeDecodeError, OSError, RecursionError) as error:
        return (), (Problem(str(file), 0, f"cannot be read: {type(error).__name__}: {error}"),)
    return _entries(str(file), source, table)


def _entries(file: str, source: str, table: dict[str, Any]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The [[outlet]] tables of a parsed file with the lines they stand on."""
    lines = source.splitlines()
    problems = [Problem(file, 0, f"unknown table {key!r}: only [[outlet]] is read") for key in table if key != "outlet"]
    rows = table.get("outlet", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return (), (*problems, Problem(file, 0, "outlets are written as [[outlet]] tables"))
    heads = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    if len(heads) != len(rows):
        heads = [0] * len(rows)
    ends = [*heads[1:], len(lines)] if heads else []
    blocks: Iterable[tuple[Row, int, int]] = zip(rows, heads, ends, strict=True)
    entries = tuple(Entry(row, file, head + 1, tuple(lines[head:end])) for row, head, end in blocks)
    return entries, tuple(problems)


def _outlet(row: Row) -> Outlet:
    """A checked row as an outlet."""
    fields: dict[str, Any] = {
        key: tuple(value) if key in LISTS else value for key, value in row.items() if key not in ("place", "id")
    }
    places = tuple(Place(**place) for place in row.get("place", ()))
    return Outlet(id=OutletId(row["id"]), places=places, **fields)
