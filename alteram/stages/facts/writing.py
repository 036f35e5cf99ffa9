"""Clauses into sentences: edit scripts of copied pieces and typed glue, attribution first."""

from alteram.language.glue import according_to, outlet_name, source_name, written
from alteram.model.articles import Article, Span
from alteram.model.briefs import (
    Citation,
    Clause,
    Copied,
    Glue,
    Passage,
    Piece,
    Sentence,
)
from alteram.model.ids import OutletId
from alteram.model.outlets import Registry
from alteram.stages.facts.candidates import Candidate
from alteram.stages.facts.matching import Backed, Backing
from alteram.text.grammar.compression import plainly_told
from alteram.text.names import lowered
from alteram.text.provenance import is_state_media, says_state_media

CLOSED = tuple(".!?\"”’'»")
"""A clause that ends in one of these needs no full stop of its own."""


def write_fact(candidate: Candidate, backed: Backed, registry: Registry) -> Sentence:
    """The sentence of one fact: its attribution where the gates want one, the copied clause, a full stop."""
    article = candidate.statement.article
    spans = candidate.statement.spans
    pieces: list[Piece] = []
    glue = _attribution(candidate, backed, registry)
    if glue is not None:
        pieces.append(glue)
    pieces += copied_pieces(candidate.n, article, spans, lower=glue is not None)
    return finish("", pieces, {candidate.n: article.text}, backed)


def write_headline(n: int, article: Article, spans: tuple[Span, ...], backed: Backed, registry: Registry) -> Sentence:
    """A title as a headline: under its outlet's name unless two independent origins stand behind it."""
    pieces: list[Piece] = []
    if len(backed.counted) < 2:
        pieces.append(_headline_name(n, article, registry))
    pieces += [Copied(n, *span) for span in spans]
    return finish("h", pieces, {n: article.text}, backed, stop=False)


def copied_pieces(n: int, article: Article, spans: tuple[Span, ...], *, lower: bool) -> list[Piece]:
    """Copied pieces whose first letter is put in the case that its new place wants, where that is safe."""
    text, (start, end) = article.text, spans[0]
    letter = text[start]
    change = (lower and letter.isupper() and lowered(text, start)) or (not lower and letter.islower())
    pieces: list[Piece] = []
    if change and end - start > 1 and len(letter.swapcase()) == 1:
        pieces.append(Glue("case", letter.swapcase(), (Passage(n, start, start + 1),)))
        start += 1
    return [*pieces, Copied(n, start, end), *(Copied(n, *span) for span in spans[1:])]


def finish(name: str, pieces: list[Piece], texts: dict[int, str], backed: Backed, *, stop: bool = True) -> Sentence:
    """One clause over all pieces, with a full stop behind it where the copied text has no end of its own."""
    text = "".join(written(piece, texts) for piece in pieces)
    clause = Clause(0, len(pieces) - 1, citations(backed))
    if stop and not text.endswith(CLOSED):
        pieces = [*pieces, Glue("end", ".")]
        text += "."
    return Sentence(name, text, tuple(pieces), (clause,))


def citations(backed: Backed) -> tuple[Citation, ...]:
    """Citations by source number."""
    ordered = sorted(backed.backings, key=lambda backing: backing.n)
    return tuple(Citation(b.n, Passage(b.n, *b.span), b.origin.id) for b in ordered)


def _attribution(candidate: Candidate, backed: Backed, registry: Registry) -> Glue | None:
    """What must be said of who stands behind the clause, or None where its own words say it, or two origins do."""
    article = candidate.statement.article
    carrier = registry.get(article.outlet)
    if candidate.carried is not None and candidate.carried.source is not None:
        start, end = candidate.carried.source
        named = registry.named(article.text[start:end])
        if named is not None:
            return according_to(*outlet_name(named))
        return according_to(article.text[start:end], (Passage(candidate.n, start, end),))
    if _only_state(backed, article, registry) and not _says_so(candidate):
        outlet = registry.get(_spoken_for(candidate, backed, registry)) or carrier
        return None if outlet is None else according_to(*outlet_name(outlet))
    if candidate.voice != "own":
        told = candidate.attribution is not None and not plainly_told(
            article.text, candidate.attribution, candidate.statement.spans
        )
        alone = len(backed.backings) == 1
        return according_to(*source_name(candidate.n, article, carrier)) if told and alone else None
    if len(backed.counted) >= 2:
        return None
    return _origin_attribution(candidate, backed, registry)


def _origin_attribution(candidate: Candidate, backed: Backed, registry: Registry) -> Glue | None:
    """ "According to X, " for a clause of one origin, unless the clause itself names it."""
    origin = candidate.origin
    if any(
        member.how == "cue" and isinstance(e, Passage) and any(a <= e.start < b for a, b in candidate.statement.spans)
        for member in origin.members
        for e in member.evidence
    ):
        return None
    outlet = registry.get(_spoken_for(candidate, backed, registry))
    if outlet is not None:
        return according_to(*outlet_name(outlet))
    return according_to(*source_name(candidate.n, candidate.statement.article, None))


def _spoken_for(candidate: Candidate, backed: Backed, registry: Registry) -> OutletId | None:
    """The outlet to name: the origin's where the article credits it or it is cited itself, else the article's own."""
    origin, own = candidate.origin, candidate.statement.article.outlet
    if any(member.n == candidate.n and member.how in ("credit", "cue") for member in origin.members):
        return origin.outlet
    printed = {backing.origin.outlet for backing in backed.backings if _prints_itself(backing)}
    if origin.outlet in printed or registry.get(own) is None:
        return origin.outlet if origin.outlet in printed else None
    return own


def _prints_itself(backing: Backing) -> bool:
    """Whether a cited article is its origin's own."""
    return any(member.n == backing.n and member.how == "own" for member in backing.origin.members)


def _headline_name(n: int, article: Article, registry: Registry) -> Glue:
    name, evidence = source_name(n, article, registry.get(article.outlet))
    if len(evidence) > 1:
        name = name[:1].upper() + name[1:]
    return Glue("attribution", f"{name}: ", evidence)


def _only_state(backed: Backed, article: Article, registry: Registry) -> bool:
    """Whether state-controlled media alone stand behind a clause, as origins or as carriers."""
    if all(is_state_media(backing.origin, registry) for backing in backed.backings):
        return True
    own = registry.get(article.outlet)
    return len(backed.backings) == 1 and own is not None and own.control == "state-controlled"


def _says_so(candidate: Candidate) -> bool:
    text = candidate.statement.article.text
    return any(says_state_media(text, span) for span in candidate.statement.spans)
