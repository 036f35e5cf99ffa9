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

from alteram.text.figures.bounds import text_end
from alteram.text.figures.codes import code_end, digits_end
from alteram.text.figures.numerals import Numeral, numeral, words
from alteram.text.figures.shares import share_at
from alteram.text.figures.told_apart import ordinal_tens, reading_at
from alteram.text.figures.units import Window, head_noun, is_year, qualified, unit_after, unit_of, widened
from alteram.text.figures.units_in_words import opening, worded
from alteram.text.lexicon import either
from alteram.text.passes import SHORT, TEXTS, Pass
from alteram.text.sentences import tokens


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
    if len(text) > SHORT and not inside_a_word and _hints(text).within(start, end) == ():
        return ()
    return _between(text, start, end)


def _between(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    if not _may_be_figure(text, start, end):
        return ()
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


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z]+")
MOST_WORDS = 65536
"""Different words of which it is remembered whether they may belong to a figure."""


@cache
def _number_words() -> frozenset[str]:
    """The words one of which stands in every figure that has no digit: tested first, since few sentences have one."""
    table = words()
    vague = (word for phrase in table["vague"] for word in phrase.split())
    every = [*table["cardinals"], *table["scales"], *table["ordinals"], *table["fractions"], *vague, "halves"]
    return frozenset(every) - {"a", "of", "m", "k", "few", "several"}


@cache
def _anchor() -> re.Pattern[str]:
    """Where a figure may begin: a word with a digit, a currency sign, a month, or a word of the number grammar."""
    table = words()
    spelled = [*table["cardinals"], "hundred", "thousand", "million", "dozen", *table["ordinals"], *ordinal_tens()]
    vague = sorted(table["vague"], key=len, reverse=True)
    scales = "hundred|thousand|million|billion|trillion|dozen|third|quarter"
    opened = rf"(?=[aAhHqQ])(?i:(?:half an? |half-(?=dozen)|an? )(?=(?:{scales})\b)|half\b|{opening()})"
    months = "|".join(table["months"]["names"])
    lower = either([*vague, *sorted(spelled, key=len, reverse=True)])
    # Which letter a word begins with is asked first, and a word is never tried by a part of it: a fourth of the time.
    return re.compile(
        rf"(?<![^\W_])(?:{opened}|{lower}(?![^\W\d_])|(?=[A-Z])(?:{months})\b(?=\.? \d)"
        rf"|[^\W\d_]++[-\u2010-\u2013]?\d|['’#]?\d)|{_signs()}(?=\s?\.?\d)"
    )


@lru_cache(maxsize=TEXTS)
def _hints(text: str) -> Pass[None]:
    """Words of a whole text that may belong to a figure: most clauses have none."""
    spans = [(token.start, token.end) for token in tokens(text, 0, len(text)) if _HINTS[token.text]]
    return Pass(spans, [None] * len(spans))


