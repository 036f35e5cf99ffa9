"""Somebody's words without marks or cue: posts, announced lists, transcripts, dialogue, first-person runs."""

import pytest

from alteram.text.attribution import read
from alteram.text.sentences import canonical
from alteram.text.speech.blocks import blocks
from alteram.text.speech.posts import posts

OPENING = "The court sat in Osk on Monday."
CLOSING = "The town has 300 people."
POST = "Judge Roe can do what he wants, but the court is no help to anybody."


def states(*body: str) -> list[str]:
    return [sentence.state for sentence in read(canonical("Harbour news", body)).sentences[1:]]


def speakers(*body: str) -> list[str]:
    """For every sentence of the body, the source of the sentence that governs it."""
    text = canonical("Harbour news", body)
    found = read(text).sentences
    names = []
    for sentence in found[1:]:
        by = sentence.attribution
        if sentence.governed_by is not None:
            by = found[sentence.governed_by].attribution
        names.append(text[slice(*by.source)] if by is not None and by.source else "")
    return names


@pytest.mark.parametrize(
    "signature",
    [
        "— Carl Pell (@carlpell) November 22, 2018",
        "Carl Pell (@carlpell) November 22, 2018",
        "Carl J. Pell (@carlpell) 22 Nov 2018",
        "- Carl Pell (@carlpell)",
        "Carl Pell @carlpell · Nov 22",
    ],
)
def test_a_signature_line_signs_the_paragraph_before_it(signature: str) -> None:
    found = states(OPENING, POST, signature)
    assert found[0] == "own"
    assert set(found[1:]) == {"governed"}
    assert speakers(OPENING, POST, signature)[1].startswith("Carl")


def test_a_name_line_without_a_day_may_sign_either_neighbour() -> None:
    found = states(CLOSING, OPENING, "Carl Pell (@carlpell)", POST, CLOSING)
    assert found == ["own", "governed", "governed", "governed", "own"]
    assert states("Carl Pell (@carlpell)", OPENING, CLOSING)[1:] == ["own", "own"]
    assert states(OPENING, CLOSING, "Follow Carl Pell on Twitter @carlpell")[:2] == ["own", "own"]


def test_a_line_with_clock_and_day_ends_a_post() -> None:
    assert states(OPENING, POST, "10:32 AM - 22 Nov 2018", CLOSING) == ["own", "governed", "governed", "own"]


def test_a_clock_alone_is_a_heading_of_a_live_page() -> None:
    assert states(OPENING, "10:32 a.m.", CLOSING)[0] == "own"


@pytest.mark.parametrize(
    "post",
    [
        "Judge Roe is a complete & total loss.",
        "Judge Roe must resign now!",
        "The court is a TOTAL loss for this town.",
        "RT @carlpell: the court is no help.",
        "@carlpell the court is no help.",
        "The court is no help pic.twitter.com/abcd",
        "The court is no help, close it #closeit",
    ],
)
def test_what_is_typed_as_posts_are_is_not_the_outlets_own(post: str) -> None:
    found = states(OPENING, post, CLOSING)
    assert found[0] == found[-1] == "own"
    assert set(found[1:-1]) == {"governed"}


def test_posts_in_a_row_go_with_their_signature() -> None:
    row = (POST, "It is out of control & has no shame.", "— Carl Pell (@carlpell) November 22, 2018")
    assert speakers(OPENING, *row, CLOSING) == ["", "", "Carl Pell", "Carl Pell", ""] or speakers(
        OPENING, *row, CLOSING
    ) == ["", "Carl Pell", "Carl Pell", "Carl Pell", ""]
    assert states(OPENING, row[1], row[1], row[2], CLOSING)[1:3] == ["governed"] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Pell & Roe sold the pier in May.",
        "The NATO summit closed on Monday.",
        "The hashtag #closeit was seen often.",
        "Yahoo! bought the pier in May.",
        "She can be reached at the office on Monday.",
    ],
)
def test_ordinary_reports_are_no_posts(sentence: str) -> None:
    assert states(OPENING, sentence, CLOSING) == ["own"] * 3


def test_a_cue_inside_a_signed_post_is_the_posts() -> None:
    body = (OPENING, "Judge Roe said the court was closed.", "— Carl Pell (@carlpell) November 22, 2018")
    assert speakers(*body)[1] == "Carl Pell"


def test_items_of_an_announced_list_are_governed() -> None:
    found = states("The mayor listed her demands:", "- Close the pier.", "- Pay the workers.", CLOSING)
    assert found[1:] == ["governed", "governed", "own"]
    found = states("The mayor made three claims:", "The pier was sold.", "The money is gone.")
    assert found[1:] == ["governed", "governed"]
    found = states("The mayor made three claims:", "The pier was sold.", "Police closed the road, she said.", CLOSING)
    assert found[-1] == "own"


def test_a_transcript_goes_on_in_the_voice_of_its_label() -> None:
    found = speakers("ROE: Let us begin.", "The pier is gone and the road with it.", "PELL: That is not so.")
    assert found == ["ROE", "ROE", "PELL"]


def test_dialogue_behind_a_dash_is_somebodys() -> None:
    assert states(OPENING, "— They all ran to the pier and it fell.", CLOSING) == ["own", "governed", "own"]


def test_a_first_person_run_in_a_report_is_somebodys() -> None:
    run = "I was in the kitchen when it came. My son was outside. I ran to him."
    assert states(OPENING, run, CLOSING, OPENING, CLOSING) == ["own", *["governed"] * 3, "own", "own", "own"]


def test_the_first_person_of_a_column_is_the_writer() -> None:
    column = [f"I walked to the pier on day {n}." if n % 2 else CLOSING for n in range(8)]
    assert set(states(*column)) == {"own"}
    assert states(*column, "Close the pier now!")[-1] == "own"
    assert states(*column, "The pier is a complete & total loss.")[-1] == "governed"


def test_the_title_is_never_a_post() -> None:
    text = canonical("Close the court now!", [OPENING])
    assert posts(text) == {}
    assert blocks(text) == {}
