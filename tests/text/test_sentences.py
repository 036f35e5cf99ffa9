"""Paragraphs, sentences and tokens: offsets, abbreviations, quotations with their attribution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alteram.text.sentences import canonical, paragraphs, sentences, tokens

TITLE = "A title. Of two parts"


def split(*body: str) -> list[str]:
    text = canonical(TITLE, body)
    return [text[start:end] for start, end in sentences(text)][1:]


def test_canonical_text_has_title_blank_lines_and_single_spaces() -> None:
    text = canonical(" The  port ", ["One\n two", " ", "Cafe\u0301\u00a0three\n"])
    assert text == "The port\n\nOne two\n\nCafé three"


def test_title_is_one_sentence() -> None:
    text = canonical(TITLE, ["One. Two."])
    assert [text[start:end] for start, end in sentences(text)] == [TITLE, "One.", "Two."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Roe met Sen. Ann Pell of Ore. on Aug. 3 at 5 p.m. in the U.S. Senate.",
        "The toll rose to 3.5 million vs. 2 million.",
        "J. K. Roe of Pell Inc. said so.",
        "“Is it over now?” he said.",
        '"Is it over now?" Ann Pell said on Tuesday.',
        "“Stop!” the mayor of Northport shouted.",
        "The board of Harbour Corp. is divided.",
    ],
)
def test_sentence_stays_whole(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["The port closed.", "It was late."],
        ["He left in 2014.", "Nobody knew."],
        ["He works for Pell Inc.", "He is rich."],
        ["“It is over.”", "He left."],
        ["Who knew?", "Nobody did."],
        ["He said: “Go.”", "“Why?”", "Nobody answered."],
        ["She lives in the U.S.", "The road is long."],
    ],
)
def test_sentences_part(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_missing_space_after_a_period_still_parts() -> None:
    assert split("They went home.The road was closed.") == ["They went home.", "The road was closed."]


@given(st.lists(st.text(alphabet="ab C.?!\"“” 'M\n", max_size=60), max_size=5))
def test_sentences_are_ordered_trimmed_and_inside_one_paragraph(body: list[str]) -> None:
    text = canonical("Title", body)
    bounds = paragraphs(text)
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert any(first <= start and end <= stop for first, stop in bounds)
        last = end
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_tokens_keep_words_numbers_and_marks() -> None:
    text = "U.S. police don’t pay $1,200.50, so-called “help”."
    assert [token.text for token in tokens(text, 0, len(text))] == [
        "U.S.", "police", "don’t", "pay", "$1,200.50", ",", "so-called", "“", "help", "”", ".",
    ]  # fmt: skip
    assert all(text[t.start : t.end] == t.text for t in tokens(text, 5, 20))
