"""Forms of a statement: the sentence as it stands, or what is said, or a quotation, behind its speaker's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from alteram.model.articles import Span
from alteram.stages.narratives.standing import LEAST_WORDS, MOST_WORDS, Topic, stands_alone, words_in
from alteram.text.attribution import Attribution, SentenceReading
from alteram.text.clauses import clauses
from alteram.text.grammar.compression import is_pronoun, names_a_speaker, variants
from alteram.text.grammar.verbs import finite, forms_of
from alteram.text.lexicon import phrases
from alteram.text.names import names, surname
from alteram.text.people.name_kinds import bare, given_names
from alteram.text.people.persons import persons
from alteram.text.polarity import evaluative
from alteram.text.similarity import lemma
from alteram.text.speech.cues import AUXILIARIES, items

REPLACEABLE = frozenset({"say", "report", "confirm", "according"})
"""Kinds of cue that "X said" renders without loss, as gate G4 has it."""
LEAST_SAID = 7
"""Words that somebody must say: fewer are a piece of a sentence."""
MOST_OF_IT = 0.5
"""Share of a sentence's words that its speaker must say: the rest is the outlet's report."""
FULL_NAME = 0.3
"""For a sentence that itself names its speaker in full."""

_QUOTES = {"“": "”", '"': '"'}
_CLOSING = re.compile(r"(?P<said>.*[\w’'%)])[,.](?P<mark>[”\"]?)$", re.DOTALL)
_RELATIVE = re.compile(r"\s(?:who|which|that)\b")
_HIMSELF = re.compile(r"\W*(?:him|her|it|them)sel(?:f|ves)\b")
_OFFICE = re.compile(r"\W*the (?:president|prime minister|senator|secretary|governor|mayor)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!][”\"]?$")
_POSTING = frozenset(("tweet", "write", "post"))
_WHOLE = re.compile(r"[“\"]?[A-Z].*[.!?,][”\"]?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """A way to print a statement: its copied spans, the full name that glue puts before them, marks that glue sets."""

    spans: tuple[Span, ...]
    words: int
    bonus: float
    named: Span | None = None
    opening: str = ""
    closing: str = ""


def forms(text: str, reading: SentenceReading, attribution: Attribution, full: Span, topic: Topic) -> Iterator[Form]:
    """Forms of a sentence under `attribution` that stand alone, the best first.

    `full` is the first full mention of who speaks, `topic` what the story is about.
    """
    source = attribution.source
    assert source is not None  # noqa: S101 - the caller has checked
    speaker = text[slice(*full)]
    if reading.attribution is not None and names_a_speaker(text, source):
        yield from _whole(text, reading, attribution, speaker, topic)
    if is_pronoun(text, full) or not _has_name(text, full):
        return
    if reading.attribution is None:
        yield from _said(text, reading, full, reading.span, topic)
    elif attribution.verb in REPLACEABLE:
        content = max(attribution.content, key=lambda span: span[1] - span[0])
        found = (
            (spans[0][0], spans[-1][1])
            for spans in variants(text, reading.span, attribution)
            if content[0] <= spans[0][0] and spans[-1][1] <= content[1]
        )
        span = next(found, content if text[content[0]] in _QUOTES else None)
        if span is not None:
            yield from _said(text, reading, full, span, topic)


def _has_name(text: str, full: Span) -> bool:
    """Whether a phrase is or ends in a person's full name, or is that of an organisation."""
    found = names(text, *full)
    if not found:
        return False
    called, kind = found[-1].text, found[-1].kind
    if kind != "person" or " " not in called:
        return kind in ("person", "organisation")
    return bare(called.split()[0]) in given_names() or _is_introduced(text, called)


def _is_introduced(text: str, called: str) -> bool:
    """Whether the article calls somebody by that full name and then speaks of him again, or gives his office."""
    return any(called == one.name and (one.office or len(one.mentions) > 1) for one in persons(text))


