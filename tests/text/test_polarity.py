"""Governors and polarity: a missed one is the dangerous error."""

import pytest

from alteram.text.polarity import deontic, evaluative, governors, polarity


@pytest.mark.parametrize(
    ("sentence", "kind", "word"),
    [
        ("He didn't go.", "negation", "n't"),
        ("He didn’t go.", "negation", "n't"),
        ("He cannot go.", "negation", "cannot"),
        ("No one was hurt.", "negation", "no one"),
        ("He denied it.", "negation", "denied"),
        ("The talks failed.", "negation", "failed"),
        ("He was reportedly hurt.", "hedge", "reportedly"),
        ("He is believed to be hurt.", "hedge", "believed to"),
        ("If it rains, he goes.", "condition", "if"),
        ("He asked whether it rained.", "condition", "whether"),
        ("He goes unless it rains.", "condition", "unless"),
        ("He could go.", "modality", "could"),
        ("He’d go.", "modality", "'d"),
        ("He plans to go.", "modality", "plans to"),
        ("The former mayor left.", "qualifier", "former"),
        ("The so-called army left.", "qualifier", "so-called"),
        ("The would-be buyer left.", "qualifier", "would-be"),
        ("He was nearly killed.", "qualifier", "nearly"),
    ],
)
def test_governor_is_found(sentence: str, kind: str, word: str) -> None:
    assert (kind, word) in [(g.kind, g.word) for g in governors(sentence, 0, len(sentence))]


def test_governor_spans_are_exact_and_inside() -> None:
    text = "He did not go. She may go."
    assert [text[g.start : g.end] for g in governors(text, 0, 14)] == ["not"]
    assert [text[g.start : g.end] for g in governors(text, 15, len(text))] == ["may"]


@pytest.mark.parametrize("sentence", ["He left in May.", "No. 3 left.", "The road was closed.", "He left the cannery."])
def test_no_governor(sentence: str) -> None:
    assert not governors(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    ("sentence", "positive"),
    [
        ("The road was closed.", True),
        ("The road was not closed.", False),
        ("The road wasn’t closed.", False),
        ("Nobody closed the road.", False),
        ("He did not deny it.", True),
        ("He refused to go.", False),
        ("It was not only late but dark.", True),
        ("The pier, which was not safe, fell.", True),
        ("No. 3 won.", True),
    ],
)
def test_polarity(sentence: str, positive: bool) -> None:
    assert polarity(sentence, 0, len(sentence)) is positive


def test_evaluation_and_duty() -> None:
    text = "The disgraceful plan must go, and they need to act."
    assert [text[a:b] for a, b in evaluative(text, 0, len(text))] == ["disgraceful"]
    assert [text[a:b] for a, b in deontic(text, 0, len(text))] == ["must", "need to"]
