"""Quotations: marks of every kind, apostrophes that are none, running over paragraphs."""

import pytest

from alteram.text.quotations import quotations
from alteram.text.sentences import canonical


def quoted(*body: str) -> list[str]:
    text = canonical("Title", body)
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He said “go now” and left.", ["“go now”"]),
        ('He said "go now," and "stay."', ['"go now,"', '"stay."']),
        ("Il a dit «go now» hier.", ["«go now»"]),
        ("He said ‘go now’ and left.", ["‘go now’"]),
        ("He said 'go now' and left.", ["'go now'"]),
        ("He said ''go now'' and left.", ["''go now''"]),
        ("The officers' cars weren't theirs, it's said.", []),
        ("The ministers’ plan wasn’t theirs.", []),
        ("It happened in the '90s and the '80s.", []),
    ],
)
def test_marks(sentence: str, expected: list[str]) -> None:
    assert quoted(sentence) == expected


def test_quotation_runs_over_paragraphs_until_it_is_closed() -> None:
    text = canonical("Title", ["She said: “One.", "“Two.", "“Three.” Then she left."])
    (found,) = quotations(text)
    assert found.closed
    assert text[found.start : found.end] == "“One.\n\n“Two.\n\n“Three.”"


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = canonical("Title", ["She said: “One. Two.", "The road is closed."])
    (found,) = quotations(text)
    assert not found.closed
    assert text[found.start : found.end] == "“One. Two."
