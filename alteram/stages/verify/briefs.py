"""A whole brief against the archive: its sources, its sentences, and every label that stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass

from alteram.model.articles import Article
from alteram.model.briefs import Brief, Fact, Narrative, Sentence, Source
from alteram.stages.verify.denials import denied
from alteram.stages.verify.gates import check_sentence, unknown_sources
from alteram.stages.verify.labels import coverage_of, narrative_label, wrong_origins
from alteram.stages.verify.parts import Finding, Part, Reference, Role, open_clause
from alteram.stages.verify.tables import table_findings
from alteram.stages.verify.titles import title_findings
from alteram.stages.verify.voices import origins_behind
from alteram.text.attribution import read
from alteram.text.grammar.compression import is_told
from alteram.text.provenance import governing, is_state_media, speaker_words

SEVERAL = 2
"""Independent origins from which a fact is not of a single origin."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gates say of one sentence: it replays when there are no findings and its sources are known."""

    sentence: str
    findings: tuple[Finding, ...]
    unknown: bool = False

    @property
    def replays(self) -> bool:
        """Whether the sentence may stand."""
        return not self.findings and not self.unknown


def check_brief(brief: Brief, reference: Reference) -> tuple[Verdict, ...]:
    """One verdict a published sentence, in the order of the page.

    `reference.sources` holds the archived articles that have the text digests which the brief names, by source number;
    a source that is missing there makes its sentences "of unknown source".
    """
    wrong = {
        source.n: tuple(_source(source, reference.sources[source.n], reference))
        for source in brief.sources
        if source.n in reference.sources
    }
    unfounded = wrong_origins(brief, reference)
    verdicts = []
    for sentence, role, labels in _sentences(brief, reference):
        named = {citation.origin for clause in sentence.clauses for citation in clause.citations}
        members = (Finding("G6", "origin-members"),) if named & unfounded else ()
        verdicts.append(_verdict(sentence, role, (*labels, *members), reference, wrong))
    return (*verdicts, *_tables(brief, reference), *_contrasts(brief, reference))


def _contrasts(brief: Brief, reference: Reference) -> Iterator[Verdict]:
    """Contrasts of coverage that name no fact of the brief; the others are checked with their fact."""
    facts = {fact.sentence.id for fact in brief.facts}
    for at, contrast in enumerate(brief.coverage, start=1):
        findings = () if contrast.fact in facts else tuple(coverage_of(brief, contrast, reference))
        if findings:
            yield Verdict(f"c{at}", findings)


def _tables(brief: Brief, reference: Reference) -> Iterator[Verdict]:
    """Disagreements that are shown as a table only and whose passages do not have the figures of their sides."""
    for at, disagreement in enumerate(brief.disagreements, start=1):
        findings = () if disagreement.sentence is not None else tuple(table_findings(disagreement, reference))
        if findings:
            yield Verdict(f"d{at}", findings)


def _sentences(brief: Brief, reference: Reference) -> Iterator[tuple[Sentence, Role, tuple[Finding, ...]]]:
    """Every sentence with its role and what is wrong with the labels beside it."""
    yield brief.headline, "headline", ()
    for sentence in brief.summary:
        yield sentence, "summary", ()
    for fact in brief.facts:
        contrasts = (one for one in brief.coverage if one.fact == fact.sentence.id)
        counted = (finding for one in contrasts for finding in coverage_of(brief, one, reference))
        yield fact.sentence, "fact", (*_fact(fact, brief, reference), *counted)
    for disagreement in brief.disagreements:
        if disagreement.sentence is not None:
            yield disagreement.sentence, "disagreement", tuple(_sides(brief, disagreement.sentence.id, reference))
    for narrative in brief.narratives:
        labels = tuple(_narrative(narrative, reference))
        for sentence in narrative.sentences:
            yield sentence, "narrative", labels


def _verdict(
    sentence: Sentence,
    role: Role,
    labels: tuple[Finding, ...],
    reference: Reference,
    wrong: dict[int, tuple[Finding, ...]],
) -> Verdict:
    if unknown_sources(sentence, reference):
        return Verdict(sentence.id, (), unknown=True)
    cited = {citation.n for clause in sentence.clauses for citation in clause.citations}
    at_source = tuple(finding for n in sorted(cited) for finding in wrong.get(n, (Finding("G2", "source-unlisted"),)))
    return Verdict(sentence.id, (*at_source, *check_sentence(sentence, role, reference), *labels))


