"""A brief without some of its sources: what stood on them goes, what is left passes the gates again.

Nothing is added: a redacted edition says only what the edition said, less what cannot be shown any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from alteram.engine.assembly import Checked, Gatekeeper, assemble, check_draft, refusal
from alteram.engine.numbering import Renumbering
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Article
from alteram.model.briefs import (
    Abstention,
    Brief,
    Clause,
    Copied,
    Denial,
    Disagreement,
    Evidence,
    Fact,
    FieldEvidence,
    Glue,
    Narrative,
    Origin,
    Passage,
    Point,
    Sentence,
    Side,
)
from alteram.model.ids import ArticleId
from alteram.model.outlets import Registry
from alteram.model.stories import Dossier, Draft
from alteram.stages.origins import trace_origins
from alteram.stages.verify import Reference, Verdict, check_brief

REMOVED = "source-removed"
"""Reason code of what is missing because an article was removed on request."""

_DERIVED = frozenset({"disputed", "superseded"})
"""Flags that come from disagreements; they are set anew."""

T = TypeVar("T")


def redact(brief: Brief, kept: Mapping[ArticleId, Article], registry: Registry) -> Brief:
    """The edition without the sources that are not in `kept`; edition number and parent stay.

    An edition that may not stand any more (too few facts or outlets, no headline) gives `withdrawn(brief)`.
    """
    left = [source for source in brief.sources if source.article in kept]
    articles = tuple(kept[source.article] for source in left)
    if not articles:
        return withdrawn(brief)
    dossier = Dossier(brief.story, articles, registry, trace_origins(articles, registry))
    gone = frozenset(source.n for source in brief.sources) - {source.n for source in left}
    numbers = {source.n: at for at, source in enumerate(left, start=1)}
    draft = without(brief, gone)
    move = Renumbering(numbers, {origin.id: origin.id for origin in draft.origins})
    return _settled(brief, move(draft), dossier)


def without(brief: Brief, gone: frozenset[int]) -> Draft:
    """What is left of a brief without the sources `gone`, in its own numbering and before any gate."""
    return _Redaction(gone).draft(brief)


def withdrawn(brief: Brief) -> Brief:
    """The form of an edition that is no more: no headline, no facts, no sources, and why."""
    return replace(
        brief,
        as_of=None,
        headline=Sentence("h", "", (), ()),
        summary=(),
        origins=(),
        facts=(),
        disagreements=(),
        narratives=(),
        coverage=(),
        abstained=(Abstention("brief", "", REMOVED),),
        sources=(),
        withheld=(),
    )


def is_withdrawn(brief: Brief) -> bool:
    """Whether an edition is only the form of one that is no more."""
    return not brief.facts and any(one.part == "brief" and one.reason == REMOVED for one in brief.abstained)


def _settled(brief: Brief, draft: Draft, dossier: Dossier) -> Brief:
    """The largest part of the draft that passes the gates with every label recomputed.

    Each round corrects or drops at least one fact or narrative, so it ends.
    """
    while True:
        gate = Gatekeeper(dossier, LexicalJudge())
        checked = check_draft(draft, gate)
        checked = replace(checked, withheld=(*draft.withheld, *checked.withheld))
        if refusal(checked, dossier):
            return withdrawn(brief)
        names = {fact.sentence.id: f"f{at}" for at, fact in enumerate(checked.facts, start=1)}
        coverage = tuple(replace(one, fact=names[one.fact]) for one in draft.coverage if one.fact in names)
        made = assemble(dossier, replace(draft, coverage=coverage), checked, brief.made_by.extractor, compare=False)
        made = replace(made, edition=brief.edition, parent=brief.parent)
        by_id = {article.id: article for article in dossier.articles}
        sources = {source.n: by_id[source.article] for source in made.sources}
        verdicts = check_brief(made, Reference(sources, dossier.registry, LexicalJudge()))
        failed = [verdict for verdict in verdicts if not verdict.replays]
        if not failed:
            return made
        draft = _amended(draft, checked, failed)


def _amended(draft: Draft, checked: Checked, failed: Iterable[Verdict]) -> Draft:
    """The draft with the flag of a fact set right that lost an origin, and without anything else that failed."""
    findings = {verdict.sentence: {finding.reason for finding in verdict.findings} for verdict in failed}
    facts = {fact.sentence.id: fact for fact in draft.facts}
    for at, fact in enumerate(checked.facts, start=1):
        reasons = findings.get(f"f{at}")
        if reasons == {"single-origin-flag"} and "single-origin" not in fact.flags:
            named = facts[fact.sentence.id]
            facts[fact.sentence.id] = replace(named, flags=("single-origin", *named.flags))
        elif reasons is not None:
            del facts[fact.sentence.id]
    narratives = tuple(
        one
        for at, one in enumerate(checked.narratives, start=1)
        if not any(sentence.startswith(f"n{at}.") for sentence in findings)
    )
    disagreements = tuple(
        replace(one, sentence=None) if f"d{at}" in findings else one
        for at, one in enumerate(checked.disagreements, start=1)
    )
    if set(findings) == {"s1"}:  # the summary is the first fact in another role
        del facts[checked.facts[0].sentence.id]
    return replace(
        draft,
        facts=tuple(facts.values()),
        narratives=narratives,
        abstained=_abstained(draft.abstained, draft.narratives, narratives),
        disagreements=disagreements,
        headlines=draft.headlines[1:] if "h" in findings else draft.headlines,
    )


@dataclass(frozen=True, slots=True)
class _Redaction:
    """Takes what stands on the sources `gone` out of each noun; None is a noun that does not survive."""

    gone: frozenset[int]

    def draft(self, brief: Brief) -> Draft:
        """What is left of a brief, in its own numbering."""
        facts = _survivors(self._fact(fact) for fact in brief.facts)
        headline = self._sentence(brief.headline)
        headlines = (*(() if headline is None else (headline,)), *(replace(f.sentence, id="h") for f in facts))
        narratives = _survivors(self._narrative(one) for one in brief.narratives)
        return Draft(
            headlines=headlines,
            facts=facts,
            disagreements=_survivors(self._disagreement(one) for one in brief.disagreements),
            narratives=narratives,
            coverage=tuple(
                one
                for one in brief.coverage
                if self.gone.isdisjoint(n for side in one.sides for n in (*side.covering, *side.carrying))
            ),
            abstained=_abstained(brief.abstained, brief.narratives, narratives),
            origins=tuple(self._origin(origin) for origin in brief.origins),
            withheld=tuple(one for one in brief.withheld if not any(self._stands_on(p) for p in one.passages)),
        )

    def _stands_on(self, evidence: Evidence) -> bool:
        return isinstance(evidence, Passage | FieldEvidence) and evidence.source in self.gone

    def _sentence(self, sentence: Sentence) -> Sentence | None:
        """The sentence with the citations that are left; none where it copies from, or is glued by, what is gone."""
        for piece in sentence.pieces:
            if isinstance(piece, Copied) and piece.source in self.gone:
                return None
            if isinstance(piece, Glue) and any(self._stands_on(evidence) for evidence in piece.evidence):
                return None
        clauses = tuple(self._clause(clause) for clause in sentence.clauses)
        if any(not clause.citations for clause in clauses):
            return None
        return replace(sentence, clauses=clauses)

    def _clause(self, clause: Clause) -> Clause:
        return replace(clause, citations=tuple(c for c in clause.citations if c.n not in self.gone))

    def _fact(self, fact: Fact) -> Fact | None:
        """The fact with citations, carriers and origins as its sentence has them now."""
        sentence = self._sentence(fact.sentence)
        if sentence is None:
            return None
        citations = [citation for clause in sentence.clauses for citation in clause.citations]
        origins = tuple(dict.fromkeys(citation.origin for citation in citations))
        if fact.claim_of is not None and fact.claim_of not in origins:
            return None
        return replace(
            fact,
            sentence=sentence,
            citations=tuple(sorted({citation.n for citation in citations})),
            carriers=tuple(n for n in fact.carriers if n not in self.gone),
            origins=origins,
            flags=tuple(flag for flag in fact.flags if flag not in _DERIVED),
        )

    def _disagreement(self, disagreement: Disagreement) -> Disagreement | None:
        """The disagreement with the sides that are left; none where there is only one."""
        left = [(at, side) for at, one in enumerate(disagreement.sides) if (side := self._side(one)) is not None]
        if len(left) < 2:
            return None
        sides = tuple(side for _, side in left)
        places = {old: new for new, (old, _) in enumerate(left)}
        kept = [point for point in disagreement.points if self._stays(point, places)]
        points = tuple(replace(point, side=None if point.side is None else places[point.side]) for point in kept)
        denied = [one for one in disagreement.denials if self._stays(one, places)]
        denials = tuple(replace(one, side=places[one.side]) for one in denied)
        whole = len(sides) == len(disagreement.sides) and disagreement.sentence is not None
        sentence = self._sentence(disagreement.sentence) if whole and disagreement.sentence is not None else None
        return replace(disagreement, sentence=sentence, sides=sides, points=points, denials=denials)

    def _stays(self, one: Point | Denial, places: Mapping[int, int]) -> bool:
        """Whether nothing that a point or a denial stands on is gone."""
        return (one.side is None or one.side in places) and not any(
            map(self._stands_on, (one.passage, *one.holder.evidence))
        )

    def _side(self, side: Side) -> Side | None:
        """The side with the passages that are left; none where its holder is named only by what is gone."""
        passages = tuple(passage for passage in side.passages if not self._stands_on(passage))
        if not passages or any(self._stands_on(evidence) for evidence in side.holder.evidence):
            return None
        return replace(side, passages=passages)

    def _narrative(self, narrative: Narrative) -> Narrative | None:
        """The narrative with the sentences that are left, provided by those that they cite."""
        sentences = _survivors(self._sentence(sentence) for sentence in narrative.sentences)
        cited = {c.n for sentence in sentences for clause in sentence.clauses for c in clause.citations}
        if not sentences:
            return None
        return replace(narrative, sentences=sentences, providers=tuple(sorted(cited)))

    def _origin(self, origin: Origin) -> Origin:
        """The origin with the members and the evidence that are left."""
        members = tuple(
            replace(member, evidence=tuple(e for e in member.evidence if not self._stands_on(e)))
            for member in origin.members
            if member.n not in self.gone
        )
        return replace(origin, members=members)


def _abstained(
    said: tuple[Abstention, ...], before: tuple[Narrative, ...], after: tuple[Narrative, ...]
) -> tuple[Abstention, ...]:
    """The abstentions, and one more where a narrative went."""
    if len(before) == len(after) or any(one.reason == REMOVED for one in said):
        return said
    return (*said, Abstention("narratives", before[0].axis, REMOVED))


def _survivors(nouns: Iterable[T | None]) -> tuple[T, ...]:
    """Those that are left."""
    return tuple(noun for noun in nouns if noun is not None)
