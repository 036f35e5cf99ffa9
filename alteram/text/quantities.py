"""Figures in a text: counts, shares, money, measures, ages, years, times, dates, ordinals, scores, and mere labels.

A figure is an interval: "at least 20" is [20, inf), "up to 20" (-inf, 20], "nearly 50" [45, 50], "about 50" [45, 55],
"dozens" [24, 99], "20 to 30" [20, 30]. "More than 20" keeps 20 inside: reporters use both for one count. What cannot be
read safely (a code, a damaged number, digits under a direction mark) is unit "label": its text is kept, never a value.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from alteram.text.codes import code_end, digits_end
from alteram.text.numerals import Numeral, numeral, words
from alteram.text.passes import SHORT, TEXTS, Pass
from alteram.text.units import Window, qualified, unit_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: its span (qualifying words and unit included) and text, the closed interval it states, its unit.

    `unit` is "count", "percent", a currency ("usd"), "measure" (`noun` names it: "mile", "day"), "age", "year", "time"
    (minutes from midnight), "date" (day of the month `noun`), "ordinal", "score" (`low` to `high` as printed) or
    "label" (no value: nan). `noun` is the head noun of a count as printed in lower case, "" where none follows.
    `grain` is half a unit of the last printed digit of a rounded figure, 0 for an exact one.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    noun: str
    text: str
    grain: float = 0.0


@lru_cache(maxsize=8192)
def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Every figure in `text[start:end]`, in order, not overlapping."""
    inside_a_word = text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()
    if len(text) > SHORT and not inside_a_word and _anchors(text).within(start, end) == ():
        return ()
    return _between(text, start, end)


