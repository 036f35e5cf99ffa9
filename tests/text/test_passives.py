"""Attribution by a passive: where what is said of its subject begins and ends, and who says it."""

import pytest

from alteram.text.attribution import Attribution, read
from alteram.text.sentences import canonical


def passive(sentence: str) -> tuple[str, Attribution | None]:
    """The text and the attribution of a sentence."""
    text = canonical("Harbour news", [sentence])
    return text, read(text).sentences[1].attribution


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        ("In May, the firm is expected to close the pier.", None, ["the firm is expected to close the pier"]),
        ("It is believed that the pier fell.", None, ["the pier fell"]),
        ("The plan was criticised by Ann Pell, who left the hall.", "Ann Pell", ["The plan"]),
        ("The mayor was accused by Ann Pell of theft.", "Ann Pell", ["The mayor", "of theft"]),
        ("The post, which is expected to go to Bo Lund, is new.", None, ["which is expected to go to Bo Lund"]),
    ],
)
def test_passive(sentence: str, source: str | None, content: list[str]) -> None:
    text, found = passive(sentence)
    assert found is not None
    assert (text[slice(*found.source)] if found.source else None) == source
    assert [text[slice(*part)] for part in found.content] == content


def test_the_agent_of_an_infinitive_does_not_speak() -> None:
    _, found = passive("The post is expected to be filled by Bo Lund.")
    assert found is not None and found.source is None


@pytest.mark.parametrize(
    "sentence",
    ["The firm is supposed to be open at nine.", "The pier can be seen as the last of its kind."],
)
def test_duties_and_possibilities_are_nobodys_words(sentence: str) -> None:
    _, found = passive(sentence)
    assert found is None
