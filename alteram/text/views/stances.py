"""Stances: who criticises or supports whom in a sentence, each sentence read within its article.

An *act* is told by a verb, noun or adjective of blame or praise, a *deed* by a verb of doing something for or against,
and who *serves* somebody speaks in his name (`acts.py`). A *word* is said of somebody (`judgements.py`); by *tone* a
stance is told towards others of whom somebody speaks. The idea of holder, target and sign is that of the annotation of
SEESAW (Zhang et al. 2022); rules and lists here are of our own, from grammars and dictionaries.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from alteram.model.articles import Span
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.names import names, surname
from alteram.text.similarity import lemma
from alteram.text.speech.sourcing import MAX_ITEMS
from alteram.text.views.acts import Form, Stance, Told, acts, verb_frames
from alteram.text.views.camps import affiliations, memberships
from alteram.text.views.judgements import judgements, tones
from alteram.text.views.phrases import phrase_at
from alteram.text.views.referents import centre, full, holder_of, may_be, meant
from alteram.text.views.valence import valences
from alteram.text.views.word_kinds import row_of

__all__ = ["Form", "Stance", "act_signs", "speaker", "stances", "valences"]
Pair = tuple[str, str]
"""A holder and a target by their last names or heads."""
SPEAKING = 3
"""Sentences behind a speaker within which "he said" is he."""
LEAST, MOST = 2, 3
"""Weight from which somebody is spoken for or against, that of one plain word, and the most that tone, or the rest of

the article, weighs.
"""
OPPOSED = 2
"""What membership of opposed camps weighs."""
_WORTH = {"act": 2, "serves": 2}
"""What a stance counts for the line that somebody takes in an article; others count one."""


def act_signs(verb: str) -> frozenset[int]:
    """Signs of a verb of blame or praise towards its direct object; empty for another verb."""
    frames = verb_frames().get(lemma(verb.lower()), ())
    return frozenset(frame.sign for frame in frames if frame.form == "act" and frame.places == ("o",))


def stances(text: str, reading: SentenceReading) -> tuple[Stance, ...]:
    """Every stance of one sentence of `read(text).sentences`, in the order of their cues."""
    return _of_article(text).get(reading.span, ())


def speaker(text: str, reading: SentenceReading) -> Span | None:
    """Who speaks in a sentence, by its first full mention; of a quotation that goes on, its last speaker."""
    attribution = reading.attribution
    if attribution is None and reading.governed_by is not None:
        attribution = read(text).sentences[reading.governed_by].attribution
    return None if attribution is None or attribution.source is None else resolve_source(text, attribution.source)


@lru_cache(maxsize=64)
def _of_article(text: str) -> dict[Span, tuple[Stance, ...]]:
    """The stances of every sentence, by its span."""
    sentences = list(_told(text))
    found = [(*acts(told), *judgements(told)) for told in sentences]
    heard = [tuple(tones(told)) for told in sentences]
    net: Counter[Pair] = Counter()
    for one in chain.from_iterable(found):
        if one.holder is not None:
            net[_pair(text, one.holder, one.target)] += one.sign * _WORTH.get(one.form, 1)
    for holder, target, total in chain.from_iterable(heard):
        net[_pair(text, holder, target)] += _sign(total)
    everything = [(*here, *_bearings(text, tone, here, net)) for tone, here in zip(heard, found, strict=True)]
    return {
        reading.span: tuple(dict.fromkeys(sorted(here, key=lambda one: (one.cue, one.target))))
        for reading, here in zip(read(text).sentences, everything, strict=True)
    }


def _bearings(
    text: str, heard: tuple[tuple[Span, Span, int], ...], here: tuple[Stance, ...], net: Mapping[Pair, int]
) -> Iterator[Stance]:
    """Stances towards those of whom somebody speaks without a plain word.

    The tone of what he says here, what he says of them elsewhere in the article, and whether they are of opposed camps
    are weighed together.
    """
    known = {_pair(text, one.holder, one.target) for one in here if one.holder is not None}
    for holder, target, total in heard:
        pair = _pair(text, holder, target)
        if pair in known or pair[0] == pair[1]:
            continue
        elsewhere = net[pair] - _sign(total) - (OPPOSED if _opposed(text, holder, target) else 0)
        weight = max(-MOST, min(MOST, total)) + max(-MOST, min(MOST, elsewhere))
        if abs(weight) >= LEAST:
            yield Stance(holder, target, _sign(weight), "tone", target)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _opposed(text: str, one: Span, other: Span) -> bool:
    """Whether two named in an article are of opposed camps."""
    if not text[other[0]].isupper():
        return False
    known = affiliations((text,))
    mine = memberships(text, one, "", known)
    theirs = memberships(text, other, "", known) if mine else frozenset()
    return any(axis == axis2 and side != side2 for axis, side in mine for axis2, side2 in theirs)


def _pair(text: str, holder: Span, target: Span) -> Pair:
    return _key(text, holder), _key(text, target)


def _key(text: str, span: Span) -> str:
    """Of a name its last word, of other words their head."""
    words = text[slice(*resolve_source(text, span))]
    if not words.strip():
        return ""
    return surname(words).lower() if text[span[0]].isupper() else lemma(words.split()[-1])


def _told(text: str) -> Iterator[Told]:
    """The sentences with who speaks in them. "He" who says something is he who spoke last, shortly before.

    A sentence of more words than attribution reads (a text without marks) has none.
    """
    last: tuple[int, Span] | None = None
    for number, reading in enumerate(read(text).sentences):
        before = last[1] if last is not None and number - last[0] <= SPEAKING else None
        said = tuple(
            (part, who)
            for one in _everyone(reading)
            for part in one.content
            for who in (_who(text, one.source, before), *_others(text, one.source))
        )
        if not said and reading.state == "governed":
            named = speaker(text, reading)
            said = ((reading.span, before if named is None else _who(text, named, before)),)
        row = row_of(text, reading.span)
        yield Told(text, row if len(row) <= MAX_ITEMS else (), said, before)
        speaking = [who for _, who in said if who is not None and names(text, *who)]
        first = speaking[0] if speaking else centre(text, reading.span)
        last = (number, first) if first is not None else last


def _who(text: str, source: Span | None, before: Span | None) -> Span | None:
    """The first full mention of a source; of a pronoun whoever spoke `before`, else whom it means."""
    if source is None:
        return None
    row = row_of(text, source)
    phrase = phrase_at(row, 0)
    if phrase is None:
        return source
    if row[0].kind == "pron" and len(row) == 1:
        if before is not None and may_be(text, row[0], before):
            return before
        found = resolve_source(text, source)
        return found if found != source else meant(text, row[0], None) or source
    found = resolve_source(text, source)
    if found != source:
        return found
    who = holder_of(text, row, phrase, None)
    return resolve_source(text, who) if who is not None else source


def _others(text: str, source: Span | None) -> tuple[Span, ...]:
    """The further persons of a source that names several ("Ana Ruiz and Olaf Brandt said")."""
    if source is None or " and " not in text[slice(*source)]:
        return ()
    return tuple(full(text, name) for name in names(text, *source) if name.kind == "person")[1:]


def _everyone(reading: SentenceReading) -> tuple[Attribution, ...]:
    return tuple(one for one in (reading.attribution, *reading.others) if one is not None)
