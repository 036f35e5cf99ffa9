"""The probability that two articles report one event: a logistic score, then a second one that sees the neighbours."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from alteram.stages.stories.guard import GUARD
from alteram.stages.stories.links import MIDDLE, Links, linked
from alteram.stages.stories.neighbours import COPY, COPY_PROBABILITY, SCALE, SECOND, STEPS, Neighbourhoods
from alteram.stages.stories.pairs import FIRST, cheap_features, copies, most_quoted, quoted
from alteram.stages.stories.rows import Floats, Ints
from alteram.stages.stories.shelf import Shelf

LEAST_LOGIT = -3.5
"""First logit (a probability of about .03) below which a pair is not scored again."""
LEAST_KEPT = 0.01
"""Pairs below this probability are dropped before linkage; as a missing pair counts as 0, the loss is as small."""
TIE_STEPS = 100
"""Steps of a second probability: a neighbour that moves it by less leaves ties, and what was made of them, alone."""
IMPLAUSIBLE = -32_768
"""What stands for the first score of a pair that is not scored again."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of both passes, in the order of `pairs.FIRST` and `neighbours.SECOND`.

    The second score has the first among its features. `stop` is the mean probability below which two clusters stay
    apart.
    """

    first: tuple[float, ...]
    second: tuple[float, ...]
    stop: float


@cache
def shipped() -> Model:
    """The weights that ship (`weights.toml`), trained by `python -m evals.train_grouping`."""
    data = tomllib.loads((files("alteram.stages.stories") / "weights.toml").read_text(encoding="utf-8"))
    return Model(_ordered(data["first"], FIRST), _ordered(data["second"], SECOND), float(data["linkage"]["stop"]))


def first_steps(shelf: Shelf, ones: Ints, others: Ints, model: Model) -> Ints:
    """First scores of pairs, those of each of the `ones` together: logits in `STEPS`, `COPY` for one text published
    twice, `IMPLAUSIBLE`.

    Quotations are compared only where they could make a pair plausible.
    """
    if not len(others):
        return others
    features = cheap_features(shelf, ones, others)
    logits = dot(features, model.first)
    hope = np.flatnonzero(logits + max(model.first[-1], 0.0) * most_quoted(shelf, ones, others) >= LEAST_LOGIT)
    logits[hope] += model.first[-1] * quoted(shelf, ones[hope], others[hope])
    steps = np.rint(np.clip(logits, -40.0, 40.0) * STEPS).astype(np.int64)
    steps[copies(shelf, ones, others, features)] = COPY
    return np.where(steps >= LEAST_LOGIT * STEPS, steps, IMPLAUSIBLE)


def second_ties(near: Neighbourhoods, slots: Ints, model: Model) -> tuple[Ints, Links]:
    """Ties of these articles, with probabilities in units of 1 / `SCALE`, counted from -32,768; first where those of
    each start, and where the last ones end. What is not worth linking is left out.
    """
    starts, others, features, passed = near.features(slots, GUARD)
    logits = features[:, SECOND.index("logit")]
    found = np.rint(sigmoid(dot(features, model.second)) * TIE_STEPS).astype(np.int64) * (SCALE // TIE_STEPS)
    found = np.where(logits >= COPY / STEPS, round(COPY_PROBABILITY * SCALE), np.where(passed, found, 0))
    kept = found >= LEAST_KEPT * SCALE
    before = np.concatenate(([0], np.cumsum(kept)))
    return before[starts], linked(others[kept], found[kept] - MIDDLE)


def dot(features: Floats, weights: tuple[float, ...]) -> Floats:
    """Weighted sums of the columns, column after column: the same bits on every machine."""
    found = np.zeros(len(features))
    for column, weight in enumerate(weights):
        found += features[:, column] * weight
    return found


def sigmoid(logits: Floats) -> Floats:
    """Logits to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), dtype=np.float64)


def _ordered(weights: Mapping[str, float], names: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(float(weights[name]) for name in names)