class _Hints(dict[str, bool]):
    """Whether a word has a digit or a word of the number grammar in it; with too many of them it begins anew."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found = _may_be_figure(word, 0, len(word))
        return found


_HINTS = _Hints()


def _may_be_figure(text: str, start: int, end: int) -> bool:
    if _DIGIT.search(text, start, end) is not None:
        return True
    return not _number_words().isdisjoint(_WORD.findall(text[start:end].lower()))


@cache
def _signs() -> str:
    return "(?:" + "|".join(re.escape(sign) for sign in sorted(words()["currency_signs"], key=len, reverse=True)) + ")"


@cache
def _sign_pattern() -> re.Pattern[str]:
    return re.compile(rf"({_signs()})\s?")


def _read(window: Window, at: int) -> Quantity | None:
    """The figure that begins at `at`."""
    readers: tuple[Callable[[Window, int], Quantity | None], ...] = (
        _in_words,
        _told_apart,
        _code,
        _range,
        _single,
    )
    return next((found for reader in readers if (found := reader(window, at)) is not None), None)


def _label(text: str, start: int, end: int) -> Quantity:
    return Quantity(start, end, math.nan, math.nan, "label", "", text[start:end])


def _told_apart(window: Window, at: int) -> Quantity | None:
    """Dates, times, ordinals, decades, age groups, seasons and scores: nothing widens them."""
    found = reading_at(window, at)
    if found is None:
        return None
    stop, low, high, unit, noun = found
    return Quantity(at, stop, low, high, unit, noun, window.text[at:stop])


def _in_words(window: Window, at: int) -> Quantity | None:
    """Shares of a whole, and measures without a numeral."""
    if (found := worded(window, at)) is not None:
        stop, low, high, unit = found
        return _qualified(window, Quantity(at, stop, low, high, "measure", unit, window.text[at:stop]))
    if (share := share_at(window, at)) is None:
        return None
    stop, part = share
    return _qualified(window, Quantity(at, stop, part, part, "percent", "", window.text[at:stop], 0.5))


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
    if glyph in ("and", "to") and all(is_year(window, one.start, one.end) for one in (first, second)):
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
    if (unread := text_end(window, number, money)) is not None:
        return _label(text, at, unread)
    if _is_item(window, number):
        return _label(text, at, number.end)
    return _finish(window, at, number, money)


def _sign(text: str, at: int, end: int) -> tuple[str, int]:
    """Currency code of a sign at `at` ("" where none) and where its number begins."""
    match = _sign_pattern().match(text, at, end)
    return (words()["currency_signs"][match.group(1)], match.end()) if match else ("", at)


_NO_COUNT_BEFORE = re.compile(r"\b(?:no|any|every|some|each|this|that|which|the|another|only)\s$", re.IGNORECASE)
_NO_COUNT_AFTER = re.compile(
    r"(?:[-\s](?:of|another|by|thing|day|who|that|is|was|has|can|could|might|may|would|and|for|to|with|from|at|on|as|or|but"
    r"|which|where|when|must|should|will|had|does|did|almost|never|always|often|hardly|rarely|also|only|not|\w+ly)\b"
    r"|['’]|[.,;:?!\"”)]|\s?[-—–]\s?\W)"
)


def _is_pronoun(window: Window, number: Numeral) -> bool:
    """ "one" that counts nothing: "no one", "one of the best", "the one who"."""
    text = window.text
    if text[number.start : number.end].lower() != "one":
        return window.before(number.start).endswith(" a thing or ")
    return bool(_NO_COUNT_BEFORE.search(window.before(number.start)) or _NO_COUNT_AFTER.match(text, number.end))


_ITEM = re.compile(
    r"(?:\b(?:hour|day|week|month|year|game|chapter|phase|part|step|round|page|item|question|option|stage|episode|scene"
    r"|World War|number|no\.)|\b(?:Phase|Part|Step|Round|Chapter|Stage|Tier|Day|Week|Hour|Game)) $",
    re.IGNORECASE,
)
_ONE_OF_ITS_KIND = re.compile(
    r"\b(?:last|this|that|a|an|every|each|per|next|past|the|one|first|final)(?: \w+)? \w+ $", re.IGNORECASE
)
_LISTED = re.compile(r"(?:^|\n)\W{0,3}\($")


def _is_item(window: Window, number: Numeral) -> bool:
    """Whether a number tells which one of a row: "hour three", "World War Two", "(2) It took ..." at the beginning."""
    text, before = window.text, window.before(number.start)
    if number.factor != 1 or number.high >= 1000:
        return False
    if text.startswith(")", number.end) and _LISTED.search(before):
        return True
    if _ITEM.search(before) is None or _ONE_OF_ITS_KIND.search(before):
        return False
    return not head_noun(text, number.end, window.end) and unit_of(window, number, "")[0] == "count"


_MINUS = re.compile(r"(?:\b(?<!plus or )minus |\bnegative |(?<![\w)%])[-−])$", re.IGNORECASE)


def _finish(window: Window, at: int, number: Numeral, money: str) -> Quantity:
    """Gives a numeral its unit, its noun and the width of the words around it."""
    text = window.text
    (unit, noun, stop), kind = unit_after(window, number, money)
    grain = number.grain
    if unit == "percent":
        decimals = text[number.start : number.end].partition(".")[2]
        grain = 0.5 * 10.0 ** -len(decimals) if number.low == number.high else 0.0
    elif unit in ("age", "year"):
        grain = 0.0
    low, high = widened(kind, number.low, number.high) if kind else (number.low, number.high)
    if minus := _MINUS.search(window.before(at)):
        low, high, at = -high, -low, at - len(minus.group())
    bare = Quantity(at, stop, low, high, unit, noun, text[at:stop], grain)
    return bare if unit == "year" else _qualified(window, bare)


def _qualified(window: Window, bare: Quantity) -> Quantity:
    """The figure with the words around it that widen its interval."""
    start, stop, low, high = qualified(window, (bare.start, bare.end, bare.low, bare.high))
    return replace(bare, start=start, end=stop, low=low, high=high, text=window.text[start:stop])
