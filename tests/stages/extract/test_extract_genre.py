"""Opinion without a mark is found by its words, and only where they leave no doubt."""

import pytest

from alteram.model.articles import Declared
from alteram.stages.extract.extracted import Extracted
from alteram.stages.extract.genre import genre_by_words
from alteram.stages.extract.reading import extract_article
from alteram.text.sentences import canonical
from tests.stages.extract.pages import capture

ARGUED = (
    "We should be ashamed of a council that lets its bridges rot, and yet nobody seems to care.",
    "The truth is that our leaders have never had the courage to do what is right. Why must we always pay for that?",
    "It is absurd, of course, and it is time that we said so. There is no better reason to act than this one.",
    "I do not believe that they are wicked. They are merely lazy, and that is the worst thing one can say of them.",
    "But what, then, would a decent council do? It would tell us the truth, and it would begin with the bridge.",
)
TOLD = (
    "The council voted on Tuesday to close the harbour bridge for nine weeks, officials said.",
    "Engineers found cracks in two of the supports during an inspection in March, according to a report.",
    "“We should be ashamed,” said Ann Pell, a councillor. “The truth is that nobody cares, and it is absurd.”",
    "The ferry company said it would add four crossings a day, and the mayor told reporters that buses would run.",
    "A spokesman for the ministry declined to say when the work would be finished.",
)
OPINION, REPORT = (canonical("The bridge", found * 3) for found in (ARGUED, TOLD))


def arrived(paragraphs: tuple[str, ...], url: str = "https://x.example/news/bridge") -> Extracted:
    text = "\n\n".join(paragraphs * 3)
    found = extract_article(capture("", url=url, declared=Declared(title="The bridge", text=text)))
    assert isinstance(found, Extracted)
    return found


def test_unmarked_opinion_is_opinion() -> None:
    assert genre_by_words("report", OPINION, "en") == "opinion"
    assert arrived(ARGUED).genre == "opinion"


def test_a_report_that_quotes_opinion_is_a_report() -> None:
    assert genre_by_words("report", REPORT, "en") == "report"
    assert arrived(TOLD).genre == "report"


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Full text: the mayor on the bridge", ARGUED),
        ("The mayor’s letter", ("Here is the full text of the letter.", *ARGUED)),
        ("The bridge", ("This interview has been edited for length.", *ARGUED)),
        ("The bridge", tuple(line for said in ARGUED for line in ("ann pell", said, "bo lind", "Go on."))),
        ("The bridge", tuple(line for said in ARGUED for line in (f"Ann Pell: {said}", "Q: Is that so?"))),
    ],
)
def test_what_somebody_else_says_in_full_is_not_the_outlets_opinion(title: str, paragraphs: tuple[str, ...]) -> None:
    assert genre_by_words("report", canonical(title, paragraphs * 3), "en") == "report"


@pytest.mark.parametrize("label", ["Advertisement", "Related: The bridge again"])
def test_a_label_that_comes_back_makes_no_dialogue(label: str) -> None:
    text = canonical("The bridge", tuple(line for said in ARGUED for line in (said, label)) * 3)
    assert genre_by_words("report", text, "en") == "opinion"


def test_a_column_that_mentions_a_letter_is_a_column() -> None:
    text = canonical(
        "The bridge", (*ARGUED, "The mayor’s letter was an insult, and its text was as long as it was dull.")
    )
    assert genre_by_words("report", canonical("The bridge", (text,) * 3), "en") == "opinion"


@pytest.mark.parametrize("marked", ["satire", "live", "roundup", "opinion"])
def test_what_marks_say_stands(marked: str) -> None:
    assert genre_by_words(marked, OPINION, "en") == marked
    assert genre_by_words(marked, REPORT, "en") == marked


@pytest.mark.parametrize("language", [None, "de", "ru"])
def test_other_languages_are_not_judged(language: str | None) -> None:
    assert genre_by_words("report", OPINION, language) == "report"
