"""Gates G1 and G2: the pieces give exactly the published text, glue keeps its grammar, offsets lie in the text."""

from collections.abc import Iterator
from itertools import pairwise

from alteram.model.briefs import Copied, Glue, Piece, Sentence
from alteram.stages.verify import glue as grammar
from alteram.stages.verify.parts import Finding, Reference, Role


def replay(sentence: Sentence, role: Role, reference: Reference) -> tuple[Finding, ...]:
    """G1 and G2 over one sentence."""
    return (*_copy(sentence, reference), *_replay(sentence, role, reference))


def _replay(sentence: Sentence, role: Role, reference: Reference) -> Iterator[Finding]:
    """G1: the text is the concatenation of the pieces, glue keeps its grammar, clauses and joins take turns."""
    written: list[str] = []
    for at, piece in enumerate(sentence.pieces):
        if isinstance(piece, Copied):
            written.append(reference.sources[piece.source].text[piece.start : piece.end])
        elif isinstance(piece, Glue):
            first = at == 0 or (role == "narrative" and sentence.pieces[at - 1] == Glue("space", " "))
            place = grammar.Place(first=first, headline=role == "headline", before="".join(written))
            reason = grammar.check(piece, place, reference.sources, reference.registry)
            if reason:
                yield Finding("G1", reason)
            written.append(piece.text)
        else:
            yield Finding("G1", "unknown-piece")
    if "".join(written) != sentence.text or not sentence.text:
        yield Finding("G1", "text-differs")
    if _badly_spaced(sentence.pieces, written):
        yield Finding("G1", "spacing")
    yield from _layout(sentence)


def _badly_spaced(pieces: tuple[Piece, ...], written: list[str]) -> bool:
    """Whether two words run together where pieces meet, or white space stands double or before a stop."""
    if any(mark in "".join(written) for mark in ("  ", " .", " ,", " ;")):
        return True
    for (one, before), (other, after) in pairwise(zip(pieces, written, strict=True)):
        meets = before[-1:].isalnum() and after[:1].isalnum()
        goes_on = isinstance(one, Copied) and isinstance(other, Copied) and one.end == other.start
        if meets and not _is(one, "case") and not goes_on:
            return True
    return False


def _layout(sentence: Sentence) -> Iterator[Finding]:
    """Clauses ascend, a join stands between two of them, and nothing else but one final `end` stands outside."""
    covered: set[int] = set()
    previous = -1
    for clause in sentence.clauses:
        if not previous < clause.first <= clause.last < len(sentence.pieces):
            yield Finding("G1", "clause-bounds")
            return
        if previous >= 0:
            between = sentence.pieces[previous + 1 : clause.first]
            if len(between) != 1 or not _is(between[0], "join"):
                yield Finding("G1", "clauses-without-join")
        covered |= set(range(clause.first, clause.last + 1))
        previous = clause.last
    if not sentence.clauses:
        yield Finding("G1", "no-clause")
    for at, piece in enumerate(sentence.pieces):
        if at in covered:
            if _is(piece, "join") or (_is(piece, "end") and at != len(sentence.pieces) - 1):
                yield Finding("G1", "join-inside-clause")
        elif not (_is(piece, "join") or (_is(piece, "end") and at == len(sentence.pieces) - 1)):
            yield Finding("G1", "piece-outside-clause")


def _is(piece: Piece, kind: str) -> bool:
    return isinstance(piece, Glue) and piece.kind == kind


def _copy(sentence: Sentence, reference: Reference) -> Iterator[Finding]:
    """G2: offsets lie in the text. That the text is the one the brief names is checked once a source (briefs.py)."""
    for piece in sentence.pieces:
        if isinstance(piece, Copied):
            size = len(reference.sources[piece.source].text)
            if not 0 <= piece.start < piece.end <= size:
                yield Finding("G2", "offsets")
