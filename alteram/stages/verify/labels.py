"""Labels of a brief that stand beside its sentences: words of narratives, coverage contrasts, members of origins.

None is taken on trust: narratives are labelled by the closed vocabulary of declared axes and camps, coverage is counted
from the registry and the facts' carriers, and every member of an origin is what its text or the registry shows.
"""

from collections.abc import Iterator

from alteram.model.briefs import (
    Brief,
    CoverageContrast,
    Evidence,
    FieldEvidence,
    Member,
    Narrative,
    Origin,
    Passage,
    RegistryEvidence,
)
from alteram.outlets.axes import axis
from alteram.stages.verify.parts import Finding, Part, Reference, open_clause
from alteram.text.attribution import read
from alteram.text.grammar.compression import left_out
from alteram.text.provenance import governing, passage_origin, speaker_words
from alteram.text.views.camps import Membership, affiliations, camp, memberships
from alteram.text.views.leanings import affair, leaning
from alteram.text.views.rivals import are_rivals

ACTOR_LABELS = {"pro": "Pro-{} narrative", "anti": "Anti-{} narrative"}
"""Labels of those who speak for and against one actor, by the side's code."""


def narrative_label(narrative: Narrative, reference: Reference) -> Iterator[Finding]:
    """A side's label is the one of its axis or camp; a lone outlet "argues" under its own name."""
    if narrative.voice == "actor":
        yield from _actor_label(narrative, reference)
        return
    declared = axis(narrative.axis)
    labels = dict(zip(declared.opposed, declared.labels, strict=True)) if declared is not None else {}
    if (
        narrative.side not in labels
        or narrative.rater is None
        or narrative.label not in (labels[narrative.side], *_argues(narrative, reference))
    ):
        yield Finding("G6", "label-unknown")


def _actor_label(narrative: Narrative, reference: Reference) -> Iterator[Finding]:
    """A camp's label is its own, an actor's has his name; each speaker is shown to be of that side."""
    declared = camp(narrative.axis, narrative.side)
    kind, _, about = narrative.axis.partition(":")
    if declared is not None:
        label = declared.label
    elif kind == "rivals" and narrative.side in about.split("|"):
        label = ACTOR_LABELS["pro"].format(narrative.side)
    else:
        label = ACTOR_LABELS.get(narrative.side, "").format(about) if kind == "actor" else ""
    if narrative.rater is not None or not label or narrative.label != label:
        yield Finding("G6", "label-unknown")
        return
    dated = tuple((article.text, article.when or "") for _, article in sorted(reference.sources.items()))
    if kind == "rivals" and not _set_against_each_other(dated, about):
        yield Finding("G6", "side-unshown")
    for sentence in narrative.sentences:
        for clause in sentence.clauses:
            part = open_clause(sentence, clause, reference)
            if isinstance(part, Part) and not _speaks_for_side(part, narrative, dated, reference):
                yield Finding("G6", "side-unshown")


def _set_against_each_other(dated: tuple[tuple[str, str], ...], about: str) -> bool:
    """Whether an axis of rivals names two, whom the sources set against each other."""
    first, _, second = about.partition("|")
    return bool(first and second) and "|" not in second and are_rivals(dated, first, second)


def _speaks_for_side(
    part: Part, narrative: Narrative, dated: tuple[tuple[str, str], ...], reference: Reference
) -> bool:
    """Whether the words of all sources show the speaker of a clause to be of the narrative's side."""
    texts = tuple(text for text, _ in dated)
    kind, _, about = narrative.axis.partition(":")
    if kind not in ("actor", "rivals"):
        return (narrative.axis, narrative.side) in _camps_of(part, texts, reference)
    when = reference.sources[part.n].when or ""
    leans = {name: leaning(part.text(reference), when, part.reading, affair(texts, name)) for name in about.split("|")}
    if kind == "actor":
        return leans[about] == (1 if narrative.side == "pro" else -1)
    return all((sign > 0) == (name == narrative.side) for name, sign in leans.items())


def _camps_of(part: Part, texts: tuple[str, ...], reference: Reference) -> frozenset[Membership]:
    """Camps of who speaks in a clause, as the words of all sources show them."""
    article = reference.sources[part.n]
    attribution = governing(part.reading, read(article.text).sentences)
    if attribution is None or attribution.source is None:
        return frozenset()
    return memberships(article.text, attribution.source, article.when or "", affiliations(texts))


