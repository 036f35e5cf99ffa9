"""Figures that stay text: beyond what anybody counts, of two currencies at once, or raised to a power."""

import re

from alteram.text.figures.numerals import Numeral, words
from alteram.text.figures.units import Window

LARGEST = 1e15
"""No amount of money and no count in the news is larger: a thousand billions is a tenth of the world's wealth."""
_POWER = re.compile(r"\^\d+")
_CURRENCY = re.compile(r" (?:U\.?S\.? )?([^\W\d_]+)")


def text_end(window: Window, number: Numeral, money: str) -> int | None:
    """Where the text ends that a numeral (`money`: the currency of a sign before it) only is; None for a figure."""
    if power := _POWER.match(window.text, number.end, window.end):
        return power.end()
    if abs(number.low) > LARGEST or abs(number.high) > LARGEST:
        return number.end
    word = _CURRENCY.match(window.text, number.end, window.end) if money else None
    if word is None:
        return None
    table = words()["currency_words"]
    named = table.get(word[1].lower(), table.get(word[1].lower().removesuffix("s"), money))
    return None if named in (money, "cent", "penny") else word.end()
