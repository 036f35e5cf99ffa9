"""The probability that two articles report one event: a logistic score, then a second one that sees the neighbours."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from alteram.stages.stories.candidates import candidates
from alteram.stages.stories.neighbours import SECOND, second_features
from alteram.stages.stories.pairs import FIRST, Pairs, copies, first_features, flatten
from alteram.stages.stories.profiles import Profiles
from alteram.stages.stories.roles import role
from alteram.stages.stories.rows import Flags, Floats

LEAST_LOGIT = -4.5
"""First logit (a probability of about .01) below which a pair is not scored again."""
LEAST_ALONE = -1.4
"""First logit (a probability of about .2) below which a pair stays apart that no third article speaks for."""
LEAST_LIKENESS = 0.3
"""Likeness (`neighbours`) from which third articles speak for a pair.

The second score learns from sets in which most articles have partners: that nobody near speaks for anyone else, or that
two have faint neighbours in common, is much there. Elsewhere it would make stories of articles that are merely alone,
or merely of one affair. Costs 1 point on such sets, gains 2 where most stories have one article (docs/grouping.md).
"""
COPY_PROBABILITY = 0.999
LEAST_KEPT = 0.01
"""Pairs below this probability are dropped before linkage; as a missing pair counts as 0, the loss is as small."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of both passes, in the order of `pairs.FIRST` and `neighbours.SECOND`.

    The second score has the first among its features. `stop` is the mean probability below which two clusters stay
    apart.
    """

    first: tuple[float, ...]
    second: tuple[float, ...]
    stop: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of rows with their probability, those worth linking only, ordered by row."""

    pairs: Pairs
    probabilities: Floats


@cache
def shipped() -> Model:
    """The weights that ship (`weights.toml`), trained by `python -m evals.train_grouping`."""
    data = tomllib.loads((files("alteram.stages.stories") / "weights.toml").read_text(encoding="utf-8"))
    return Model(_ordered(data["first"], FIRST), _ordered(data["second"], SECOND), float(data["linkage"]["stop"]))


def score(profiles: Profiles, model: Model) -> Scored:
    """Every candidate pair of the collection, scored twice."""
    pairs = flatten(candidates(profiles))
    pairs, logits = plausible(pairs, dot(first_features(profiles, pairs), model.first))
    second = second_features(reports(profiles), pairs, logits)
    weak = (second[:, SECOND.index("likeness")] < LEAST_LIKENESS) & (logits < LEAST_ALONE)
    final = np.where(weak, -np.inf, dot(second, model.second))
    probabilities = np.where(copies(profiles, pairs), COPY_PROBABILITY, sigmoid(final))
    keep = probabilities >= LEAST_KEPT
    return Scored((pairs[0][keep], pairs[1][keep]), np.round(probabilities[keep], 6).astype(np.float64))


def reports(profiles: Profiles) -> Flags:
    """Which rows are reports, whose word on a pair of others counts."""
    return np.array([role(article) == "report" for article in profiles.articles], dtype=np.bool_)


def plausible(pairs: Pairs, logits: Floats) -> tuple[Pairs, Floats]:
    """The pairs that the second pass looks at."""
    keep = logits >= LEAST_LOGIT
    return (pairs[0][keep], pairs[1][keep]), logits[keep]


def dot(features: Floats, weights: tuple[float, ...]) -> Floats:
    """Weighted sums of the columns, column after column: the same bits on every machine."""
    total = np.zeros(len(features))
    for column, weight in enumerate(weights):
        total = total + features[:, column] * weight
    return np.round(total, 9)


def sigmoid(logits: Floats) -> Floats:
    """Logits to probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), dtype=np.float64)


def _ordered(weights: Mapping[str, float], names: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(float(weights[name]) for name in names)
