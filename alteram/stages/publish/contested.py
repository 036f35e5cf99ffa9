"""What in a brief contests a narrative: facts and disagreements that rest on the passages its sentences are taken from.

A narrative says what its side holds. Where the same passage is one side of a disagreement, or stands behind a fact that
is disputed or overtaken, the reader is told so beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alteram.model.briefs import Brief, Narrative, Passage, Sentence

CONTESTING = frozenset({"disputed", "superseded"})
"""Flags of a fact that tell against taking a claim for settled."""


@dataclass(frozen=True, slots=True)
class Contest:
    """A fact or disagreement beside a narrative: the id of its sentence, and its text."""

    id: str
    text: str


def contested(brief: Brief, narrative: Narrative) -> tuple[Contest, ...]:
    """Facts and disagreements of the brief that contest what a narrative says, in their order."""
    told = tuple(_passages(narrative.sentences))
    return tuple(_contests(brief, told))


def _contests(brief: Brief, told: tuple[Passage, ...]) -> Iterator[Contest]:
    for fact in brief.facts:
        if CONTESTING & set(fact.flags) and _meet(told, _passages((fact.sentence,))):
            yield Contest(fact.sentence.id, fact.sentence.text)
    for one in brief.disagreements:
        if one.sentence is not None and _meet(told, (passage for side in one.sides for passage in side.passages)):
            yield Contest(one.sentence.id, one.sentence.text)


def _passages(sentences: Iterable[Sentence]) -> Iterator[Passage]:
    """Every passage that sentences cite."""
    return (c.passage for sentence in sentences for clause in sentence.clauses for c in clause.citations)


def _meet(some: Iterable[Passage], others: Iterable[Passage]) -> bool:
    """Whether two lots of passages share a stretch of one source."""
    held = tuple(others)
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a in some for b in held)
