"""What a clause is worth as a fact: independent origins, whether an editor would print it, position, salience."""

from dataclasses import dataclass

from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.model.stories import Dossier
from alteram.stages.facts.candidates import Candidate, candidates
from alteram.stages.facts.common import Common, told_by_known
from alteram.stages.facts.leading import is_background
from alteram.stages.facts.matching import Backed, Passages
from alteram.stages.facts.printing import printable
from alteram.stages.facts.tailoring import tailored
from alteram.text.similarity import shared_weight

REDUNDANT = 0.4
"""Share of the smaller fact's lemma weight that two facts of one brief may have in common."""
REDUNDANT_SHARED = 0.6
"""The same where several origins tell the one and a single one the other."""
JUDGED_BY_WORTH = 160
"""Candidates that are put before the judge, best first: the rest could only be single-origin details."""
PRINTED = 12.0
"""What it is worth that an editor would surely print a clause."""
LEAST_PRINTABLE = 0.5
"""Chance of being printed below which a clause of one article comes behind all others, if at all."""
FIFTHS = 5
"""Steps of that chance in which two cuts of one sentence differ."""
SHARED = 8.0
"""What a second independent origin is worth: shared facts come first, before any detail of one outlet's."""
DETAIL = 0.05
"""What each word of a shared clause is worth: of two cuts that as many origins tell, the fuller one."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what backs it, its words by meaning, the chance (0 to 1) that it is printed, its worth (about 2

    to 25), whether it tells of a year before, and what it tells besides what happened (`_roles`).
    """

    candidate: Candidate
    backed: Backed
    lemmas: frozenset[str]
    printable: float
    worth: float
    past: bool
    roles: tuple[str, ...]

    @property
    def corroborated(self) -> bool:
        """Whether two independent origins tell it."""
        return len(self.backed.counted) >= 2

    @property
    def fit(self) -> bool:
        """Whether it would rather be printed, or several articles tell it."""
        return self.printable >= LEAST_PRINTABLE or len(self.backed.backings) >= 2

    @property
    def order(self) -> tuple[float, int, int, tuple[Span, ...]]:
        """Key of sorting: the worthiest first."""
        return (-self.worth, self.candidate.n, self.candidate.place, self.candidate.statement.spans)

    def retells(self, other: "Weighed") -> bool:
        """Whether it tells another one again; what several origins tell must share more with what one tells."""
        most = REDUNDANT_SHARED if self.corroborated and not other.corroborated else REDUNDANT
        return shared_weight(self.lemmas, other.lemmas) > most


def weighed(dossier: Dossier, passages: Passages, shared: Common) -> list[Weighed]:
    """Candidates with their support and worth, the best variant of each sentence, the worthiest first."""
    told = {id(article) for article in told_by_known(dossier)}

    def promise(one: Candidate) -> tuple[bool, float, int, tuple[Span, ...]]:
        salience = shared.salience(features(one.statement).lemmas)
        return id(one.statement.article) not in told, -salience - _position(one), one.n, one.statement.spans

    # Word for word the same is one candidate, so that copies leave room for what else the story tells.
    once = {_words(one): one for one in sorted(candidates(dossier), key=promise, reverse=True)}
    ranked = sorted(once.values(), key=promise)[:JUDGED_BY_WORTH]
    cut = tailored(dossier, passages)
    tailor_made = frozenset(one.statement.spans for one in cut)
    best: dict[tuple[int, int], Weighed] = {}
    for candidate in (*ranked, *cut):
        backed = passages.backing(candidate.statement, candidate.n, candidate.origin)
        if candidate.statement.spans in tailor_made and len(backed.counted) < 2 and candidate not in ranked:
            continue
        one = _weigh(candidate, backed, shared)
        key = (candidate.n, candidate.place)
        if key not in best or _cut_order(one) < _cut_order(best[key]):
            best[key] = one
    return sorted(best.values(), key=lambda one: one.order)


def _weigh(candidate: Candidate, backed: Backed, shared: Common) -> Weighed:
    lemmas = features(candidate.statement).lemmas
    chance = printable(candidate.statement, candidate.voice, shared)
    worth = round(PRINTED * chance + _worth(candidate, backed, len(lemmas)) + shared.salience(lemmas), 6)
    return Weighed(candidate, backed, lemmas, chance, worth, is_background(candidate), _roles(candidate, backed))


def _words(candidate: Candidate) -> tuple[str, ...]:
    """What a candidate copies, and whose word it is."""
    text = candidate.statement.article.text
    return (candidate.origin.id, *(text[start:end] for start, end in candidate.statement.spans))


def _cut_order(one: Weighed) -> tuple[float, bool, int, int, tuple[float, int, int, tuple[Span, ...]]]:
    """Order of the cuts of one sentence: what more articles tell first; of what only one tells what would be printed,
    and the fullest of that, where glue may carry its attribution to the front."""
    shared = float(one.corroborated or len(one.backed.backings) > 1)
    length = sum(end - start for start, end in one.candidate.statement.spans)
    behind = one.candidate.carried is None and one.candidate.voice == "governed"
    chance = -round(FIFTHS * one.printable)
    return -shared * one.worth, behind, chance, 0 if shared else -length, one.order


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


def _roles(candidate: Candidate, backed: Backed) -> tuple[str, ...]:
    """What a fact tells besides what happened: how many, somebody's word on it, or a report that others repeat."""
    figures = any(q.unit == "count" and q.noun for q in features(candidate.statement).quantities)
    several = len(backed.backings) > 1
    report = several and candidate.origin.outlet is not None and len(backed.counted) < 2
    claim = several and not report and candidate.voice == "governed"
    told = (("how-many", figures), ("claim", claim), ("report", report))
    return tuple(role for role, holds in told if holds)
