"""Attribution by nouns of speech: with a clause, of an agent, as subject of a clause, behind a light verb."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical


def reading(sentence: str) -> list[tuple[str, str, str]]:
    text = canonical("Harbour news", (sentence,))
    found = read(text).sentences[1]
    everyone = [one for one in (found.attribution, *found.others) if one is not None]
    return [(text[slice(*(a.source or (0, 0)))], text[slice(*a.cue)], text[slice(*a.content[0])]) for a in everyone]


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Bo Reed’s claim that it fell was false.", "Bo Reed", "claim", "it fell was false"),
        ("In May came a report by the Herald that it fell.", "the Herald", "report", "it fell"),
        ("A demand, by Ann Pell, that it close was met.", "Ann Pell", "demand", "it close was met"),
        ("The belief among many sailors that it leans is old.", "many sailors", "belief", "it leans is old"),
        ("Ann Pell’s argument is that the pier fell.", "Ann Pell", "argument", "the pier fell"),
        ("Ann Pell raised new doubts about the pier.", "Ann Pell", "raised new doubts", "the pier"),
        ("The mayor made a bold promise to close the pier.", "The mayor", "made a bold promise", "to close the pier"),
        ("Bo Reed took a swipe at the mayor.", "Bo Reed", "took a swipe", "the mayor"),
    ],
)
def test_whose_word_a_noun_is(sentence: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in reading(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier took over the trade of the old quay.",
        "The mayor might make a promise about the pier.",
        "Ann Pell made the trip at a time of storms.",
        "Questions about the pier are many.",
        "The report of the crash reached the town.",
    ],
)
def test_no_word_of_anybody(sentence: str) -> None:
    assert reading(sentence) == []
