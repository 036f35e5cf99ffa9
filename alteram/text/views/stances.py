"""Stances: who criticises or supports whom in a sentence, and how much its words speak for or against.

Two forms. An *act* is told by a verb of blame or praise ("X accused Y of ...", "Y was defended by X"); a *word* is what
somebody says or writes in words that tell for or against those whom they name and what they speak of. The idea of
holder, target and sign is that of the annotation of SEESAW (Zhang et al. 2022); rules and lists here are of our own,
from grammars.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from alteram.model.articles import Span
from alteram.text import lexicon
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.grammar.verbs import forms_of
from alteram.text.lexicon import rows, words
from alteram.text.names import Name, names
from alteram.text.sentences import Token, tokens
from alteram.text.similarity import content_lemmas, lemma

Form = Literal["act", "word"]
OBJECT_REACH = 9
"""Tokens behind a verb within which the one criticised or supported is named."""
SUBJECT_REACH = 16
"""Tokens before a verb within which its subject is named."""
NEGATION_REACH = 3
"""Words between a negation and the word that it turns round."""

_NEGATING = re.compile(r"not|never|no|cannot|without|neither|nor|hardly|nothing|nobody|none|(?:\w+)?n't")
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_STOPS = frozenset(".;:?!")


@dataclass(frozen=True, slots=True)
class Stance:
    """`holder` (None: the writer) speaks or acts for (`sign` 1) or against (-1) `target`; `cue` are the telling words.

    Spans are code points of the text; `holder` may stand in another sentence, whose speaker goes on.
    """

    holder: Span | None
    target: Span
    sign: int
    form: Form
    cue: Span


@cache
def _valence() -> dict[str, int]:
    table = lexicon.table("valence")
    signs = dict.fromkeys(str(table["negative"]).split(), -1)
    return signs | dict.fromkeys(str(table["positive"]).split(), 1)


@cache
def _verbs() -> dict[str, tuple[tuple[int, str], ...]]:
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for verb, sign, place in rows("stance_verbs"):
        found[verb] = (*found.get(verb, ()), (1 if sign == "+" else -1, place))
    return found


@lru_cache(maxsize=8192)
def valences(text: str, start: int, end: int) -> tuple[tuple[Span, int], ...]:
    """Words of `text[start:end]` that tell for (1) or against (-1), turned round by a negation shortly before."""
    found = []
    row = tokens(text, start, end)
    for at, token in enumerate(row):
        sign = _sign(token)
        if sign and not (at and token.text[0].isupper()):
            back = [_plain(one) for one in row[max(0, at - NEGATION_REACH) : at]]
            turned = any(map(_NEGATING.fullmatch, back))
            found.append(((token.start, token.end), -sign if turned else sign))
    return tuple(found)


def _plain(token: Token) -> str:
    return token.text.lower().replace("’", "'").replace("‘", "'")


def _sign(token: Token) -> int:
    return _sign_of(_plain(token))


@lru_cache(maxsize=65536)
def _sign_of(plain: str) -> int:
    return _valence().get(plain) or _valence().get(lemma(plain), 0)


def act_signs(verb: str) -> frozenset[int]:
    """Signs of a verb of blame or praise towards its direct object; empty for another verb."""
    return frozenset(sign for sign, place in _verbs().get(lemma(verb.lower()), ()) if place == "o")


def stances(text: str, reading: SentenceReading) -> tuple[Stance, ...]:
    """Every stance of one sentence of `read(text).sentences`, in the order of their cues."""
    found = [*_acts(text, reading), *_words(text, reading)]
    return tuple(dict.fromkeys(sorted(found, key=lambda one: (one.cue, one.target))))


def speaker(text: str, reading: SentenceReading) -> Span | None:
    """Who speaks in a sentence, by its first full mention; of a quotation that goes on, its last speaker."""
    attribution = reading.attribution
    if attribution is None and reading.governed_by is not None:
        attribution = read(text).sentences[reading.governed_by].attribution
    return None if attribution is None or attribution.source is None else resolve_source(text, attribution.source)


def _acts(text: str, reading: SentenceReading) -> Iterator[Stance]:
    """Stances told by a verb: its subject for or against its object."""
    row = tokens(text, *reading.span)
    known = names(text, *reading.span)
    for at, token in enumerate(row):
        forms = forms_of(token.text.lower())
        if not token.text[0].islower() or not (set(forms) & {"p", "s", "b"} or token.text.endswith("ing")):
            continue
        for sign, place in _verbs().get(lemma(token.text), ()):
            made = _of_verb(text, reading, row, at, known, sign, place)
            if made is not None:
                yield made


def _of_verb(
    text: str,
    reading: SentenceReading,
    row: tuple[Token, ...],
    at: int,
    known: tuple[Name, ...],
    sign: int,
    place: str,
) -> Stance | None:
    """The stance of the verb at `at`, where its two sides are named; passive forms change sides."""
    token = row[at]
    behind = row[at + 1].text.lower() if at + 1 < len(row) else ""
    passive = at > 0 and row[at - 1].text.lower() in _BE and behind == "by"
    if place not in ("o", behind) or (place == "o" and behind in words("prepositions") and not passive):
        return None
    back = [_plain(one) for one in row[max(0, at - NEGATION_REACH) : at]]
    if any(map(_NEGATING.fullmatch, back)):
        sign = -sign
    stop = _stop(row, at, 1, OBJECT_REACH)
    first = _stop(row, at, -1, SUBJECT_REACH)
    after = next((one for one in known if token.end <= one.start < stop), None)
    before = next((one for one in reversed(known) if first <= one.start and one.end <= token.start), None)
    attribution = next((one for one in _everyone(reading) if one.cue == (token.start, token.end)), None)
    left = attribution.source if attribution is not None else None
    if left is None and before is not None:
        left = (before.start, before.end)
    if after is None or left is None:
        return None
    right = (after.start, after.end)
    holder, target = (right, left) if passive else (left, right)
    return Stance(resolve_source(text, holder), target, sign, "act", (token.start, token.end))


def _stop(row: tuple[Token, ...], at: int, step: int, reach: int) -> int:
    """Offset to which a verb's neighbour is looked for: `reach` tokens on, within the clause."""
    k = at + step
    while 0 <= k < len(row) and abs(k - at) <= reach and row[k].text not in _STOPS:
        k += step
    k = min(max(k - step, 0), len(row) - 1)
    return row[k].end if step > 0 else row[k].start


