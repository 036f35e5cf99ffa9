"""What a numeral is of: its unit, its head noun, and the words around it that widen its value to an interval."""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from alteram.text.figures.numerals import Numeral, words

NEAR = 0.10
"""Relative width of "nearly" (below) and "about" (both sides): a tenth, the usual reading of a rounded report."""
LOOK_BACK = 40
"""Characters before a figure in which its qualifying words stand."""
OLDEST = 120
"""Years: a figure above is no age."""
NOUN_REACH = 4
"""Words after a figure among which its head noun is looked for."""
DURATIONS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"))
"""Measures of time: "over two decades" is as often while as longer than."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a text that is read: words before `floor` and from `end` on do not count."""

    text: str
    floor: int
    end: int

    def before(self, at: int) -> str:
        """What stands directly before `at`, as far back as qualifying words reach."""
        return self.text[max(self.floor, at - LOOK_BACK) : at]


Unit = tuple[str, str, int]
"""Unit, noun, and where the figure with its unit ends."""


def unit_of(window: Window, number: Numeral, money: str) -> Unit:
    """Unit of a numeral; `money` is the currency of a sign before it."""
    if money:
        return money, "", number.end
    for reader in (_age, _year, _percent, _currency, _measure):
        read = reader(window, number)
        if read is not None:
            return read
    noun = head_noun(window.text, number.end, window.end)
    unit = _measures().get(noun, "")
    if unit in DURATIONS:
        return "measure", unit, number.end
    return "count", noun, number.end


def unit_after(window: Window, number: Numeral, money: str) -> tuple[Unit, str]:
    """Unit of a numeral with the qualifying words that may part the two ("365-plus days"), and the kind of those."""
    unit = unit_of(window, number, money)
    if unit[:2] != ("count", ""):
        return unit, ""
    after = _after_pattern().match(window.text, number.end, window.end)
    if after is None:
        return unit, ""
    further = unit_of(window, replace(number, end=after.end()), money)
    return (further, after.lastgroup or "least") if further[:2] != ("count", "") else (unit, "")


_PERCENT = re.compile(r"\s?%|[ -]per ?cent\b(?:age points?)?|[ -]pct\b|[ -]percentage points?\b", re.IGNORECASE)


def _percent(window: Window, number: Numeral) -> Unit | None:
    match = _PERCENT.match(window.text, number.end, window.end)
    if match is None:
        return None
    return ("measure", "point", match.end()) if "point" in match.group().lower() else ("percent", "", match.end())


_MONEY = re.compile(r"[ -](?:of )?(?:U\.?S\.? )?([^\W\d_]+)")
_WEIGHT = re.compile(r"\b(?:weigh\w*|los[et]\w*|gain\w*|shed\w*)\b", re.IGNORECASE)


def _currency(window: Window, number: Numeral) -> Unit | None:
    match = _MONEY.match(window.text, number.end, window.end)
    if match is None or (" of " in match.group() and not number.vague):
        return None
    word = match.group(1).lower()
    table = words()["currency_words"]
    known = table.get(word) or table.get(word.removesuffix("s"))
    if known is None or word == "won":
        return None
    return ("measure", "pound-weight", match.end()) if _weighs(window, number, match) else (known, "", match.end())


def _weighs(window: Window, number: Numeral, match: re.Match[str]) -> bool:
    """Whether "pounds" are a weight: "a 300-pound man", "19 pounds of flour", "lost 19 pounds"."""
    if not match.group(1).lower().startswith("pound") or number.factor != 1:
        return False
    text, follows = window.text, window.text[match.end() : match.end() + 12]
    hyphened = text[number.end : number.end + 1] == "-"
    of_stuff = follows.startswith((" of ", " heavier", " lighter", " overweight"))
    return hyphened or of_stuff or bool(_WEIGHT.search(window.before(number.start)))


@cache
def _measures() -> dict[str, str]:
    return {spelling: unit for unit, spellings in words()["measures"].items() for spelling in spellings}


_MAGNITUDE = re.compile(r"[ -]magnitude\b", re.IGNORECASE)
_OF_MAGNITUDE = re.compile(r"\bmagnitude(?: of)?[ -]$", re.IGNORECASE)
_UNIT_WORD = re.compile(r"(?:[ -](?:square |cubic |more |nautical )?)?([^\W\d_]+)\b")
_DEGREES = re.compile(r"\s?°\s?[CF]?\b|\s?°")


def _measure(window: Window, number: Numeral) -> Unit | None:
    if degrees := _DEGREES.match(window.text, number.end, window.end):
        return "measure", "degree", degrees.end()
    if shaken := _MAGNITUDE.match(window.text, number.end, window.end):
        return "measure", "magnitude", shaken.end()
    if _OF_MAGNITUDE.search(window.before(number.start)):
        return "measure", "magnitude", number.end
    match = _UNIT_WORD.match(window.text, number.end, window.end)
    unit = _measures().get(match.group(1).lower()) if match else None
    if match is None or unit is None:
        return None
    glued = match.start(1) == number.end
    return ("measure", unit, match.end()) if not glued or number.digits else None


