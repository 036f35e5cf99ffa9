"""Times of feeds: only what is stated in full and in a known form (RFC 3339, ISO 8601, RFC 822) is taken.

Libraries read "02/11/2026" as one of two days and "yesterday" as some day; a time that decides what is later than what
must not be guessed, so their reading counts only where the feed states the same.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from alteram.model.ids import Moment, day
from alteram.text.times import parse_moment

_DATE = re.compile(
    r"<(?:(?P<tag>(?:[\w.-]+:)?(?:pubDate|date|published|updated|issued|modified|created|lastBuildDate)"
    r"(?=[\s>])[^<>]*(?<!/)>)\s*(?:<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|(?P<text>[^<]*))"
    r"|!\[CDATA\[.*?(?:\]\]>|\Z)|!--.*?(?:-->|\Z))",
    re.IGNORECASE | re.DOTALL,
)
"""A date element up to the end of its first piece of text; or a section or comment, in which nothing is an element."""
_RFC822 = re.compile(
    r"(?:[A-Za-z]{2,9},? )?[0-9]{1,2}[ -][A-Za-z]{3,9}[ -](?:[12][0-9]{3}|[0-9]{2})(?![0-9])"
    r"(?P<clock> [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))?"
)
"""Its year is checked here, for the standard library reads the year 0001 as 2001."""
_ASCTIME = re.compile(
    r"([A-Za-z]{3}) ([A-Za-z]{3}) ([0-9]{1,2}) ([0-9]{2}:[0-9]{2}:[0-9]{2})(?: ([A-Z]{1,5}))? ([0-9]{4})"
)
"""What C's asctime and many a shell's `date` print."""
_HOUR_ZONE = re.compile(r"(?<=[0-9]:[0-9]{2})([+-][0-9]{2})\Z")
LONGEST = 80
"""Characters of a date, white space around it included."""
EARLIEST, LATEST = "1990", "2100"
"""Years outside are mistakes of a clock or a template, not times of web pages."""


def stated_moment(raw: str) -> Moment | None:
    """The day or time that a text states, or None. A time without zone is only known to its day."""
    text = " ".join(raw[:LONGEST].split())
    if len(raw) > LONGEST or not text.isascii():
        return None
    moment = parse_moment(_HOUR_ZONE.sub(r"\1:00", text)) if text[:4].isdigit() else _rfc822(text)
    return moment if moment is not None and EARLIEST <= moment[:4] < LATEST else None


def _rfc822(text: str) -> Moment | None:
    """A day or time in the form of RFC 822 and 2822, the one RSS asks for, or in that of asctime."""
    text = _ASCTIME.sub(r"\1, \3 \2 \6 \4 \5", text).strip()
    form = _RFC822.match(text)
    if form is None or (form["clock"] is None and form.end() < len(text)):
        return None
    try:
        time = parsedate_to_datetime(text if form["clock"] else f"{text} 00:00:00")
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
    def of_xml(cls, text: str) -> tuple[str, "StatedDates", int]:
        """A feed's XML with each date emptied that is in no known form, those that are, and how many are not.

        So no parser guesses at one: they take the clock's day for what is missing, and up to a tenth of a second each.
        """
        moments: set[Moment] = set()
        bad = 0

        def kept(found: re.Match[str]) -> str:
            nonlocal bad
            value = _value(found)
            moment = stated_moment(value)
            if moment is not None:
                moments.add(moment)
            elif value.strip():
                bad += 1
                return f"<{found['tag']}"
            return found.group()

        return _DATE.sub(kept, text), cls(frozenset(moments)), bad

    def read(self, value: str) -> Moment | None:
        """A parser's reading of a date, where the feed states that time, or else that day."""
        moment = stated_moment(value)
        if moment is None or moment in self.moments:
            return moment
        return Moment(day(moment)) if day(moment) in self.moments else None


def _value(found: re.Match[str]) -> str:
    """The text of a date element, "" for what is none."""
    return html.unescape(found["cdata"] or found["text"] or "")
