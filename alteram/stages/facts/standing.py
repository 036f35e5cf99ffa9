"""Whether a clause can be read by itself: nothing dangles, nothing is cut off, and it is no opinion of the outlet."""

import re

from alteram.model.articles import Span
from alteram.text.grammar.verbs import finite, is_adverb, is_verb, subject_at
from alteram.text.lexicon import either, phrases, words
from alteram.text.names import names
from alteram.text.polarity import evaluative, wished
from alteram.text.sentences import word_count
from alteram.text.similarity import lemma
from alteram.text.speech.cues import AUXILIARIES, Item, items

LEAST_WORDS, MOST_WORDS = 8, 45
"""Words of a publishable clause: published briefs of the form have facts of 15 to 45 words."""
LEAST_QUOTED = 14
"""Words of a clause that holds a quotation: a shorter one is an exclamation, not a position."""
LEAST_VERBS = 2
"""Verbs of a sentence that a subordinate clause opens: its own and that of the main clause."""
_DANGLING = re.compile(rf"(?:{'|'.join(map(re.escape, phrases('dangling_openings')))})\b")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|us|our|Our|my|My|me|you|You|your|Your|let's|Let's)\b")
_DAYS_AS_TOLD = ("today", "yesterday", "tomorrow", "tonight", "last night", "this morning", "this week", "ago")
_RELATIVE_DAY = re.compile(rf"\b{either(_DAYS_AS_TOLD)}\b")
_BACK_IN_TIME = (
    *("since then", "by then", "until then", "at (?:the|that) time", "that (?:day|night|week|month|year)"),
    "the (?:next|same|following|previous) (?:day|night|week|month|year)",
)
_LATER = r" (?<=\w )(?i:(?:hour|day|week|month|year|decade)s? (?:later|earlier))"
_SINCE = re.compile(rf"(?:{_LATER}|\b{either(_BACK_IN_TIME)})\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BACKWARD = frozenset(("it", "they", "this", "that", "these", "those", "such", "both", "another", "others"))
_EXPLETIVE = re.compile(
    r"it (?:is|was|will be|has been|remains?)(?: not| now| still)? \w+ (?:that|whether|how|what|if|to)\b", re.IGNORECASE
)
_PERSONAL = re.compile(rf"\b{either(('he', 'she', 'him', 'her', 'his', 'hers', 'himself', 'herself'))}\b")


def stands_alone(text: str, spans: tuple[Span, ...], *, own: bool, least: int = LEAST_WORDS) -> bool:
    """Whether a clause can be read without the sentences around it, and is no opinion of the outlet's own."""
    copied = "".join(text[a:b] for a, b in spans)
    count = length(text, spans)
    least = LEAST_QUOTED if any(mark in copied for mark in '“"') else least
    if not least <= count <= MOST_WORDS or "?" in copied:
        return False
    outside = _without_quotations(copied)
    if outside is None or _DANGLING.match(copied.lstrip("\"“‘'").lower()):
        return False
    if _SINCE.search(outside) or _speaks_of_something_before(text, spans):
        return False
    if _is_fragment(copied) or _FIRST_PERSON.search(outside) or _RELATIVE_DAY.search(outside) or outside.isupper():
        return False
    if own and any(wished(text, a, b) or evaluative(text, a, b) for a, b in spans):
        return False
    return _pronouns_have_names(text, spans)


def length(text: str, spans: tuple[Span, ...]) -> int:
    """Words of a clause."""
    return sum(word_count(text, a, b) for a, b in spans)


def _speaks_of_something_before(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether the subject behind an opening is a pronoun for what was named before ("If taken late, it ...")."""
    row = items(text, *spans[0])
    at = subject_at(row, 0, len(row))
    if at < len(row) and row[at].lower == "the":
        return _is_bare_reference(row, at)
    if at >= len(row) or row[at].lower not in _BACKWARD:
        return False
    return row[at].lower != "it" or _EXPLETIVE.match(text, row[at].start) is None


def _is_bare_reference(row: tuple[Item, ...], at: int) -> bool:
    """Whether a subject is "the" and a noun that points back, with nothing to say which ("the measure")."""
    verb = finite(row, at, len(row))
    if verb is None:
        return False
    subject = [item for item in row[at + 1 : verb] if not is_adverb(item)]
    told = any(
        item.text[0].isupper() or item.text[0].isdigit() or item.lower in words("prepositions") for item in subject
    )
    clause = any(item.lower in ("that", "who", "which", "where") or item.text == "," for item in subject)
    return bool(subject) and not (told or clause) and lemma(subject[-1].lower) in words("anaphoric_nouns")


def _is_fragment(copied: str) -> bool:
    """Whether a clause is subordinate to none ("Because it rained."), a mere place or time ("Outside the court, where
    men fought."), asks somebody to do something ("Simply repeal it."), or ends where its verb was left to be guessed.
    """
    found = copied.lower().split()
    if found[0] in ("just", "simply") and not (found[1] in words("time_nouns") or found[1] in words("subordinators")):
        return True
    if found[0] in words("prepositions") or found[0] in words("subordinators"):
        row = items(copied, 0, len(copied))
        if found[0] in words("prepositions") and finite(row, 0, len(row)) is None:
            return True
        verbs = sum(is_verb(item) for item in row)
        if found[0] in words("subordinators") and ("," not in copied or verbs < LEAST_VERBS):
            return True
    return found[0] == "no," or found[-1].rstrip('.”"') in AUXILIARIES


def _without_quotations(copied: str) -> str | None:
    """The words outside quotation marks; None when marks or brackets do not pair."""
    if copied.count("“") != copied.count("”") or copied.count('"') % 2 or copied.count("(") != copied.count(")"):
        return None
    return _QUOTED.sub(" ", copied)


def _pronouns_have_names(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether a name stands before the first "he" or "she"."""
    for a, b in spans:
        match = _PERSONAL.search(text, a, b)
        if match is not None:
            before = {
                name.text
                for x, y in spans
                for name in names(text, x, y)
                if name.end <= match.start() and name.kind not in ("place", "organisation")
            }
            return len(before) >= (2 if match[0].lower() == "him" else 1)
    return True
