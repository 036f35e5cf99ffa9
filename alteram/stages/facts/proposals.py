"""Selection: greedy coverage of what the story's articles share, weighted by independent origins, position, salience.

Greedy selection with a redundancy penalty is maximal marginal relevance (Carbonell and Goldstein 1998) over lemma sets;
the weight of a lemma is the share of the story's articles that use it, times its background idf.
"""

from dataclasses import dataclass

from alteram.config import RULES
from alteram.language import Judge
from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.model.briefs import Fact, Origin, Sentence
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import Candidate, candidates
from alteram.stages.facts.common import Common, common, told_by_known
from alteram.stages.facts.editing import retells
from alteram.stages.facts.headlines import headlines
from alteram.stages.facts.leading import happened, is_background, is_mostly_quoted, is_word_of_protagonist
from alteram.stages.facts.matching import Backed, Passages
from alteram.stages.facts.printing import printable
from alteram.stages.facts.tailoring import tailored
from alteram.stages.facts.writing import write_fact
from alteram.text.grammar.compression import is_told
from alteram.text.lexicon import word_class
from alteram.text.provenance import is_official, is_state_media
from alteram.text.similarity import shared_weight

SPARE = 10
"""Facts proposed beyond what a brief holds: the gates may refuse some."""
REDUNDANT = 0.4
"""Share of the smaller fact's lemma weight that two facts of one brief may have in common."""
REDUNDANT_SHARED = 0.6
"""The same where several origins tell the one and a single one the other."""
JUDGED_BY_WORTH = 160
"""Candidates that are put before the judge, best first: the rest could only be single-origin details."""
EVENT_WEIGHT = 12.0
"""What saying all that the openings share is worth in a lead; the best say about half."""
BACKGROUND = 1.0
"""What a clause loses that tells of an earlier year."""
OWN_WORTH = 0.2
"""How much of a fact's own worth (about 2 to 25) counts in a lead."""
HAPPENED, DATED = 0.8, 0.4
"""What the past tense, and a day, are worth in a lead."""
UNFIT = 2.0
"""What a lead loses that would rather not be printed."""
HEARSAY = 1.0
"""What a lead loses that is the word of somebody who is no official: often it is who the event is about."""
FIRST_SENTENCE = 0.8
"""What standing first in its article is worth in a lead: a report tells the event before its circumstances."""
PRINTED = 12.0
"""What it is worth that an editor would surely print a clause."""
LEAST_PRINTABLE = 0.5
"""Chance of being printed below which a clause of one article comes behind all others, if at all."""
FIFTHS = 5
"""Steps of that chance in which two cuts of one sentence differ."""
ROLE_BONUS = 3.0
"""What the first figure, and the first claim and report that several outlets carry, are worth beside origins."""
SHARED = 8.0
"""What a second independent origin is worth: shared facts come first, before any detail of one outlet's."""
DETAIL = 0.05
"""What each word of a shared clause is worth: of two cuts that as many origins tell, the fuller one."""
SAME_SOURCE = 0.4
"""What each fact that only one article tells takes from the next one that only this article tells."""
LEADS = 10
"""Sentences of an article's beginning in which the event itself is told."""
OPENING_FACTS, ENOUGH = 2, 0.6
"""Facts that tell the event, and the share of the best one's telling that the second must have."""
NEWS_SHARED = 0.3
"""Share of its weight of words that the second may have in common with the first: a reader sees the two together."""
ALTERNATES = 2
"""Clauses that tell the same as a chosen one and are proposed behind it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the facts stage proposes: facts and headlines, best first, and the origins that they name."""

    facts: tuple[Fact, ...]
    headlines: tuple[Sentence, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    backed: Backed
    lemmas: frozenset[str]
    printable: float
    worth: float
    past: bool
    roles: tuple[str, ...]


def propose(dossier: Dossier, judge: Judge) -> Proposal:
    """Facts (at most eight and some to spare) and headlines of a dossier, best first, not yet checked."""
    shared = common(dossier)
    passages = Passages(dossier, judge)
    groups = _select(_weighed(dossier, passages, shared), shared)
    facts = tuple(fact for group in groups for fact in _written(group, dossier))
    titles, headline_origins = headlines(dossier, passages, shared)
    origins = {b.origin.id: b.origin for group in groups for weighed in group for b in weighed.backed.backings}
    origins |= {origin.id: origin for origin in headline_origins}
    return Proposal(facts, titles, tuple(origins[key] for key in sorted(origins)))


def _written(group: list[_Weighed], dossier: Dossier) -> tuple[Fact, ...]:
    """The facts of a choice and of those that may stand for it: only what is passed over where the choice is published
    (`retells`), so that a brief never tells one thing twice."""
    first, *others = (_fact(weighed, dossier) for weighed in group)
    texts = {n: article.text for n, article in enumerate(dossier.articles, start=1)}
    again = [fact for fact in others if retells(fact.sentence, first.sentence, texts)]
    return (first, *again[:ALTERNATES])


def _weighed(dossier: Dossier, passages: Passages, shared: Common) -> list[_Weighed]:
    """Candidates with their support and worth, the best variant of each sentence."""
    told = {id(article) for article in told_by_known(dossier)}

    def promise(one: Candidate) -> tuple[bool, float, int, tuple[Span, ...]]:
        salience = shared.salience(features(one.statement).lemmas)
        return id(one.statement.article) not in told, -salience - _position(one), one.n, one.statement.spans

    # Word for word the same is one candidate, so that copies leave room for what else the story tells.
    once = {_words(one): one for one in sorted(candidates(dossier), key=promise, reverse=True)}
    ranked = sorted(once.values(), key=promise)[:JUDGED_BY_WORTH]
    cut = tailored(dossier, passages)
    tailor_made = frozenset(one.statement.spans for one in cut)
    best: dict[tuple[int, int], _Weighed] = {}
    for candidate in (*ranked, *cut):
        backed = passages.backing(candidate.statement, candidate.n, candidate.origin)
        if candidate.statement.spans in tailor_made and len(backed.counted) < 2 and candidate not in ranked:
            continue
        lemmas = features(candidate.statement).lemmas
        chance = printable(candidate.statement, candidate.voice, shared)
        worth = round(PRINTED * chance + _worth(candidate, backed, len(lemmas)) + shared.salience(lemmas), 6)
        past, roles = is_background(candidate), _roles(candidate, backed)
        weighed = _Weighed(candidate, backed, lemmas, chance, worth, past, roles)
        key = (candidate.n, candidate.place)
        if key not in best or _cut_order(weighed) < _cut_order(best[key]):
            best[key] = weighed
    return sorted(best.values(), key=_order)


def _words(candidate: Candidate) -> tuple[str, ...]:
    """What a candidate copies, and whose word it is."""
    text = candidate.statement.article.text
    return (candidate.origin.id, *(text[start:end] for start, end in candidate.statement.spans))


def _order(weighed: _Weighed) -> tuple[float, int, int, tuple[tuple[int, int], ...]]:
    return (-weighed.worth, weighed.candidate.n, weighed.candidate.place, weighed.candidate.statement.spans)


def _cut_order(weighed: _Weighed) -> tuple[float, bool, int, int, tuple[float, int, int, tuple[tuple[int, int], ...]]]:
    """Order of the cuts of one sentence: what more articles tell first; of what only one tells what would be printed,
    and the fullest of that, where glue may carry its attribution to the front."""
    backed = weighed.backed
    shared = float(len(backed.counted) > 1 or len(backed.backings) > 1)
    length = sum(end - start for start, end in weighed.candidate.statement.spans)
    behind = weighed.candidate.carried is None and weighed.candidate.voice == "governed"
    chance = -round(FIFTHS * weighed.printable)
    return -shared * weighed.worth, behind, chance, 0 if shared else -length, _order(weighed)


def _position(candidate: Candidate) -> float:
    """One at an article's first sentence, falling off with the place: news is told most important first."""
    return 1.0 / (1.0 + (candidate.place - 1) / 4.0)


def _worth(candidate: Candidate, backed: Backed, words: int) -> float:
    """Independent origins first, then position and carriers; a quotation must be worth more."""
    worth = 1.2 * min(len(backed.counted), 4) + 0.3 * min(len(backed.backings) - 1, 4)
    if len(backed.counted) >= 2:
        worth += SHARED + DETAIL * min(words, 12)
    worth += _position(candidate)
    worth += 0.4 if candidate.voice == "own" else 0.0
    worth -= 0.6 if candidate.quoted else 0.0
    return round(worth, 6)


def _select(weighed: list[_Weighed], shared: Common) -> list[list[_Weighed]]:
    """The event first, then what adds most: worth, and a bonus for what the brief does not tell yet.

    Behind each choice stand those that tell the same, best first, for the case that the gates refuse it.
    """
    chosen: list[_Weighed] = []
    proposed: list[list[_Weighed]] = []
    for lead, again in _leads(weighed, shared):
        chosen.append(lead)
        proposed.append([lead, *again])
    pool = _without(_without_retold(weighed), chosen)
    while pool and len(chosen) < RULES.most_facts + SPARE:
        quotes = sum(1 for other in chosen if other.candidate.quoted)
        open_to = [one for one in pool if not (one.candidate.quoted and quotes >= RULES.most_facts // 2)]
        fit = [one for one in open_to if _is_fit(one)]
        if not open_to or (not fit and len(chosen) >= 2 * RULES.enough_facts):
            break
        best = min(fit or open_to, key=lambda one: (-_gain(one, chosen), *_order(one)))
        chosen.append(best)
        proposed.append([best, *(one for one in pool if one is not best and _retells(one, best))])
        pool = _without(pool, [best])
    return proposed


def _leads(weighed: list[_Weighed], shared: Common) -> list[tuple[_Weighed, list[_Weighed]]]:
    """The clause that tells the event best, and the next best that tells something else of it, each with those that
    tell the same. All stand near the top of a report and are hardly quoted; what several origins tell goes before what
    one tells a little better."""
    near = [one for one in weighed if one.candidate.place <= LEADS and not is_mostly_quoted(one.candidate)]
    ranked = sorted(near, key=lambda one: (-_tells(one, shared), *_order(one))) or weighed[:1]
    found: list[tuple[_Weighed, list[_Weighed]]] = []
    while ranked and len(found) < OPENING_FACTS:
        best = ranked[0]
        if found and not _tells_enough(best, found[0][0], shared):
            break
        same = [one for one in ranked if one is best or _retells(one, best)]
        lead = next((one for one in same if _is_corroborated(one) and _tells_enough(one, best, shared)), best)
        near_it = [one for one in ranked if one is not lead and _tells_enough(one, best, shared)]
        again = [one for one in near_it if one is best or _retells(one, lead)]
        found.append((lead, again))
        ranked = [one for one in ranked if shared_weight(one.lemmas, lead.lemmas) <= NEWS_SHARED and one is not best]
    return found


def _is_corroborated(one: _Weighed) -> bool:
    return len(one.backed.counted) >= 2


def _tells_enough(one: _Weighed, best: _Weighed, shared: Common) -> bool:
    """Whether a clause tells the event nearly as well as the best."""
    return _tells(one, shared) >= ENOUGH * _tells(best, shared)


def _without(pool: list[_Weighed], chosen: list[_Weighed]) -> list[_Weighed]:
    """The clauses that are none of the chosen and tell none of them again."""
    return [one for one in pool if not any(one is other or _retells(one, other) for other in chosen)]


def _retells(one: _Weighed, other: _Weighed) -> bool:
    """Whether a clause tells another one again; what several origins tell must share more with what one tells."""
    most = REDUNDANT_SHARED if _is_corroborated(one) and not _is_corroborated(other) else REDUNDANT
    return shared_weight(one.lemmas, other.lemmas) > most


def _is_fit(one: _Weighed) -> bool:
    """Whether a clause would rather be printed, or several articles tell it."""
    return one.printable >= LEAST_PRINTABLE or len(one.backed.backings) >= 2


def _without_retold(weighed: list[_Weighed]) -> list[_Weighed]:
    """Without the facts of one origin that tell again, with details of their own, what several origins tell."""
    corroborated = [one for one in weighed if _is_corroborated(one)]

    def retold(one: _Weighed) -> bool:
        return any(_retells(one, other) for other in corroborated)

    return [one for one in weighed if _is_corroborated(one) or not retold(one)]


def _tells(one: _Weighed, shared: Common) -> float:
    """How well a clause tells the event."""
    told = EVENT_WEIGHT * shared.event_share(one.lemmas) + OWN_WORTH * one.worth
    told += FIRST_SENTENCE if one.candidate.place == 1 else 0.0
    told += HAPPENED if happened(one.candidate) else 0.0
    told += DATED if features(one.candidate.statement).times & word_class("days") else 0.0
    told -= BACKGROUND if one.past else 0.0
    told -= 0.0 if _is_fit(one) else UNFIT
    told -= 0.0 if _own_or_official(one.candidate) or is_word_of_protagonist(one.candidate, shared) else HEARSAY
    return round(told, 6)


def _own_or_official(candidate: Candidate) -> bool:
    """Whether a clause is in its outlet's own voice, or an official's."""
    return candidate.voice == "own" or is_official(candidate.origin.name)


def _roles(candidate: Candidate, backed: Backed) -> tuple[str, ...]:
    """What a fact tells besides what happened: how many, somebody's word on it, or a report that others repeat."""
    figures = any(q.unit == "count" and q.noun for q in features(candidate.statement).quantities)
    several = len(backed.backings) > 1
    report = several and candidate.origin.outlet is not None and len(backed.counted) < 2
    claim = several and not report and candidate.voice == "governed"
    told = (("how-many", figures), ("claim", claim), ("report", report))
    return tuple(role for role, holds in told if holds)


def _gain(weighed: _Weighed, chosen: list[_Weighed]) -> float:
    """Worth, and what a clause adds to the chosen: the first figure, claim and report, another outlet's detail."""
    told = [role for one in chosen for role in one.roles]
    bonus = sum(ROLE_BONUS for role in weighed.roles if role not in told)
    alone = len(weighed.backed.backings) == 1
    same = sum(1 for one in chosen if len(one.backed.backings) == 1 and one.candidate.n == weighed.candidate.n)
    past = BACKGROUND if weighed.past else 0.0
    return round(weighed.worth + bonus - past - (SAME_SOURCE * same if alone else 0.0), 6)


def _fact(weighed: _Weighed, dossier: Dossier) -> Fact:
    """The fact with the labels that its citations give it; disputes are noted when the draft is assembled."""
    candidate, backed = weighed.candidate, weighed.backed
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