def _argues(narrative: Narrative, reference: Reference) -> tuple[str, ...]:
    """What a narrative may be called whose one provider argues alone."""
    article = reference.sources.get(narrative.providers[0]) if len(narrative.providers) == 1 else None
    if article is None:
        return ()
    outlet = reference.registry.get(article.outlet)
    return (f"{outlet.name if outlet is not None else article.name} argues",)


def coverage_of(brief: Brief, contrast: CoverageContrast, reference: Reference) -> Iterator[Finding]:
    """Who covers the story and carries the fact, counted again by side of the axis."""
    fact = next((one for one in brief.facts if one.sentence.id == contrast.fact), None)
    declared = axis(contrast.axis)
    if fact is None or declared is None or {side.side for side in contrast.sides} != set(declared.opposed):
        yield Finding("G6", "coverage")
        return
    for side in contrast.sides:
        covering = tuple(n for n in sorted(reference.sources) if _stands(n, contrast.axis, side.side, reference))
        carrying = tuple(n for n in covering if n in fact.carriers)
        if (tuple(sorted(side.covering)), tuple(sorted(side.carrying))) != (covering, carrying):
            yield Finding("G6", "coverage")


def _stands(n: int, axis_id: str, side: str, reference: Reference) -> bool:
    outlet = reference.registry.get(reference.sources[n].outlet)
    return outlet is not None and any((place.axis, place.side) == (axis_id, side) for place in outlet.places)


def wrong_origins(brief: Brief, reference: Reference) -> frozenset[str]:
    """Ids of the brief's origins that the sources do not bear out, name, kind and every member counted.

    A member of a source that the reference lacks is not judged.
    """
    return frozenset(origin.id for origin in brief.origins if not _borne_out(origin, reference))


def _borne_out(origin: Origin, reference: Reference) -> bool:
    """Whether some origin that the texts show is called so, is of that kind and outlet, and has all the members."""
    numbers = {member.n for member in origin.members}
    if not numbers <= set(reference.sources):
        return True
    told = [one for n in sorted(numbers) for one in told_origins(n, reference)]
    alike = [one for one in (*reference.origins.origins, *told) if _same(one, origin)]
    known = [member for one in alike for member in one.members]
    return bool(alike) and all(
        _owned(member, origin, reference)
        if member.how == "owner"
        else any((m.n, m.how) == (member.n, member.how) and _shown(member.evidence, m.evidence) for m in known)
        for member in origin.members
    )


def _owned(member: Member, origin: Origin, reference: Reference) -> bool:
    """Whether the registry gives the member's outlet the owner of the origin's.

    Which of two outlets of one owner is joined to the other depends on the order of the sources, which is no matter.
    """
    own = reference.registry.get(reference.sources[member.n].outlet)
    head = reference.registry.get(origin.outlet)
    said = own is not None and member.evidence == (RegistryEvidence(own.id, "owner"),)
    return said and own is not None and head is not None and own.owner is not None and own.owner == head.owner


def _same(one: Origin, other: Origin) -> bool:
    called = speaker_words(one.name) == speaker_words(other.name)
    return called and (one.kind, one.outlet) == (other.kind, other.outlet)


def _shown(given: tuple[Evidence, ...], found: tuple[Evidence, ...]) -> bool:
    """Whether the evidence is what was found; of a redacted brief some may be gone."""
    return set(given) <= set(found) and all(isinstance(one, Passage | FieldEvidence) for one in set(found) - set(given))


def told_origins(n: int, reference: Reference) -> tuple[Origin, ...]:
    """Everybody who speaks or is cited in a source, sentence by sentence."""
    article = reference.sources[n]
    found: dict[Origin, None] = {}
    for reading in read(article.text).sentences:
        over = (reading.attribution, *reading.others)
        said = [one.content for one in over if one is not None and one.content]
        parts = [(reading.span,), *said, *((rest,) for content in said for rest in left_out(reading.span, content))]
        for spans in parts:
            found[passage_origin(article, n, reading, spans, reference.origins, reference.registry)] = None
    return tuple(found)