def _everyone(reading: SentenceReading) -> tuple[Attribution, ...]:
    return tuple(one for one in (reading.attribution, *reading.others) if one is not None)


def _words(text: str, reading: SentenceReading) -> Iterator[Stance]:
    """Stances in what somebody says: the words of a sentence for or against those who are named in them."""
    told = [(one.source, one.content) for one in _everyone(reading)]
    if not told and reading.governed_by is not None:
        told = [(speaker(text, reading), (reading.span,))]
    if not told:
        told = [(None, (reading.span,))]
    for source, content in told:
        holder = None if source is None else resolve_source(text, source)
        for start, end in content:
            weighed = valences(text, start, end)
            total = sum(sign for _, sign in weighed)
            if not total:
                continue
            cue = next(span for span, sign in weighed if sign * total > 0)
            sign = 1 if total > 0 else -1
            for name in names(text, start, end):
                if holder is None or name.text != text[slice(*holder)]:
                    yield Stance(holder, (name.start, name.end), sign, "word", cue)
            for span in _spoken_of(text, start, end) if holder is not None else ():
                yield Stance(holder, span, sign, "word", cue)


def _spoken_of(text: str, start: int, end: int) -> Iterator[Span]:
    """Runs of content words in lower case: what somebody speaks of without a name ("the tax plan")."""
    first = last = None
    for token in tokens(text, start, end):
        if token.text[0].islower() and content_lemmas(token.text):
            first, last = (token.start if first is None else first), token.end
        elif first is not None and last is not None:
            yield first, last
            first = last = None
    if first is not None and last is not None:
        yield first, last
