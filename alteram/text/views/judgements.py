"""Judgements: what somebody says in words that tell for or against whom or what they are said of.

A word of blame or praise (`valence.py`) is said of the subject of its clause ("Y is a liar", "Y has failed"), and of
whose thing it describes ("Y's disastrous plan"). Who says what another should do, or tells of his hostile act, speaks
against him. Whoever else is spoken of shares the tone of what is said (`tone.py`).
"""

from collections.abc import Iterator

from alteram.model.articles import Span
from alteram.text.names import names
from alteram.text.similarity import lemma
from alteram.text.views.acts import Stance, Told, verb_frames
from alteram.text.views.phrases import Phrase, joined, objects, phrase_at, phrase_before, subject
from alteram.text.views.referents import full, holder_of, told_of
from alteram.text.views.tone import tone
from alteram.text.views.valence import valences
from alteram.text.views.word_kinds import Word, is_passive, negated, verbal

BACK = 25
"""Words back from a word of judgement to the verb of its clause."""
_DUTY = frozenset(("should", "must", "ought", "shouldn't", "mustn't"))
_NEED = frozenset(("needs", "need", "has", "have"))


def judgements(told: Told) -> Iterator[Stance]:
    """The stances of what somebody says in a sentence."""
    if not told.row or not told.speakers:
        return
    signs = dict(valences(told.text, told.row[0].start, told.row[-1].end))
    for at, word in enumerate(told.row):
        holder = told.speaker_at(at)
        if holder is None:
            continue
        sign = signs.get((word.start, word.end), 0)
        acting = lemma(word.text) in verb_frames() and verbal(told.row, at)
        if acting:
            yield from _of_act(told, at, holder)
        elif sign:
            for phrase in _said_of(told.row, at):
                yield from _of(told, phrase, sign, holder, at)
        elif word.lower in _DUTY or (word.lower in _NEED and _follows(told.row, at, "to")):
            yield from _of_duty(told, at, holder)


def _of(told: Told, phrase: Phrase, sign: int, holder: Span, at: int) -> Iterator[Stance]:
    predicated = at == phrase.head or told.row[phrase.first].lower in ("a", "an")  # "a shameful liar" is nobody
    for target in told_of(told.text, told.row, phrase, holder, told.before):
        if target != holder and not (predicated and told.text[target[0]].islower()):
            yield Stance(holder, target, sign, "word", (told.row[at].start, told.row[at].end))


def _follows(row: tuple[Word, ...], at: int, lower: str) -> bool:
    return at + 1 < len(row) and row[at + 1].lower == lower


def _of_act(told: Told, at: int, holder: Span) -> Iterator[Stance]:
    """Who is told to act against somebody is spoken against."""
    by = subject(told.row, at)
    if by is None or is_passive(told.row, at):
        return
    frames = verb_frames()[lemma(told.row[at].text)]
    if any(frame.form == "act" and frame.sign < 0 for frame in frames) and not negated(told.row, at):
        yield from _of(told, by, -1, holder, at)


def _of_duty(told: Told, at: int, holder: Span) -> Iterator[Stance]:
    """Who says what another should do finds fault with what he does; what should be undone is opposed."""
    by = subject(told.row, at)
    if by is None:
        return
    verb = next((k for k in range(at + 1, min(len(told.row), at + 6)) if verbal(told.row, k)), None)
    sign = -1
    if verb is not None and is_passive(told.row, verb):
        frames = verb_frames().get(lemma(told.row[verb].text), ())
        sign = frames[0].sign * (-1 if negated(told.row, verb) else 1) if frames else 0
    if sign:
        yield from _of(told, by, sign, holder, at)


def _said_of(row: tuple[Word, ...], at: int) -> Iterator[Phrase]:
    """What the word at `at` is said of: the phrase that it stands in, and the subject of its clause."""
    if verbal(row, at):
        by = subject(row, at)
        if by is not None:
            yield by
        return
    inner = phrase_at(row, at)
    first = at
    if inner is not None:
        whole = phrase_before(row, inner.last)
        if whole is not None and whole.first <= at:
            yield whole
            first = whole.first
    if first > 0 and row[first - 1].kind == "prep":
        return
    for k in range(first - 1, max(-1, at - BACK), -1):
        if row[k].kind == "stop":
            return
        if row[k].kind == "aux" or verbal(row, k):
            by = subject(row, k)
            if by is not None:
                yield by
            return


def tones(told: Told) -> Iterator[tuple[Span, Span, int]]:
    """Who speaks of whom or what, and the tone of what he says."""
    for holder in dict.fromkeys(who for _, who in told.speakers if who is not None):
        parts = [part for part, who in told.speakers if who == holder]
        total = sum(tone(told.text, *part) for part in dict.fromkeys(parts))
        for target in spoken_of(told, holder):
            yield holder, target, total
    yield from _of_subjects(told)


def _of_subjects(told: Told) -> Iterator[tuple[Span, Span, int]]:
    """Who is told to do something with regard to whom, and the tone of its words."""
    for at in range(len(told.row)):
        by = subject(told.row, at) if verbal(told.row, at) and told.speaker_at(at) is None else None
        end = next((k for k in range(at, len(told.row)) if told.row[k].kind in ("stop", "rel", "sub", "comma")), -1)
        start, stop = told.row[at].start, told.row[end].start if end > 0 else told.row[-1].end
        for one in joined(told.row, by) if by is not None else ():
            holder = holder_of(told.text, told.row, one, None, told.before)
            if holder is not None and told.text[holder[0]].isupper():
                total = tone(told.text, start, stop)
                yield from ((holder, full(told.text, name), total) for name in names(told.text, start, stop))


def spoken_of(told: Told, holder: Span) -> tuple[Span, ...]:
    """Who and what is spoken of in the words of a speaker: names, and phrases that are subject or object of a verb."""
    parts = [part for part, who in told.speakers if who == holder]
    found = [full(told.text, name) for part in parts for name in names(told.text, *part)]
    for at, word in enumerate(told.row):
        if told.speaker_at(at) != holder or not (word.kind == "aux" or verbal(told.row, at)):
            continue
        by = subject(told.row, at)
        phrases = ([by] if by is not None else []) + (list(objects(told.row, at + 1)) if word.kind != "aux" else [])
        found += [span for phrase in phrases for span in told_of(told.text, told.row, phrase, holder, told.before)]
    return tuple(dict.fromkeys(span for span in found if span != holder))
