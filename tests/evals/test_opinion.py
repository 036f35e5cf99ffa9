"""The measure of opinion from report, and the regression that trains for it."""

import numpy as np
import pytest

from alteram.text.views.voice import RARE
from evals.opinion import area, macro_f1, scored, text_alone
from evals.opinion_pages import Page, by_outlet
from evals.sparse_logistic import fit, rows_of
from evals.train_opinion import LEAST_OUTLETS, LEAST_PAGES, Units, feature_names, general_words, signed, values


def page(number: int, outlet: str, *, topic: str = "town", opinion: bool = False) -> Page:
    return Page(str(number), outlet, "", "", "", topic, opinion)


def test_all_pages_of_an_outlet_are_in_one_fold() -> None:
    pages = [page(k, f"o{k % 7}.example") for k in range(60)]
    folds = by_outlet(pages, 3)
    seen: dict[str, set[int]] = {}
    for one, fold in zip(pages, folds, strict=True):
        seen.setdefault(one.outlet, set()).add(fold)
    assert all(len(found) == 1 for found in seen.values())
    assert set(folds) == {0, 1, 2}


def test_the_regression_finds_the_word_that_tells() -> None:
    units = [{"should": 1.0, "bridge": 1.0} if k % 2 else {"said": 1.0, "bridge": 1.0} for k in range(40)]
    rows = rows_of(units, ["bridge", "said", "should"])
    weights, bias = fit(rows, np.array([float(k % 2) for k in range(40)]), 1.0)
    assert weights[2] > 0.5 > -0.5 > weights[1]
    assert abs(weights[0]) < 0.1
    logits = rows.times(weights) + bias
    assert all((logit > 0) == bool(k % 2) for k, logit in enumerate(logits))


def test_the_regression_is_at_its_lowest() -> None:
    chance = np.random.default_rng(7)
    table = chance.normal(size=(200, 4))
    truth = (table[:, 0] + chance.normal(size=200) > 0.3).astype(np.float64)
    rows = rows_of([dict(zip("abcd", line, strict=True)) for line in table.tolist()], list("abcd"))
    weights, bias = fit(rows, truth, 2.0)
    share = np.where(truth == 1, 200 / 2 / truth.sum(), 200 / 2 / (200 - truth.sum()))
    error = share * (1 / (1 + np.exp(-(table @ weights + bias))) - truth)
    assert np.abs(table.T @ error + 2.0 * weights).max() < 0.1
    assert abs(error.sum()) < 0.1


def test_words_of_few_outlets_or_of_one_topic_are_not_seen() -> None:
    pages = [page(k, f"o{k % LEAST_OUTLETS}.example", topic=f"t{k % 4}") for k in range(LEAST_PAGES * 12)]
    found = [
        ("wide", *(("local",) if one.outlet == "o0.example" else ()), *(("ferry",) if one.topic == "t1" else ()))
        for one in pages
    ]
    general = general_words(found, pages)
    assert "wide" in general
    assert not general & {"local", "ferry"}
    units = Units(tuple(found), tuple(range(len(pages))), np.zeros(len(pages)))
    assert signed(units, general)[0] == ["wide", RARE]


def test_features_are_words_and_pairs() -> None:
    assert values(["we", "must"], "sentence") == {"we": 1.0, "must": 1.0, "we must": 1.0}
    assert "we must" in feature_names([["we", "must"]] * 60, frozenset(("we", "must")), "sentence")
    assert "we must" not in feature_names([["we", "must"]] * 59, frozenset(("we", "must")), "sentence")


def test_figures() -> None:
    found, truth = np.array([1.0, 1.0, 0.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.0])
    assert scored(found, truth).f1 == pytest.approx(0.5)
    assert macro_f1(truth, truth) == 1.0
    assert area(np.array([0.9, 0.1, 0.8, 0.2]), truth) == 1.0
    assert area(np.array([0.1, 0.9, 0.2, 0.8]), truth) == 0.0


def test_a_threshold_is_set_on_other_outlets_than_it_is_used_on() -> None:
    truth = np.array([1.0, 0.0] * 8)
    fold = np.repeat(np.arange(8.0), 2)
    logits = np.where(truth == 1, 1.0, -1.0)
    logits[:2] = (3.0, 2.0)
    assert list(text_alone(logits, truth, fold)[:2]) == [1.0, 1.0]
    assert list(text_alone(logits, truth, fold)[2:]) == list(truth[2:])
