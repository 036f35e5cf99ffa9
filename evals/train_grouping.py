"""Train the weights of story grouping: `python -m evals.train_grouping` (about five minutes on one core).

Writes alteram/stages/stories/weights.toml. Sets: ECB+ train topics (CC BY 3.0), AllSides triples train (dated and
undated) and the Telegram contest's pairs (Apache-2.0), each with equal weight, in five modes (times as known, none,
squeezed into six days, all on one day, titles only). Pages and coverage are never seen here. Where linkage stops is the point of the
best B-cubed F with precision counting double (F 0.5: a stray article poisons facts), mean over the same train sets.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from alteram.stages.stories import _clusters
from alteram.stages.stories.candidates import candidates
from alteram.stages.stories.pairs import FIRST, SECOND, Pairs, first_features, flatten, second_features
from alteram.stages.stories.profiles import Profiles, profile
from alteram.stages.stories.rows import Floats
from alteram.stages.stories.scoring import LEAST_LOGIT, Model, dot, plausible, score, sigmoid
from evals.clusters import b_cubed
from evals.story_sets import LabelledSet, allsides, ecbplus, one_day, squeezed, titles_only, undated

WEIGHTS = Path(__file__).resolve().parents[1] / "alteram" / "stages" / "stories" / "weights.toml"
RIDGE = 1.0
STEPS = 30
STOPS = tuple(round(0.2 + 0.05 * k, 2) for k in range(13))
PRECISION_WEIGHT = 0.5
"""Beta of the F measure that chooses where linkage stops."""


@dataclasses.dataclass(frozen=True, slots=True)
class Trained:
    """One set in one mode: profiles, candidate pairs and which of them are of one story."""

    name: str
    profiles: Profiles
    stories: tuple[str, ...]
    pairs: Pairs
    same: Floats
    weight: float


def training_sets() -> list[tuple[LabelledSet, float]]:
    """Sets and modes with their weights; the modes of one set share its weight."""
    ecb, dated, loose = ecbplus("train"), allsides("train", dated=True), allsides("train", dated=False)
    return [
        (ecb, 0.4), (one_day(ecb), 0.4), (titles_only(ecb), 0.2),
        (dated, 0.25), (undated(dated), 0.15), (squeezed(dated), 0.2), (squeezed(dated, 100), 0.2), (one_day(dated), 0.1),
        (titles_only(dated), 0.1),
        (loose, 0.8), (titles_only(loose), 0.2),
    ]  # fmt: skip


def prepare(labelled: LabelledSet, weight: float) -> Trained:
    """Profiles and pairs of a set."""
    profiles = profile(labelled.articles)
    story = {article.id: name for article, name in zip(labelled.articles, labelled.stories, strict=True)}
    stories = tuple(story[article.id] for article in profiles.articles)
    pairs = flatten(candidates(profiles))
    code = {name: k for k, name in enumerate(sorted(set(stories)))}
    codes = np.array([code[name] for name in stories])
    same = (codes[pairs[0]] == codes[pairs[1]]).astype(np.float64)
    return Trained(labelled.name, profiles, stories, pairs, same, weight)


def logistic(features: Floats, same: Floats, weights: Floats) -> Floats:
    """Weighted logistic regression with a ridge (none on the first column), by Newton's method."""
    ridge = np.full(features.shape[1], RIDGE)
    ridge[0] = 0.0
    solution = np.zeros(features.shape[1])
    for _ in range(STEPS):
        p = sigmoid(features @ solution)
        slope = features.T @ (weights * (same - p)) - ridge * solution
        curve = (features * (weights * p * (1 - p))[:, None]).T @ features + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        solution = solution + step
        if float(np.max(np.abs(step))) < 1e-8:
            break
    return solution


def fit(sets: Sequence[Trained]) -> Model:
    """Both passes, one after the other; 20,000 pairs' worth of weight are shared out among the sets."""
    weights = np.concatenate([np.full(len(s.same), 20_000 * s.weight / len(s.same)) for s in sets])
    same = np.concatenate([s.same for s in sets])
    first = tuple(
        np.round(logistic(np.concatenate([first_features(s.profiles, s.pairs) for s in sets]), same, weights), 4)
    )
    seconds, kept = [], []
    for s in sets:
        logits = dot(first_features(s.profiles, s.pairs), first)
        pairs, remaining = plausible(s.pairs, logits)
        seconds.append(second_features(s.profiles, pairs, remaining))
        kept.append(logits >= LEAST_LOGIT)
    keep = np.concatenate(kept)
    second = tuple(np.round(logistic(np.concatenate(seconds), same[keep], weights[keep]), 4))
    return Model(first, second, 0.5)


def best_stop(model: Model, sets: Sequence[Trained]) -> float:
    """Where linkage should stop."""
    total = dict.fromkeys(STOPS, 0.0)
    for one in sets:
        scored = score(one.profiles, model)
        for stop in STOPS:
            clusters = _clusters(one.profiles, scored, stop)
            total[stop] += one.weight * b_cubed(clusters, one.stories).f(PRECISION_WEIGHT)
    for stop, value in total.items():
        print(f"stop {stop}: {value:.4f}")
    return max(STOPS, key=lambda stop: (round(total[stop], 4), stop))


def main() -> None:
    """Train and write."""
    sets = [prepare(labelled, weight) for labelled, weight in training_sets()]
    model = fit(sets)
    model = dataclasses.replace(model, stop=best_stop(model, sets))
    lines = [
        "# Weights of the logistic scores of story grouping, and the mean probability at which linkage stops.",
        "# Trained by `python -m evals.train_grouping` on ECB+ (CC BY 3.0) and AllSides triples, train parts, 2026.",
        "[first]",
        *(f"{name} = {value}" for name, value in zip(FIRST, model.first, strict=True)),
        "[second]",
        *(f"{name} = {value}" for name, value in zip(SECOND, model.second, strict=True)),
        "[linkage]",
        f"stop = {model.stop}",
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
