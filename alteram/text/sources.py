"""What kind of source speaks, and who that is: an official, state media, a document, an expert, a witness, a party.

The kind is read from words of the text itself: the noun phrase that speaks, the title before it and the aside after it
("Ann Pell, a law professor"), there and at its first full mention in the article; and from the registry for media.
Where no word tells, the kind is `unknown`: a bare name is not guessed at.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from alteram.model.articles import Article, Span
from alteram.model.outlets import Registry
from alteram.text.attribution import Attribution, Reading, SentenceReading, resolve_source
from alteram.text.lexicon import phrases
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
    return any(re.search(rf"\b{re.escape(phrase)}\b", lowered) for phrase in listed)


@lru_cache(maxsize=16)
def _phrases(kind: str) -> tuple[str, ...]:
    source = files("alteram.text").joinpath("data", "source_kinds.toml").read_text(encoding="utf-8")
    return tuple(line for line in str(tomllib.loads(source)[kind]).splitlines() if line)


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
