"""What kind of source speaks, and who that is: an official, state media, a document, an expert, a witness, a party.

The kind is read from words of the text itself: the noun phrase that speaks, the title before it and the aside after it
("Ann Pell, a law professor"), there and at its first full mention in the article; and from the registry for media.
Where no word tells, the kind is `unknown`: a bare name is not guessed at. `attribution_of` is what a stage asks.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alteram.model.articles import Article, Span
from alteram.model.outlets import Registry
from alteram.text import lexicon
from alteram.text.attribution import Attribution, Reading, SentenceReading, State, read, resolve_source, said, words_of
from alteram.text.lexicon import phrases
from alteram.text.provenance import voice
from alteram.text.quotations import Quotation
from alteram.text.sentences import paragraphs

SourceKind = Literal[
    "official",
    "state media",
    "news organisation",
    "anonymous",
    "document",
    "expert",
    "witness",
    "party",
    "unknown",
]
_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("news", "news organisation"),
    ("document", "document"),
    ("official", "official"),
    ("expert", "expert"),
    ("witness", "witness"),
    ("party", "party"),
)
_BEFORE = re.compile(r"[^,;:.“”\"()]*(?:\b[A-Z][a-z]{1,4}\.\s)?$")
_ASIDE = re.compile(r"(?:’s|'s)?(?:,\s|\s\(|\s[–—-]\s)(?P<aside>[^;:.“”\"()]{2,110})")
_FORMER = re.compile(r"\b(?:former|ex|retired|late|onetime|one-time)\b[\s-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """Who is behind words: `span` the noun phrase that speaks, `full` its first full mention, the kind, and the medium

    that the words were said to (`carrier`), None where none is named.
    """

    span: Span
    full: Span
    kind: SourceKind
    carrier: Span | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with the attribution that it belongs to, None where nobody is named, and its index of sentence."""

    quotation: Quotation
    attribution: Attribution | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a sentence, or some of it, is, with all that a page or `alteram why` shows of it.

    `state` is that of the reading: `own` the outlet's, `governed` somebody's, `shadow` perhaps the last speaker's.
    `source` is who speaks, None for the outlet and where the text names nobody. `cue` are the words that say so
    ("said", "according to"), and `at` the index in `read(article.text).sentences` of the sentence where cue and source
    stand: another one than asked about where a quotation or transcript goes on. `words` are the speaker's spans, and
    `content` all that the cue governs in the sentence, beyond what was asked about too; nothing where the cue stands in
    another one. All spans are code points of the article's text.
    """

    state: State
    source: Source | None
    cue: Span | None
    at: int | None
    words: tuple[Span, ...]
    content: tuple[Span, ...] = ()


_OUTLET = Voice("own", None, None, None, ())


def attribution_of(
    article: Article, sentence: SentenceReading, registry: Registry, spans: tuple[Span, ...] = ()
) -> Voice:
    """Whose words a sentence of the article is, or those of its parts that `spans` name (a clause of it).

    Of several speakers in it the one whose words cover most of the spans is given: of "P, X told Y Z said" that is X.
    A shadow gets the last speaker before it in its paragraph. Never an error: an unnamed speaker gives no source.
    """
    spans = spans or (sentence.span,)
    state = voice(sentence, spans)
    if state == "own":
        return _OUTLET
    readings = read(article.text).sentences
    here = readings.index(sentence)
    at = _speaks_at(readings, here, state)
    if at is None:
        return Voice(state, None, None, None, _words(article.text, sentence, None, spans))
    everyone = [one for one in (readings[at].attribution, *readings[at].others) if one is not None]
    if at == here:
        main = max(everyone, key=lambda one: (_covered(one, spans), one.source is not None, -one.cue[0]))
    else:
        main = next((one for one in everyone if one.source is not None), everyone[0])
    words = _words(article.text, sentence, main if at == here else None, spans) if state == "governed" else ()
    content = main.content if at == here else ()
    return Voice(state, source_of(article, main, registry), main.cue, at, words, content)


def _speaks_at(readings: tuple[SentenceReading, ...], here: int, state: State) -> int | None:
    """Index of the sentence whose attribution stands over the one at `here`."""
    sentence = readings[here]
    if sentence.attribution is not None:
        return here
    if state == "governed":
        by = sentence.governed_by
        return by if by is not None and readings[by].attribution is not None else None
    for before in range(here - 1, -1, -1):
        if readings[before].paragraph != sentence.paragraph:
            break
        if readings[before].state == "governed":
            return _speaks_at(readings, before, "governed")
    return None


def _covered(attribution: Attribution, spans: tuple[Span, ...]) -> int:
    return sum(max(0, min(b, end) - max(a, start)) for start, end in attribution.content for a, b in spans)


def _words(
    text: str, sentence: SentenceReading, attribution: Attribution | None, spans: tuple[Span, ...]
) -> tuple[Span, ...]:
    """What of the spans the speaker says."""
    said_here = words_of(text, attribution) if attribution is not None else said(text, sentence)
    cut = ((max(a, start), min(b, end)) for start, end in said_here for a, b in spans)
    return tuple(sorted((a, b) for a, b in cut if a < b))


def source_of(article: Article, attribution: Attribution, registry: Registry) -> Source | None:
    """The source of an attribution, resolved and with its kind; None where nobody is named."""
    if attribution.source is None:
        return None
    full = resolve_source(article.text, attribution.source)
    return Source(
        attribution.source, full, source_kind(article.text, attribution.source, registry), attribution.carrier
    )


def source_kind(text: str, source: Span, registry: Registry) -> SourceKind:
    """The kind of the source at `source`, a noun phrase of a canonical text."""
    full = resolve_source(text, source)
    for span in (source, full):
        outlet = registry.named(text[span[0] : span[1]])
        if outlet is not None:
            return "state media" if outlet.control == "state-controlled" else "news organisation"
    own = text[source[0] : source[1]].lower()
    if _has(own, phrases("state_media_words")):
        return "state media"
    if _has(own, _phrases("anonymous")) or _has(_paragraph(text, source), _phrases("anonymity")):
        return "anonymous"
    for words in (own, _described(text, source), _described(text, full)):
        kind = _by_words(words)
        if kind is not None:
            return kind
    return "unknown"


def _by_words(described: str) -> SourceKind | None:
    """The kind that the last telling word gives: the head of an English noun phrase stands at its end."""
    best: tuple[int, int, SourceKind] | None = None
    head = re.split(r"\s(?:of|for|at|in|from|with|who|to|on)\s", described, maxsplit=1)[0]
    for part in (head, described):
        for order, (name, kind) in enumerate(_KINDS):
            for match in _pattern(name).finditer(part):
                found = (match.end(), -order, kind)
                best = found if best is None or found[:2] > best[:2] else best
        if best is not None:
            return best[2]
    return None


def _described(text: str, span: Span) -> str:
    """A mention with its title and the aside after it, in lower case; an office that is past is left out."""
    first = max(span[0] - 60, next((start for start, end in paragraphs(text) if start <= span[0] < end), 0))
    before = _BEFORE.search(text, first, span[0])
    title = before.group() if before else ""
    aside = _ASIDE.match(text, span[1])
    after = aside["aside"].split(", ")[0] if aside else ""
    parts = [part for part in (after, title) if part and not _FORMER.search(part)]
    return " ".join([*(part.lower() for part in parts[:1]), text[span[0] : span[1]].lower()])


def _paragraph(text: str, span: Span) -> str:
    return next((text[start:end].lower() for start, end in paragraphs(text) if start <= span[0] < end), "")


def _has(lowered: str, listed: tuple[str, ...]) -> bool:
    return any(phrase in lowered and re.search(rf"\b{re.escape(phrase)}\b", lowered) for phrase in listed)


@lru_cache(maxsize=16)
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(line for line in str(lexicon.table("source_kinds")[kind]).splitlines() if line)


@lru_cache(maxsize=16)
def _pattern(kind: str) -> re.Pattern[str]:
    listed = sorted(_phrases(kind), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")


def quoted(reading: Reading) -> tuple[Quoted, ...]:
    """Every quotation of an article with whose it is, in order.

    Of several attributions that touch it the one whose cue stands nearest speaks; a quotation without a cue belongs to
    the attribution of the sentence that governs its own.
    """
    return tuple(_owner(reading, quotation) for quotation in reading.quotations)


def _owner(reading: Reading, quotation: Quotation) -> Quoted:
    inside = [
        index
        for index, sentence in enumerate(reading.sentences)
        if sentence.span[0] < quotation.end and quotation.start < sentence.span[1]
    ]
    for index in inside:
        speaking = _speaking(reading, index)
        touching = [
            one
            for one in (speaking.attribution, *speaking.others)
            if one is not None and any(start < quotation.end and quotation.start < end for start, end in one.content)
        ]
        everyone = touching or ([speaking.attribution] if speaking.attribution is not None else [])
        if everyone:
            nearest = min(everyone, key=lambda a: min(abs(a.cue[0] - quotation.end), abs(a.cue[1] - quotation.start)))
            return Quoted(quotation, nearest, index)
    return Quoted(quotation, None, inside[0] if inside else 0)


def _speaking(reading: Reading, index: int) -> SentenceReading:
    sentence = reading.sentences[index]
    if sentence.attribution is None and sentence.governed_by is not None:
        return reading.sentences[sentence.governed_by]
    return sentence
