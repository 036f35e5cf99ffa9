"""Whether what may be somebody's words ends right before a verb of speech; forms that may be a finite verb."""

from alteram.text.lexicon import words
from alteram.text.speech.cues import AUXILIARIES, Item, Shape


def touches_content(shape: Shape, at: int) -> bool:
    """Whether something that can be content ends directly before item `at`: a quotation, or words and a comma."""
    if at <= 0:
        return False
    item = shape.row[at - 1]
    return item.quote or (item.text in (",", "—", "–", "-", "…", "(") and at > 1)


def past(item: Item) -> bool:
    """Whether a word is an auxiliary or a past form, as far as lists and endings can tell."""
    lower = item.lower
    return lower in AUXILIARIES or lower in words("past_verbs") or (lower.endswith("ed") and item.text.islower())
