"""The place that a sentence sets a figure of people in."""

import re

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure
from alteram.text.names import names

_PLACED = re.compile(
    r"\b(?:in|at|near|outside|inside|across) (?:the |nearby |northern |southern |eastern |western |central )*$",
    re.IGNORECASE,
)


_EVENT = re.compile(
    r" (?:(?:death )?toll|shootings?|attacks?|bombings?|blasts?|explosions?|fires?|wildfires?|crash|collision"
    r"|earthquake|quake|floods?|floodings?|massacre|siege|riots?|raids?|protests?|rally|march)\b"
)
"""What happened, behind the name of where it did: "the Lindhaven fire"."""
_VERB_FIRST = re.compile(r"(?:and |has |had |have )?(?:[a-z]+(?:ed|ing)|left|shot|took|drew)\b")
"""A clause whose subject, and with it the place, stands before the comma: "a gunman in Velm, Norvania, killed"."""
_OPENING_PLACE = re.compile(r"(?:In|At|Near|Across|Outside|Inside) [^,.;]{2,40},")
_WIDE = re.compile(
    r"\b(?:world-?wide|globally|around the (?:world|globe)|across the (?:world|globe|country|nation|state|region)"
    r"|nation-?wide|state-?wide|city-?wide|in all)\b",
    re.IGNORECASE,
)
_WEEKDAY_TAIL = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


def where(text: str, sentence: Span, figure: Figure) -> str:
    """The place that the clause, or the opening of its sentence, sets the figure in, "" where it names none."""
    start, end = figure.clause
    if _VERB_FIRST.match(text, start, end):
        start = sentence[0]
    if wide := _WIDE.search(text, start, end):
        return wide.group().lower()
    opening = _OPENING_PLACE.match(text, *sentence)
    for left, right in ((start, end), opening.span() if opening else (0, 0)):
        for name in names(text, left, right):
            placed = _PLACED.search(text, max(left, name.start - 30), name.start)
            event = name.kind != "person" and _EVENT.match(text, name.end, right)
            if event or (placed and name.kind != "person"):
                return _WEEKDAY_TAIL.sub("", name.text)
    return ""