_OLD = re.compile(r"[- ](year|month|week|day)s?[- ]olds?\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)(?: of)? (?:between )?$|\b(?:he|she) (?:was|is|turned) $", re.IGNORECASE)
_BY_AGE = re.compile(
    r"\b(?:people|persons|those|anyone|everyone|nobody|somebody|adults|children|voters|men|women|residents|citizens|patients"
    r"|is|are|was|were|be)(?: aged)? (?:over|under|above|below) $|\b(?:died|dead|dies|retired|married) at $"
    r"|, (?:both|all)(?: aged)? $",
    re.IGNORECASE,
)
_OLDER = re.compile(r" (?:and|or) (?:older|younger)\b")
_AFTER_NAME = re.compile(r"[A-Z][\w'’.-]+, $")
_BRACKETED = re.compile(r"[A-Z][\w'’.-]+ \($")
_AGE_ENDS = re.compile(
    r"(?:,(?!\d)|\.(?!\d)|[;:)?!]| (?:and|or|but|who|was|is|may|can|must|will|were|have|in|on|at|from)\b|$)"
)
_CLOSED = re.compile(r"(?:,(?!\d)|\.(?!\d)|;| and | who | was | is |$)")


def _age(window: Window, number: Numeral) -> Unit | None:
    """ "34-year-old", "aged 34", "Ana Lopez, 34, said", "Ana Lopez (34)"."""
    if match := _OLD.match(window.text, number.end, window.end):
        return "age", match.group(1).lower(), match.end()
    if number.high > OLDEST or number.factor != 1 or window.text[number.start : number.end].count("."):
        return None
    text, before = window.text, window.before(number.start)
    if _AGED.search(before) or _OLDER.match(text, number.end):
        return "age", "year", number.end
    if _BY_AGE.search(before) and _AGE_ENDS.match(text, number.end) and number.low >= 1:
        return "age", "year", number.end
    named = number.digits and _AFTER_NAME.search(before) and _CLOSED.match(text, number.end)
    bracketed = number.digits and _BRACKETED.search(before) and text[number.end : number.end + 1] == ")"
    if (named and not _calendar(before)) or bracketed:
        return "age", "year", number.end
    return None


def _calendar(before: str) -> bool:
    """Whether the word before the comma is a month or weekday ("In May, 30 were killed")."""
    word = before.rstrip(", ").rpartition(" ")[2]
    return word in words()["months"]["names"] or word in words()["months"]["weekdays"]


_SINCE = re.compile(
    r"\b(?:in|since|by|of|until|from|during|before|after|early|late|mid|the|a|his|her|its|their|year|years|and|to|through"
    r"|between|for|around|about|back|fiscal|spring|summer|autumn|fall|winter|election)[ -]$|[,(/]\s?$",
    re.IGNORECASE,
)


def _year(window: Window, number: Numeral) -> Unit | None:
    return ("year", "", number.end) if is_year(window, number.start, number.end) else None


_QUANTIFIED = re.compile(
    r"\b(?:some|least|nearly|almost|than|roughly|approximately|estimated|fewer|another) $", re.IGNORECASE
)


_YEARS = re.compile(r"(?:1[5-9]|20|21)\d\d(?:[-–](?:\d\d|(?:1[5-9]|20|21)\d\d))?")
_IN_YEAR = re.compile(r"\b(?:in|since|until|during)\s$", re.IGNORECASE)


def is_year(window: Window, at: int, stop: int) -> bool:
    """Whether four bare digits (or a range of two such) are a calendar year rather than a count."""
    if not _YEARS.fullmatch(window.text, at, stop):
        return False
    before = window.before(at)
    if _IN_YEAR.search(before):
        return True
    noun = head_noun(window.text, stop, window.end)
    plural = noun in words()["nouns"]["plural"]
    if plural or (noun and _QUANTIFIED.search(before) and window.text.startswith(f" {noun}", stop)):
        return bool(_month_before().search(before))
    measured = _measure(window, Numeral(at, stop, 0, 0, 0, 1, True))
    return bool(not measured or _month_before().search(before) or _SINCE.search(before))


@cache
def _month_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words()['months']['names'])})\.? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?$")


_WORD = re.compile(r"[ -](?:\(?)((?:[^\W\d_]\.){2,}|[^\W\d_][\w&'’-]*)")


