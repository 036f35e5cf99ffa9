"""Figures that count nothing: dates, times of day, ordinals, decades, age groups, seasons, scores of two figures."""

import math
import re
from collections.abc import Callable
from functools import cache

from alteram.text.figures.numerals import words
from alteram.text.figures.units import Window, widened
from alteram.text.lexicon import either

Reading = tuple[int, float, float, str, str]
"""Where the words end, least and greatest value, unit and noun (see `quantities.Quantity`)."""


def reading_at(window: Window, at: int) -> Reading | None:
    """The figure of one of these kinds whose words begin at `at`, or None."""
    readers: tuple[Callable[[Window, int], Reading | None], ...] = (
        _date,
        _time,
        _ordinal,
        _decade,
        _age_group,
        _season,
        _grouped,
        _score,
    )
    return next((found for reader in readers if (found := reader(window, at)) is not None), None)


def _label(end: int) -> Reading:
    return end, math.nan, math.nan, "label", ""


@cache
def ordinal_tens() -> tuple[str, ...]:
    """ "twenty-first" and the like."""
    return tuple(f"{ten}-{one}" for ten in _TENS for one in list(words()["ordinals"])[:9])


_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@cache
def _date_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(words()["months"]["names"])
    suffix = r"(?:st|nd|rd|th)?"
    return (
        re.compile(rf"({months})\.? (\d{{1,2}}){suffix}(?![\w%]|[.,:]\d)"),
        re.compile(rf"(\d{{1,2}}){suffix} (?:of )?({months})\b"),
    )


def _date(window: Window, at: int) -> Reading | None:
    """ "July 4", "4th of July": the year, where one follows, is a figure of its own."""
    text, end = window.text, window.end
    first, second = _date_patterns()
    if match := first.match(text, at, end):
        month, number = match.group(1), int(match.group(2))
    elif match := second.match(text, at, end):
        month, number = match.group(2), int(match.group(1))
    else:
        return None
    if not 1 <= number <= 31:
        return None
    return match.end(), number, number, "date", month[:3].lower()


_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s?([ap])\.?m\b\.?|(\d{1,2}):(\d{2})(?![\d:])|(\d{1,2}) o['’]clock",
    re.IGNORECASE,
)


def _time(window: Window, at: int) -> Reading | None:
    """Clock times: "6 p.m.", "18:05", "6 o'clock" (taken as printed)."""
    text, end = window.text, window.end
    match = _CLOCK.match(text, at, end)
    if match is None:
        return None
    hour = int(match.group(1) or match.group(4) or match.group(6))
    minute = int(match.group(2) or match.group(5) or 0)
    if match.group(3) is not None:
        hour = hour % 12 + (12 if match.group(3).lower() == "p" else 0)
    if hour > 24 or minute > 59:
        return _label(match.end())
    value = hour * 60 + minute
    return match.end(), value, value, "time", ""


_NUMBER_ORDINAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,4})(?:st|nd|rd|th)\b", re.IGNORECASE)


def _ordinal(window: Window, at: int) -> Reading | None:
    """ "first", "21st", "twenty-first"."""
    text, end = window.text, window.end
    if match := _NUMBER_ORDINAL.match(text, at, end):
        number = int(match.group(1).replace(",", ""))
        return match.end(), number, number, "ordinal", ""
    if match := _ordinal_words().match(text, at, end):
        ten, _, one = match.group().lower().rpartition("-")
        number = words()["ordinals"][one] + (words()["cardinals"][ten] if ten else 0)
        return match.end(), number, number, "ordinal", ""
    return None


@cache
def _ordinal_words() -> re.Pattern[str]:
    return re.compile(rf"{either([*ordinal_tens(), *words()['ordinals']])}(?![^\W_])")


_DECADE = re.compile(r"(?:(?:mid|early|late|pre|post)-)?(?:['’](\d0)|(1[5-9]\d0|20\d0))['’]?s\b", re.IGNORECASE)


