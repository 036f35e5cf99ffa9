"""Stretches of an article that are not its own voice although no cue stands in them, by their paragraphs.

Posts (`posts.py`); lists of statements behind a colon ("He made three claims:"); whole texts that are printed ("the
full text of her speech:"); transcripts ("ROE: ..."), whose next paragraphs go on in the same voice; dialogue behind a
dash; a run of sentences in the first person inside a report. Who speaks is known for some of them; all are somebody's
words, never the outlet's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.quotations import quoted_parts
from alteram.text.sentences import paragraphs, sentences, tokens
from alteram.text.speech.cue_verbs import cue_forms, cue_nouns
from alteram.text.speech.posts import posts

LIST_REACH = 12
"""Paragraphs behind an announced list that can still be its items."""
LONGEST_ITEM = 70
"""Words above which a paragraph behind an announced list is text again."""
TRANSCRIPT_REACH = 6
"""Unlabelled paragraphs between two speaker labels of a transcript that are still the first speaker's."""
COLUMN = 0.4
"""Share of body paragraphs in the first person from which the writer is who speaks: a column, not a report."""
COLUMN_PLACES = 3
"""Places in the first person from which it is the writer's voice; one witness or letter is one place."""
_ITEM = re.compile(r"(?:[-–—•·*▪●◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s?\S")
_WHOLE_TEXT = re.compile(
    r"\b(?:full|complete|entire|whole)\s(?:\w+\s)?(?:text|transcript|statement|remarks|letter|speech|testimony|memo|e-?mail)\b"
    r"|\b(?:text|transcript)\s(?:of|as)\b"
)
_DIALOGUE = re.compile(r"[—–―]\s?\S")
_LABEL = re.compile(r"[“\"]?(?:[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,3}|Q|A)(?:\s\([^)]{1,40}\))?:\s?\S")
_FIRST = frozenset(
    ["i", "i'm", "i've", "i'd", "i'll", "my", "me", "myself", "we", "we're", "we've", "we'd", "we'll", "our", "us"]
)
_FIRST_LETTERS = frozenset(letter for word in _FIRST for letter in (word[0], word[0].upper()))
_SINGULAR = frozenset(["i", "i'm", "i've", "i'd", "i'll"])
_WRITER = re.compile(
    r"\b(?:told|tells|telling)\s(?:me|us)\b|\b(?:my\scolleague|I\s(?:asked|interviewed|spoke|met|called|e-?mailed))"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, by number, in somebody's voice: `speaker` is the number of the paragraph that names who, if any.

    `whole` marks a post by its own marks or signature, or a printed text: a cue inside it is its own, not the outlet's.
    """

    paragraph: int
    speaker: int | None
    whole: bool = False


@lru_cache(maxsize=128)
def blocks(text: str) -> dict[int, Block]:
    """The paragraphs of a canonical text that are not its own voice, by number. The title is never one."""
    writers = posts(text)
    found = {at: Block(at, post.signature, post.marked) for at, post in writers.items() if not post.weak}
    bodies = [text[start:end] for start, end in paragraphs(text)]
    first = _first_person(text)
    found |= {at: Block(at, announced, whole=True) for at, announced in _documents(bodies)}
    for at, speaker in (*_lists(bodies), *_transcript(bodies), *((at, None) for at in first or ())):
        found.setdefault(at, Block(at, speaker))
    for at, body in enumerate(bodies[1:], start=1):
        if _DIALOGUE.match(body) or (at in writers and first is not None):
            found.setdefault(at, Block(at, None))
    return found


def is_turn(text: str, span: Span) -> bool:
    """Whether a sentence or paragraph opens a turn of a transcript: the speaker in capitals, and a colon."""
    return _LABEL.match(text, *span) is not None


def _lists(bodies: list[str]) -> list[tuple[int, int]]:
    """Items of announced lists, each with the paragraph that announces it."""
    found = []
    for at in range(1, len(bodies) - 1):
        if not bodies[at].endswith(":"):
            continue
        last = [word.strip(",“”\"'’") for word in bodies[at].rsplit(". ", 1)[-1].lower().rstrip(":").split()]
        announced = any(word in words("list_nouns") for word in last)
        marked = bool(_ITEM.match(bodies[at + 1])) and (announced or _names_speech(last))
        for k in range(at + 1, min(len(bodies), at + 1 + LIST_REACH)):
            item = bool(_ITEM.match(bodies[k]))
            if (marked and not item) or not (marked or announced) or len(bodies[k].split()) > LONGEST_ITEM:
                break
            if not marked and any(word.strip(',.“”"') in words("speech_cues") for word in bodies[k].lower().split()):
                break
            found.append((k, at))
    return found


def _documents(bodies: list[str]) -> list[tuple[int, int]]:
    """Every paragraph behind one that announces a whole text ("Here is the full text of her testimony:")."""
    for at in range(1, len(bodies) - 1):
        if bodies[at].endswith(":") and _WHOLE_TEXT.search(bodies[at].rsplit(". ", 1)[-1]):
            return [(k, at) for k in range(at + 1, len(bodies))]
    return []


def _names_speech(line: list[str]) -> bool:
    """Whether a line with a colon says that its list is somebody's: by a verb or noun of speech, or "From ..."."""
    return line[:1] == ["from"] or any(word in cue_forms() or word in cue_nouns() for word in line)


def _transcript(bodies: list[str]) -> list[tuple[int, int]]:
    """Paragraphs between two labelled ones of a transcript, each with the labelled paragraph before it."""
    labels = [at for at, body in enumerate(bodies) if at and _LABEL.match(body)]
    return [
        (between, first)
        for first, second in pairwise(labels)
        if second - first <= TRANSCRIPT_REACH
        for between in range(first + 1, second)
    ]


def _first_person(text: str) -> tuple[int, ...] | None:
    """Paragraphs of a report whose unquoted sentences are a run in the first person; None for a column.

    Where the first person comes back in several places the writer speaks: a column, which gives no facts anyway.
    """
    spans = paragraphs(text)
    sentences_of: dict[int, list[frozenset[str]]] = {}
    number = 0
    for span in sentences(text):
        while span[0] >= spans[number][1]:
            number += 1
        sentences_of.setdefault(number, []).append(_persons(text, span))
    touched = [at for at, found in sentences_of.items() if at and any(found)]
    places = [at for at in touched if at - 1 not in touched]
    if len(touched) > COLUMN * max(1, len(spans) - 1) or len(places) >= COLUMN_PLACES:
        return None
    if _WRITER.search(text):
        return ()
    return tuple(at for at in touched if _is_run(sentences_of[at]))


def _is_run(found: list[frozenset[str]]) -> bool:
    """Whether at least half of a paragraph's sentences, and one with "I" or three with another word, are in the first
    person; `found` has each sentence's words of the first person.
    """
    several = sum(bool(persons) for persons in found)
    return 2 * several >= len(found) and (several > 2 or any(persons & _SINGULAR for persons in found))


def _persons(text: str, span: tuple[int, int]) -> frozenset[str]:
    """First-person words of a sentence outside its quotations."""
    found = [
        (start, word)
        for start, _, written in tokens(text, *span)
        if written[0] in _FIRST_LETTERS and (word := written.lower().replace("’", "'")) in _FIRST and written != "US"
    ]
    quoted = quoted_parts(text, *span) if found else ()
    return frozenset([word for start, word in found if not any(first <= start < last for first, last in quoted)])
