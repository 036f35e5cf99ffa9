"""Quotations that a verb of no list introduces: "X sings, 'Q'", "'Q,' X shot back", "X put it this way: 'Q'"."""

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.speech.cues import (
    AUXILIARIES,
    BOUNDARIES,
    DETERMINERS,
    FIRST_PERSON,
    PRONOUNS,
    Attribution,
    Item,
    Shape,
)
from alteram.text.speech.subjects import lead_subject

MIN_WORDS = 4
"""Shorter quotations may be terms and titles."""


def quoted_attributions(
    text: str, row: tuple[Item, ...], start: int, end: int, found: list[Attribution]
) -> list[Attribution]:
    """Attributions of the quotations in `row` that none of `found` reaches, by what stands directly beside them."""
    shape = Shape(text, row, start, end)
    added: list[Attribution] = []
    for at, item in enumerate(row):
        if not item.quote or len(item.text.split()) < MIN_WORDS:
            continue
        if any(first < item.end and item.start < stop for a in found for first, stop in a.content):
            continue
        attribution = _after(shape, at) or _before(shape, at)
        if attribution is not None:
            added.append(attribution)
    return added


def _verb_like(item: Item) -> bool:
    return item.text[0].islower() and (
        item.lower in words("past_verbs")
        or (item.lower.endswith(("ed", "s")) and item.lower not in words("function_words"))
    )


def _after(shape: Shape, at: int) -> Attribution | None:
    """ "'Q,' X shot back": the quotation ends in a comma, a name or pronoun follows, then a verb."""
    row = shape.row
    if row[at].text[-2:-1] not in ",?!" or at + 2 >= len(row):
        return None
    first = row[at + 1]
    if (
        first.quote
        or first.lower in FIRST_PERSON
        or not (first.text[0].isupper() or first.lower in PRONOUNS or first.lower in DETERMINERS)
    ):
        return None
    for k in range(at + 2, min(len(row), at + 9)):
        if row[k].quote or row[k].text in BOUNDARIES or row[k].lower in AUXILIARIES:
            return None
        if _verb_like(row[k]):
            source = (first.start, row[k - 1].end)
            cue = (row[k].start, row[k].end)
            return Attribution(cue, "say", source, None, ((row[at].start, row[at].end),), "after")
    return None


def _before(shape: Shape, at: int) -> Attribution | None:
    """ "X put it this way: 'Q'": a colon or comma stands before the quotation, and a subject before that."""
    row = shape.row
    if at < 2 or row[at - 1].text not in (":", ",") or row[at - 2].quote:
        return None
    source = lead_subject(shape, at)
    if source is None or shape.text[source[0] : source[1]].lower() in FIRST_PERSON:
        return None
    content: Span = (row[at].start, shape.end)
    return Attribution((row[at - 2].start, row[at - 2].end), "say", source, None, (content,), "before")
