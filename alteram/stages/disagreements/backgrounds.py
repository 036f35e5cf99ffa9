"""Sentences and figures of other events, of longer times, and furniture of a page: none of them enters a slot."""

import re
from functools import cache

from alteram.model.articles import Article, Span
from alteram.stages.disagreements.figures import Figure
from alteram.stages.disagreements.lexicon import background, background_near, superlatives
from alteram.text.figures.numerals import words as number_words
from alteram.text.furniture import holds_boilerplate
from alteram.text.quantities import quantities

NEAR_DAYS = 10
"""Days between a date that a sentence names and the publication above which it speaks of another event."""

_CAPTION = re.compile(r"(?:Story highlights|Hide Caption|Photos:|Live Blog:|JUST WATCHED)", re.IGNORECASE)


def is_background(text: str, span: Span) -> bool:
    """Whether a sentence counts over a longer time or another event, or is furniture of the page."""
    return background().search(text, *span) is not None or _is_furniture(text, span)


_THIS_ONE = re.compile(
    r"\b(?:in what (?:is|was|may be|could be)|becoming|became|making (?:it|this)|now|called|described as)\b"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)


def is_of_others(text: str, span: Span, figure: Figure) -> bool:
    """Whether words in the figure's clause, or a superlative before it, show that it counts more than this event."""
    near = background_near().search(text, *figure.clause)
    if near is not None and not (figure.unit == "point" and near.group().lower() == "average"):
        return True
    if figure.unit == "people" and _WITHIN_HOURS.search(text, *figure.clause) is not None:
        return True
    if _PART_OPENING.match(text, *span) or _CAME_AFTER.search(text, span[0], figure.quantity.start):
        return True
    for found in superlatives().finditer(text, span[0], figure.quantity.start):
        if _THIS_ONE.search(text, span[0], found.start()) is None:
            return True
    return bool(re.search(r"\bsince\b", text[span[0] : figure.quantity.start]) and superlatives().search(text, *span))


_PART_OPENING = re.compile(
    r"\W*(?:(?:In|At) (?:another|one(?! of)|yet another|(?:a|the) (?:first|second|third|separate|other))\b"
    r"|(?:Another|Elsewhere|Separately|Meanwhile, in another)\b)"
)
"""Openings after which a sentence tells of one place or attack among several."""
_WITHIN_HOURS = re.compile(r"\bin (?:just |only |less than |under |about |a span of )?(?:\d+|[a-z]+) hours\b")
"""A rate, not a toll: "112 people die in just 25 hours"."""
_CAME_AFTER = re.compile(
    r"\b(?:c[ao]mes?|coming|occurred|happened|took place)\b(?: [\w-]+){0,3} (?:hours|days|weeks|months|years) after\b"
)
"""Behind it, another event is told of."""
_TEASER = re.compile(r"[—–•►▶-]\s*")


def _is_furniture(text: str, span: Span) -> bool:
    """Whether a sentence is a caption, a teaser or other furniture of the page."""
    sentence = text[slice(*span)]
    return bool(_CAPTION.match(sentence) or _TEASER.match(sentence)) or holds_boilerplate(sentence.lower())


@cache
def _month_numbers() -> dict[str, int]:
    names_of_months = number_words()["months"]["names"][:12]
    return {name[:3].lower(): number for number, name in enumerate(names_of_months, start=1)}


_IN_MONTH = re.compile(rf"\b(?:[Ii]n|[Ll]ast|of|[Ss]ince|[Dd]uring) ({'|'.join(number_words()['months']['names'])})\b")


_NO_DATE = re.compile(
    r"\b(?:[Yy]ear|[Ii]n) 0+\b|\b\d{4}-(?:00|1[3-9]|[2-9]\d)-\d\d\b|\b\d{4}-\d\d-(?:00|3[2-9]|[4-9]\d)\b|\b0000-"
)
"""A year or a day that is none: nobody knows of when the sentence speaks."""
_DAYS = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}


def speaks_of_other_time(article: Article, span: Span) -> bool:
    """Whether a sentence names another year, or a date or month away from the publication."""
    when = article.when
    month = int(when[5:7]) if when else 0
    day_of_year = month * 30.4 + int(when[8:10]) if when else 0.0
    if _NO_DATE.search(article.text, *span) is not None:
        return True
    for quantity in quantities(article.text, *span):
        if quantity.unit == "date" and quantity.low > _DAYS.get(quantity.noun, 31):
            return True
        if quantity.unit == "year" and (when is None or not quantity.low <= int(when[:4]) <= quantity.high):
            return True
        if quantity.unit == "date" and when is None:
            return True
        if quantity.unit == "date" and when is not None:
            apart = abs(_month_numbers().get(quantity.noun, month) * 30.4 + quantity.low - day_of_year)
            if min(apart, 365 - apart) > NEAR_DAYS:
                return True
    named = _IN_MONTH.findall(article.text, *span)
    return any(_month_numbers().get(name[:3].lower()) != month for name in named)
