"""To whom it was said: the hearer of "told", and the medium that carried a statement."""

from alteram.model.articles import Span
from alteram.text.lexicon import words
from alteram.text.speech.cue_verbs import CueVerb, cue_prepositions
from alteram.text.speech.cues import BOUNDARIES, DETERMINERS, TIME_WORDS, Item

HEARER_VERBS = frozenset(["tell", "inform", "assure", "reassure", "remind", "notify"])
PRONOUN_HEARERS = frozenset(["him", "me", "them", "us", "her", "it", "you", "reporters", "journalists", "lawmakers"])
_NOT_MEDIA = frozenset(
    [
        "reporters",
        "journalists",
        "lawmakers",
        "congress",
        "parliament",
        "him",
        "her",
        "them",
        "me",
        "us",
        "it",
        "you",
        "supporters",
    ]
)
_OCCASIONS = frozenset(
    ["interview", "statement", "interviews", "comments", "remarks", "email", "appearance", "briefing"]
)


def hearer_end(row: tuple[Item, ...], at: int) -> int:
    """First item after the hearer that stands at `at` ("reporters", "the BBC", "a news conference")."""
    if at >= len(row) or row[at].quote or row[at].text in BOUNDARIES or row[at].lower == "that":
        return at
    k = at
    if row[k].lower in DETERMINERS and k + 1 < len(row):
        k += 1
    elif row[k].lower in PRONOUN_HEARERS:
        return k + 1
    while k < len(row) and (row[k].text[0].isupper() or row[k].lower.endswith(("'s", "’s"))) and not row[k].quote:
        if row[k].lower in TIME_WORDS:
            break
        k += 1
    if k == at or (row[at].lower in DETERMINERS and k == at + 1):
        k = min(len(row), k + 1)
        while k < len(row) and row[k - 1].lower not in words("source_nouns") and row[k].lower in words("source_nouns"):
            k += 1
    return k


def topic_start(row: tuple[Item, ...], at: int, verb: CueVerb) -> int | None:
    """Index of the preposition behind which what the verb at `at` speaks of stands, past an adverb and a hearer.

    "talked about P", "spoke warmly of P", "complained to the mayor about P"; None where none is.
    """
    prepositions = cue_prepositions().get(verb.lemma, frozenset())
    k = at + 1
    if k < len(row) and row[k].lower in prepositions:
        return k
    if k < len(row) and (row[k].lower.endswith("ly") or row[k].lower == "out"):
        k += 1
    if k < len(row) and row[k].lower in ("to", "with"):
        k = hearer_end(row, k + 1)
        prepositions -= {"of"}
    return k if k < len(row) and row[k].lower in prepositions else None


def carrier(row: tuple[Item, ...], at: int) -> Span | None:
    """The medium to which it was said: the named hearer of "told", or "in an interview with", "a statement to"."""
    if at and row[at - 1].lower in ("told", "tells", "telling"):
        end = hearer_end(row, at)
        named = end > at and row[at].lower not in _NOT_MEDIA and any(item.text[0].isupper() for item in row[at:end])
        if named:
            return row[at].start, row[end - 1].end
    for k in range(at, min(len(row) - 1, at + 14)):
        if row[k].quote or row[k].text in (";", ":", "."):
            break
        if row[k].lower in _OCCASIONS and row[k + 1].lower in ("with", "to", "on") and k + 2 < len(row):
            end = hearer_end(row, k + 2)
            if any(item.text[0].isupper() for item in row[k + 2 : end]):
                return row[k + 2].start, row[end - 1].end
    return None
