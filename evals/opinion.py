"""How well opinion is told from report: `python -m evals.opinion` (two minutes on one core).

*Pages, text alone.* Articles of the corpus labelled by their own marks (`evals.opinion_pages`), which the model does
not see: eight times a model is trained anew without an eighth of the outlets and asked about theirs. The threshold for
each eighth is the one that is best for the others. *Pages, marks and text*: the genre that an article gets at arrival,
from the same held-out scores: by its marks, else by text where the model is certain (`CERTAIN`) and the text is no
document. The labels are those marks, so its recall is 1 by definition: the figure says what is spoilt by asking the
text too. *Lost* is the share of reports that this takes for opinion.

*Sentences*: BABE, measured only: factual against opinionated ("somewhat" or wholly), sentences without agreement left
out, with the shipped weights. `--lost` lists the reports taken for opinion.
"""

import argparse
import gzip
import json
import math
import sys
from dataclasses import dataclass

import numpy as np

from alteram.stages.extract.documents import is_document
from alteram.stages.extract.genre import CERTAIN
from alteram.text.views.voice import opinionated
from evals import data_digest, missed
from evals.opinion_pages import BABE, CORPUS, Page, by_outlet, labelled_pages
from evals.sparse_logistic import Floats
from evals.train_opinion import general_words, matrix, pruned, text_units

FOLDS = 8
FACTUAL = "Entirely factual"
UNDECIDED = "No agreement"


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of what is taken for opinion."""

    precision: float
    recall: float
    f1: float


def scored(found: Floats, truth: Floats) -> Score:
    """Figures of yes-or-no answers."""
    right = float((found * truth).sum())
    precision, recall = right / max(1.0, float(found.sum())), right / max(1.0, float(truth.sum()))
    return Score(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


def macro_f1(found: Floats, truth: Floats) -> float:
    """Mean F1 of both classes."""
    return (scored(found, truth).f1 + scored(1 - found, 1 - truth).f1) / 2


def held_out(pages: list[Page]) -> tuple[Floats, Floats]:
    """Log-odds of every page from a model that saw no page of its outlet, and the fold of each."""
    units = text_units(pages)
    fold = np.array(by_outlet(pages, FOLDS), dtype=np.float64)
    logits = np.zeros(len(pages))
    for k in range(FOLDS):
        learned = fold != k
        seen = [page for page, taken in zip(pages, learned, strict=True) if taken]
        general = general_words([unit for unit, taken in zip(units.tokens, learned, strict=True) if taken], seen)
        rows, names = matrix(units, general, "text")
        kept, weights, bias = pruned(rows.taken(learned), units.truth[learned], names, "text")
        place = {name: n for n, name in enumerate(names)}
        columns = np.array([place[name] for name in kept], dtype=np.int64)
        logits[~learned] = rows.kept(columns).times(weights)[~learned] + bias
    return logits, fold


def best_threshold(logits: Floats, truth: Floats) -> float:
    """Where F1 is highest."""
    steps = np.arange(-2.0, 4.0, 0.05)
    return float(max(steps, key=lambda step: scored((logits >= step).astype(np.float64), truth).f1))


def text_alone(logits: Floats, truth: Floats, fold: Floats) -> Floats:
    """Answers by text alone; each fold's threshold is set on the others."""
    found = np.zeros(len(truth))
    for k in range(FOLDS):
        here = fold == k
        found[here] = logits[here] >= best_threshold(logits[~here], truth[~here])
    return found


def babe() -> tuple[Floats, Floats]:
    """Scores of the shipped model for the sentences of BABE, and which are opinion."""
    with gzip.open(BABE, "rt", encoding="utf-8") as lines:
        rated = [row for row in map(json.loads, lines) if row["label_opinion"] != UNDECIDED]
    return (
        np.array([opinionated(row["text"]) for row in rated]),
        np.array([float(row["label_opinion"] != FACTUAL) for row in rated]),
    )


def area(scores: Floats, truth: Floats) -> float:
    """Area under the curve of true against false positives: how often an opinion scores above a report."""
    rank = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    positive = truth.sum()
    return float((rank[truth == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def main() -> int:
    """Print all figures and check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lost", action="store_true")
    asked = parser.parse_args()
    pages = labelled_pages()
    truth = np.array([float(page.opinion) for page in pages])
    logits, fold = held_out(pages)
    alone = scored(text_alone(logits, truth, fold), truth)
    likely = logits >= math.log(CERTAIN / (1 - CERTAIN))
    certain = np.array([float(sure and not is_document(page.text)) for sure, page in zip(likely, pages, strict=True)])
    both = scored(np.maximum(certain, truth), truth)
    lost = float(certain[truth == 0].mean())
    scores, opinion = babe()
    sentence = macro_f1((scores >= 0.5).astype(np.float64), opinion)
    print(f"{len(pages)} pages, {int(truth.sum())} of opinion, {len({page.outlet for page in pages})} outlets")
    for name, score in (("text alone", alone), ("text, certain", scored(certain, truth)), ("marks and text", both)):
        print(f"{name:16} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    print(f"area {area(logits, truth):.3f}; reports lost {lost:.4f}, {int(certain[truth == 0].sum())}")
    print(f"BABE: {len(opinion)} sentences, macro-F1 {sentence:.3f}, area {area(scores, opinion):.3f}")
    if asked.lost:
        for k in sorted(np.flatnonzero((certain == 1) & (truth == 0)), key=lambda k: -logits[k]):
            print(f"{logits[k]:.2f}  {pages[k].id}  {pages[k].outlet}  {pages[k].title}")
    figures = {
        "pages.text_alone_f1": alone.f1,
        "pages.marks_and_text_f1": both.f1,
        "pages.reports_kept": 1 - lost,
        "sentences.macro_f1": sentence,
    }
    wrong = missed("opinion", figures, {"corpus": data_digest([CORPUS]), "babe": data_digest([BABE])})
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
