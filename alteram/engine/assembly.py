"""From a draft to a brief: the gates decide, what passes is numbered, what does not is withheld with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from alteram import __version__
from alteram.config import RULES
from alteram.engine.numbering import Renumbering
from alteram.language import Judge
from alteram.model.briefs import (
    Abstention,
    Brief,
    Disagreement,
    Fact,
    MadeBy,
    Narrative,
    Origin,
    Ownership,
    Passage,
    Sentence,
    Source,
    Withheld,
)
from alteram.model.ids import Digest, OriginId
from alteram.model.outlets import Outlet
from alteram.model.stories import Dossier, Draft
from alteram.stages.facts import edited, retells
from alteram.stages.narratives import left_out
from alteram.stages.verify import Reference, Role, check_sentence, is_denied, printed_title

SPARE = 2
"""Facts checked beyond what a brief holds: one that speaks of somebody who is nowhere introduced is left out."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft after the gates, still in the dossier's numbering."""

    headline: Sentence | None
    facts: tuple[Fact, ...]
    disagreements: tuple[Disagreement, ...]
    narratives: tuple[Narrative, ...]
    abstained: tuple[Abstention, ...]
    withheld: tuple[Withheld, ...]
    titles: tuple[str, ...]
    """Titles of the dossier's articles, in its order, as they may be printed."""


class Gatekeeper:
    """Asks the gates about each sentence of a draft and keeps what they refuse, without its text."""

    def __init__(self, dossier: Dossier, judge: Judge) -> None:
        sources = dict(enumerate(dossier.articles, start=1))
        self.dossier = dossier
        self._reference = Reference(sources, dossier.registry, judge, known_origins=dossier.origins)
        self.texts = {n: article.text for n, article in sources.items()}
        self.withheld: list[Withheld] = []
        self.refused: list[str] = []

    def passes(self, sentence: Sentence, role: Role) -> bool:
        """Whether the sentence may be published; when not, its gate, reason and passages are noted."""
        findings = check_sentence(sentence, role, self._reference)
        if findings:
            passages = tuple(c.passage for clause in sentence.clauses for c in clause.citations)
            self.withheld.append(Withheld(findings[0].gate, findings[0].reason, passages))
            self.refused.append(sentence.text)
        return not findings

    def denies(self, sentence: Sentence) -> bool:
        """Whether somebody in the story denies what the sentence says, and the sentence does not tell of it."""
        return is_denied(sentence, self._reference)

    def allows(self, fact: Sentence) -> bool:
        """Whether another form of a fact that passed may be published; the fact itself stands where it may not."""
        return not check_sentence(fact, "fact", self._reference)

    def titles(self) -> tuple[str, ...]:
        """Titles of the dossier's articles, with neutral words for those that gate G7 keeps from being printed."""
        return tuple(printed_title(n, self._reference) for n in sorted(self.texts))


def check_draft(draft: Draft, gate: Gatekeeper) -> Checked:
    """The draft without what the gates refuse."""
    passed: list[Fact] = []
    for fact in draft.facts:
        if len(passed) == RULES.most_facts + SPARE:
            break
        retold = any(retells(fact.sentence, other.sentence, gate.texts) for other in passed)
        if not retold and gate.passes(fact.sentence, "fact"):
            passed.append(fact)
    facts = _enough(edited(tuple(passed), gate.dossier, gate.allows, RULES.least_facts))
    headline = next((h for h in draft.headlines if gate.passes(h, "headline")), None) if facts else None
    disagreements = tuple(
        one if one.sentence is None or gate.passes(one.sentence, "disagreement") else replace(one, sentence=None)
        for one in draft.disagreements
    )
    narratives, abstained = _narratives(draft, gate)
    flagged = tuple(_flagged(facts, disagreements, gate))
    return Checked(
        headline, flagged, disagreements, narratives, abstained, tuple(gate.withheld), gate.titles() if facts else ()
    )


def _enough(facts: list[Fact]) -> list[Fact]:
    """As many facts as a brief holds: details that one article tells only where without them there are too few."""
    kept: list[Fact] = []
    for fact in facts:
        detail = len(fact.carriers) == 1 and "single-origin" in fact.flags
        if len(kept) < RULES.most_facts and not (detail and len(kept) >= RULES.enough_facts):
            kept.append(fact)
    return kept


