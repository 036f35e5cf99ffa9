"""Gates G1 to G7 over one sentence. Reasons are codes; docs/formats.md says each in plain words."""

from collections.abc import Iterator

from alteram.model.briefs import Copied, Glue, Passage, Sentence
from alteram.stages.verify.clauses import governed, order
from alteram.stages.verify.denials import denied
from alteram.stages.verify.harm import harmful
from alteram.stages.verify.parts import Finding, Part, Reference, Role, open_clause
from alteram.stages.verify.replay import replay
from alteram.stages.verify.voices import citations, whose_claim


def check_sentence(sentence: Sentence, role: Role, reference: Reference) -> tuple[Finding, ...]:
    """Every gate's findings on one sentence; empty when it may be published.

    Raises KeyError when a piece names a source that `reference` does not hold: ask `unknown_sources` first.
    """
    structural = replay(sentence, role, reference)
    if structural:
        return structural
    parts: list[Part] = []
    for clause in sentence.clauses:
        part = open_clause(sentence, clause, reference)
        if isinstance(part, Finding):
            return (part,)
        parts.append(part)
    findings: list[Finding] = list(_mark(sentence, parts[-1], reference))
    for part in parts:
        findings += order(part, reference)
        findings += governed(part, reference)
        if role == "headline" and denied(part, reference):
            findings.append(Finding("G4", "denial-left-out"))
        findings += citations(part, reference)
        findings += whose_claim(part, role, reference)
        findings += harmful(part, role, reference)
    return tuple(dict.fromkeys(findings))


def _mark(sentence: Sentence, last: Part, reference: Reference) -> Iterator[Finding]:
    """G1: a question or exclamation mark of our own ends only what ends so in its source."""
    end = sentence.pieces[-1]
    if isinstance(end, Glue) and end.kind == "end" and end.text != ".":
        start, stop = last.reading.span
        if end.text not in last.text(reference)[start:stop].rstrip("\"”’')»")[-1:]:
            yield Finding("G1", "end-text")


def unknown_sources(sentence: Sentence, reference: Reference) -> bool:
    """Whether the sentence stands on a source that is not in the archive."""
    wanted = {piece.source for piece in sentence.pieces if isinstance(piece, Copied)}
    wanted |= {citation.n for clause in sentence.clauses for citation in clause.citations}
    for piece in sentence.pieces:
        if isinstance(piece, Glue):
            wanted |= {e.source for e in piece.evidence if isinstance(e, Passage)}
    return not wanted <= set(reference.sources)
