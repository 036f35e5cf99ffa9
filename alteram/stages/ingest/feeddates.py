"""Times of feeds: only what is stated in full and in a known form (RFC 3339, ISO 8601, RFC 822) is taken.

Libraries read "02/11/2026" as one of two days and "yesterday" as some day; a time that decides what is later than what
must not be guessed, so their reading counts only where the feed states the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from alteram.model.ids import Moment, day
from alteram.text.times import parse_moment

_ELEMENT = re.compile(
    r"<(?:[\w.-]+:)?(?:pubDate|date|published|updated|issued|modified|created|lastBuildDate)\b[^<>]*>"
    r"\s*(?:<!\[CDATA\[)?([^<>\]]{1,80})",
    re.IGNORECASE,
)
_RFC822 = re.compile(r"(?:[A-Za-z]{2,9},?\s+)?[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{2,4}\s+[0-9]{1,2}:[0-9]{2}")
EARLIEST, LATEST = "1990", "2100"
"""Years outside are mistakes of a clock or a template, not times of web pages."""


def stated_moment(raw: str) -> Moment | None:
    """The day or time that a text states, or None. A time without zone is only known to its day."""
    text = raw.strip()
    if len(text) > 60 or not text.isascii():
        return None
    moment = parse_moment(text) if text[:4].isdigit() else _rfc822(text)
    return moment if moment is not None and EARLIEST <= moment[:4] < LATEST else None


def _rfc822(text: str) -> Moment | None:
    """A time in the form of RFC 822 and 2822, the one RSS asks for."""
    if not _RFC822.match(text):
        return None
    try:
        time = parsedate_to_datetime(text)
        if time.tzinfo is None:
            return Moment(time.date().isoformat())
        return Moment(time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class StatedDates:
    """Every day and time that a feed states in a known form."""

    moments: frozenset[Moment]

    @classmethod
    def of_values(cls, values: Iterable[str]) -> "StatedDates":
        """From the values of date fields."""
        return cls(frozenset(moment for moment in map(stated_moment, values) if moment))

    @classmethod
    def of_xml(cls, text: str) -> "StatedDates":
        """From the date elements of a feed's XML."""
        return cls.of_values(found.group(1) for found in _ELEMENT.finditer(text))

    def read(self, value: str) -> Moment | None:
        """A parser's reading of a date, where the feed states that time, or else that day."""
        moment = stated_moment(value)
        if moment is None or moment in self.moments:
            return moment
        return Moment(day(moment)) if day(moment) in self.moments else None
