"""Times and days as articles write them: moments of metadata, dates in text, weekdays against the publication day."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from alteram.model.articles import Span
from alteram.model.ids import Moment, day

DateKind = Literal["date", "weekday", "relative", "month", "year"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DATES = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_MONTH}\s{_DAY}(?:,?\s(?P<year>(?:19|20)\d\d))?(?![\d:]|,\d)"),
    re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s(?P<year>(?:19|20)\d\d))?\b"),
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<word>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=s?\b)(?!s\b)"
)
_RELATIVE = re.compile(r"\b(?P<word>yesterday|today|tonight|tomorrow)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|by|of|from|until|during)\s(?P<year>(?:19|20)\d\d)\b(?![-–]\d)", re.IGNORECASE)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T\s](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, month or year in the text. `moment` is the day where it is known, else None; the day is never a time."""

    span: Span
    moment: Moment | None
    kind: DateKind


@dataclass(frozen=True, slots=True)
class WeekdayMention:
    """A weekday in the text; `word` in lower case, with "last", "next" or "this" before it where it is written."""

    span: Span
    word: str


def parse_moment(raw: str) -> Moment | None:
    """A day or time as ISO 8601 writes it, in the canonical form: "2013-08-14", or UTC to the second with "Z".

    A time without a zone is kept as its day only, for what it is in UTC is not known; None where it is no date.
    """
    match = _ISO.fullmatch(raw.strip())
    if match is None:
        return None
    try:
        parsed = date.fromisoformat(match["day"])
        clock, zone = match["clock"], match["zone"]
        if clock is None or zone is None:
            datetime.fromisoformat(f"{match['day']}T{clock or '00:00'}")
            return Moment(parsed.isoformat())
        offset = (
            "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else (zone if ":" in zone else f"{zone[:3]}:{zone[3:]}")
        )
        instant = datetime.fromisoformat(f"{match['day']}T{clock}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(instant.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))


def weekday_mentions(text: str, start: int, end: int) -> tuple[WeekdayMention, ...]:
    """Weekdays in `text[start:end]`, singular only ("on Mondays" names no day), in order."""
    return tuple(
        WeekdayMention(match.span(), " ".join(part.lower() for part in (match["which"], match["word"]) if part))
        for match in _WEEKDAY.finditer(text, start, end)
    )


def resolve_weekday(word: str, published: Moment) -> str | None:
    """The day a weekday means in an article of that day: the last such day up to it; with "next" the first one after.

    "last Friday" on a Friday is the week before; a bare "Friday" on a Friday is the day itself. None for no weekday.
    """
    parts = word.lower().split()
    if not parts or parts[-1] not in WEEKDAYS:
        return None
    today = date.fromisoformat(day(published))
    behind = (today.weekday() - WEEKDAYS.index(parts[-1])) % 7
    if parts[0] == "next":
        return (today + timedelta(days=(7 - behind) or 7)).isoformat()
    if parts[0] == "last" and behind == 0:
        behind = 7
    return (today - timedelta(days=behind)).isoformat()


def _day_of(match: re.Match[str], published: Moment | None) -> Moment | None:
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1
    try:
        if groups.get("year"):
            return Moment(date(int(groups["year"]), number, int(groups["day"])).isoformat())
        if published is None:
            return None
        return _nearest_year(number, int(groups["day"]), date.fromisoformat(day(published)))
    except ValueError:
        return None


def _nearest_year(month: int, number: int, today: date) -> Moment | None:
    """The day of that month without a year: the year that brings it nearest to the publication day."""
    fitting = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            fitting.append(date(year, month, number))
        except ValueError:
            continue
    if not fitting:
        return None
    return Moment(min(fitting, key=lambda candidate: (abs((candidate - today).days), candidate)).isoformat())


def date_mentions(text: str, start: int, end: int, published: Moment | None) -> tuple[DateMention, ...]:
    """Days, months and years in `text[start:end]`, in order, not overlapping, resolved against the publication day."""
    found: list[DateMention] = []
    for pattern in _DATES:
        found += [DateMention(m.span(), _day_of(m, published), "date") for m in pattern.finditer(text, start, end)]
    found += [DateMention(m.span(), None, "month") for m in _MONTH_YEAR.finditer(text, start, end)]
    found += [DateMention(m.span("year"), None, "year") for m in _YEAR.finditer(text, start, end)]
    for weekday in weekday_mentions(text, start, end):
        resolved = resolve_weekday(weekday.word, published) if published else None
        found.append(DateMention(weekday.span, Moment(resolved) if resolved else None, "weekday"))
    for match in _RELATIVE.finditer(text, start, end):
        found.append(DateMention(match.span(), _shifted(match["word"], published), "relative"))
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1], m.kind)):
        if not kept or mention.span[0] >= kept[-1].span[1]:
            kept.append(mention)
    return tuple(kept)


def _shifted(word: str, published: Moment | None) -> Moment | None:
    if published is None:
        return None
    shift = timedelta(days=_SHIFTS[word.lower()])
    return Moment((date.fromisoformat(day(published)) + shift).isoformat())
