"""Segments set off by commas that may be left out: appositions, non-restrictive relative clauses, participle tails.

Supplements in the sense of Huddleston and Pullum, The Cambridge Grammar of the English Language (2002), ch. 15: what
stays asserts what it did before. An aside is closed by its second comma only where the clause then goes on, with its
verb, or with a preposition or conjunction that hangs on a verb before.
"""

import re

from alteram.model.articles import Span
from alteram.text.grammar.verbs import forms_of, is_adverb, is_past, is_third
from alteram.text.lexicon import word_class, words
from alteram.text.names import names
from alteram.text.speech.cue_verbs import cue_forms
from alteram.text.speech.cues import AUXILIARIES, Item, items
from alteram.text.speech.sourcing import bare_end

MAX_ASIDE_TOKENS = 30
MOST_PHRASE = 5
"""Items of a phrase between an aside and the verb ("Ada Brandt, a lawyer, on Monday afternoon called ...")."""
_PARENTHESIS = re.compile(r"\s?\([^()]{1,160}\)")
_PARTICIPLE_STOP = word_class("no_participle")
_RELATIVES = frozenset(("which", "who", "whose", "where"))


def parentheses(text: str, start: int, end: int) -> list[Span]:
    """Short parts of `text[start:end]` in brackets, each with the space before it."""
    if text.find("(", start, end) < 0:
        return []
    return [match.span() for match in _PARENTHESIS.finditer(text, start, end)]


def verbal(item: Item) -> bool:
    """Whether a word may be a finite verb."""
    lower = item.lower
    return lower in AUXILIARIES or lower in words("past_verbs") or lower.endswith("ed") or lower in cue_forms()


def asides(text: str, row: tuple[Item, ...], last: int) -> list[Span]:
    """Segments set off by commas: apposition to a name, non-restrictive relative, participle tail."""
    if row and row[-1].text == "?":
        return []
    commas = [k for k, item in enumerate(row) if item.text == ","]
    found: list[Span] = []
    for number, at in enumerate(commas):
        if at + 2 >= len(row) or at == 0:
            continue
        closing = commas[number + 1] if number + 1 < len(commas) else None
        stop = row[closing].start if closing is not None else last
        inner = row[at + 1 : closing if closing is not None else len(row)]
        if not 0 < len(inner) <= MAX_ASIDE_TOKENS or any(item.quote for item in inner):
            continue
        lower = row[at + 1].lower
        if lower in _RELATIVES and _is_relative(row, at, closing):
            if closing is None:
                found.append((row[at].start, last))
            elif _resumes(row, closing) or _goes_on(row, at, closing):
                found.append((row[at].start, row[closing].end))
        elif closing is None and _is_participle_tail(row, at):
            found.append((row[at].start, stop))
        elif closing is not None and _is_apposition(text, row, at, closing):
            found.append((row[at].start, row[closing].end))
    return found


def relatives(text: str, sentence: Span) -> tuple[Span, ...]:
    """Relative clauses and parentheses of a sentence, with their commas, whatever governs them inside."""
    start, end = sentence
    row = items(text, start, bare_end(text, start, end))
    commas = [k for k, item in enumerate(row) if item.text == ","]
    found = parentheses(text, start, end)
    for number, at in enumerate(commas):
        if not 0 < at < len(row) - 2 or row[at + 1].lower not in _RELATIVES:
            continue
        closing = next((k for k in commas[number + 1 :] if _resumes(row, k)), None)
        found.append((row[at].start, row[closing].end if closing is not None else row[-1].end))
    return tuple(sorted(found))


def _is_relative(row: tuple[Item, ...], at: int, closing: int | None) -> bool:
    """A relative clause right after a noun, its verb plain to see; at a sentence's end only "which" and "who"."""
    inner = row[at + 2 : closing if closing is not None else len(row)]
    if closing is None and row[at + 1].lower not in ("which", "who"):
        return False
    if any(item.lower in ("and", "but", "or") for item in inner) and closing is None:
        return False
    plural = bool(inner) and "b" in forms_of(inner[0].lower)
    verbs = (item.lower in AUXILIARIES or item.lower.endswith(("ed", "s")) or is_past(item) for item in inner)
    return plural or any(verbs)


