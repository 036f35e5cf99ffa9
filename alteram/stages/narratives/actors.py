"""Positions of actors: what members of a camp say, judging or demanding, under their own names.

Whoever speaks is put in a camp only by the words that name them: a party, an office, a tag behind the name. The
sentence is copied with its attribution, so that an actor's argument carries the actor, whichever outlet prints it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from alteram.config import RULES
from alteram.model.articles import Article, Span
from alteram.model.stories import Dossier
from alteram.stages.narratives.judging import judgement
from alteram.stages.narratives.passages import GENRES, Voiced, core_lemmas, is_readable, on_topic, words_in
from alteram.text.attribution import Attribution, SentenceReading, read, resolve_source
from alteram.text.provenance import passage_origin
from alteram.text.similarity import content_lemmas

SPEAKING = frozenset({"say", "claim", "according"})
"""Kinds of cue under which a position is stated; a denial or a hedge is none."""
LEAST_SCORE = 0.7
"""Weight of judgement from which a statement takes a position."""
SOURCE_WORDS = 10
"""A longer phrase in front of a cue is hardly the name of one speaker."""


@dataclass(frozen=True, slots=True)
class Camp:
    """A camp: its side of an axis, its label, and what shows that a speaker belongs to it."""

    side: str
    label: str
    source: re.Pattern[str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """One axis of camps with the sentences of two of them."""

    axis: str
    camps: tuple[Camp, Camp]
    sides: tuple[tuple[Voiced, ...], tuple[Voiced, ...]]


@cache
def camps() -> tuple[tuple[str, tuple[Camp, Camp]], ...]:
    """Every axis with its two camps, in the order of `camps.toml`."""
    table = tomllib.loads(files("alteram.text").joinpath("data", "camps.toml").read_text(encoding="utf-8"))
    made = []
    for axis in table["axis"]:
        first, second = (
            Camp(
                row["side"],
                row["label"],
                re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, row['source']))})(?![\w-])", re.IGNORECASE),
                tuple(row["tag"]),
            )
            for row in axis["camp"]
        )
        made.append((axis["id"], (first, second)))
    return tuple(made)


def contest(dossier: Dossier) -> Contest | None:
    """The axis on which both camps speak in the dossier, the one with most sentences on its quieter side; else None."""
    statements = tuple(_statements(dossier))
    found: list[Contest] = []
    for axis, pair in camps():
        first, second = (tuple(v for v, speaker in statements if _belongs(speaker, camp, pair)) for camp in pair)
        if first and second:
            found.append(Contest(axis, pair, (first, second)))
    return min(found, key=lambda one: -min(map(len, one.sides)), default=None)


def _belongs(speaker: str, camp: Camp, pair: tuple[Camp, Camp]) -> bool:
    """Whether the words that name a speaker show this camp and not the other."""
    shown = [one for one in pair if one.source.search(speaker) or any(f"({tag}" in speaker for tag in one.tags)]
    return shown == [camp]


def _statements(dossier: Dossier) -> Iterator[tuple[Voiced, str]]:
    """Every statement that takes a position, with the words that name its speaker (a tag of party in brackets)."""
    core = core_lemmas(dossier)
    for n, article in enumerate(dossier.articles, start=1):
        if article.genre not in GENRES or article.confidence < RULES.least_confidence:
            continue
        for place, reading in enumerate(read(article.text).sentences):
            attribution = reading.attribution
            if reading.paragraph == 0 or attribution is None or not _takes_position(article.text, reading, attribution):
                continue
            lemmas = frozenset(content_lemmas(article.text, *reading.span))
            speaker = _named(article.text, attribution)
            if speaker and on_topic(lemmas & core, "report"):
                yield _voiced(dossier, n, article, place, reading, lemmas), speaker


def _takes_position(text: str, reading: SentenceReading, attribution: Attribution) -> bool:
    """Whether one named speaker alone judges or demands something, in a sentence that reads by itself."""
    if attribution.source is None or attribution.verb not in SPEAKING:
        return False
    if words_in(text, attribution.source) > SOURCE_WORDS or _DATED.match(text, attribution.source[0]):
        return False
    if any(not _same_speaker(text, attribution, other) for other in reading.others):
        return False
    if reading.state != "governed" or reading.governed_by is not None:
        return False
    inside = max((judgement(text, span, opinion=True) for span in attribution.content), default=0.0)
    return inside >= LEAST_SCORE and is_readable(text, reading.span[0], reading.span, quoting=True)


def _same_speaker(text: str, attribution: Attribution, other: Attribution) -> bool:
    """Whether a second cue in the sentence belongs to its one speaker: no source of its own, the same, or a pronoun."""
    if other.source is None or other.source == attribution.source:
        return other.verb in SPEAKING
    return text[slice(*other.source)].lower() in ("he", "she", "they") and other.verb in SPEAKING


def _named(text: str, attribution: Attribution) -> str:
    """The words that name the speaker here and at the first full mention, with a tag behind either."""
    assert attribution.source is not None  # noqa: S101 - the caller has checked
    spans: set[Span] = {attribution.source, resolve_source(text, attribution.source)}
    return " | ".join(f"{text[start:end]}{_tag(text, end)}" for start, end in sorted(spans))


_DATED = re.compile(r"(?:[A-Z]{4,}\b|[Hh]ours|[Dd]ays|[Aa]fter|[Bb]efore|[Ww]hen|[Ww]hile)\b")
_TAG = re.compile(r",? \(?([RD]-)[A-Z]")


def _tag(text: str, at: int) -> str:
    match = _TAG.match(text, at)
    return f" ({match.group(1)}" if match else ""


def _voiced(
    dossier: Dossier, n: int, article: Article, place: int, reading: SentenceReading, lemmas: frozenset[str]
) -> Voiced:
    span = reading.span
    origin = passage_origin(article, n, reading, (span,), dossier.origins, dossier.registry)
    return Voiced(
        n=n,
        place=place,
        span=span,
        begin=span[0],
        words=words_in(article.text, span),
        score=judgement(article.text, span, opinion=True),
        lemmas=lemmas,
        origin=origin.id,
    )
