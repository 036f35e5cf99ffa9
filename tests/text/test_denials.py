"""Denials in sentences of their own, and what they deny."""

import pytest

from alteram.text.denials import denials, denies
from alteram.text.sentences import canonical, sentences

CLAIM = "The union said the port had ignored three letters about the broken gate."


@pytest.mark.parametrize(
    "denial",
    [
        "The port denied the allegation.",
        "The port company denied any wrongdoing on Tuesday.",
        "The port denied that it had ignored letters about the gate.",
    ],
)
def test_a_denial_in_the_next_sentence_is_of_the_claim(denial: str) -> None:
    text = canonical("News", [f"{CLAIM} {denial}"])
    claim = sentences(text)[1]
    assert any(denies(one, text, claim, (claim,), same_text=True) for one in denials(text))


@pytest.mark.parametrize(
    "other",
    [
        "The port denied that the harbour master was paid in gold by smugglers.",
        "The port said the letters had been answered.",
        "Nobody was hurt.",
    ],
)
def test_another_sentence_denies_no_claim(other: str) -> None:
    text = canonical("News", [f"{CLAIM} {other}"])
    claim = sentences(text)[1]
    assert not any(denies(one, text, claim, (claim,), same_text=True) for one in denials(text))


def test_a_denial_in_another_text_must_say_what_it_denies() -> None:
    claim = canonical("News", [CLAIM])
    pointing = canonical("News", ["The mayor said the gate was new. The port denied the allegation."])
    saying = canonical("News", ["The port denied that it had ignored letters about the broken gate."])
    span = sentences(claim)[1]
    assert not any(denies(one, claim, span, (span,), same_text=False) for one in denials(pointing))
    assert any(denies(one, claim, span, (span,), same_text=False) for one in denials(saying))
