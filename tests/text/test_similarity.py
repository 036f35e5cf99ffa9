"""Lemmas, weights and shingles."""

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.text.similarity import (
    common_words,
    containment,
    content_lemmas,
    cosine,
    idf,
    lemma,
    shingles,
    stop_words,
    weights,
    words,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ministries", "ministry"),
        ("killed", "kill"),
        ("governor’s", "governor"),
        ("US", "u.s."),
        ("U.S.", "u.s."),
        ("us", "we"),
        ("U.N.", "un"),
        ("ICE", "ice"),
        ("Zürich", "zürich"),
        ("выборов", "выбор"),
        ("выборами", "выбор"),
    ],
)
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


def test_words_keep_inner_marks_and_drop_punctuation() -> None:
    assert words("Don't stop: 1,200 pro-Kestrel marchers (in Ardmoor).") == (
        "Don't",
        "stop",
        "1,200",
        "pro-Kestrel",
        "marchers",
        "in",
        "Ardmoor",
    )


def test_words_of_a_span_only() -> None:
    text = "The ferry sank. Nobody died."
    assert words(text, 4, 14) == ("ferry", "sank")


def test_content_lemmas_leave_out_function_words_and_figures() -> None:
    text = "He said that the ferries of the Ardmoor line would not have sunk in 2 of 40 storms."
    assert content_lemmas(text) == ("ferry", "ardmoor", "line", "sink", "storm")


def test_every_lemma_of_a_stop_word_is_a_stop_word() -> None:
    assert {lemma(word) for word in stop_words()} <= stop_words() | {lemma(lemma(word)) for word in stop_words()}
    assert {"the", "not", "have", "say"} <= stop_words()


def test_rare_words_weigh_more_and_unknown_ones_most() -> None:
    assert 0 < idf("president") < idf("ferry") < idf("kestrelness")
    assert idf("kestrelness") == pytest.approx(math.log(11052))


def test_common_words_hold_ordinary_words_and_no_names() -> None:
    assert {"the", "government", "yesterday", "protesters"} <= common_words()
    assert not {"washington", "american", "monday", "obama"} & common_words()


def test_shingles_are_runs_in_any_case() -> None:
    assert shingles(["A", "b", "c", "d"], 3) == shingles(["a", "B", "C", "d"], 3)
    assert len(shingles(["a", "b", "c", "d"], 3)) == 2
    assert shingles(["a", "b"], 3) == frozenset()


def test_shingles_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "from alteram.text.similarity import shingles; print(sorted(shingles('the ferry sank off ardmoor'.split(), 3)))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{sorted(shingles(['the', 'ferry', 'sank', 'off', 'ardmoor'], 3))}\n"}


def test_containment_is_of_the_smaller() -> None:
    def runs(words: str) -> frozenset[tuple[str, ...]]:
        return shingles(list(words), 1)

    assert containment(runs("ab"), runs("abcd")) == 1.0
    assert containment(runs("ab"), runs("bcd")) == 0.5
    assert containment(runs(""), runs("a")) == 0.0


@given(st.lists(st.sampled_from(["ferry", "sink", "storm", "harbour", "pilot"]), min_size=1))
def test_weights_have_length_one_and_a_cosine_of_one_with_themselves(lemmas: list[str]) -> None:
    vector = weights(lemmas)
    assert cosine(vector, vector) == pytest.approx(1.0)
    assert cosine(vector, weights(["unrelated"])) == 0.0
