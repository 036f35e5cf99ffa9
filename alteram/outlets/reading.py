"""Reads outlet files: TOML into entries that know their file and line, and what could not be read."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from alteram.errors import RegistryError
from alteram.outlets.axes import AXES_FILE
from alteram.outlets.checks import Entry, Problem, Row

MOST_BYTES = 4 * 1024 * 1024
"""An outlet file larger than this is refused: the bundled ones stay far below."""

TABLES = ("outlet", "place")
"""The tables of an outlet file: outlets, and places of outlets that are declared elsewhere."""

_HEADER = re.compile(r"\s*\[\[\s*(outlet|place)\s*\]\]")
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Read:
    """What files say: outlets, places of outlets that are declared elsewhere, and what could not be read."""

    outlets: tuple[Entry, ...] = ()
    places: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(place: Path) -> Read:
    """All entries of a file, or of the TOML files of a folder in order of name; raises RegistryError without either."""
    if not place.exists():
        raise RegistryError(f"{place}: no such file or folder; name a TOML file of outlets, or a folder of them")
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    parts = [_read_file(file) for file in files if file != AXES_FILE]
    return Read(
        tuple(entry for part in parts for entry in part.outlets),
        tuple(entry for part in parts for entry in part.places),
        tuple(problem for part in parts for problem in part.problems),
    )


def _read_file(file: Path) -> Read:
    """Entries of one file; a file that is no TOML gives one problem."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return Read(problems=(Problem(str(file), 0, f"the file is larger than {MOST_BYTES} bytes"),))
        source = file.read_text(encoding="utf-8")
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        return Read(problems=(Problem(str(file), int(line[1]) if line else 0, f"no valid TOML: {error}"),))
    except (UnicodeDecodeError, OSError, RecursionError) as error:
        return Read(problems=(Problem(str(file), 0, f"cannot be read: {type(error).__name__}: {error}"),))
    return _entries(str(file), source, table)


def _entries(file: str, source: str, table: dict[str, Any]) -> Read:
    """The [[outlet]] and [[place]] tables of a parsed file with the lines they stand on."""
    problems = [
        Problem(file, 0, f"unknown table {key!r}: only [[outlet]] and [[place]] are read")
        for key in table
        if key not in TABLES
    ]
    found: dict[str, tuple[Entry, ...]] = {}
    for name in TABLES:
        rows = table.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem(file, 0, f"{name}s are written as [[{name}]] tables"))
        else:
            found[name] = tuple(_placed(name, file, source.splitlines(), rows))
    return Read(found.get("outlet", ()), found.get("place", ()), tuple(problems))


def _placed(name: str, file: str, lines: list[str], rows: list[Row]) -> Iterator[Entry]:
    """Rows with the lines of their tables; where these cannot be told apart, every row stands at the file's start."""
    headers = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADER.match(line))]
    starts = [number for number, table in headers if table == name]
    following = {number: after for (number, _), (after, _) in pairwise(headers)}
    if len(starts) != len(rows):
        starts, following = [0] * len(rows), {}
    for row, start in zip(rows, starts, strict=True):
        yield Entry(row, file, start + 1, tuple(lines[start : following.get(start, len(lines))]))
