"""Words that are noun and verb ("shows", "calls", "worry"): which of the two one is where it stands."""

from alteram.text.grammar.verbs import finite, forms_of, is_auxiliary, is_verb
from alteram.text.lexicon import word_class, words
from alteram.text.speech.cue_verbs import CueVerb, cue_prepositions
from alteram.text.speech.cues import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NEGATIONS,
    SUBJECT_STARTS,
    Item,
    apposition_start,
    is_noun,
)

_CLAUSE_OPENERS = frozenset(["that", "how", "why", "what", "whether", "if"])
_NO_HEADS = frozenset(["of", "for", "in", "with", "by", "to", "and", "or"])
_NOUN_FOLLOWS = DETERMINERS | _NO_HEADS | {"own"}
CLAUSE_REACH = 10
"""Items behind a verb in which the verb of a clause without "that" is looked for."""


def is_nominal(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether the word at `at` is a noun: by its neighbours (`is_noun`), unless the sentence needs it as its verb."""
    return is_noun(row, at, verb) and not _predicates(row, at, verb)


def _may_speak(item: Item) -> bool:
    """Whether a noun is one that says something: a speaker, or a text."""
    return item.lower in word_class("documents") or item.lower in words("source_nouns")


def _predicates(row: tuple[Item, ...], at: int, verb: CueVerb) -> bool:
    """Whether a clause opens behind the word or its sentence has no verb but this ("the survey shows that P")."""
    if not verb.forms & {"base", "third"} or not 0 < at < len(row) - 1:
        return False
    before, after = row[at - 1], row[at + 1]
    if before.lower in NEGATIONS and at > 1 and row[at - 2].lower in AUXILIARIES:
        return True
    if before.lower in _NOUN_FOLLOWS or before.text.endswith(("'s", "’s", "s'", "s’")):
        return False
    if after.lower in ("who", "which", "whose"):
        return False
    if finite(row, 0, len(row)) == at:
        return True
    opened = apposition_start(row, at - 1) if before.text in (",", ")", "—", "–") and at > 2 else None
    if opened is not None:
        return not any(map(is_verb, row[:opened])) and after.lower not in _NO_HEADS
    kinds = forms_of(row[at].lower)
    speaks = before.text[0].isupper() or _may_speak(before)
    if not kinds or ("n" in kinds and not speaks):
        return False
    if any(map(is_verb, _since_mark(row, at))):
        return False
    if before.lower in ("who", "which"):
        return "third" in verb.forms or before.lower == "who"
    if "base" in verb.forms and before.lower.endswith("s") and after.lower in cue_prepositions().get(verb.lemma, ()):
        return not any(map(is_verb, row[at + 1 :]))
    if after.text == ",":
        return _may_speak(before)
    if after.lower in _CLAUSE_OPENERS:
        return at + 2 < len(row) and not is_verb(row[at + 2])
    return _clause(row, at + 1)


def _since_mark(row: tuple[Item, ...], at: int) -> tuple[Item, ...]:
    """What stands before the word, from the last mark on; behind an aside its opening and the subject before it."""
    k = at - 1
    while k > 0 and row[k].lower in ADVERBS:
        k -= 1
    first = next((j + 1 for j in range(k - 1, -1, -1) if row[j].text in (",", ";", ":", "—", "–")), 0)
    return row[first:at]


def _clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether a subject and its auxiliary follow ("show the two candidates are", "thinks she does")."""
    opens = row[at].lower in SUBJECT_STARTS or row[at].text[0].isupper()
    for item in row[at + 1 : at + CLAUSE_REACH] if opens else ():
        if item.quote or item.text in (",", ";", ":", "."):
            return False
        if is_auxiliary(item):
            return True
    return False
