"""Texts that are somebody else's words from end to end: a speech or letter in full, a transcript, an interview.

Their words may be as opinionated as a column's, and are not the outlet's: by its words such a text is no opinion piece.
"""

import re
from collections import Counter

from alteram.text.sentences import paragraphs

SPEAKERS = 2
"""Speakers who each come back; one name that does is a label ("Related", "Advertisement")."""
LEAST_TURNS = 4
"""Times that speakers must take their turn."""
SPOKEN = 0.15
"""Share of paragraphs that name who speaks, from which a text is a transcript."""
SPEAKER_CHARACTERS = 40
ANNOUNCEMENT_CHARACTERS = 400
"""Length of a paragraph at the top that may announce a document."""

_ANNOUNCED = re.compile(
    r"\b(?:(?:full|complete|entire|edited|rush|rough) (?:text|transcript|speech|remarks|statement|letter|interview)"
    r"|transcript|(?:text|excerpts?) (?:of|from) (?:the|his|her|\w+['’]s?)"
    r" (?:speech|address|letter|remarks|testimony|statement|interview)"
    r"|(?:speech|letter|remarks|statement|testimony) in full|read (?:the|his|her) (?:full|whole|entire)"
    r"|(?:interview|conversation|exchange) (?:has been|was|is) (?:lightly |slightly )?(?:edited|condensed)"
    r"|(?:as|remarks) prepared for delivery|q ?(?:&|and) ?a)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"(Q|A|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}): \S")


def is_document(text: str) -> bool:
    """Whether a canonical text announces, in its title or first two paragraphs, a document, or is set as a dialogue."""
    blocks = [text[slice(*span)] for span in paragraphs(text)]
    top = [block for block in blocks[:3] if len(block) <= ANNOUNCEMENT_CHARACTERS]
    return any(_ANNOUNCED.search(block) for block in top) or _is_dialogue(blocks[1:])


def _is_dialogue(blocks: list[str]) -> bool:
    """Whether paragraphs name their speakers: in front ("Pell: Yes"), or alone on lines that come back."""
    turns = Counter(speaker for block in blocks if (speaker := _speaker(block)))
    again = [count for count in turns.values() if count > 1]
    return len(again) >= SPEAKERS and sum(again) >= max(LEAST_TURNS, SPOKEN * len(blocks))


def _speaker(block: str) -> str:
    """The name that a paragraph is or begins with, case folded; "" where it names nobody so."""
    turn = _TURN.match(block)
    if turn is not None:
        return turn.group(1).casefold()
    short = len(block) <= SPEAKER_CHARACTERS and len(block.split()) <= 4 and block[-1].isalpha()
    return block.casefold() if short else ""
