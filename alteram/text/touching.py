"""Whether what may be somebody's words ends right before a verb of speech, or its own subject does."""

from alteram.text.cue_verbs import cue_forms
from alteram.text.cues import AUXILIARIES, DETERMINERS, Item, Shape
from alteram.text.lexicon import word_class, words

_ASIDES = DETERMINERS | {"who", "which", "whose", "where"}
_OPENERS = word_class("subordinate_openings") | {"despite", "whereas"}


def touches_content(shape: Shape, at: int) -> bool:
    """Whether something that can be content ends directly before item `at`: a quotation, or words and a comma."""
    if at <= 0:
        return False
    item = shape.row[at - 1]
    return item.quote or (
        item.text in (",", "—", "–", "-", "…", "(") and at > 1 and not _closes_aside(shape.row, at - 1)
    )


def _closes_aside(row: tuple[Item, ...], comma: int) -> bool:
    """Whether a comma closes an aside to a subject that has had no verb: the verb behind it is the subject's own
    ("The baker, who lives next door, said she heard shots", "Ada Brandt, a teacher, said the bell rang").
    """
    opening = next((k for k in range(comma - 1, 0, -1) if row[k].text == ","), 0)
    if not opening or row[comma].text != "," or row[opening + 1].lower not in _ASIDES:
        return False
    before, inner = row[:opening], row[opening + 1 : comma]
    if row[opening + 1].lower in DETERMINERS and any(past(item) for item in inner):
        return False
    opens = row[0].lower in words("prepositions") or row[0].lower in _OPENERS
    return not opens and not any(item.quote or past(item) or item.lower in cue_forms() for item in before)


def past(item: Item) -> bool:
    """Whether a word is an auxiliary or a past form, as far as lists and endings can tell."""
    lower = item.lower
    return lower in AUXILIARIES or lower in words("past_verbs") or (lower.endswith("ed") and item.text.islower())
