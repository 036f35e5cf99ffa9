"""What a line of an outlet file that cannot be read was probably meant to be: said to people who never saw TOML.

Only the words of the message are decided here; whether a file can be read is tomllib's judgement. A hint is read off
the line itself, because the texts of tomllib's errors differ between versions of Python.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches

_KEY = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")
_CURLED = frozenset("\u201c\u201d\u201e\u2018\u2019")
"""Quotation marks as word processors make them."""
_TRUTH = {"true": "true", "yes": "true", "false": "false", "no": "false"}
_LONGEST = 60
"""Characters of a line that a message shows."""


def probable_cure(lines: Sequence[str], number: int, cause: str) -> tuple[int, str]:
    """What is to be mended in a file that cannot be read at line `number` (from 1): the line, and how it should be.

    `cause` is the parser's own message, which is given where no hint fits.
    """
    opened = _open_list(lines[: number - 1])
    if opened is not None:
        key = lines[opened - 1].partition("=")[0].strip()
        return opened, f"{_shown(lines[opened - 1])}: the list {key} is not closed: end it with ]"
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return number, f"{_shown(line)}: {_cure(line, lines[: number - 1]) or cause}" if line else cause


def _open_list(before: Sequence[str]) -> int | None:
    """The line, from 1, on which a list begins that has not ended yet."""
    opened = None
    for number, line in enumerate(before, 1):
        if (match := _KEY.fullmatch(line)) is not None and match[2].startswith("["):
            opened = number
        if line.rstrip().endswith(("]", "],")) or "] #" in line:
            opened = None
    return opened


def _shown(line: str) -> str:
    line = line.strip()
    return repr(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}...")


def _cure(line: str, before: Sequence[str]) -> str | None:
    """The most probable cure of a line, by what it looks like."""
    if _CURLED & set(line):
        return 'write straight quotes, "like this"'
    if line.startswith("["):
        return "a table begins with a line of its own, [[outlet]] or [[outlet.place]], each declared with two brackets"
    match = _KEY.fullmatch(line)
    if match is None:
        return 'a line is key = "value", the key being one word'
    key, value = match[1], match[2]
    if _stands_before(key, before):
        return f"{key} stands twice in this outlet: keep one of the two lines"
    return _cure_of_value(key, value)


def _cure_of_value(key: str, value: str) -> str | None:
    """How the value of a key should be written."""
    if value.lower() in _TRUTH:
        return f"write {key} = {_TRUTH[value.lower()]}, without capitals and quotes"
    if value.startswith("["):
        return f'a list is written {key} = ["one", "two"]: each in quotes, commas between, a bracket at the end'
    if value.startswith(("'", '"')):
        return f'a text begins and ends with a quote, on one line: write {key} = "..."'
    return f'a text stands in quotes: write {key} = "{value}"' if '"' not in value else None


def _stands_before(key: str, before: Sequence[str]) -> bool:
    """Whether a key was set before in the same table."""
    for line in reversed(before):
        if line.lstrip().startswith("["):
            return False
        if (match := _KEY.match(line)) is not None and match[1] == key:
            return True
    return False


def outside(key: str, lines: Sequence[str], tables: Sequence[str]) -> tuple[int, str]:
    """Line and message for what stands at the top of a file and is none of its tables."""
    header = re.compile(rf"""\s*\[+\s*["']?{re.escape(key)}["']?\s*[\].]""")
    for number, line in enumerate(lines, 1):
        if header.match(line):
            near = get_close_matches(key, tables, n=1)
            meant = f"did you mean [[{near[0]}]]?" if near else "only [[outlet]] and [[place]] are read"
            return number, f"unknown table {key!r}: {meant}"
    sets = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
    number = next((number for number, line in enumerate(lines, 1) if sets.match(line)), 0)
    return number, f"{key} stands outside an outlet: put a line [[outlet]] above it"


def single_brackets(name: str, lines: Sequence[str]) -> tuple[int, str]:
    """Line and message for tables that are not declared as a list of them."""
    begins = re.compile(rf"\s*\[?\s*{name}\b")
    number = next((number for number, line in enumerate(lines, 1) if begins.match(line)), 0)
    return number, f"{name}s are written as [[{name}]] tables: two brackets on each side, on a line of its own"
