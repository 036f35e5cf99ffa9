"""Words that are noun and verb, and short quotations that are speech and no title, by their attributions."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical


def states(sentence: str) -> tuple[str, list[tuple[str, str, list[str]]]]:
    """The state of a sentence alone in an article, and of its attributions source, cue and contents."""
    text = canonical("Harbour news", (sentence,))
    found = read(text).sentences[1]
    everyone = [one for one in (found.attribution, *found.others) if one is not None]
    shown = [
        (text[slice(*a.source)] if a.source else "", text[slice(*a.cue)], [text[slice(*part)] for part in a.content])
        for a in everyone
    ]
    return found.state, shown


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Tide charts of the Osk show that four piers have sunk.", "Tide charts of the Osk", "show", "four piers have"),
        ("A survey of the bay, done in June, shows four cracks.", "A survey of the bay", "shows", "four cracks"),
        ("The mayor’s office calls the whole plan a fraud.", "The mayor’s office", "calls", "the whole plan a fraud"),
        ("The pier, port records show, has sunk.", "port records", "show", "The pier"),
        ("But he did not dispute that the pier had sunk.", "he", "dispute", "the pier had sunk"),
        ("The crew’s cook thinks she does not know the bay.", "The crew’s cook", "thinks", "she does not know the bay"),
        ("In Ostermole, many sailors worry about the old piers.", "many sailors", "worry", "about the old piers"),
        ("The old clerk Ann Pell applauded the ruling.", "The old clerk Ann Pell", "applauded", "the ruling"),
        ("He’s said he wants the pier gone.", "He", "said", "he wants the pier gone"),
        ("Jolly said the pier was gone.", "Jolly", "said", "the pier was gone"),
        ("“With an eye to the Osk, Pellan,” he said.", "he", "said", "“With an eye to the Osk, Pellan,”"),
        ("''Is it gone?'' Ann Pell asked.", "Ann Pell", "asked", "''Is it gone?''"),
    ],
)
def test_is_a_verb(sentence: str, source: str, cue: str, content: str) -> None:
    state, found = states(sentence)
    assert state == "governed"
    assert (source, cue) in [one[:2] for one in found]
    assert any(content in part for _, _, parts in found for part in parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "The reasons that the pier closed may be many.",
        "The 22-member state committee would meet in May.",
        "The mayor named federal judges who serve the bay.",
        "They joined a movement called the People’s Harbour Party.",
        "The claims of the boatmen were settled in May.",
    ],
)
def test_is_a_noun(sentence: str) -> None:
    assert states(sentence) == ("own", [])


def test_a_sentence_that_is_quoted_is_no_title() -> None:
    text = canonical("Harbour news", ("“Who knows?” asked Ann Pell.", "“Neither do I.”", "“It fell. ... It had to.”"))
    assert [one.state for one in read(text).sentences[1:]] == ["governed"] * (len(read(text).sentences) - 1)


def test_a_title_is_nobodys_speech() -> None:
    assert states("The film “Fire and Water on the Osk” runs in May.") == ("own", [])


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Many sailors saw the plan as a threat.", "Many sailors", "saw", "the plan as a threat"),
        ("Ann Pell talked warmly about the old pier.", "Ann Pell", "talked", "about the old pier"),
        ("Ann Pell spoke to the Herald about the old pier.", "Ann Pell", "spoke", "about the old pier"),
        ("The firm keeps its files but says the pier is old.", "The firm", "says", "the pier is old"),
        ("The survey has, however, found that it leans.", "The survey", "found", "it leans"),
        (
            "After the firm bought it in May it was rebuilt, records show.",
            "records",
            "show",
            "After the firm bought it",
        ),
    ],
)
def test_reaches_what_is_said(sentence: str, source: str, cue: str, content: str) -> None:
    _, found = states(sentence)
    assert any((source, cue) == one[:2] and any(part.startswith(content) for part in one[2]) for one in found)
