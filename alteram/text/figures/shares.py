"""Figures that are parts of a whole, in percent of it: "two-thirds", "half of", "down by a third", "eight in 10"."""

import re

from alteram.text.figures.numerals import numeral, words
from alteram.text.figures.units import Window

_SHARE = re.compile(
    r"(?:(\w+)([ -]))?(hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b",
    re.I,
)
_IN = re.compile(r" (?:in|out of)(?: every)? (?=(\w+)\b)", re.IGNORECASE)
_NOT_WHOLE = re.compile(
    r"[-\s](?:hundred|thousand|million|billion|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|[ap]\.?m)\b"
    r"|[.,]\d|%|°",
    re.IGNORECASE,
)
_LARGEST_WHOLE = 1000
_REACH = 24
"""Characters in which the "in" of "one in five" follows: no number below a thousand is longer in words."""
_MOVED_BY = re.compile(
    r"\b(?:by|about|nearly|almost|roughly|than|over|around|some|only|just|up|down|rose|fell|grew|shrank|dropped|cut)\s$",
    re.IGNORECASE,
)
_ENDS_THERE = re.compile(
    r"\W*$|[.,;:)!?—–]|\s[-—–(]|\s(?:in|since|from|last|this|to|on|over|at|and|but|after|compared|within|between|among)\b"
)
_OTHER_HALF = re.compile(r"\b(?:first|second|other|latter) $", re.IGNORECASE)

Share = tuple[int, float]
"""Where the words end, and percent of the whole."""


def share_at(window: Window, at: int) -> Share | None:
    """The share whose words begin at `at`, or None. A share in words is as exact as its last digit: half a percent."""
    return _some_in(window, at) or _part(window, at)


def _some_in(window: Window, at: int) -> Share | None:
    """ "One in five", "eight out of 10": not "two in 2014", "three in five days", "five in seven hundred"."""
    text, end = window.text, window.end
    if _IN.search(text, at, min(end, at + _REACH)) is None:
        return None
    some = numeral(text, at, end)
    if some is None or some.vague or some.factor != 1 or not some.low.is_integer():
        return None
    match = _IN.match(text, some.end, end)
    whole = numeral(text, match.start(1), end) if match else None
    if whole is None or whole.vague or whole.factor != 1 or not some.low < whole.low <= _LARGEST_WHOLE:
        return None
    if whole.end != match.end(1) if match else True:
        return None
    return None if _NOT_WHOLE.match(text, whole.end, end) else (whole.end, 100 * some.low / whole.low)


def _part(window: Window, at: int) -> Share | None:
    match = _SHARE.match(window.text, at, window.end)
    share = _percent(match) if match is not None else None
    if match is None or share is None or not _is_part(window, match):
        return None
    return match.end(), share


def _is_part(window: Window, match: re.Match[str]) -> bool:
    """Whether the words are a part of something: "a third telephone" and "the first half" are not."""
    text, before = window.text, window.before(match.start())
    if _OTHER_HALF.search(before) or text.startswith((" century", " centuries", "-century"), match.end()):
        return False
    if text.startswith((" of ", " the "), match.end()) or match.group(2) == "-":
        return True
    count = (match.group(1) or "").lower()
    if count in ("a", "one") and _MOVED_BY.search(before) and _ENDS_THERE.match(text, match.end(), window.end):
        return True
    return bool(count) and (match.group(3).lower().endswith("s") or match.group(3).lower() == "quarter")


def _percent(match: re.Match[str]) -> float | None:
    """Percent of "two-thirds", "a quarter", "half"; None where the words are no share ("a second", "the third")."""
    table = words()
    part = match.group(3).lower()
    singular = "half" if part == "halves" else part.removesuffix("s") if part != "half" else part
    count = (match.group(1) or "").lower()
    times = table["cardinals"].get(count, 1 if count in ("", "a", "one") else 0)
    plural = part.endswith("s")
    if not times or (times == 1) == plural or (not count and singular != "half"):
        return None
    value = float(times * table["fractions"][singular])
    return value if value <= 100 else None
