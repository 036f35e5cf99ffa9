"""Which clauses open a brief: how well a clause tells the event itself, and the two that tell it.

A logistic regression on what can be seen of a clause beside its story's titles and openings, trained by
`python -m evals.train_openings` on clauses that were judged by reading: does it, read alone, tell the event that these
titles report? It ranks; it never lets anything pass that a gate refuses.
"""

import math
import tomllib
from functools import lru_cache
from importlib.resources import files

from alteram.language import Statement
from alteram.language.lexical import features
from alteram.model.articles import Span
from alteram.stages.facts.candidates import Candidate
from alteram.stages.facts.common import Common
from alteram.stages.facts.leading import happened, is_mostly_quoted, is_word_of_protagonist
from alteram.stages.facts.weighing import Weighed
from alteram.text.clauses import clauses
from alteram.text.lexicon import word_class
from alteram.text.provenance import is_official
from alteram.text.similarity import shared_weight

TRAITS = (
    "one",
    "event",
    "title",
    "own_title",
    "verb_of_title",
    "subject_of_titles",
    "openings",
    "openings_told",
    "place",
    "past",
    "dated",
    "background",
    "printable",
    "hearsay",
    "own",
    "worth",
    "length",
)
NEAR = 10
"""Sentences of an article's beginning in which the event itself is told."""
OPENING_FACTS, ENOUGH = 2, 0.4
"""Facts that tell the event, and the share of the best one's chance that the second must have, or one that several
origins tell to take the place of the best."""
NEWS_SHARED = 0.3
"""Share of its weight of words that the second may have in common with the first: a reader sees the two together. As
much of an article's opening tells it again."""
USUAL_WORTH, USUAL_WORDS, MOST_WORDS = 10.0, 10.0, 25
"""A fact's usual worth, words of a usual clause, and those from which more make no difference."""


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The weights that ship (`openings.toml`), in the order of `TRAITS`."""
    found = tomllib.loads((files("alteram.stages.facts") / "openings.toml").read_text(encoding="utf-8"))
    return tuple(float(found[name]) for name in TRAITS)


def tells(one: Weighed, shared: Common) -> float:
    """The probability (0 to 1) that a clause tells the event of the story whose articles have this in common."""
    z = sum(weight * trait for weight, trait in zip(weights(), traits(one, shared), strict=True))
    return round(1.0 / (1.0 + math.exp(-z)), 6)


def traits(one: Weighed, shared: Common) -> tuple[float, ...]:
    """What is seen of a clause, each about 0 to 1, in the order of `TRAITS`."""
    candidate, statement = one.candidate, one.candidate.statement
    main = _main(statement)
    predicate = features(statement).predicate
    openings = [words for n, words in sorted(shared.openings.items()) if n != candidate.n]
    near = [shared_weight(one.lemmas, words) for words in openings]
    return (
        1.0,
        shared.event_share(main),
        shared.title_share(main),
        shared.share_of_title(candidate.n, one.lemmas),
        float(predicate is not None and any(predicate.verb in words for words in shared.titles.values())),
        float(predicate is not None and sum(predicate.subject in words for words in shared.titles.values()) > 1),
        sum(near) / max(len(near), 1),
        sum(share > NEWS_SHARED for share in near) / max(len(near), 1),
        1.0 / max(candidate.place - shared.begins.get(candidate.n, 1) + 1, 1),
        float(happened(candidate)),
        float(bool(features(statement).times & word_class("days"))),
        float(one.past),
        one.printable,
        float(not (_own_or_official(candidate) or is_word_of_protagonist(candidate, shared))),
        float(candidate.voice == "own"),
        one.worth / USUAL_WORTH,
        min(len(one.lemmas), MOST_WORDS) / USUAL_WORDS,
    )


def leads(pool: list[Weighed], shared: Common) -> list[tuple[Weighed, list[Weighed]]]:
    """The clause that tells the event best, and the next best that tells something else of it, each with those that
    tell the same. All stand near the top of a report and are hardly quoted; what several origins tell goes before what
    one tells a little better."""
    near = [one for one in pool if one.candidate.place <= NEAR and not is_mostly_quoted(one.candidate)]
    told = {one.candidate.statement: tells(one, shared) for one in near}

    def tell(one: Weighed, best: Weighed) -> bool:
        return told[one.candidate.statement] >= ENOUGH * told[best.candidate.statement]

    ranked = sorted(near, key=lambda one: (-told[one.candidate.statement], *one.order))
    if not ranked:
        return [(one, []) for one in pool[:1]]
    found: list[tuple[Weighed, list[Weighed]]] = []
    while ranked and len(found) < OPENING_FACTS:
        best = ranked[0]
        if found and not tell(best, found[0][0]):
            break
        lead = next((o for o in ranked if o.corroborated and (o is best or o.retells(best)) and tell(o, best)), best)
        again = [one for one in ranked if one is not lead and (one is best or one.retells(lead)) and tell(one, best)]
        found.append((lead, again))
        ranked = [one for one in ranked if shared_weight(one.lemmas, lead.lemmas) <= NEWS_SHARED and one is not best]
    return found


def _main(statement: Statement) -> frozenset[str]:
    """Words by meaning outside of what might be left out: an aside that tells the event is no telling of it."""
    text, kept = statement.article.text, list[Span]()
    optional = sorted(clauses(text, statement.sentence).optional)
    for start, end in statement.spans:
        at = start
        for a, b in optional:
            if max(at, start + 1) <= a and b <= end:
                kept.append((at, a))
                at = b
        kept.append((at, end))
    spans = tuple((a, b) for a, b in kept if text[a:b].strip())
    return features(Statement(statement.article, statement.sentence, spans)).lemmas


def _own_or_official(candidate: Candidate) -> bool:
    """Whether a clause is in its outlet's own voice, or an official's."""
    return candidate.voice == "own" or is_official(candidate.origin.name)