def _resumes(row: tuple[Item, ...], closing: int) -> bool:
    """Whether the main clause goes on with its finite verb behind the closing comma, an adverb or a phrase."""
    at = closing + 1
    if at < len(row) and row[at].lower in words("going_on"):
        phrase = (k for k in range(at + 1, min(at + MOST_PHRASE, len(row))) if _resumes_at(row, k))
        return _resumes_at(row, next(phrase, len(row)))
    return _resumes_at(row, at + 1 if at < len(row) and is_adverb(row[at]) else at)


def _resumes_at(row: tuple[Item, ...], at: int) -> bool:
    if at >= len(row):
        return False
    after = row[at]
    cue = cue_forms().get(after.lower)
    if cue is not None and "base" in cue.forms and "n" not in forms_of(after.lower):
        return after.text[0].islower() and not after.quote
    return (
        after.lower in AUXILIARIES
        or is_past(after)
        or is_third(after)
        or (cue is not None and bool({"past", "third"} & cue.forms))
        or (after.lower.endswith("ed") and len(after.lower) > 4 and after.text[0].islower())
    )


def _goes_on(row: tuple[Item, ...], at: int, closing: int) -> bool:
    """Whether a clause that has its verb before the aside goes on behind it: with a preposition or conjunction that
    reads on without the commas. Behind a later comma no verb may follow, for which the aside could be the subject.
    """
    if closing + 2 >= len(row) or row[closing + 1].lower not in words("going_on"):
        return False
    later = (k for k in range(closing + 1, len(row)) if row[k].text == ",")
    return any(verbal(item) or is_third(item) for item in row[1:at]) and not any(_resumes(row, k) for k in later)


def _speaks(item: Item) -> bool:
    """Whether a word is a finite verb of speech or thought, and not a noun ("claims")."""
    cue = cue_forms().get(item.lower)
    return cue is not None and bool({"past", "third"} & cue.forms) and "n" not in forms_of(item.lower)


def _opened(row: tuple[Item, ...], at: int) -> bool:
    """Whether the comma at `at` closes an adverbial that opens its clause ("In Paris, the mayor ...")."""
    marks = (",", ";", ":")
    first = next((k + 1 for k in range(at - 1, -1, -1) if row[k].text in marks or row[k].lower == "that"), 0)
    while first < at and row[first].lower in ("and", "but", "so", "yet"):
        first += 1
    lower = row[first].lower
    return lower in words("prepositions") or lower in words("leading_adjuncts") or lower in words("subordinators")


def _is_participle_tail(row: tuple[Item, ...], at: int) -> bool:
    lower = row[at + 1].lower
    if not lower.endswith("ing") or lower in _PARTICIPLE_STOP or len(lower) < 5 or lower in cue_forms():
        return False
    if not row[at + 1].text[0].islower():
        return False
    earlier = any(verbal(item) for item in row[:at])
    return earlier and not any(item.text in ",;:" or item.lower in ("and", "but", "or") for item in row[at + 2 :])


def _is_apposition(text: str, row: tuple[Item, ...], at: int, closing: int) -> bool:
    """ ", the mayor of X," directly after a name that is not itself in an enumeration."""
    inner = row[at + 1 : closing]
    if len(inner) == 1 and inner[0].lower.isdigit() and len(inner[0].lower) <= 3:
        return row[at - 1].text[0].isupper() and at >= 2 and _resumes(row, closing)
    if len(inner) > 16 or inner[0].lower not in ("a", "an", "the", "his", "her", "its", "their") or len(inner) < 2:
        return False
    noun = next((k for k, item in enumerate(inner) if item.lower in ("that", "who", "which")), len(inner))
    if any(item.lower in AUXILIARIES for item in inner[:noun]) or any(item.lower in ("or", "but") for item in inner):
        return False
    if noun < 2 or any(item.text == "," for item in row[max(0, at - 6) : at]):
        return False
    before = row[at - 1]
    named = any(
        name.end == before.end and name.start <= before.start for name in names(text, row[0].start, row[-1].end)
    )
    if named and _resumes(row, closing):
        return True
    plain = not _opened(row, at) and not any(is_third(item) or _speaks(item) for item in inner[1:noun])
    nominal = named or (before.text[0].isalnum() and before.lower not in words("function_words"))
    nominal = nominal and not (is_past(before) or is_third(before) or is_adverb(before))
    return plain and nominal and (_resumes(row, closing) or _goes_on(row, at, closing))
