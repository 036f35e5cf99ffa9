"""Trains the weights by which the clause that opens a brief is chosen: `python -m evals.train_openings`.

Clauses from the beginnings of reports were judged by reading, beside the titles under which the event was reported:
does one, read alone, tell that event? The verdicts stand in `judged/openings.tsv`, with event, article and offsets.
Weights are trained on half of the events (`is_for_training`) and written to `stages/facts/openings.toml`. Printed are,
for the half trained on (by cross-validation over its events) and for the other, the area under the ROC curve and how
often the best ranked clause, or one of the best two, tells the event; and how often any judged one does.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of
from alteram.language.lexical import LexicalJudge
from alteram.model.ids import StoryId, digest_of
from alteram.outlets import load_registry
from alteram.stages.facts import openings
from alteram.stages.facts.common import common
from alteram.stages.facts.matching import Passages
from alteram.stages.facts.openings import NEWS_SHARED, TRAITS, traits
from alteram.stages.facts.weighing import Weighed, weighed
from alteram.text.similarity import shared_weight
from evals.gates import events
from evals.train_printing import Floats, Judged, area, crossed, fit, is_for_training, verdicts, write

VERDICTS = Path(__file__).with_name("judged") / "openings.tsv"
WEIGHTS = Path(openings.__file__).with_name("openings.toml")
Bools = NDArray[np.bool_]


def table(judged: Sequence[Judged]) -> tuple[Floats, Bools, list[Weighed], list[str]]:
    """Traits (clauses x `TRAITS`), verdicts, clauses and their events; a judged cut that is no longer the best of its
    sentence falls out.
    """
    registry, judge = load_registry(None), LexicalJudge()
    stories = dict(events(registry))
    rows, told, clauses, whose = [], [], [], []
    for event in sorted({one.event for one in judged}):
        verdict = {(one.article, one.spans): one.printed for one in judged if one.event == event}
        dossier = dossier_of(StoryId(digest_of(event.encode())[:16]), drawn_on(stories[event]), registry)
        shared = common(dossier)
        for one in weighed(dossier, Passages(dossier, judge), shared):
            known = verdict.get((str(one.candidate.statement.article.id), one.candidate.statement.spans))
            if known is not None:
                rows.append(traits(one, shared))
                told.append(known)
                clauses.append(one)
                whose.append(event)
    return np.array(rows, dtype=np.float64), np.array(told, dtype=np.bool_), clauses, whose


def first_two(chance: Floats, told: Bools, clauses: list[Weighed], whose: list[str]) -> tuple[float, float, float]:
    """Shares of events whose best clause tells it, whose best or the next that says something else does, and of which
    any judged clause does.
    """
    hits = []
    for event in sorted(set(whose)):
        places = [k for k in np.argsort(-chance, kind="stable") if whose[k] == event]
        best = places[0]
        others = (k for k in places[1:] if shared_weight(clauses[k].lemmas, clauses[best].lemmas) <= NEWS_SHARED)
        second = next(others, best)
        hits.append((told[best], told[best] or told[second], any(told[k] for k in places)))
    one, two, some = np.array(hits, dtype=np.float64).mean(axis=0)
    return float(one), float(two), float(some)


def main() -> int:
    """Train, write, and print."""
    rows, told, clauses, whose = table(verdicts(VERDICTS))
    trained = np.array([is_for_training(event) for event in whose])
    weights = fit(rows[trained], told[trained])
    taught = [event for event in whose if is_for_training(event)]
    chance = np.zeros(len(rows))
    chance[trained] = crossed(rows[trained], told[trained], taught)
    chance[~trained] = 1.0 / (1.0 + np.exp(-rows[~trained] @ weights))
    for name, part in (("taught", trained), ("held out", ~trained)):
        some = [clauses[k] for k in np.flatnonzero(part)]
        events_of = [whose[k] for k in np.flatnonzero(part)]
        one, two, reach = first_two(chance[part], told[part], some, events_of)
        print(
            f"{name}: {int(part.sum())} clauses of {len(set(events_of))} events, "
            f"area {area(chance[part], told[part]):.3f}; event told by the best {one:.3f}, by one of two {two:.3f}, "
            f"by any {reach:.3f}"
        )
    about = (
        "# Weights of the logistic score of clauses that tell a story's event, by trait; see openings.py.",
        "# Trained by `python -m evals.train_openings` on judged clauses of the coverage sample (Apache-2.0).",
    )
    print(write(WEIGHTS, about, TRAITS, weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
