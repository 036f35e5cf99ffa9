"""When a page says it was published: the day or the time as stated, never guessed from the clock of this machine."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from alteram.model.ids import Moment, day
from alteram.stages.extract.tree import Element
from alteram.text.times import parse_moment

EARLIEST, LATEST = "1990-01-01", "2099-12-31"
"""Bounds that do not move with the clock; a date beyond the time of capture is refused by `plausible`."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+((?:19|20)\d\d)\b", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.I)
_YEAR_FIRST = re.compile(r"^\s*((?:19|20)\d\d)[/.-](\d{1,2})[/.-](\d{1,2})\b")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$)")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")
_SPACED_ISO = re.compile(r"^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)$", re.I)


def moment_of(raw: str) -> Moment | None:
    """A stated date as a moment: ISO 8601, RFC 2822, seconds since 1970, or an English date with the month's name.

    A time without a zone gives the day only. Numbers such as 03/04/2019 are ambiguous and give None.
    """
    raw = raw.strip()
    if not raw or len(raw) > 200:
        return None
    found = parse_moment(_iso(raw)) or _epoch(raw) or _rfc2822(raw) or _written(raw)
    return found if found is not None and EARLIEST <= day(found) <= LATEST else None


def plausible(published: Moment | None, fetched: Moment | None) -> Moment | None:
    """`published`, unless it lies more than a day behind the time of capture: nobody reads tomorrow's paper."""
    if published is None or fetched is None:
        return published
    limit = datetime.fromisoformat(day(fetched)) + timedelta(days=1)
    return published if day(published) <= limit.date().isoformat() else None


def address_day(url: str) -> Moment | None:
    """The day that an address carries ("/2019/11/20/")."""
    found = _URL_DAY.search(url)
    return _day(*found.groups()) if found else None


def searched_day(tree: Element) -> Moment | None:
    """A day by htmldate's reading of the markup, without its search through the text and without today's date.

    The import is here because it costs more than a page, and most pages state their date.
    """
    from htmldate import find_date

    found = find_date(tree, extensive_search=False, original_date=True, min_date=EARLIEST, max_date=LATEST)
    return parse_moment(found) if found else None


def _iso(raw: str) -> str:
    """ISO forms with a space, or with the zone by name, as RFC 3339."""
    match = _SPACED_ISO.match(raw)
    if match is None:
        return raw
    on, at, zone = match.groups()
    return f"{on}T{at}{'Z' if zone.upper() in {'Z', 'UTC', 'GMT'} else zone}"


def _epoch(raw: str) -> Moment | None:
    if not _EPOCH.match(raw):
        return None
    moment = datetime.fromtimestamp(int(raw[:10]), UTC)
    return Moment(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _rfc2822(raw: str) -> Moment | None:
    try:
        stated = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if stated.tzinfo is None:
        return Moment(stated.date().isoformat())
    try:
        return Moment(stated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    except (ValueError, OverflowError):
        return None


def _written(raw: str) -> Moment | None:
    """A day written with the month's name, or year first."""
    if found := _YEAR_FIRST.match(raw) or _COMPACT.match(raw):
        return _day(*found.groups())
    if found := _DAY_FIRST.search(raw):
        return _day(found.group(3), str(_month(found.group(2))), found.group(1))
    if found := _MONTH_FIRST.search(raw):
        return _day(found.group(3), str(_month(found.group(1))), found.group(2))
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()[:3]) + 1


def _day(year: str, month: str, on: str) -> Moment | None:
    try:
        return Moment(datetime(int(year), int(month), int(on), tzinfo=UTC).date().isoformat())
    except ValueError:
        return None
