"""The place that a sentence sets a figure of people in."""

import re

from alteram.model.articles import Span
from alteram.stages.disagreements.figures import Figure
from alteram.text.names import Name, names

_PLACED = re.compile(
    r"\b(?P<by>in|at|near|outside|inside|across) (?:the |nearby |northern |southern |eastern |western |central )*"
    r"(?:(?:[a-z]+ ){0,3}(?:city|town|village|port|province|state|county|district|region|suburb|island|capital) of )?$",
    re.IGNORECASE,
)
_AND_ANOTHER = re.compile(r" and (?:in )?(?=[^\W\d_])")
_OWNED = re.compile(r"[’']s\b")


_EVENT = re.compile(
    r" (?:(?:death )?toll|shootings?|attacks?|bombings?|blasts?|explosions?|fires?|wildfires?|crash|collision"
    r"|earthquake|quake|floods?|floodings?|massacre|siege|riots?|raids?|protests?|rally|march)\b"
)
"""What happened, behind the name of where it did: "the Lindhaven fire"."""
_VERB_FIRST = re.compile(r"(?:and |has |had |have |[a-z]+ly )?(?:[a-z]+(?:ed|ing)|left|shot|took|drew)\b")
"""A clause whose subject, and with it the place, stands before the comma: "a gunman in Velm, Norvania, killed"."""
_OPENING_PLACE = re.compile(r"(?:In|At|Near|Across|Outside|Inside) [^,.;]{2,40},")
_WIDE = re.compile(
    r"\b(?:world-?wide|globally|around the (?:world|globe)|across the (?:world|globe|country|nation|state|region)"
    r"|nation-?wide|state-?wide|city-?wide|in all)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere(?=[.,;]? ?$| (?:since|so far|on|as of|alone|by)\b)")
_WEEKDAY_TAIL = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


def where(text: str, sentence: Span, figure: Figure) -> str:
    """The place that the clause, or the opening of its sentence, sets the figure in, "" where it names none."""
    start, end = figure.clause
    if _VERB_FIRST.match(text, start, end):
        start = sentence[0]
    if wide := _WIDE.search(text, start, end):
        return wide.group().lower()
    if _THERE.search(text, start, end):
        return "there"
    opening = _OPENING_PLACE.match(text, *sentence)
    for left, right in ((start, end), opening.span() if opening else (0, 0)):
        found = tuple(names(text, left, right))
        for name in found:
            if _is_place(text, name, left, right) and not _is_of_another_clause(text, name, figure):
                other = _AND_ANOTHER.match(text, name.end, right)
                second = next((one for one in found if other and one.start == other.end()), None)
                return _WEEKDAY_TAIL.sub("", text[name.start : second.end] if second else name.text)
    return ""


_THAT = re.compile(r" (?:that|which) ")


def _is_of_another_clause(text: str, name: Name, figure: Figure) -> bool:
    """Whether "that" stands between a place and a figure, not behind the place: "in Velm over raids that killed"."""
    if name.start >= figure.quantity.start:
        return False
    parts = list(_THAT.finditer(text, name.end, figure.quantity.start))
    return bool(parts) and not _TO_THAT.fullmatch(text, name.end, parts[-1].start())


_TO_THAT = re.compile(
    r"(?: and (?:in )?[A-Z][\w ]*|, [A-Z][\w ]*)?[,\s]*(?:(?:on |late |early )*\w+day)?"
    r"(?: (?:morning|afternoon|evening|night))?,?"
)
DESCRIBING = re.compile(r"[A-Z][a-z]+-[a-z]+(?:ing|ed|led|run|held|born)")
"""No name of a place: "Fast-moving", "Turkish-backed"."""


def _is_place(text: str, name: Name, left: int, right: int) -> bool:
    """Whether a name stands where a place does: after "in", "in the town of", or before "fire" or "attack".

    In a title, where every word may be capitalised, it has to be one that the text names too.
    """
    title = text.find("\n\n")
    if (name.start < title and name.text not in text[title:]) or DESCRIBING.fullmatch(name.text):
        return False
    if name.kind != "person" and _EVENT.match(text, name.end, right):
        return True
    placed = _PLACED.search(text, max(left, name.start - 60), name.start)
    if placed is None:
        return False
    return name.kind != "person" or (placed["by"].lower() != "at" and not _OWNED.match(text, name.end))


_SEVERAL = re.compile(
    r"\b(?:shootings|attacks|bombings|blasts|explosions|rampages|massacres|crashes|earthquakes|tornadoes"
    r"|(?:two|three|four|five|several|both|multiple) (?:cities|towns|villages|places|sites|states|countries))\b",
    re.IGNORECASE,
)


def is_of_several(text: str, figure: Figure) -> bool:
    """Whether a clause tells of several events or places: it names none, and means not one that another names."""
    return _SEVERAL.search(text, *figure.clause) is not None