def head_noun(text: str, at: int, end: int) -> str:
    """Head noun of a count that ends at `at`, in lower case: the first plural among the next words; "" where none."""
    if text[at - 3 : at].lower() == "one" and (at < 4 or not text[at - 4].isalnum()):
        return _single_noun(text, at, end)
    table = words()["nouns"]
    place, seen = at, 0
    while seen < NOUN_REACH and (match := _WORD.match(text, place, end)) is not None:
        word = _bare(match.group(1))
        if place == at and match.group().startswith("-") and word not in ("plus", "odd", "ish", "strong"):
            return word.rpartition("-")[2] if "-" not in word else word.partition("-")[0]
        if _is_plural(word):
            further = word in table["collective"] or "-" in word
            return (_last_plural(text, match.end(), end) if further else "") or word
        if not seen and word == "other":
            return _last_plural(text, match.end(), end, named=True) or word
        if word in _stop() and not (seen == 0 and word in ("of", "more", "other")):
            break
        place, seen = match.end(), seen + 1
    return ""


def _bare(word: str) -> str:
    """A word in lower case, without the mark of its genitive."""
    return word.lower().removesuffix("’s").removesuffix("'s")


def _is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun: a list, compounds of "men" and the like, and words in -s."""
    table = words()["nouns"]
    if word in table["plural"] or (len(word) > 5 and word.endswith(("men", "women", "children", "people"))):
        return True
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "’", "'")):
        return False
    return word not in table["not_plural"] and word not in _stop()


def _last_plural(text: str, at: int, end: int, *, named: bool = False) -> str:
    """The plural that stands directly behind a collective ("media posts"), or, `named`, behind "other"."""
    match = _WORD.match(text, at, end)
    if match is None or match.group()[0] == "-" or (match.group(1)[0].isupper() and not named):
        return ""
    word = _bare(match.group(1))
    return word if _is_plural(word) else ""


def _single_noun(text: str, at: int, end: int) -> str:
    """What "one" counts: a known person or thing, else the last word before the phrase ends."""
    table = words()["nouns"]
    place, last = at, ""
    for seen in range(NOUN_REACH):
        match = _WORD.match(text, place, end)
        word = _bare(match.group(1)) if match else ""
        if match is None or word in _stop() or word == "of":
            break
        if word.endswith("ed"):
            place = match.end()
            continue
        if word in table["singular"] and (word != "other" or not seen):
            last = word
            break
        last, place = word, match.end()
    return "" if last == "of" or last.endswith("ly") else last


@cache
def _stop() -> frozenset[str]:
    return frozenset(words()["nouns"]["stop"])


@cache
def _before_pattern() -> re.Pattern[str]:
    groups = [
        rf"(?P<{kind}>{'|'.join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))})"
        for kind, phrases in words()["before"].items()
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?: (?:the|a|another))? $", re.IGNORECASE)


@cache
def _after_pattern() -> re.Pattern[str]:
    groups = [
        rf"(?P<{kind}>{'|'.join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))})"
        for kind, phrases in words()["after"].items()
    ]
    return re.compile(rf"(?: |(?=[-+]))(?:{'|'.join(groups)})(?![^\W_])|\+", re.IGNORECASE)


Interval = tuple[int, int, float, float]
"""Start, end, low, high."""


def qualified(window: Window, interval: Interval) -> Interval:
    """Widens an interval by the words before it ("at least", "nearly") and after it ("or more"); at most two before."""
    start, stop, low, high = interval
    for _ in range(2):
        match = _before_pattern().search(window.before(start))
        if match is None or match.lastgroup is None:
            break
        if _while(window, match, stop):
            break
        start -= len(match.group())
        low, high = widened(match.lastgroup, low, high)
    after = _after_pattern().match(window.text, stop)
    if after is not None:
        stop = after.end()
        low, high = widened(after.lastgroup or "least", low, high)
    return start, stop, low, high


_LASTING = re.compile(
    r"\b(?:for|after|last(?:s|ed|ing)?|tak(?:e|es|ing)|took|spent|spend|is|was|were|of|with|in|within|than|just|well|[Tt]he"
    r"|to|runs?|ran|wait(?:s|ed|ing)?|needed|requires?|goes|went|than)\s$",
    re.IGNORECASE,
)


def _while(window: Window, match: re.Match[str], stop: int) -> bool:
    """Whether "over" before a time is "during": "decayed over two decades", not "for over two decades"."""
    if match.group().split()[0].lower() != "over" or not _ENDS_IN_TIME.search(window.text, match.end(), stop):
        return False
    return _LASTING.search(window.before(match.start())) is None


_ENDS_IN_TIME = re.compile(r"(?:second|minute|hour|day|week|month|year|decade|centur)(?:s|y|ies)?$", re.IGNORECASE)


def widened(kind: str, low: float, high: float) -> tuple[float, float]:
    """The interval that a qualifying word makes of [low, high]."""
    if kind == "least":
        return low, math.inf
    if kind == "most":
        return -math.inf, high
    width = NEAR * max(abs(low), abs(high) if math.isfinite(high) else 0.0)
    return low - width, high if kind == "near" else high + width
