"""How a sentence points back in time: days that it names, phrases such as "last week", and what the news came of."""

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from alteram.model.articles import Span
from alteram.model.ids import Moment
from alteram.stages.links.lists import one_of, phrases
from alteram.text.times import date_mentions

ReachKind = Literal["day", "phrase", "cause"]
CAUSE_DAYS = 7
"""Days that a cue of cause without a day reaches back: what is older is told with a day or a phrase of time."""
NEAR = 80
"""Code points on each side of a day or phrase of time in which the event stands that it dates."""
SHARP_DAYS = 3
"""Days that a phrase of time may span to count as a day that is named."""
_AGO = re.compile(
    r"\b(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?P<unit>day|week|month)s? "
    r"(?:ago|after|since|earlier|before)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    for word in words.split()
}
_UNITS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sentence points to by one phrase: `first` and `last` day (from year 1) on which that may have happened.

    `about` is the part of the text that the phrase can speak of: what stands near a day, what stands behind a cause.
    """

    kind: ReachKind
    first: int
    last: int
    about: Span


def reaches(text: str, span: Span, today: int, published: Moment | None) -> tuple[Reach, ...]:
    """Everything by which a sentence of an article of the day `today` points back, in order.

    A day that a word such as "will" stands before is still to come.
    """
    ahead = [match.start() for match in _future().finditer(text, *span)]
    found = [
        Reach("day", moment, moment, _near(text, span, mention.span))
        for mention in date_mentions(text, *span, published)
        if mention.moment is not None
        for moment in (datetime.date.fromisoformat(mention.moment).toordinal(),)
        if moment < today and not any(start < mention.span[0] for start in ahead)
    ]
    for match in _phrases().finditer(text, *span):
        if any(start < match.start() for start in ahead):
            continue
        least, most = _table()[match[0].lower()]
        kind: ReachKind = "day" if most - least < SHARP_DAYS else "phrase"
        found.append(Reach(kind, today - most, today - least, _near(text, span, match.span())))
    found += [_ago(match, today, _near(text, span, match.span())) for match in _AGO.finditer(text, *span)]
    causes = _causes().finditer(text, *span)
    found += [Reach("cause", today - CAUSE_DAYS, today, (match.end(), span[1])) for match in causes]
    return tuple(sorted(found, key=lambda reach: (reach.about, reach.kind, reach.first, reach.last)))


def _near(text: str, span: Span, phrase: Span) -> Span:
    """What stands near a phrase in its sentence, to the next space."""
    start = text.rfind(" ", span[0], max(span[0], phrase[0] - NEAR))
    end = text.find(" ", phrase[1] + NEAR, span[1])
    return (span[0] if start < 0 else start + 1, span[1] if end < 0 else end)


def _ago(match: re.Match[str], today: int, near: Span) -> Reach:
    number = _NUMBERS.get(match["number"].lower()) or int(match["number"])
    unit = _UNITS[match["unit"].lower()]
    slack = 1 if unit == 1 else unit // 2
    kind: ReachKind = "day" if unit == 1 else "phrase"
    return Reach(kind, today - number * unit - slack, today - number * unit + slack, near)


@cache
def _table() -> dict[str, tuple[int, int]]:
    """Phrases of `back_references.txt` with the days that they reach back, least and most."""
    lines = [line.partition(" = ") for line in phrases("back_references")]
    return {phrase: (int(reach.split()[0]), int(reach.split()[1])) for phrase, _, reach in lines}


@cache
def _phrases() -> re.Pattern[str]:
    return one_of(_table())


@cache
def _causes() -> re.Pattern[str]:
    return one_of(phrases("consequence_cues"))


@cache
def _future() -> re.Pattern[str]:
    return one_of(phrases("future_words"))