def _narratives(draft: Draft, gate: Gatekeeper) -> tuple[tuple[Narrative, ...], tuple[Abstention, ...]]:
    """Narratives of which every sentence passes; one that loses its counterpart is said to stand alone."""
    kept = tuple(
        narrative
        for narrative in draft.narratives
        if all(gate.passes(sentence, "narrative") for sentence in narrative.sentences)
    )
    abstained = draft.abstained
    lost = len(draft.narratives) - len(kept)
    if lost and not any(one.part == "narratives" for one in abstained):
        axis = draft.narratives[0].axis
        abstained = (*abstained, Abstention("narratives", axis, "no-opposite-side" if kept else "sentences-withheld"))
    return kept, abstained


def _flagged(facts: Iterable[Fact], disagreements: tuple[Disagreement, ...], gate: Gatekeeper) -> Iterator[Fact]:
    """Facts with the flags that disagreements give them: disputed by a conflict or denial, superseded by an update."""
    disputed = [p for one in disagreements if one.kind == "conflict" for side in one.sides for p in side.passages]
    superseded = [
        passage
        for one in disagreements
        if one.kind in ("update", "correction")
        for side in one.sides[:-1]
        for passage in side.passages
    ]
    for fact in facts:
        passages = [c.passage for clause in fact.sentence.clauses for c in clause.citations]
        flags = list(fact.flags)
        if gate.denies(fact.sentence) or any(_overlap(one, other) for one in passages for other in disputed):
            flags.append("disputed")
        if any(_overlap(one, other) for one in passages for other in superseded):
            flags.append("superseded")
        yield replace(fact, flags=tuple(flags))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def refusal(checked: Checked, dossier: Dossier) -> str:
    """Why this story may not have a brief, with its counts; "" when it may."""
    outlets = len({article.outlet or article.name for article in dossier.articles})
    counts = f"{_count(len(dossier.articles), 'article')}, {_count(outlets, 'outlet')}"
    if outlets < RULES.least_outlets:
        return too_few_outlets(len(dossier.articles), outlets)
    if len(checked.facts) < RULES.least_facts:
        found = _count(len(checked.facts), "publishable fact")
        return f"not enough to brief: {counts}, {found}; a brief needs three"
    if checked.headline is None:
        return f"not enough to brief: {counts}; no title passes the gates as a headline"
    return ""


def too_few_outlets(articles: int, outlets: int) -> str:
    """The reason of a story that fewer outlets tell than a brief needs."""
    counts = f"{_count(articles, 'article')}, {_count(outlets, 'outlet')}"
    return f"not enough to brief: {counts}; a brief needs two outlets"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def assemble(dossier: Dossier, draft: Draft, checked: Checked, extractor: str, *, compare: bool = True) -> Brief:
    """The brief of a checked draft, as edition 1 without a parent: the caller knows what came before.

    What one side leaves out is found here, where the facts are known; else (`compare`) the draft's contrasts stand.
    Sources are numbered by first citation, facts first; the articles that are not cited follow, since origins are
    recomputed from all of them.
    """
    assert checked.headline is not None  # noqa: S101 - `refusal` has been asked
    headline = checked.headline
    facts = tuple(replace(f, sentence=replace(f.sentence, id=f"f{at}")) for at, f in enumerate(checked.facts, start=1))
    summary = (replace(facts[0].sentence, id="s1"),)
    disagreements = _named(checked.disagreements)
    narratives = tuple(
        replace(one, sentences=tuple(replace(s, id=f"n{at}.{k}") for k, s in enumerate(one.sentences, start=1)))
        for at, one in enumerate(checked.narratives, start=1)
    )
    coverage, uncompared = left_out(facts, dossier) if compare else (draft.coverage, ())
    cited = _cited(facts, headline, disagreements)
    order = _order(cited, narratives, len(dossier.articles))
    origins = _used_origins(facts, headline, disagreements, narratives, draft.origins)
    move = Renumbering(
        {old: new for new, old in enumerate(order, start=1)},
        {origin.id: f"o{at}" for at, origin in enumerate(origins, start=1)},
    )
    providers = {n for one in narratives for n in one.providers}
    articles = [dossier.articles[n - 1] for n in cited]
    return Brief(
        schema="alteram.brief/1",
        made_by=MadeBy(__version__, dossier.registry.digest, extractor),
        story=dossier.story,
        edition=1,
        parent=None,
        as_of=max((article.when for article in articles if article.when), default=None),
        headline=move(headline),
        summary=move(summary),
        origins=move(origins),
        facts=move(facts),
        disagreements=move(disagreements),
        narratives=move(narratives),
        coverage=move(coverage),
        abstained=(*checked.abstained, *uncompared),
        sources=tuple(
            _source(dossier, checked.titles[n - 1], n, at, cited, providers) for at, n in enumerate(order, start=1)
        ),
        withheld=move(checked.withheld),
    )


