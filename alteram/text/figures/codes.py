"""Numbers that are names: codes, flight and article numbers, addresses, telephone numbers, damaged figures."""

import re
from functools import cache

from alteram.text.figures.numerals import words
from alteram.text.figures.units import LOOK_BACK, Window, head_noun, is_year

_CODE = re.compile(r"[#'’]?[\w][\w./:@–-]*[\w]|[#'’]?\w")
_GLUED = re.compile(
    r"\d[\d,.]*(?:(?:bn|mn|tn|m|k|km|kms|cm|mm|kg|g|ft|lb|lbs|mph|kph|mw|pct|am|pm|st|nd|rd|th)\b|(?![^\W\d_]))",
    re.IGNORECASE,
)
_RUN = re.compile(r"\d[\d.,]*\d|\d")
_WRITTEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PARTED = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[-–—]\$?\d[\d,]*(?:\.\d+)?)?(?:[-–—][^\W\d_][\w-]*)?")


def digits_end(window: Window, at: int) -> int | None:
    """End of the word with a digit that begins at `at`, or None."""
    match = _CODE.match(window.text, at, window.end)
    if match is None or not any(character.isdigit() for character in match.group()):
        return None
    return match.end()


def code_end(window: Window, at: int) -> int | None:
    """End of the code that begins at `at`: "G7", "F-16", Boeing's "737", "9/11", "555-1234"; None for numbers."""
    text, end = window.text, window.end
    match = _CODE.match(text, at, end)
    if match is None or digits_end(window, at) is None:
        return None
    word = match.group()
    if not word[0].isdigit():
        return match.end()
    run = _RUN.match(text, at, end)
    if run is not None and not _WRITTEN.fullmatch(run.group()):
        return max(run.end(), match.end())
    digits = _GLUED.match(word)
    if digits is None or not word.isascii() or not (_PARTED.fullmatch(word) or digits.end() == len(word)):
        return match.end()
    telephone = re.fullmatch(r"\d{3}-\d{4}", word)
    written = max(match.end(), run.end()) if run is not None else match.end()
    return match.end() if telephone or _in_name(window, at, written) else None


_LAST_WORD = re.compile(r"([^\W\d_][\w'’.&-]*)[ -]$")
_NEXT_WORDS = re.compile(r"\s+([^\W\d_][\w'’-]*)(?:\s+([^\W\d_][\w'’-]*))?(?:\s+([^\W\d_][\w'’-]*))?")


def _in_name(window: Window, at: int, stop: int) -> bool:
    """Whether a bare number belongs to a name: a label word, or another capitalised word that nothing counts after."""
    text, floor = window.text, window.floor
    after = _NEXT_WORDS.match(text, stop)
    following = [word for word in (after.groups() if after else ()) if word]
    capitals = [word for word in following if word[0].isupper()]
    if len(capitals) == len(following) and any(word in words()["labels"]["streets"] for word in capitals):
        return bool(capitals)
    before = _LAST_WORD.search(window.before(at))
    if before is None or not before.group(1)[0].isupper():
        return False
    word = before.group(1).rstrip(".")
    if word in words()["labels"]["before"]:
        return True
    if word.endswith(("’s", "'s")) and (following or "," in text[at:stop]):
        return False
    months = words()["months"]
    if word in months["weekdays"] or word in months["names"] or word.lower() in _qualifying_words():
        return False
    sentence_start = before.start() == 0 and max(floor, at - LOOK_BACK) == floor
    if sentence_start or is_year(window, at, stop):
        return False
    return not (
        following and (following[0][0].isupper() or head_noun(text, stop, window.end) or following[0] in _counted())
    )


@cache
def _counted() -> frozenset[str]:
    """Words after a number that show it counts or measures."""
    table = words()
    measures = (spelling for spellings in table["measures"].values() for spelling in spellings)
    return frozenset(
        [*table["nouns"]["plural"], *table["nouns"]["singular"], *measures, *table["currency_words"], "percent", "per"]
        + [f"{word}s" for word in table["currency_words"]]
        + ["hundred", "thousand", "million", "billion", "trillion", "dozen", "more", "of", "killed", "dead"]
    )


@cache
def _qualifying_words() -> frozenset[str]:
    """Words that stand before figures without naming anything ("In", "About", "At")."""
    phrases = (phrase for group in words()["before"].values() for phrase in group)
    return frozenset(word for phrase in phrases for word in phrase.split()) | set(words()["nouns"]["stop"]) | {"of"}
