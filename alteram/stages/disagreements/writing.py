"""The sentence of a disagreement: one whole source sentence a side, joined; or none, and the table speaks alone."""

import re

from alteram.language.glue import according_to, source_name, written
from alteram.model.briefs import (
    Citation,
    Clause,
    Copied,
    Glue,
    Passage,
    Piece,
    Sentence,
)
from alteram.model.outlets import Registry
from alteram.stages.disagreements.claims import Claim
from alteram.stages.disagreements.sides import Camp, Kind
from alteram.text.names import lowered
from alteram.text.similarity import words

MOST_WORDS = 45
"""Words of a side's sentence: the longest fact of published briefs of this form."""
LEAST_WORDS = 5

_OPENINGS = re.compile(
    r"(?:He|She|They|It|We|I|This|That|These|Those|His|Her|Their|Its|Another|Others?|There|Here|But|And|So)\b"
)


def write(name: str, kind: Kind, groups: tuple[Camp, ...], registry: Registry) -> Sentence | None:
    """ "A; B." for two sides each of which has a sentence that can stand alone, else None.

    Of more than two sides that follow each other, those are the first and the last, or the last of the same origin as
    the first. What is undated has no sentence.
    """
    if kind == "undated" or (kind in ("conflict", "scope") and len(groups) != 2):
        return None
    chosen = _two(groups)
    if chosen is None:
        return None
    pieces: list[Piece] = []
    clauses: list[Clause] = []
    for claim in chosen:
        if pieces:
            pieces.append(Glue("join", "; "))
        first = len(pieces)
        pieces += _clause(claim, registry, joined=bool(first))
        clauses.append(Clause(first, len(pieces) - 1, (_citation(claim),)))
    pieces.append(Glue("end", "."))
    texts = {claim.n: claim.article.text for claim in chosen}
    return Sentence(name, "".join(written(piece, texts) for piece in pieces), tuple(pieces), tuple(clauses))


def _two(groups: tuple[Camp, ...]) -> tuple[Claim, Claim] | None:
    """A claim of the first side and one of the last, of one origin where there are such; else of the last at all."""
    firsts = [claim for claim in groups[0].claims if _usable(claim)]
    pairs = [
        (one, other)
        for camp in reversed(groups[1:])
        for one in firsts
        for other in camp.claims
        if _usable(other) and (one.n, one.reading.span) != (other.n, other.reading.span)
    ]
    last = [pair for pair in pairs if pair[1] in groups[-1].claims]
    return next((pair for pair in pairs if pair[0].origin.id == pair[1].origin.id), next(iter(last), None))


def _usable(claim: Claim) -> bool:
    """A complete sentence of the body that says by itself whose words it has."""
    text, (start, end) = claim.article.text, claim.reading.span
    sentence = text[start:end]
    if claim.reading.paragraph == 0 or claim.voice == "shadow" or not re.search(r"\w\.$", sentence):
        return False
    if not LEAST_WORDS <= len(words(sentence)) <= MOST_WORDS or _OPENINGS.match(sentence):
        return False
    attribution = claim.reading.attribution
    if claim.voice == "governed":
        return attribution is not None and attribution.source is not None
    return sentence[0].isupper() or sentence[0].isdigit()


def _clause(claim: Claim, registry: Registry, *, joined: bool) -> list[Piece]:
    """One side: its attribution where its own words have none, then the sentence without its full stop."""
    start, end = claim.reading.span
    pieces: list[Piece] = []
    if claim.voice == "own":
        pieces.append(_attribution(claim, registry, joined=joined))
    if (joined or pieces) and lowered(claim.article.text, start):
        letter = claim.article.text[start]
        pieces.append(Glue("case", letter.swapcase(), (Passage(claim.n, start, start + 1),)))
        start += 1
    return [*pieces, Copied(claim.n, start, end - 1)]


def _attribution(claim: Claim, registry: Registry, *, joined: bool) -> Glue:
    """ "According to X, ", with nationality and control where a state controls X."""
    outlet = registry.get(claim.origin.outlet) or registry.get(claim.article.outlet)
    return according_to(*source_name(claim.n, claim.article, outlet), joined=joined)


def _citation(claim: Claim) -> Citation:
    return Citation(claim.n, Passage(claim.n, *claim.reading.span), claim.origin.id)
