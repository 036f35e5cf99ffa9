"""Selection: greedy coverage of what the story's articles share, weighted by independent origins, position, salience.

Greedy selection with a redundancy penalty is maximal marginal relevance (Carbonell and Goldstein 1998) over lemma sets;
the weight of a lemma is the share of the story's articles that use it, times its background idf.
"""

from dataclasses import dataclass

from alteram.config import RULES
from alteram.language import Judge
from alteram.model.briefs import Fact, Origin, Sentence
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import Candidate
from alteram.stages.facts.common import Common, common
from alteram.stages.facts.editing import retells
from alteram.stages.facts.headlines import headlines
from alteram.stages.facts.matching import Passages
from alteram.stages.facts.openings import leads
from alteram.stages.facts.weighing import Weighed, weighed
from alteram.stages.facts.writing import write_fact
from alteram.text.grammar.compression import is_told
from alteram.text.provenance import is_state_media

SPARE = 10
"""Facts proposed beyond what a brief holds: the gates may refuse some."""
BACKGROUND = 1.0
"""What a clause loses that tells of an earlier year."""
ROLE_BONUS = 3.0
"""What the first figure, and the first claim and report that several outlets carry, are worth beside origins."""
SAME_SOURCE = 0.4
"""What each fact that only one article tells takes from the next one that only this article tells."""
ALTERNATES = 2
"""Clauses that tell the same as a chosen one and are proposed behind it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the facts stage proposes: facts and headlines, best first, and the origins that they name."""

    facts: tuple[Fact, ...]
    headlines: tuple[Sentence, ...]
    origins: tuple[Origin, ...]


def propose(dossier: Dossier, judge: Judge) -> Proposal:
    """Facts (at most eight and some to spare) and headlines of a dossier, best first, not yet checked."""
    shared = common(dossier)
    passages = Passages(dossier, judge)
    groups = _select(weighed(dossier, passages, shared), shared)
    facts = tuple(fact for group in groups for fact in _written(group, dossier))
    titles, headline_origins = headlines(dossier, passages, shared)
    origins = {b.origin.id: b.origin for group in groups for one in group for b in one.backed.backings}
    origins |= {origin.id: origin for origin in headline_origins}
    return Proposal(facts, titles, tuple(origins[key] for key in sorted(origins)))


def _written(group: list[Weighed], dossier: Dossier) -> tuple[Fact, ...]:
    """The facts of a choice and of those that may stand for it: only what is passed over where the choice is published
    (`retells`), so that a brief never tells one thing twice."""
    first, *others = (_fact(one, dossier) for one in group)
    texts = {n: article.text for n, article in enumerate(dossier.articles, start=1)}
    again = [fact for fact in others if retells(fact.sentence, first.sentence, texts)]
    return (first, *again[:ALTERNATES])


def _select(pool: list[Weighed], shared: Common) -> list[list[Weighed]]:
    """The event first, then what adds most: worth, and a bonus for what the brief does not tell yet.

    Behind each choice stand those that tell the same, best first, for the case that the gates refuse it.
    """
    chosen: list[Weighed] = []
    proposed: list[list[Weighed]] = []
    for lead, again in leads(pool, shared):
        chosen.append(lead)
        proposed.append([lead, *again])
    pool = _without(_without_retold(pool), chosen)
    while pool and len(chosen) < RULES.most_facts + SPARE:
        quotes = sum(1 for other in chosen if other.candidate.quoted)
        open_to = [one for one in pool if not (one.candidate.quoted and quotes >= RULES.most_facts // 2)]
        fit = [one for one in open_to if one.fit]
        if not open_to or (not fit and len(chosen) >= 2 * RULES.enough_facts):
            break
        best = min(fit or open_to, key=lambda one: (-_gain(one, chosen), *one.order))
        chosen.append(best)
        proposed.append([best, *(one for one in pool if one is not best and one.retells(best))])
        pool = _without(pool, [best])
    return proposed


def _without(pool: list[Weighed], chosen: list[Weighed]) -> list[Weighed]:
    """The clauses that are none of the chosen and tell none of them again."""
    return [one for one in pool if not any(one is other or one.retells(other) for other in chosen)]


def _without_retold(pool: list[Weighed]) -> list[Weighed]:
    """Without the facts of one origin that tell again, with details of their own, what several origins tell."""
    corroborated = [one for one in pool if one.corroborated]

    def retold(one: Weighed) -> bool:
        return any(one.retells(other) for other in corroborated)

    return [one for one in pool if one.corroborated or not retold(one)]


def _gain(one: Weighed, chosen: list[Weighed]) -> float:
    """Worth, and what a clause adds to the chosen: the first figure, claim and report, another outlet's detail."""
    told = [role for other in chosen for role in other.roles]
    bonus = sum(ROLE_BONUS for role in one.roles if role not in told)
    alone = len(one.backed.backings) == 1
    same = sum(1 for other in chosen if len(other.backed.backings) == 1 and other.candidate.n == one.candidate.n)
    past = BACKGROUND if one.past else 0.0
    return round(one.worth + bonus - past - (SAME_SOURCE * same if alone else 0.0), 6)


def _fact(one: Weighed, dossier: Dossier) -> Fact:
    """The fact with the labels that its citations give it; disputes are noted when the draft is assembled."""
    candidate, backed = one.candidate, one.backed
    numbers = tuple(sorted(b.n for b in backed.backings))
    origins = tuple(sorted(backed.counted)) or (candidate.origin.id,)
    voiced = {b.origin.id for b in backed.backings}
    flags: list[str] = []
    if len(backed.counted) < 2:
        flags.append("single-origin")
    if any(is_state_media(b.origin, dossier.registry) for b in backed.backings):
        flags.append("state-media")
    return Fact(
        sentence=write_fact(candidate, backed, dossier.registry),
        citations=numbers,
        carriers=numbers,
        origins=origins,
        claim_of=candidate.origin.id if _is_claim(candidate) and len(voiced) == 1 else None,
        flags=tuple(flags),  # type: ignore[arg-type]
    )


def _is_claim(candidate: Candidate) -> bool:
    """Whether a clause is somebody's word, and not what an outlet tells of them."""
    statement, attribution = candidate.statement, candidate.attribution
    if candidate.voice != "governed" or attribution is None:
        return False
    return is_told(statement.article.text, attribution, statement.spans)
