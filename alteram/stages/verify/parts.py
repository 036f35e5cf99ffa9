"""What is checked, laid open: the reference, and a clause with its spans in the one sentence they come from (G3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from alteram.language import Judge, Statement, story_judge
from alteram.model.articles import Article, Span
from alteram.model.briefs import Clause, Copied, Glue, Origin, Passage, Piece, Sentence
from alteram.model.outlets import Registry
from alteram.model.stories import Origins
from alteram.text.attribution import SentenceReading, read
from alteram.text.provenance import passage_origin, trace, voice

Role = Literal["headline", "summary", "fact", "disagreement", "narrative"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A gate that a sentence does not pass, and why (a code)."""

    gate: str
    reason: str


@dataclass(frozen=True)
class Reference:
    """What sentences are checked against: archived articles by source number, the registry, and a judge of support."""

    sources: Mapping[int, Article]
    registry: Registry
    judge: Judge
    known_origins: Origins | None = field(default=None)

    @cached_property
    def origins(self) -> Origins:
        """Origins of the sources, recomputed from their texts unless the caller has just done so."""
        return self.known_origins if self.known_origins is not None else trace(self.sources, self.registry)

    @cached_property
    def story_judge(self) -> Judge:
        """The judge for this story, which weighs words by all of its sources."""
        return story_judge(self.judge, tuple(self.sources[n].text for n in sorted(self.sources)))

    def reading(self, n: int, offset: int) -> SentenceReading | None:
        """The sentence of source `n` that holds `offset`."""
        article = self.sources[n]
        for reading in read(article.text).sentences:
            if reading.span[0] <= offset < reading.span[1]:
                return reading
        return None

    def origin(self, n: int, reading: SentenceReading, spans: tuple[Span, ...]) -> Origin:
        """Who stands behind what `spans` of that sentence assert."""
        return passage_origin(self.sources[n], n, reading, spans, self.origins, self.registry)


@dataclass(frozen=True, slots=True)
class Part:
    """A clause laid open: its glue, and its copied spans in the one sentence they come from.

    `spans` hold the copied pieces and the letters that `case` glue stands for, ascending and merged.
    """

    clause: Clause
    pieces: tuple[Piece, ...]
    n: int
    reading: SentenceReading
    spans: tuple[Span, ...]

    @property
    def attribution(self) -> Glue | None:
        """The attribution glue of the clause."""
        return next((p for p in self.pieces if isinstance(p, Glue) and p.kind == "attribution"), None)

    @property
    def voice(self) -> str:
        """Whose voice the copied spans are in: "own", "governed" or "shadow"."""
        return voice(self.reading, self.spans)

    def text(self, reference: Reference) -> str:
        """Text of the source."""
        return reference.sources[self.n].text

    def statement(self, reference: Reference) -> Statement:
        """What the clause asserts."""
        holder = reference.origin(self.n, self.reading, self.spans).outlet
        attributed = self.voice == "governed" or self.attribution is not None
        return Statement(reference.sources[self.n], self.reading.span, self.spans, holder, attributed)


def open_clause(sentence: Sentence, clause: Clause, reference: Reference) -> Part | Finding:
    """G3, first half: the copied pieces of a clause come from one sentence of one article, ascending."""
    pieces = sentence.pieces[clause.first : clause.last + 1]
    places: list[tuple[int, int, int]] = []
    for piece in pieces:
        if isinstance(piece, Copied):
            places.append((piece.source, piece.start, piece.end))
        elif isinstance(piece, Glue) and piece.kind == "case":
            letter = piece.evidence[0]
            assert isinstance(letter, Passage)  # noqa: S101 - the grammar of `case` has been checked
            places.append((letter.source, letter.start, letter.end))
    if not any(isinstance(piece, Copied) for piece in pieces):
        return Finding("G3", "nothing-copied")
    n = places[0][0]
    if any(place[0] != n for place in places):
        return Finding("G3", "two-articles")
    if any(before[2] > after[1] for before, after in pairwise(places)):
        return Finding("G3", "order")
    reading = reference.reading(n, places[0][1])
    if reading is None or places[-1][2] > reading.span[1]:
        return Finding("G3", "two-sentences")
    return Part(clause, pieces, n, reading, _merged(places))


def _merged(places: list[tuple[int, int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for _, start, end in places:
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
