"""What an outlet file says, table by table, with the place it was read from; and a problem at such a place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PLACE_HEADER = re.compile(r"\s*\[\[\s*outlet\s*\.\s*place\s*\]\]")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in an outlet file: `line` counts from 1 (0 where the file as a whole is meant)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """The problem as "file:line: message"; "file: message" where the file as a whole is meant."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


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

    def at(self, key: str, value: str = "") -> int:
        """Line on which `key` is set, or the first from there on with `value` in it; else the entry's own line."""
        sets = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        start = next((offset for offset, line in enumerate(self.lines) if sets.match(line)), None)
        if start is None:
            return self.line
        found = (offset for offset, line in enumerate(self.lines[start:], start) if value in line)
        return self.line + next(found, start)

    def problem(self, message: str, key: str = "", value: str = "") -> Problem:
        """A problem of the entry, of one of its keys, or of one of the values of that key."""
        return Problem(self.file, self.at(key, value) if key else self.line, message)

    def own(self) -> "Entry":
        """The entry without the lines of its [[outlet.place]] tables, which have keys of the same names."""
        end = next((offset for offset, line in enumerate(self.lines) if _PLACE_HEADER.match(line)), None)
        return Entry(self.row, self.file, self.line, self.lines[:end])

    def place_entries(self, places: Sequence[Row]) -> Iterator["Entry"]:
        """Its places, each with its own lines; with the entry's line where these cannot be told apart."""
        starts = [offset for offset, line in enumerate(self.lines) if _PLACE_HEADER.match(line)]
        if len(starts) != len(places):
            starts = []
        ends = [*starts[1:], len(self.lines)]
        for number, place in enumerate(places):
            if starts:
                lines = self.lines[starts[number] : ends[number]]
                yield Entry(place, self.file, self.line + starts[number], lines)
            else:
                yield Entry(place, self.file, self.line, ())


def where(entry: Entry) -> str:
    """File and line of an entry; a bundled file by its name alone."""
    file = Path(entry.file)
    return f"{file.name if file.parent == Path(__file__).parent else file}:{entry.line}"
