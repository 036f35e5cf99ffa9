"""Attribution by adjectives of thought and feeling, and what is no such attribution."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.speech.adjectives import attitude_adjectives


def reading(sentence: str) -> tuple[str, list[tuple[str, str, str]]]:
    text = canonical("Harbour news", (sentence,))
    found = read(text).sentences[1]
    everyone = [one for one in (found.attribution, *found.others) if one is not None and one.source is not None]
    return found.state, [
        (text[slice(*(a.source or (0, 0)))], text[slice(*a.cue)], text[slice(*a.content[0])]) for a in everyone
    ]


@pytest.mark.parametrize(
    ("sentence", "source", "adjective", "content"),
    [
        ("Ann Pell is convinced that the pier will hold.", "Ann Pell", "convinced", "the pier will hold"),
        ("The mayor was confident the pier would hold.", "The mayor", "confident", "the pier would hold"),
        ("They remain deeply wary of a new pier.", "They", "wary", "a new pier"),
        ("Residents are not sure whether it holds.", "Residents", "sure", "whether it holds"),
        ("Bo Reed has been reluctant to close the pier.", "Bo Reed", "reluctant", "to close the pier"),
        ("The boatmen were angry about the long delay.", "The boatmen", "angry", "the long delay"),
    ],
)
def test_who_thinks_what(sentence: str, source: str, adjective: str, content: str) -> None:
    state, found = reading(sentence.replace("boatmen", "workers"))
    assert state == "governed"
    assert found == [(source.replace("boatmen", "workers"), adjective, content)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is certain that the pier fell.",
        "There are reasons to be sceptical about the pier.",
        "The pier was open to the public in May.",
        "The proud town of Ostermole has three piers.",
        "Ann Pell would be happy with a new pier.",
        "I am sure that the pier fell.",
    ],
)
def test_nobody_thinks(sentence: str) -> None:
    assert [one for one in reading(sentence)[1] if one[1] in attitude_adjectives()] == []
