"""How a sentence points back in time: days that it names, phrases such as "last week", and what the news came of."""

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
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
    r"(?:ago|after|since|earlier|before)\b"
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

    `about` is the part of the text that the phrase can speak of: what stands near a day; what stands behind a cue of
    cause, to the next comma.
    """

    kind: ReachKind
    first: int
    last: int
    about: Span


def reaches(text: str, spans: Sequence[Span], today: int, published: Moment | None) -> dict[Span, tuple[Reach, ...]]:
    """Everything by which sentences of an article of the day `today` point back, by sentence; `spans` are in order.

    A day that a word such as "will" stands before is still to come. The text is searched once as a whole.
    """
    if not spans:
        return {}
    sentences, low = _Sentences(spans), text.replace("İ", "I").lower()
    found: list[tuple[Span, Reach]] = []
    for phrase, kind, first, last in _times(text, low, sentences.whole, (today, published)):
        span = sentences.around(phrase)
        if span is not None and _future().search(low, span[0], phrase[0]) is None:
            found.append((span, Reach(kind, first, last, _near(text, span, phrase))))
    for match in _causes().finditer(low, *sentences.whole):
        span = sentences.around(match.span())
        if span is not None:
            comma = text.find(", ", match.end(), span[1])
            about = (match.end(), span[1] if comma < 0 else comma)
            found.append((span, Reach("cause", today - CAUSE_DAYS, today, about)))
    found.sort(key=lambda each: (each[0], each[1].about, each[1].kind, each[1].first, each[1].last))
    return {span: tuple(each[1] for each in group) for span, group in groupby(found, key=lambda each: each[0])}


class _Sentences:
    """Spans in order, and which of them holds a part of the text."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self.whole = (spans[0][0], spans[-1][1])

    def around(self, part: Span) -> Span | None:
        """The sentence that holds all of a part."""
        span = self._spans[max(0, bisect_right(self._starts, part[0]) - 1)]
        return span if span[0] <= part[0] and part[1] <= span[1] else None


def _times(
    text: str, low: str, whole: Span, now: tuple[int, Moment | None]
) -> Iterator[tuple[Span, ReachKind, int, int]]:
    """Days and phrases of time: where they stand, and the first and last day that they mean. `low`: in lower case."""
    today, published = now
    for mention in date_mentions(text, *whole, published):
        if mention.moment is not None:
            moment = datetime.date.fromisoformat(mention.moment).toordinal()
            if moment < today:
                yield mention.span, "day", moment, moment
    for match in _phrases().finditer(low, *whole):
        least, most = _table()[match[0]]
        yield match.span(), "day" if most - least < SHARP_DAYS else "phrase", today - most, today - least
    for match in _AGO.finditer(low, *whole):
        number = _NUMBERS.get(match["number"]) or int(match["number"])
        unit = _UNITS[match["unit"]]
        slack = 1 if unit == 1 else unit // 2
        back = today - number * unit
        yield match.span(), "day" if unit == 1 else "phrase", back - slack, back + slack


def _near(text: str, span: Span, phrase: Span) -> Span:
    """What stands near a phrase in its sentence, to the next space."""
    start = text.rfind(" ", span[0], max(span[0], phrase[0] - NEAR))
    end = text.find(" ", phrase[1] + NEAR, span[1])
    return (span[0] if start < 0 else start + 1, span[1] if end < 0 else end)


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
