"""English numerals: digits with their commas, number words and scale words, at one place of a text.

Grammar after the descriptions of English numerals in Huddleston and Pullum, The Cambridge Grammar of the English
Language (2002), chapter 5; the words are in `data/quantities.toml`.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from alteram.text import lexicon


@cache
def words() -> dict[str, Any]:
    """The word lists of the number grammar, by table."""
    return lexicon.table("quantities")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral: span, value, and `grain`, half a unit of its last printed digit where it is rounded (else 0)."""

    start: int
    end: int
    low: float
    high: float
    grain: float
    factor: float
    digits: bool

    @property
    def vague(self) -> bool:
        """Whether it names no one number ("dozens")."""
        return self.low != self.high


_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<=[$€£])\.\d+")
_SCALE = re.compile(r"[ -]?(hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|m|k)\b", re.IGNORECASE)
_SHORT_SCALES = frozenset({"m", "mn", "bn", "tn", "k"})
_WORD = re.compile(r"[A-Za-z]+")


def numeral(text: str, at: int, end: int, *, money: bool = False) -> Numeral | None:
    """The numeral that begins at `at`, or None. `money` lets short scales stand ("$3m"), else they are metres."""
    match = _DIGITS.match(text, at, end)
    if match is None:
        return _vague(text, at, end) or _spelled(text, at, end)
    stop, rest = _rest(text, match.end(), end) if "." not in match.group() else (match.end(), 0.0)
    value = float(match.group().replace(",", "")) + rest
    stop, factor = _scales(text, stop, end, money=money)
    if not math.isfinite(value * factor):
        return None
    decimals = match.group().partition(".")[2]
    grain = 0.5 * 10.0 ** -len(decimals) * factor if factor > 1 or decimals else _roundness(value)
    grain = grain / 2 if rest else grain
    return Numeral(at, stop, value * factor, value * factor, grain, factor, digits=True)


_REST = re.compile(r"[- ]and[- ](?:a|one)[- ](half|quarter)\b|[ -]?([½¼¾])|[ -](1/2|1/4|3/4)(?![\d/])", re.IGNORECASE)
_RESTS = {"half": 0.5, "½": 0.5, "1/2": 0.5, "quarter": 0.25, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}


def _rest(text: str, at: int, end: int) -> tuple[int, float]:
    """A fraction behind a whole number ("two and a half", "5½", "5 1/2"): where it ends and what it adds."""
    match = _REST.match(text, at, end)
    if match is None:
        return at, 0.0
    return match.end(), _RESTS[next(group for group in match.groups() if group).lower()]


def _roundness(value: float) -> float:
    """How far a round number may lie from what it rounds: a twentieth of it, at most 500; other numbers are exact."""
    if value >= 1000 and value % 1000 == 0:
        return min(500.0, value / 20)
    return min(50.0, value / 20) if value >= 1000 and value % 100 == 0 else 0.0


def _scales(text: str, at: int, end: int, *, money: bool) -> tuple[int, float]:
    """Where the scale words after a number end, and their product ("billion billion" is one)."""
    factor = 1.0
    while (match := _SCALE.match(text, at, end)) is not None:
        word = match.group(1).lower()
        if word in _SHORT_SCALES and (match.group()[0] in " -" or not (money or word in ("bn", "tn", "mn"))):
            break
        factor *= float(words()["scales"][word])
        at = match.end()
    return at, factor


@cache
def _vague_pattern() -> re.Pattern[str]:
    phrases = sorted(words()["vague"], key=len, reverse=True)
    return re.compile(rf"{lexicon.either(phrases)}\b(?! (?i:million|billion))")


_SCORES_FOLLOW = re.compile(r" (?:of|more|were|have|are|dead|killed|injured|wounded|missing|others|people)\b")


def _vague(text: str, at: int, end: int) -> Numeral | None:
    """ "dozens", "hundreds of thousands". "Scores" only where it cannot be points or a verb."""
    match = _vague_pattern().match(text, at, end)
    if match is None or (match.group().lower() == "scores" and not _SCORES_FOLLOW.match(text, match.end(), end)):
        return None
    low, high = words()["vague"][match.group().lower()]
    return Numeral(at, match.end(), float(low), float(high), 0.0, 1.0, digits=False)


@dataclass(slots=True)
class _Count:
    """State of a spelled numeral while it is read."""

    total: float = 0.0
    current: float = 0.0
    factor: float = 1.0

    def cardinal(self, value: int) -> bool:
        """Takes "five" after nothing, after a ten or after a hundred; False where it begins another numeral."""
        tens_open = 20 <= self.current % 100 <= 90 and self.current % 10 == 0 and 0 < value < 10
        hundred_open = self.current % 100 == 0
        if not (tens_open or hundred_open):
            return False
        self.current += value
        return True

    def scale(self, value: float) -> None:
        """Takes a scale word: "two hundred", "three thousand", "a billion billion"."""
        self.factor *= value
        if value <= 100:
            self.current = max(self.current, 1.0) * value
        elif self.current == 0 and self.total > 0:
            self.total *= value
        else:
            self.total += max(self.current, 1.0) * value
            self.current = 0.0


_OPENING = re.compile(r"(half an? |half-|an? )", re.IGNORECASE)


def _spelled(text: str, at: int, end: int) -> Numeral | None:
    """Number words from `at`: "twenty-three", "two hundred and fifty thousand", "a dozen", "half a million"."""
    cardinals, scales = words()["cardinals"], words()["scales"]
    opening = _OPENING.match(text, at, end)
    place = opening.end() if opening else at
    count, stop, seen_scale = _Count(), at, False
    while (match := _WORD.match(text, place, end)) is not None:
        word = match.group().lower()
        if word in cardinals and not (opening and stop == at) and count.cardinal(cardinals[word]):
            stop = match.end()
        elif word in scales and word not in _SHORT_SCALES and (opening or stop > at):
            count.scale(scales[word])
            stop, seen_scale = match.end(), True
        elif not (word == "and" and seen_scale and count.current % 100 == 0):
            break
        if match.end() >= end or text[match.end()] not in " -":
            break
        place = match.end() + 1
    if stop == at or (stop < len(text) and text[stop].isalnum()):
        return None
    if not seen_scale and not opening:
        stop, rest = _rest(text, stop, end)
        count.current += rest
        if rest and (scaled := _scales(text, stop, end, money=False))[1] > 1:
            stop, count.current, count.factor = scaled[0], count.current * scaled[1], scaled[1]
    value = (count.total + count.current) * (0.5 if opening and opening.group().lower().startswith("half") else 1.0)
    if not math.isfinite(value):
        return None
    grain = count.factor / 2 if count.factor >= 1e6 else _roundness(value)
    return Numeral(at, stop, value, value, grain if count.factor < 1e6 else min(grain, value / 20), count.factor, False)