def _named(disagreements: tuple[Disagreement, ...]) -> tuple[Disagreement, ...]:
    """Disagreements with their sentences' ids in order."""
    return tuple(
        replace(one, sentence=None if one.sentence is None else replace(one.sentence, id=f"d{at}"))
        for at, one in enumerate(disagreements, start=1)
    )


def _cited(facts: tuple[Fact, ...], headline: Sentence, disagreements: tuple[Disagreement, ...]) -> list[int]:
    """Dossier numbers in order of first citation on the page: facts, then headline and disagreements."""
    sentences = [fact.sentence for fact in facts] + [headline]
    sentences += [one.sentence for one in disagreements if one.sentence is not None]
    return list(dict.fromkeys(c.n for sentence in sentences for clause in sentence.clauses for c in clause.citations))


def _order(cited: list[int], narratives: tuple[Narrative, ...], total: int) -> list[int]:
    """Cited sources, then providers of narratives, then the rest of the dossier."""
    providers = [n for one in narratives for n in one.providers]
    return list(dict.fromkeys((*cited, *providers, *range(1, total + 1))))


def _used_origins(
    facts: tuple[Fact, ...],
    headline: Sentence,
    disagreements: tuple[Disagreement, ...],
    narratives: tuple[Narrative, ...],
    known: tuple[Origin, ...],
) -> tuple[Origin, ...]:
    """Origins that citations or sides name, in order of first use."""
    sentences = [fact.sentence for fact in facts] + [headline]
    sentences += [one.sentence for one in disagreements if one.sentence is not None]
    sentences += [sentence for one in narratives for sentence in one.sentences]
    used: list[OriginId] = [c.origin for s in sentences for clause in s.clauses for c in clause.citations]
    used += [side.origin for one in disagreements for side in one.sides]
    by_id = {origin.id: origin for origin in known}
    return tuple(by_id[key] for key in dict.fromkeys(used))


def _source(dossier: Dossier, title: str, n: int, number: int, cited: list[int], providers: set[int]) -> Source:
    article = dossier.articles[n - 1]
    roles = [role for role, holds in (("cited", n in cited), ("provider", n in providers)) if holds] or ["evidence"]
    return Source(
        n=number,
        article=article.id,
        outlet=article.outlet,
        name=article.name,
        title=title,
        url=article.url,
        published=article.published,
        roles=tuple(roles),  # type: ignore[arg-type]
        ownership=ownership(dossier.registry.get(article.outlet)),
        text_sha256=article.text_sha256,
        payload_sha256=article.payload_sha256,
    )


CONTROL_WORDS = {
    "state-controlled": "state media",
    "state-funded": "state-funded",
    "public-broadcaster": "public broadcaster",
    "independent": "independent",
}


def ownership(outlet: Outlet | None) -> Ownership:
    """What is printed of an outlet's ownership; what no source supports stays unknown."""
    if outlet is None:
        return Ownership("unknown", "not in the registry")
    known = [CONTROL_WORDS[outlet.control]] if outlet.control else []
    known += [f"owned by {outlet.owner}"] if outlet.owner else []
    return Ownership(", ".join(known) or "unknown", outlet.basis)


def next_edition(brief: Brief, previous: Brief | None, digest: Digest | None) -> Brief | None:
    """The brief as the edition after `previous`, or None when its content is that of `previous`."""
    if previous is None:
        return brief
    numbered = replace(brief, edition=previous.edition, parent=previous.parent)
    if numbered == previous:
        return None
    return replace(brief, edition=previous.edition + 1, parent=digest)
