"""Names of days and months in several languages, and the dates that a text names: the slot "when" of an event."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

MONTH_DAYS = 31
BITS = 64
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|-го|-е)?\.?")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{2})[./](?:(?:19|20)\d\d|\d\d)")
_BETWEEN = frozenset({"of", "de", "del", "the"})
_REACH = 3


def named_dates(found: Sequence[str], language: str) -> tuple[tuple[int, int], ...]:
    """Month and day of every date among words in lower case, ascending: "8 november", "nov 8th", "8 de mayo",
    "08.11.2031".

    A year is not asked for: reports name none for days near them.
    """
    months = month_names(language or "en")
    figures = [word.rstrip(".") for word in found if word[0].isdigit() and ("." in word or "/" in word)]
    dates = {(int(match[2]), int(match[1])) for figure in figures if (match := _NUMERIC.fullmatch(figure))}
    for place, word in () if months.keys().isdisjoint(found) else enumerate(found):
        if word in months:
            near = (*_before(found, place), *found[place + 1 : place + 2])
            days = [int(match[1]) for each in near if (match := _DAY.fullmatch(each))]
            dates.update((months[word], day) for day in days[:1])
    return tuple(sorted((month, day) for month, day in dates if 1 <= month <= 12 and 1 <= day <= MONTH_DAYS))


def _before(found: Sequence[str], place: int) -> tuple[str, ...]:
    """The word before a place, behind words such as "of"."""
    for word in reversed(found[max(place - _REACH, 0) : place]):
        if word not in _BETWEEN:
            return (word,)
    return ()


def date_bits(dates: Sequence[tuple[int, int]]) -> int:
    """Dates as bits of one integer. Two dates less than two months apart have different bits."""
    return sum(1 << bit for bit in {(month * MONTH_DAYS + day) % BITS for month, day in dates})


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Forms of the names of the days in a language, with their number from Monday, 0; none for an unknown language."""
    return _names("weekdays", language, 0)


@cache
def month_names(language: str) -> dict[str, int]:
    """Forms of the names of the months in a language, with their number from 1; none for an unknown language."""
    return _names("months", language, 1)


def _names(table: str, language: str, first: int) -> dict[str, int]:
    lines = (files("alteram.stages.stories") / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines if not line.startswith("#")}
    return {form: number for number, forms in enumerate(rows.get(language, ()), first) for form in forms.split("|")}