def _decade(window: Window, at: int) -> Reading | None:
    """ "the 1990s" is ten years; "the '90s" leaves its century unsaid and is a label."""
    text, end = window.text, window.end
    match = _DECADE.match(text, at, end)
    if match is None:
        return None
    if match.group(2) is None:
        return _label(match.end())
    year = int(match.group(2))
    return match.end(), year, year + 9, "year", ""


_SCORE = re.compile(r"(\d{1,3})[-–—](?:to-)?(\d{1,3})(?![\w.,:-]*\d)(?!-year)")
_SCORE_CONTEXT = re.compile(
    r"(?:\b(?:won|win|wins|lost|lose|beat|beats|beaten|defeated|led|leads|trailed|ruled|voted|votes?|passed|decision|ruling"
    r"|split|score|scored|draw|tied|failed|approved|rejected|by|lead|margin|was|with|on|an?))\W+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_SCORE_AFTER = re.compile(
    r"\s(?:vote|decision|ruling|victory|win|loss|defeat|majority|margin|split|draw|lead|record|tie|against)"
)


_SCORE_TO = re.compile(r"(\d{1,3})(?: votes?)?(?:,| to|,? against) (\d{1,3})(?![\w.,:%-]*\d)(?! ?%| per)")
_VOTED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|approved|passed|rejected|failed|confirmed|ruled|carried|defeated|split|decision|won|lost"
    r"|beat)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def _score(window: Window, at: int) -> Reading | None:
    """ "won 3-2", "a 5-4 ruling", "voted 52 to 48": two figures that are no range."""
    text, end = window.text, window.end
    match = _SCORE.match(text, at, end)
    if match is None:
        return _score_in_words(window, at)
    one, other = int(match.group(1)), int(match.group(2))
    voted = _SCORE_CONTEXT.search(window.before(at)) and not re.match(r"\s[a-z]", text[match.end() :])
    if one >= other or _SCORE_AFTER.match(text, match.end()) or (voted and one <= other):
        return match.end(), one, other, "score", ""
    return None


def _score_in_words(window: Window, at: int) -> Reading | None:
    """ "voted 52 to 48", "by 52 votes to 48": the greater one first, or it is a range or a change."""
    match = _SCORE_TO.match(window.text, at, window.end)
    if match is None or int(match.group(1)) < int(match.group(2)) or window.before(at).endswith("from "):
        return None
    if " vote" not in match.group() and not _VOTED.search(window.before(at)):
        return None
    if "," in match.group() and " vote" not in match.group():
        return None
    return match.end(), int(match.group(1)), int(match.group(2)), "score", ""


_AGE_GROUP = re.compile(r"(over|under)-(\d{2})s\b|(\d0)s\b", re.IGNORECASE)
_IN_THEIR = re.compile(r"\bin (?:his|her|their|my|your)(?: early| mid| late| mid-)? $", re.IGNORECASE)


def _age_group(window: Window, at: int) -> Reading | None:
    """ "Over-65s", "in his 50s"."""
    match = _AGE_GROUP.match(window.text, at, window.end)
    if match is None:
        return None
    if match.group(1) is None:
        low = int(match.group(3))
        return (match.end(), low, low + 9, "age", "year") if _IN_THEIR.search(window.before(at)) else None
    bound = float(match.group(2))
    least, most = widened("least" if match.group(1).lower() == "over" else "most", bound, bound)
    return match.end(), least, most, "age", "year"


_SEASON = re.compile(r"((?:1[5-9]|20)\d)(\d)[-–/](\d{2})(?![\d/-])")


def _season(window: Window, at: int) -> Reading | None:
    """ "2015-16": two years that follow each other."""
    match = _SEASON.match(window.text, at, window.end)
    first = int(match.group(1) + match.group(2)) if match else 0
    if match is None or int(match.group(3)) != (first + 1) % 100:
        return None
    return match.end(), first, first + 1, "year", ""


_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?![\d,.])")


def _grouped(window: Window, at: int) -> Reading | None:
    """ "1 234 567": thousands parted by spaces cannot be told from numbers side by side, and stay text."""
    match = _GROUPED.match(window.text, at, window.end)
    return None if match is None else _label(match.end())
