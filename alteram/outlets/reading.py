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
from alteram.outlets.entries import Entry, Problem, Row
from alteram.outlets.syntax import outside, probable_cure, single_brackets

MOST_BYTES = 4 * 1024 * 1024
"""An outlet file larger than this is refused: the bundled ones stay far below."""

TABLES = ("outlet", "place")
"""The tables of an outlet file: outlets, and places of outlets that are declared elsewhere."""

_BEGINNING = 64 * 1024
_HEADER = re.compile(r"^\s*\[\[\s*(outlet|place)\s*\]\]", re.MULTILINE)
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


def misnamed(place: Path) -> tuple[Problem, ...]:
    """The files of a folder that hold outlets and are not read, because their names do not end in ".toml"."""
    if not place.is_dir():
        return ()
    others = (f for f in sorted(place.iterdir()) if f.is_file() and f.suffix != ".toml" and f.name[0] != ".")
    cure = "holds outlets and is not read: give it a name that ends in .toml"
    return tuple(Problem(str(file), 0, cure) for file in others if _HEADER.search(_beginning(file)))


def _beginning(file: Path) -> str:
    """The first bytes of a file as text, "" where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(_BEGINNING).decode("utf-8", "replace")
    except OSError:
        return ""


def _read_file(file: Path) -> Read:
    """Entries of one file; a file that is no TOML gives one problem."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return Read(problems=(Problem(str(file), 0, f"the file is larger than {MOST_BYTES} bytes: split it"),))
        source = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Read(problems=(Problem(str(file), 0, "cannot be read: it is no UTF-8; save it again as UTF-8"),))
    except OSError as error:
        return Read(problems=(Problem(str(file), 0, f"cannot be read: {type(error).__name__}: {error}"),))
    try:
        return _entries(str(file), source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        lines = source.splitlines()
        line, cure = probable_cure(lines, int(match[1]) if match else len(lines), str(error))
        return Read(problems=(Problem(str(file), line, f"no valid TOML: {cure}"),))
    except RecursionError:
        return Read(problems=(Problem(str(file), 0, "cannot be read: too many brackets inside each other"),))


def _entries(file: str, source: str, table: dict[str, Any]) -> Read:
    """The [[outlet]] and [[place]] tables of a parsed file with the lines they stand on."""
    lines = source.splitlines()
    problems = [Problem(file, *outside(key, lines, TABLES)) for key in table if key not in TABLES]
    found: dict[str, tuple[Entry, ...]] = {}
    for name in TABLES:
        rows = table.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem(file, *single_brackets(name, lines)))
        else:
            found[name] = tuple(_placed(name, file, lines, rows))
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
