"""Trains the weights by which clauses are ranked for printing: `python -m evals.train_printing`.

The clauses of half of the events of the coverage sample (`is_for_training`), judged by reading, stand in
`judged/printing.tsv`: "yes" where the clause stands alone and would be printed, then event, article and offsets. It
writes `alteram/stages/facts/printing.toml` and prints, by cross-validation over events, the area under the ROC curve
and what is printable of the best fifth.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alteram.engine.briefing import drawn_on
from alteram.engine.drafting import dossier_of
from alteram.language import Statement
from alteram.model.ids import StoryId, digest_of
from alteram.outlets import load_registry
from alteram.stages.facts import printing
from alteram.stages.facts.common import common
from alteram.stages.facts.printing import TRAITS, traits
from alteram.text.attribution import read
from alteram.text.provenance import voice
from evals.gates import events
from evals.train_grouping import logistic

VERDICTS = Path(__file__).with_name("judged") / "printing.tsv"
WEIGHTS = Path(printing.__file__).with_name("printing.toml")
RIDGE, FOLDS = 2.0, 10
Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """One clause that was judged: its event, article and offsets, and whether it would be printed."""

    event: str
    article: str
    spans: tuple[tuple[int, int], ...]
    printed: bool


def is_for_training(event: str) -> bool:
    """Whether an event belongs to the half that weights are trained on; the other half is only measured."""
    return int(digest_of(event.encode()), 16) % 2 == 1


def verdicts(path: Path = VERDICTS) -> tuple[Judged, ...]:
    """All judged clauses of a file, by event and article."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        _, verdict, where = line.split("\t")
        event, article, offsets = where.split(" ")
        spans = tuple((int(a), int(b)) for a, b in (span.split("-") for span in offsets.split(",")))
        found.append(Judged(event, article, spans, verdict == "yes"))
    return tuple(sorted(found))


def table(judged: Sequence[Judged]) -> tuple[Floats, NDArray[np.bool_], list[str]]:
    """Traits (clauses x `TRAITS`), what was printed, and the event of each; clauses of texts that changed fall out."""
    rows, printed, whose = [], [], []
    stories = dict(events(load_registry(None)))
    for event in sorted({one.event for one in judged}):
        story = StoryId(digest_of(event.encode())[:16])
        dossier = dossier_of(story, drawn_on(stories[event]), load_registry(None))
        shared = common(dossier)
        texts = {str(article.id): article for article in dossier.articles}
        for one in judged:
            if one.event != event or one.article not in texts:
                continue
            article = texts[one.article]
            start = one.spans[0][0]
            reading = next((r for r in read(article.text).sentences if r.span[0] <= start < r.span[1]), None)
            if reading is None:
                continue
            statement = Statement(article, reading.span, one.spans)
            rows.append(traits(statement, voice(reading, one.spans), shared))
            printed.append(one.printed)
            whose.append(event)
    return np.array(rows, dtype=np.float64), np.array(printed, dtype=np.bool_), whose


def fit(rows: Floats, printed: NDArray[np.bool_]) -> Floats:
    """Weights of the raw traits: `logistic` on standardised ones, with its ridge."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    middle[0], spread[0] = 0.0, 1.0
    spread = np.where(spread == 0.0, 1.0, spread)
    scaled = (rows - middle) / spread
    found = logistic(scaled, printed.astype(np.float64), np.ones(len(rows)), penalty=RIDGE)
    raw = found / spread
    raw[0] = found[0] - float(np.sum((found / spread * middle)[1:]))
    return np.asarray(np.round(raw, 4), dtype=np.float64)


def crossed(rows: Floats, printed: NDArray[np.bool_], whose: list[str]) -> Floats:
    """The probability of each clause by weights that never saw its event."""
    number = {event: k % FOLDS for k, event in enumerate(sorted(set(whose)))}
    fold = np.array([number[event] for event in whose])
    chance = np.zeros(len(rows))
    for k in range(FOLDS):
        weights = fit(rows[fold != k], printed[fold != k])
        chance[fold == k] = 1.0 / (1.0 + np.exp(-rows[fold == k] @ weights))
    return chance


def area(chance: Floats, printed: NDArray[np.bool_]) -> float:
    """Area under the ROC curve: how often a printed clause is ranked above one that is not."""
    yes, no = chance[printed], chance[~printed]
    return float(np.mean((yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])))


def main() -> int:
    """Train, write, and print."""
    judged = tuple(one for one in verdicts() if is_for_training(one.event))
    rows, printed, whose = table(judged)
    chance = crossed(rows, printed, whose)
    best = np.argsort(-chance, kind="stable")[: len(chance) // 5]
    print(f"{len(rows)} clauses of {len(set(whose))} events, printed {printed.mean():.3f}")
    print(f"area {area(chance, printed):.3f}, printed of the best fifth {printed[best].mean():.3f} (cross-validated)")
    about = (
        "# Weights of the logistic score of what an editor would print, by trait; see printing.py.",
        "# Trained by `python -m evals.train_printing` on judged clauses of the coverage sample (Apache-2.0).",
    )
    print(write(WEIGHTS, about, TRAITS, fit(rows, printed)))
    return 0


def write(path: Path, about: Sequence[str], names: Sequence[str], weights: Floats) -> str:
    """Writes a file of weights by trait, and returns what it holds."""
    lines = [*about, *(f"{name} = {float(weight)}" for name, weight in zip(names, weights, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