def _source(source: Source, article: Article, reference: Reference) -> Iterator[Finding]:
    """A source line must say what the archived article says of itself, and what the registry says of its outlet."""
    if (source.text_sha256, source.payload_sha256) != (article.text_sha256, article.payload_sha256):
        yield Finding("G2", "digest-differs")
    if (source.url, source.published) != (article.url, article.published):
        yield Finding("G2", "source-line-differs")
    yield from title_findings(source, reference)
    if source.outlet != article.outlet or source.name != article.name:
        yield Finding("G2", "outlet-differs")
    outlet = reference.registry.get(article.outlet)
    if outlet is not None and source.name != outlet.name:
        yield Finding("G2", "outlet-differs")


def _parts(sentence: Sentence, reference: Reference) -> list[Part]:
    """The clauses laid open, where the sources allow it."""
    if unknown_sources(sentence, reference):
        return []
    opened = [open_clause(sentence, clause, reference) for clause in sentence.clauses]
    return [part for part in opened if isinstance(part, Part)]


def _fact(fact: Fact, brief: Brief, reference: Reference) -> Iterator[Finding]:
    """Citations, carriers, origins, claimant and flags of a fact, each recomputed."""
    citations = [citation for clause in fact.sentence.clauses for citation in clause.citations]
    if not {citation.origin for citation in citations} <= {origin.id for origin in brief.origins}:
        yield Finding("G6", "origin-name")
    if fact.citations != tuple(sorted({citation.n for citation in citations})):
        yield Finding("G5", "printed-citations")
    if not set(fact.citations) <= set(fact.carriers) or not set(fact.carriers) <= {s.n for s in brief.sources}:
        yield Finding("G5", "carriers")
    parts = _parts(fact.sentence, reference)
    if not parts:
        return
    each = [{origin.id: origin for origin in origins_behind(part, reference)} for part in parts]
    behind = {key: origin for one in each for key, origin in one.items()}
    least = min(
        len(reference.origins.counted & set(one)) for one in each
    )  # a fact is as well told as its weakest clause
    if len(fact.origins) > max(1, least) or not set(fact.origins) <= {c.origin for c in citations}:
        yield Finding("G6", "origins-raised")
    components = {origin.id: origin.name for origin in reference.origins.origins}
    names = {name for origin in behind.values() for name in (origin.name, components.get(origin.id, origin.name))}
    yield from _origin_names(fact, brief, names)
    claimed = all(_is_claim(part, reference) for part in parts)
    if (fact.claim_of is not None) != (claimed and len(behind) == 1):
        yield Finding("G6", "claimant")
    if ("single-origin" in fact.flags) != (least < SEVERAL):
        yield Finding("G6", "single-origin-flag")
    if "disputed" not in fact.flags and any(denied(part, reference) for part in parts):
        yield Finding("G4", "denial-left-out")
    if ("state-media" in fact.flags) != any(is_state_media(o, reference.registry) for o in behind.values()):
        yield Finding("G6", "state-media-flag")


def _is_claim(part: Part, reference: Reference) -> bool:
    """Whether a clause is somebody's word, and not what an outlet tells of them."""
    text = part.text(reference)
    attribution = governing(part.reading, read(text).sentences)
    return part.voice == "governed" and attribution is not None and is_told(text, attribution, part.spans)


def _origin_names(fact: Fact, brief: Brief, names: set[str]) -> Iterator[Finding]:
    """Origins that a fact names exist in the brief and are called what their texts call them ("The" or "the")."""
    called = {speaker_words(name) for name in names}
    listed = {origin.id: origin for origin in brief.origins}
    for key in (*fact.origins, *((fact.claim_of,) if fact.claim_of else ())):
        if key not in listed or speaker_words(listed[key].name) not in called:
            yield Finding("G6", "origin-name")


def _narrative(narrative: Narrative, reference: Reference) -> Iterator[Finding]:
    """Providers voice the sentences, and the registry places them on the side, by the rater, that the label says."""
    cited = {c.n for sentence in narrative.sentences for clause in sentence.clauses for c in clause.citations}
    yield from narrative_label(narrative, reference)
    if cited != set(narrative.providers):
        yield Finding("G6", "providers")
    for n in narrative.providers if narrative.rater is not None else ():
        article = reference.sources.get(n)
        outlet = reference.registry.get(article.outlet) if article is not None else None
        places = {(place.axis, place.side, place.rater) for place in outlet.places} if outlet is not None else set()
        if (narrative.axis, narrative.side, narrative.rater) not in places:
            yield Finding("G6", "side-undeclared")


def _sides(brief: Brief, sentence_id: str, reference: Reference) -> Iterator[Finding]:
    """Each of a side's passages has a figure that can be the one the table prints ("12" and "at least 12")."""
    for disagreement in brief.disagreements:
        if disagreement.sentence is not None and disagreement.sentence.id == sentence_id:
            yield from table_findings(disagreement, reference)
