"""Measures without a numeral: "half a year", "an hour and a half", "a day or two", "a quarter century"."""

import re
from functools import cache

from alteram.text.figures.numerals import words
from alteram.text.figures.units import Window

Worded = tuple[int, float, float, str]
"""Where the words end, least and greatest value, and the unit of measure."""


@cache
def opening() -> str:
    """The beginnings of such words, as a pattern that never takes a word away from another reading."""
    units = "|".join(sorted(_units(), key=len, reverse=True))
    return (
        rf"(?:half (?:an? )|half-)(?=(?:{units})\b)|an? (?=(?:{units}) (?:and an? (?:half|quarter)|or (?:two|three)))"
        rf"|(?:a )?quarter[- ](?:of an? )?(?=(?:{units})\b)"
    )


@cache
def _units() -> dict[str, str]:
    """Units of measure whose words stand in the singular without a numeral, by spelling."""
    known = words()["measures"]
    return {known[unit][0]: unit for unit in words()["spoken"]["units"]}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    unit = f"({'|'.join(sorted(_units(), key=len, reverse=True))})"
    return (
        (re.compile(rf"half(?: an? |-){unit}\b", re.IGNORECASE), 0.5, 0.5),
        (re.compile(rf"an? {unit} and a half\b", re.IGNORECASE), 1.5, 1.5),
        (re.compile(rf"an? {unit} and a quarter\b", re.IGNORECASE), 1.25, 1.25),
        (re.compile(rf"(?:a )?quarter(?:[- ]of an? |[- ]){unit}\b", re.IGNORECASE), 0.25, 0.25),
        (re.compile(rf"an? {unit} or two\b", re.IGNORECASE), 1.0, 2.0),
        (re.compile(rf"an? {unit} or three\b", re.IGNORECASE), 1.0, 3.0),
    )


def worded(window: Window, at: int) -> Worded | None:
    """The measure whose words begin at `at`, or None."""
    if window.text[at] not in "aAhHqQ":
        return None
    for pattern, low, high in _patterns():
        if match := pattern.match(window.text, at, window.end):
            return match.end(), low, high, _units()[match.group(1).lower()]
    return None
