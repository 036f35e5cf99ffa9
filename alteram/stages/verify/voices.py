"""Gates G5 and G6: every citation supports its clause by itself, and a clause says whose claim it is."""

from collections.abc import Iterator

from alteram.language import Statement
from alteram.model.articles import Span
from alteram.model.briefs import Citation, FieldEvidence, Glue, Origin, Passage, RegistryEvidence
from alteram.stages.verify.parts import Finding, Part, Reference, Role
from alteram.text.attribution import SentenceReading, read
from alteram.text.copying import one_text
from alteram.text.grammar.compression import plainly_told
from alteram.text.provenance import governing, is_state_media, says_state_media


def citations(part: Part, reference: Reference) -> Iterator[Finding]:
    """G5: passages are whole sentences, the clause's own is among them, and each of the others supports it."""
    numbers = [citation.n for citation in part.clause.citations]
    if not numbers:
        yield Finding("G5", "no-citation")
    if len(set(numbers)) != len(numbers):
        yield Finding("G5", "cited-twice")
    if part.n not in numbers:
        yield Finding("G5", "own-source-uncited")
    for citation in part.clause.citations:
        place = citation.passage
        reading = reference.reading(citation.n, place.start)
        if place.source != citation.n or reading is None or (place.start, place.end) != reading.span:
            yield Finding("G5", "passage-not-a-sentence")
        elif citation.n == part.n:
            if reading.span != part.reading.span:
                yield Finding("G5", "own-passage-elsewhere")
        else:
            whole = (reading.span,)
            holder = reference.origin(citation.n, reading, whole).outlet
            passage = Statement(reference.sources[citation.n], reading.span, whole, holder)
            answer = reference.story_judge.support(part.statement(reference), passage)
            if not answer.holds:
                yield Finding("G5", f"unsupported-{answer.reason}")


def origins_behind(part: Part, reference: Reference) -> tuple[Origin, ...]:
    """Origins of the clause's citations, recomputed; the clause's own first."""
    found: dict[str, Origin] = {}
    own_first = sorted(part.clause.citations, key=lambda citation: (citation.n != part.n, citation.n))
    for citation in own_first:
        reading = reference.reading(citation.n, citation.passage.start)
        if reading is not None and not (citation.n != part.n and _copies(part, citation, reading, reference)):
            spans = part.spans if citation.n == part.n else _supporting(part, citation, reading, reference)
            origin = reference.origin(citation.n, reading, spans)
            found.setdefault(origin.id, origin)
    return tuple(found.values())


def _copies(part: Part, citation: Citation, reading: SentenceReading, reference: Reference) -> bool:
    """Whether a cited sentence is the clause's own text over again: then it adds no origin."""
    return one_text(part.text(reference), part.reading.span, reference.sources[citation.n].text, reading.span)


def _supporting(part: Part, citation: Citation, reading: SentenceReading, reference: Reference) -> tuple[Span, ...]:
    """What of a cited sentence bears the clause out: whose words that is, decides the origin."""
    whole = (reading.span,)
    holder = reference.origin(citation.n, reading, whole).outlet
    passage = Statement(reference.sources[citation.n], reading.span, whole, holder)
    answer = reference.story_judge.support(part.statement(reference), passage)
    return answer.spans if answer.holds and answer.spans else whole


def whose_claim(part: Part, role: Role, reference: Reference) -> Iterator[Finding]:
    """G6: a claim carries its claimant, a single origin is named, state media is called so.

    What a narrative's outlets hold is carried by its line "as provided by"; whom a sentence names has to be behind it.
    """
    behind = origins_behind(part, reference)
    named = part.attribution
    if named is not None and not _founded(named, part, behind, reference):
        yield Finding("G6", "attribution-unfounded")
    if role == "narrative":
        return
    if _only_state_media(part, behind, reference) and not _calls_it_so(part, named, reference):
        yield Finding("G6", "state-media-unsaid")
    if part.voice == "governed" and named is None and _told_by_one(part, reference):
        yield Finding("G6", "single-origin-unsaid")
    if part.voice != "own" or named is not None:
        return
    counted = {origin.id for origin in behind if origin.id in reference.origins.counted or origin.outlet}
    if len(counted) < 2 and not any(_named_in(part, origin) for origin in behind):
        yield Finding("G6", "single-origin-unsaid")


def _told_by_one(part: Part, reference: Reference) -> bool:
    """Whether one source alone tells in its own words what somebody said or did, under no plain verb of speech."""
    text = part.text(reference)
    attribution = governing(part.reading, read(text).sentences)
    if len(part.clause.citations) != 1 or attribution is None:
        return False
    over = [one for one in part.reading.others if one.source is not None and _meets(one.content, part.spans)]
    return not any(plainly_told(text, one, part.spans) for one in (attribution, *over))


def _meets(content: tuple[Span, ...], spans: tuple[Span, ...]) -> bool:
    return any(a < stop and first < b for first, stop in content for a, b in spans)


def _founded(glue: Glue, part: Part, behind: tuple[Origin, ...], reference: Reference) -> bool:
    """Whether the glue names an origin of the clause, or a cited outlet (passages are G4's business)."""
    head = glue.evidence[0]
    if isinstance(head, Passage):
        return True
    cited = {citation.n for citation in part.clause.citations}
    if isinstance(head, FieldEvidence):
        return head.source in cited
    assert isinstance(head, RegistryEvidence)  # noqa: S101 - evidence has three kinds
    outlets = {reference.sources[n].outlet for n in cited}
    outlet = reference.registry.get(head.registry)
    if outlet is None or outlet.id in outlets:
        return outlet is not None
    return any(
        origin.outlet == outlet.id and any(m.n in cited and m.how in ("credit", "cue") for m in origin.members)
        for origin in behind
    )


def _only_state_media(part: Part, behind: tuple[Origin, ...], reference: Reference) -> bool:
    """Whether state-controlled media alone stand behind the clause, as its origins or as its only carriers."""
    registry = reference.registry
    if behind and all(is_state_media(origin, registry) for origin in behind):
        return True
    carriers = [registry.get(reference.sources[citation.n].outlet) for citation in part.clause.citations]
    return bool(carriers) and all(o is not None and o.control == "state-controlled" for o in carriers)


def _calls_it_so(part: Part, glue: Glue | None, reference: Reference) -> bool:
    if glue is not None and "state media outlet " in glue.text:
        return True
    text = part.text(reference)
    return any(says_state_media(text, span) for span in part.spans)


def _named_in(part: Part, origin: Origin) -> bool:
    """Whether the clause's own copied words name the origin ("CNN reported that ...")."""
    return any(
        member.how == "cue"
        and isinstance(e, Passage)
        and e.source == part.n
        and any(a <= e.start and e.end <= b for a, b in part.spans)
        for member in origin.members
        for e in member.evidence
    )