def _between(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    place = start
    hidden = _DIRECTION.search(text, start, end) is not None
    while (match := _anchor().search(text, place, end)) is not None:
        quantity = _read(Window(text, max(start, place), end), match.start())
        if quantity is None:
            place = max(match.end(), match.start() + 1)
            continue
        place = quantity.end
        found.append(_label(text, quantity.start, quantity.end) if hidden else quantity)
    return tuple(found)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one kind can state the same: their intervals meet, or the rounder one rounds the other.

    Head nouns of counts are not compared. Labels, scores, times and dates are compared as what they print.
    """
    if a.unit != b.unit:
        return False
    if a.unit == "label":
        return _plain(a.text) == _plain(b.text)
    if a.unit in ("score", "date"):
        return (a.low, a.high, a.noun) == (b.low, b.high, b.noun)
    if a.unit in ("measure", "age") and a.noun != b.noun:
        return False
    slack = max(a.grain, b.grain) * (1 + 1e-9)
    return a.low <= b.high + slack and b.low <= a.high + slack


def covers(claim: Quantity, given: Quantity) -> bool:
    """Whether `given` bears `claim` out: everything that it allows, the claim allows too ("at least 20" by "34")."""
    if not compatible(claim, given):
        return False
    if claim.unit in ("label", "score", "date"):
        return True
    slack = claim.grain * (1 + 1e-9)
    return claim.low - slack <= given.low and given.high <= claim.high + slack


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@cache
def _anchor() -> re.Pattern[str]:
    """Where a figure may begin: a word with a digit, a currency sign, a month, or a word of the number grammar."""
    table = words()
    spelled = [*table["cardinals"], "hundred", "thousand", "million", "dozen", *table["ordinals"], *_ordinal_tens()]
    vague = sorted(table["vague"], key=len, reverse=True)
    opened = r"(?i:(?:half an? |an? )(?=(?:hundred|thousand|million|billion|trillion|dozen|third|quarter)\b)|half\b)"
    months = "|".join(table["months"]["names"])
    lower = "|".join([*vague, *sorted(spelled, key=len, reverse=True)])
    # Which letter a word begins with is asked first, and a word is never tried by a part of it: half the time.
    first = "".join(sorted({letter for word in (*vague, *spelled) for letter in (word[0].lower(), word[0].upper())}))
    return re.compile(
        rf"(?<![^\W_])(?:(?=[aAhH]){opened}|(?=[{first}])(?i:{lower})(?![^\W\d_])|(?=[A-Z])(?:{months})\b(?=\.? \d)"
        rf"|[^\W\d_]++[-\u2010-\u2013]?\d|['’#]?\d)|{_signs()}(?=\s?\d)"
    )


@lru_cache(maxsize=TEXTS)
def _anchors(text: str) -> Pass[None]:
    """Where figures may begin in a whole text: most clauses have none."""
    spans = [match.span() for match in _anchor().finditer(text)]
    return Pass(spans, [None] * len(spans))


@cache
def _ordinal_tens() -> tuple[str, ...]:
    """ "twenty-first" and the like."""
    return tuple(f"{ten}-{one}" for ten in _TENS for one in list(words()["ordinals"])[:9])


_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@cache
def _signs() -> str:
    return "(?:" + "|".join(re.escape(sign) for sign in sorted(words()["currency_signs"], key=len, reverse=True)) + ")"


def _read(window: Window, at: int) -> Quantity | None:
    """The figure that begins at `at`."""
    readers: tuple[Callable[[Window, int], Quantity | None], ...] = (
        _date,
        _time,
        _ordinal_or_share,
        _decade,
        _score,
        _code,
        _range,
        _single,
    )
    return next((found for reader in readers if (found := reader(window, at)) is not None), None)


def _label(text: str, start: int, end: int) -> Quantity:
    return Quantity(start, end, math.nan, math.nan, "label", "", text[start:end])


@cache
def _date_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(words()["months"]["names"])
    suffix = r"(?:st|nd|rd|th)?"
    return (
        re.compile(rf"({months})\.? (\d{{1,2}}){suffix}(?![\w%]|[.,:]\d)"),
        re.compile(rf"(\d{{1,2}}){suffix} (?:of )?({months})\b"),
    )


def _date(window: Window, at: int) -> Quantity | None:
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
    return Quantity(at, match.end(), number, number, "date", month[:3].lower(), match.group())


_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s?([ap])\.?m\b\.?|(\d{1,2}):(\d{2})(?![\d:])|(\d{1,2}) o['’]clock",
    re.IGNORECASE,
)


def _time(window: Window, at: int) -> Quantity | None:
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
        return _label(text, at, match.end())
    value = hour * 60 + minute
    return Quantity(at, match.end(), value, value, "time", "", match.group())


_NUMBER_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"(?:(\w+)[ -])?(hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b",
    re.I,
)
_ORDINAL = re.compile(r"([A-Za-z]+)(?:-[A-Za-z]+)?")
_ONE_IN = re.compile(r"(one|1) (?:in|out of)(?: every)? (\w+)\b", re.IGNORECASE)


def _ordinal_or_share(window: Window, at: int) -> Quantity | None:
    """ "first", "21st"; "two-thirds", "a quarter of", "half of" and "one in five" in percent."""
    text, end = window.text, window.end
    table = words()
    if match := _ONE_IN.match(text, at, end):
        base = numeral(text, match.start(2), match.end(2))
        if base is not None and 1 < base.low <= 1000 and not base.vague and base.end == match.end(2):
            part = 100 / base.low
            return Quantity(at, base.end, part, part, "percent", "", text[at : base.end], 0.5)
    if match := _SHARE.match(text, at, end):
        share = _share(match)
        if share is not None and _is_share(window, match):
            return _qualified(window, Quantity(at, match.end(), share, share, "percent", "", match.group(), 0.5))
    if match := _NUMBER_ORDINAL.match(text, at, end):
        number = int(match.group(1))
        return Quantity(at, match.end(), number, number, "ordinal", "", match.group())
    spelled = _ORDINAL.match(text, at)
    for word in (spelled.group(), spelled.group(1)) if spelled else ():
        ten, _, one = word.lower().rpartition("-")
        ordinal = one in table["ordinals"] and (not ten or (ten in _TENS and word.lower() in _ordinal_tens()))
        if ordinal and not text[at + len(word) : at + len(word) + 1].isalnum():
            number = table["ordinals"][one] + (table["cardinals"][ten] if ten else 0)
            return Quantity(at, at + len(word), number, number, "ordinal", "", word)
    return None


def _is_share(window: Window, match: re.Match[str]) -> bool:
    """Whether the words are a part of something: "a third telephone" and "the first half" are not."""
    follows = window.text.startswith((" of ", " the "), match.end())
    if re.search(r"\b(?:first|second|other|latter) $", window.before(match.start())):
        return False
    certain = match.group(2).lower().endswith("s") or match.group(2).lower() == "quarter"
    return follows or (certain and bool(match.group(1)))


def _share(match: re.Match[str]) -> float | None:
    """Percent of "two-thirds", "a quarter", "half"; None where the words are no share ("a second", "the third")."""
    table = words()
    part = match.group(2).lower()
    singular = "half" if part == "halves" else part.removesuffix("s") if part != "half" else part
    count = (match.group(1) or "").lower()
    times = table["cardinals"].get(count, 1 if count in ("", "a", "one") else 0)
    plural = part.endswith("s")
    if not times or (times == 1) == plural or (not count and singular != "half"):
        return None
    value = float(times * table["fractions"][singular])
    return value if value <= 100 else None


_DECADE = re.compile(r"(?:['’](\d0)|(1[5-9]\d0|20\d0))['’]?s\b")


def _decade(window: Window, at: int) -> Quantity | None:
    """ "the 1990s" is ten years; "the '90s" leaves its century unsaid and is a label."""
    text, end = window.text, window.end
    match = _DECADE.match(text, at, end)
    if match is None:
        return None
    if match.group(2) is None:
        return _label(text, at, match.end())
    year = int(match.group(2))
    return Quantity(at, match.end(), year, year + 9, "year", "", match.group())


_SCORE = re.compile(r"(\d{1,3})[-–—](?:to-)?(\d{1,3})(?![\w.,:-]*\d)(?!-year)")
_SCORE_CONTEXT = re.compile(
    r"(?:\b(?:won|win|wins|lost|lose|beat|beats|beaten|defeated|led|leads|trailed|ruled|voted|votes?|passed|decision|ruling"
    r"|split|score|scored|draw|tied|failed|approved|rejected|by|lead|margin|was|with|on|an?))\W+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_SCORE_AFTER = re.compile(
    r"\s(?:vote|decision|ruling|victory|win|loss|defeat|majority|margin|split|draw|lead|record|tie|against)"
)


def _score(window: Window, at: int) -> Quantity | None:
    """ "won 3-2", "a 5-4 ruling": two figures that are no range."""
    text, end = window.text, window.end
    match = _SCORE.match(text, at, end)
    if match is None:
        return None
    one, other = int(match.group(1)), int(match.group(2))
    voted = _SCORE_CONTEXT.search(window.before(at)) and not re.match(r"\s[a-z]", text[match.end() :])
    if one > other or _SCORE_AFTER.match(text, match.end()) or (voted and one <= other):
        return Quantity(at, match.end(), one, other, "score", "", match.group())
    return None


def _code(window: Window, at: int) -> Quantity | None:
    """Numbers inside names and codes are labels."""
    stop = code_end(window, at)
    return None if stop is None else _label(window.text, at, stop)


_RANGE_MARK = re.compile(r"\s?[-–—]\s?(?:to[-–— ])?|\s(?:to|and|or)\s|-to-")


def _range(window: Window, at: int) -> Quantity | None:
    """ "20 to 30", "20-30", "between 20 and 30", "$5-10 billion"; a change "from 20 to 30" is two figures."""
    text, end = window.text, window.end
    money, place = _sign(text, at, end)
    first = numeral(text, place, end, money=bool(money))
    mark = _RANGE_MARK.match(text, first.end, end) if first else None
    if first is None or mark is None or first.vague:
        return None
    again, second_at = _sign(text, mark.end(), end)
    second = numeral(text, second_at, end, money=bool(money or again))
    before = window.before(at).lower()
    if second is None or (again and not money) or before.endswith("from "):
        return None
    between = before.endswith("between ")
    glyph = mark.group().strip()
    if (glyph == "and" and not between) or (glyph not in ("and", "to", "or", "-to-") and first.digits != second.digits):
        return None
    scale = second.factor if first.factor == 1 and second.factor > 1 and first.low < second.low / second.factor else 1.0
    low, high = first.low * scale, second.high
    if not low < high or (glyph == "or" and high > 3 * low) or second.vague:
        return None
    begin = at - len("between ") if between else at
    joined = Numeral(begin, second.end, low, high, 0.0, second.factor, first.digits)
    return _finish(window, begin, joined, money or again)


def _single(window: Window, at: int) -> Quantity | None:
    """One number, spelled or in digits, with its unit."""
    text, end = window.text, window.end
    money, place = _sign(text, at, end)
    number = numeral(text, place, end, money=bool(money))
    if number is not None and money and code_end(window, place) is not None:
        number = None
    if number is None:
        stop = digits_end(window, place)
        return None if stop is None else _label(text, at, stop)
    if _is_pronoun(window, number):
        return None
    return _finish(window, at, number, money)


def _sign(text: str, at: int, end: int) -> tuple[str, int]:
    """Currency code of a sign at `at` ("" where none) and where its number begins."""
    match = re.compile(rf"({_signs()})\s?").match(text, at, end)
    return (words()["currency_signs"][match.group(1)], match.end()) if match else ("", at)


_NO_COUNT_BEFORE = re.compile(r"\b(?:no|any|every|some|each|this|that|which|the|another|only)\s$", re.IGNORECASE)
_NO_COUNT_AFTER = re.compile(
    r"(?:[-\s](?:of|another|by|thing|day|who|that|is|was|has|can|could|might|may|would|and)\b|['’]|[.,;:?!\"”)])"
)


def _is_pronoun(window: Window, number: Numeral) -> bool:
    """ "one" that counts nothing: "no one", "one of the best", "the one who"."""
    text = window.text
    if text[number.start : number.end].lower() != "one":
        return False
    return bool(_NO_COUNT_BEFORE.search(window.before(number.start)) or _NO_COUNT_AFTER.match(text, number.end))


def _finish(window: Window, at: int, number: Numeral, money: str) -> Quantity:
    """Gives a numeral its unit, its noun and the width of the words around it."""
    text = window.text
    unit, noun, stop = unit_of(window, number, money)
    grain = number.grain
    if unit == "percent":
        decimals = text[number.start : number.end].partition(".")[2]
        grain = 0.5 * 10.0 ** -len(decimals) if number.low == number.high else 0.0
    elif unit in ("age", "year"):
        grain = 0.0
    bare = Quantity(at, stop, number.low, number.high, unit, noun, text[at:stop], grain)
    return bare if unit == "year" else _qualified(window, bare)


def _qualified(window: Window, bare: Quantity) -> Quantity:
    """The figure with the words around it that widen its interval."""
    start, stop, low, high = qualified(window, (bare.start, bare.end, bare.low, bare.high))
    return replace(bare, start=start, end=stop, low=low, high=high, text=window.text[start:stop])
