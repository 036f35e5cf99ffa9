"""Opinion and report told apart by words alone."""

import pytest

from alteram.text.sentences import canonical
from alteram.text.views.voice import END, NAME, NUMBER, QUOTE, opinionated, opinionated_text, text_tokens, tokens

REPORT = (
    "The council voted on Tuesday to close the harbour bridge for nine weeks, officials said.",
    "Engineers found cracks in two of the supports during an inspection in March, according to a report.",
    "The ferry company said it would add four crossings a day, and the mayor told reporters that buses would run.",
    "A spokesman for the ministry declined to say when the work would be finished.",
)
OPINION = (
    "We should be ashamed of a council that lets its bridges rot, and yet nobody seems to care.",
    "The truth is that our leaders have never had the courage to do what is right.",
    "Why, after all, must we always pay for their folly?",
    "It is absurd, and it is time that we said so.",
)


@pytest.mark.parametrize("sentence", OPINION)
def test_what_judges_scores_high(sentence: str) -> None:
    assert opinionated(sentence) > 0.5


@pytest.mark.parametrize("sentence", REPORT)
def test_what_reports_scores_low(sentence: str) -> None:
    assert opinionated(sentence) < 0.5


def test_what_is_quoted_is_not_read() -> None:
    told = "Pell said of the bridge: {}, and the council voted."
    kind, harsh = told.format("“a fine old thing”"), told.format("“an absurd and shameful folly, as we all know”")
    assert opinionated(kind) == opinionated(harsh)


def test_names_numbers_and_quotations_are_signs() -> None:
    found = tokens("The mayor, Ann Pell, spent 3,200 crowns on “a fine bridge” and I’m glad.")
    assert found == ["the", "mayor", NAME, NAME, "spent", NUMBER, "crowns", "on", QUOTE, "and", "i'm", "glad", END]


def test_words_by_which_a_page_names_its_kind_are_hidden() -> None:
    assert opinionated("An Op-Ed column: the bridge is closed.") == opinionated("An: the bridge is closed.")


def test_title_and_a_note_about_the_author_are_left_out() -> None:
    body = [*REPORT, *OPINION, "Ann Pell is a professor of bridges in Ostermole."]
    assert text_tokens(canonical("A title here", body)) == text_tokens(canonical("Other words", body[:-1]))


def test_texts_are_told_apart_and_short_ones_are_not_judged() -> None:
    opinion, report = (canonical("Bridge", [*found] * 4) for found in (OPINION, REPORT))
    assert opinionated_text(opinion) > 0.9
    assert opinionated_text(report) < 0.1
    assert opinionated_text(canonical("Bridge", OPINION)) == 0.0


def test_scores_are_those_of_the_table_whatever_the_text() -> None:
    for odd in ("", " ", "\x00", "“", "12 34", "日本語の文です。", "I" * 5000, "?!" * 3000):
        assert 0.0 <= opinionated(odd) <= 1.0
        assert 0.0 <= opinionated_text(odd) <= 1.0