def _is_subject(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether the sentence is its speaker's: nobody is named before him unless in what he says, he stands in no

    relative clause ("Democrats who have slammed ..."), and does not speak of himself ("defended himself").
    """
    source = attribution.source
    assert source is not None  # noqa: S101 - the caller has checked
    if source[0] < attribution.cue[0] and _RELATIVE.match(text, source[1], attribution.cue[0]):
        return False
    if any(_HIMSELF.match(text, *part) for part in attribution.content):
        return False
    people = (name for name in names(text, *span) if name.kind == "person" and name.end <= source[0])
    return all(
        any(a <= name.start < b for a, b in attribution.content) or text[name.end : source[0]] == ", "
        for name in people
    )


def _is_clause(said: str) -> bool:
    """Whether words have a finite verb with a subject before it, quoted or not."""
    bare_words = said.strip("“”\"‘’' ")
    row = items(bare_words, 0, len(bare_words))
    if finite(row, 0, len(row)) is not None:
        return True
    return _WHOLE.match(said) is not None and any(
        _is_verb(item.text) and before.lower != "to" for before, item in pairwise(row)
    )


def _is_verb(word: str) -> bool:
    """Whether a word is an auxiliary, or a verb's base or third person and hardly a noun."""
    found = set(forms_of(word)) if word.islower() else set()
    return word in AUXILIARIES or ("n" not in found and bool(found & {"s", "b"}))


def _whole(text: str, reading: SentenceReading, attribution: Attribution, speaker: str, topic: Topic) -> Iterator[Form]:
    """The sentence as it stands, without an opening connective or dateline."""
    start, end = reading.span
    bounds = clauses(text, reading.span)
    for first, last in bounds.optional:
        if first == start and last in bounds.starts and last < attribution.cue[0]:
            start = last
            break
    opening, closing = _marks(text, reading, (start, end))
    sentence = text[start:end] + closing
    count = words_in(text, (start, end))
    first_word = sentence.split()[0].lower().strip(",")
    if opening or first_word in ("he", "she", "they", "it") or not _ENDED.search(sentence):
        return
    if not LEAST_WORDS <= count <= MOST_WORDS or first_word in phrases("dangling_openings"):
        return
    if not _is_subject(text, (start, end), attribution):
        return
    if any(_that_points(text, part) for part in attribution.content):
        return
    told = sum(words_in(text, part) for part in attribution.content)
    if told < LEAST_SAID or _judges_itself(text, reading, attribution):
        return
    said = " ".join(text[slice(*part)] for part in attribution.content)
    if told >= MOST_OF_IT * count and stands_alone(sentence, speaker, said, topic):
        in_full = attribution.source is not None and " " in text[slice(*attribution.source)]
        yield Form(((start, end),), count, FULL_NAME if in_full else 0.0, closing=closing)


def _judges_itself(text: str, reading: SentenceReading, attribution: Attribution) -> bool:
    """Whether a sentence that quotes words of a post or statement judges them in words that it does not quote."""
    if not reading.quotations or lemma(text[slice(*attribution.cue)]) not in _POSTING:
        return False
    words = (span for part in attribution.content for span in evaluative(text, *part))
    return any(not any(a <= start < b for a, b in reading.quotations) for start, _ in words)


def _that_points(text: str, part: Span) -> bool:
    """Whether the "that" before what is said belongs to its first noun and points back ("said that step was wrong")."""
    if not text[max(0, part[0] - 5) : part[0]].endswith("that "):
        return False
    first, *rest = items(text, *part)
    return bool(rest) and first.text.islower() and not first.lower.endswith("s") and rest[0].lower in AUXILIARIES


def _marks(text: str, reading: SentenceReading, span: Span) -> tuple[str, str]:
    """Quotation marks that a span lacks because its quotation begins before it or goes on behind it."""
    opening = closing = ""
    for start, end in reading.quotations:
        if start < span[1] and span[0] < end:
            curly = text[start] == "“" or (text[start] != '"' and "“" in text)
            if text[start] not in _QUOTES and start >= span[0]:
                opening = "“" if curly else '"'
            if text[end - 1] not in _QUOTES.values() and end <= span[1]:
                closing = "”" if curly else '"'
    return opening, closing


def _said(text: str, reading: SentenceReading, full: Span, span: Span, topic: Topic) -> Iterator[Form]:
    """What is said, behind its speaker's full name; a mark behind a comma or stop is set by glue, the stop after it."""
    (start, end), speaker = span, text[slice(*full)]
    opening, closing = _marks(text, reading, span)
    match = _CLOSING.match(text[start:end])
    if match is not None:
        end = start + match.end("said")
        closing = match["mark"] or closing
    elif text[end - 1] in _QUOTES.values():
        closing = ""
    said = f"{opening}{text[start:end]}{closing}"
    count = words_in(text, (start, end)) + words_in(text, full) + 1
    if surname(speaker) in said or _OFFICE.match(said) or not _is_clause(text[start:end]):
        return  # nobody speaks of himself by name: somebody else does; and without a verb it is a piece of a sentence
    if words_in(text, (start, end)) < LEAST_SAID or text[full[0]].islower():
        return
    if LEAST_WORDS <= count <= MOST_WORDS and stands_alone(f"{speaker} said {said}.", speaker, said, topic):
        yield Form(((start, end),), count, 0.0, full, opening, closing)
