"""Who speaks where the verb has no subject directly before it: the subject of another verb, or one parted by asides."""

from dataclasses import replace

from alteram.model.articles import Span
from alteram.text.grammar.verbs import finite, subject_at
from alteram.text.lexicon import words
from alteram.text.speech.cue_verbs import CueVerb, cue_forms
from alteram.text.speech.cues import AUXILIARIES, BOUNDARIES, MAX_PHRASE, Item, Shape, Subject, subject_of
from alteram.text.speech.scopes import source_span

_FINITE_AUXILIARIES = AUXILIARIES - {"be", "been", "being"}


def subject_of_lead(row: tuple[Item, ...], subject: Subject, verb: CueVerb) -> Subject:
    """The subject of a finite verb that has none directly before it: behind "and" or "but" that of the sentence's first

    verb ("keeps its files but says P"); behind the mark that closes an aside that of the sentence, where the verb is
    the sentence's own ("Ann Pell, whose firm, Moor Wire, is new, said P").
    """
    before = subject.verb_start - 1
    if before < 1 or not verb.forms & {"past", "third"} or subject.relative:
        return subject
    if row[before].lower in ("and", "but"):
        shared = subject.first <= 0 or subject.first > subject.last or subject.last == before
        main = finite(row, 0, before) if shared else None
    elif row[before].text == "," and _is_relative(row, before):
        main = finite(row, 0, len(row))
        main = main if main is not None and subject.verb_start <= main <= subject.verb_start + 1 else None
    else:
        return subject
    first = subject_at(row, 0, main + 1 if main is not None else before)
    if main is None or main <= first:
        return subject
    last = next((k - 1 for k in range(first + 1, main) if row[k].text in BOUNDARIES), main - 1)
    return replace(subject, first=first, last=last)


def _is_relative(row: tuple[Item, ...], before: int) -> bool:
    """Whether a relative clause stands behind a comma before item `before`, and no quotation."""
    opened = any(row[k].text == "," and row[k + 1].lower in ("who", "whose", "which") for k in range(1, before - 1))
    return opened and not any(item.quote for item in row[:before])


def _opens_clause(row: tuple[Item, ...], at: int) -> bool:
    """Whether a mark and a conjunction at item `at` join a second main clause (", and the mayor left")."""
    return (
        row[at].text in (",", ";")
        and row[at + 1].lower in ("and", "but", "while")
        and finite(row, at + 2, len(row)) is not None
    )


def lead_subject(shape: Shape, at: int) -> Span | None:
    """Who does what a participle at item `at` goes on to tell: the subject of its clause's verb ("X said Y fell, adding

    P"), where that is plain to see, else that of the nearest finite verb before it.
    """
    row = shape.row
    opening = max((k + 2 for k in range(at - 3) if _opens_clause(row, k)), default=0)
    main = finite(row, opening, at)
    if main is not None:
        first = subject_at(row, opening, main + 1)
        last = next((k - 1 for k in range(first + 1, main) if row[k].text in BOUNDARIES), main - 1)
        if first <= last and not row[first].quote:
            return source_span(shape, first, last)
    for k in range(at - 1, max(0, at - MAX_PHRASE), -1):
        cue = cue_forms().get(row[k].lower)
        told = row[k].lower in _FINITE_AUXILIARIES or row[k].lower in words("past_verbs")
        if told or (cue is not None and "past" in cue.forms) or (row[k].lower.endswith("ed") and row[k].text.islower()):
            verb = cue or CueVerb("", "say", "", frozenset(("past",)))
            subject = subject_of(row, k, verb)
            if subject.first <= subject.last and not row[subject.first].quote:
                return source_span(shape, subject.first, subject.last)
    return None
