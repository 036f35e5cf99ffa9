"""Codes, counts, moments and intervals in plain English."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from alteram.model.ids import DAY_LENGTH, Moment, has_time
from alteram.text.people.titles import MONTHS


@cache
def _words() -> dict[str, dict[str, str]]:
    """The tables of words.toml."""
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def words(table: str, code: str) -> str:
    """Plain words for a code of one table; a code that the table lacks is spelled with spaces."""
    return _words()[table].get(code, code.replace("-", " ").replace("_", " "))


def request_failure(code: str) -> str:
    """Why a request failed, in plain words."""
    known = _words()["request_failures"]
    if code not in known and code.startswith("http-"):
        return f"the server answers with status {code.removeprefix('http-')}"
    return words("request_failures", code)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: "1 outlet", "3 outlets", "no outlets"."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number or 'no'} {noun}"


def listing(items: Iterable[str]) -> str:
    """Items as a sentence lists them: "A, B and C" ("" for none)."""
    *most, last = tuple(items) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def once(items: Iterable[str]) -> tuple[str, ...]:
    """Items in order, each once."""
    return tuple(dict.fromkeys(items))


def moment(value: Moment | None) -> str:
    """A day or time as people write it: "14 August 2013", "14 August 2013, 09:30 UTC"; never more than is known."""
    if value is None:
        return "date unknown"
    year, month, day = value[:DAY_LENGTH].split("-")
    written = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return f"{written}, {value[DAY_LENGTH + 1 : DAY_LENGTH + 6]} UTC" if has_time(value) else written


def chance(probability: float) -> str:
    """An estimated probability with two places; never "1.00", which nothing estimated is."""
    return "over 0.99" if probability >= 0.995 else f"{probability:.2f}"


def duration(hours: float) -> str:
    """A time in whole hours, from two days on in whole days: "1 hour", "30 hours", "12 days"."""
    if hours < 1:
        return "less than an hour"
    return count(round(hours), "hour") if hours < 48 else f"{round(hours / 24):,} days"


def figure(value: float) -> str:
    """A number with commas between thousands and no needless decimals."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def interval(low: float | None, high: float | None) -> str:
    """An interval in words; None is unbounded, and an interval without bounds has no words ("")."""
    if low is None:
        return "" if high is None else f"{figure(high)} or fewer"
    if high is None:
        return f"{figure(low)} or more"
    return figure(low) if low == high else f"{figure(low)} to {figure(high)}"
