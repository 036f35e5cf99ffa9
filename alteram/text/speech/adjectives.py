"""Attribution by an adjective of thought, feeling or will: "she is convinced that P", "they were wary of P"."""

from functools import lru_cache

from alteram.text.grammar.verbs import forms_of, is_auxiliary, is_verb
from alteram.text.lexicon import rows, word_class, words
from alteram.text.speech.complements import phrase_stop
from alteram.text.speech.cues import (
    ADVERBS,
    AUXILIARIES,
    BE,
    FIRST_PERSON,
    NEGATIONS,
    SUBJECT_STARTS,
    UNREAL,
    Attribution,
    Item,
    Shape,
    phrase_start,
)
from alteram.text.speech.scopes import source_span, trimmed

_LINKING = word_class("linking_verbs")
_CLAUSES = frozenset(["that", "whether", "how", "why", "what", "if"])
_DEGREES = frozenset(["more", "less", "so", "too", "quite", "as", "pretty", "still", "most", "least"])
CLAUSE_REACH = 8
"""Items behind the adjective in which the verb of a clause without "that" is looked for."""


@lru_cache(maxsize=1)
def attitude_adjectives() -> dict[str, frozenset[str]]:
    """Adjectives that say what somebody thinks, feels or wants, each with the prepositions that it governs."""
    return {row[0]: frozenset(row[1:]) for row in rows("attitude_adjectives")}


def adjective_attributions(shape: Shape) -> list[Attribution]:
    """Attributions by an adjective behind a verb of being whose subject can think, in order of the adjective."""
    known = attitude_adjectives()
    found = []
    for at, item in enumerate(shape.row[:-1]):
        if item.lower in known and item.text.islower():
            attribution = _attribution(shape, at, known[item.lower])
            if attribution is not None:
                found.append(attribution)
    return found


def _attribution(shape: Shape, at: int, prepositions: frozenset[str]) -> Attribution | None:
    row = shape.row
    begin = _content_start(row, at + 1, prepositions)
    group = _group_start(row, at)
    if begin is None or group is None or begin >= len(row) or row[begin].start >= shape.end:
        return None
    subject = group - 1
    first = phrase_start(row, subject)
    if first > subject or not _thinks(row, first, subject):
        return None
    clause = row[at + 1].lower in _CLAUSES or row[at + 1].lower not in prepositions
    end = shape.end if clause else phrase_stop(shape, begin, bare=row[begin].lower != "to")
    content = trimmed(shape, row[begin].start, end)
    source = source_span(shape, first, subject)
    if source is None or content[0] >= content[1]:
        return None
    return Attribution((row[at].start, row[at].end), "claim", source, None, (content,), "before")


def _content_start(row: tuple[Item, ...], at: int, prepositions: frozenset[str]) -> int | None:
    """The item with which what is thought or felt begins, behind "that" or the preposition; None where nothing is."""
    following = row[at]
    if following.lower == "that":
        return at + 1
    if following.lower in _CLAUSES:
        return at
    if following.lower == "to" and "to" in prepositions and at + 1 < len(row) and "b" in forms_of(row[at + 1].lower):
        return at
    if following.lower in prepositions:
        return at + 1
    return at if _is_clause(row, at) else None


def _is_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether a subject and a finite verb stand behind the adjective ("confident the pier will hold")."""
    if not (row[at].lower in SUBJECT_STARTS or row[at].text[0].isupper()):
        return False
    for item in row[at + 1 : at + CLAUSE_REACH]:
        if item.quote or item.text in (",", ";", ":", "."):
            return False
        if is_auxiliary(item) or is_verb(item):
            return True
    return False


def _group_start(row: tuple[Item, ...], at: int) -> int | None:
    """Index of the first word of the verb group before the adjective ("has not been entirely"), None where none is."""
    k = at - 1
    while k >= 0 and _modifies(row[k]):
        k -= 1
    if k < 0 or not (row[k].lower in BE or row[k].lower in _LINKING):
        return None
    while k > 0 and (row[k - 1].lower in AUXILIARIES or _modifies(row[k - 1])):
        k -= 1
    unreal = any(item.lower in UNREAL for item in row[k:at])
    return None if k == 0 or unreal else k


def _modifies(item: Item) -> bool:
    adverb = item.lower.endswith("ly") and item.text.islower()
    return adverb or item.lower in ADVERBS | NEGATIONS | _DEGREES


def _thinks(row: tuple[Item, ...], first: int, last: int) -> bool:
    """Whether the subject can think: a name, "he", "she", "they" or "who", a person or a body."""
    head = row[last]
    if head.lower in FIRST_PERSON | {"it", "there", "this", "that", "what", "which"}:
        return False
    if head.lower in ("he", "she", "they", "who", "everyone", "everybody", "nobody"):
        return True
    if head.lower in words("function_words") and head.lower not in words("source_nouns"):
        return False
    named = head.text[0].isupper() and not head.text.isdigit()
    speaks = any(item.lower in words("source_nouns") for item in row[first : last + 1])
    return named or speaks
