"""What an outlet tells although somebody speaks in it, and how the reading of such a sentence is used."""

import pytest

from alteram.text.attribution import SentenceReading, read, said
from alteram.text.provenance import voice
from alteram.text.sentences import canonical


def reading(*body: str) -> tuple[str, tuple[SentenceReading, ...]]:
    """A text of these paragraphs, and its sentences without the title."""
    text = canonical("Harbour news", body)
    return text, read(text).sentences[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "The owners, who had vowed to fight it, were outvoted on Friday by the harbour council of Osk.",
        "The pier was closed for the whole summer after inspectors said it was unsafe.",
        "Ann Pell was fined 400 crowns in March after admitting she had moved the buoys.",
        "The court rejected the appeal.",
        "The judge was confirmed by the Senate.",
        "The ferry company announced a merger with its rival.",
        "The council decided to close the pier.",
    ],
)
def test_the_outlet_tells(sentence: str) -> None:
    _, (first,) = reading(sentence)
    assert first.state == "own"
    assert first.attribution is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "The court ruled that the pier was unsafe.",
        "The company announced that the pier was safe.",
        "The judge rejected the appeal as “wholly without merit.”",
        "Police said the road was shut.",
        "The owners, who had moved the buoys, said the pier was safe.",
        "The mayor issued a statement saying that the pier was safe.",
        "The pier was unsafe, the council announced.",
        "Ann Pell rejected the idea.",
    ],
)
def test_somebody_speaks(sentence: str) -> None:
    _, (first,) = reading(sentence)
    assert first.state == "governed"


@pytest.mark.parametrize(
    "sentence",
    [
        "The company did not respond to a request for comment.",
        "The mayor has not mentioned the pier.",
        "The owner had sent threatening letters to his brother.",
        "He moved there for his book “The Long Pier of Osk” in May.",
        "An agreement that involves three ports ended in May.",
        "He apparently fell asleep.",
        "Parliament approved the harbour bill.",
        "The ministry ordered the closure of the pier.",
    ],
)
def test_nobody_speaks(sentence: str) -> None:
    _, (first,) = reading(sentence)
    assert (first.state, first.attribution) == ("own", None)


def test_part_of_a_told_sentence_stays_its_speakers() -> None:
    text, (first,) = reading("The pier was closed for the whole summer after inspectors said it was unsafe.")
    content = text.index("it was unsafe"), text.index(" unsafe") + len(" unsafe")
    assert voice(first, (first.span,)) == "own"
    assert voice(first, (content,)) == "governed"
    assert [text[a:b] for a, b in said(text, first)] == ["it was unsafe"]


def test_said_holds_the_word_that_opens_it_and_no_preposition_of_the_verb() -> None:
    text, (first, second) = reading("Police said on Friday that the road was shut. The mayor called for a new pier.")
    assert [text[a:b] for a, b in said(text, first)] == ["that the road was shut"]
    assert [text[a:b] for a, b in said(text, second)] == ["a new pier"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The inspector found the pier was unsafe.", "the pier was unsafe"),
        ("A survey found three broken piles.", "three broken piles"),
        ("In a poll by the Osk Courier, the mayor led by 9 points.", "the mayor led by 9 points"),
        ("The pier lost a third of its piles, by one estimate.", "The pier lost a third of its piles"),
        ("The mayor's promise to rebuild the pier was kept.", "to rebuild the pier"),
        ("The guard warned the boatmen of the bay to stay ashore.", "to stay ashore"),
        ("The council agreed to repair the planks that had rotted.", "to repair the planks that had rotted"),
        ("Sen. Ann Pell (C-Osk), head of the harbour panel, said members will vote.", "members will vote"),
        ("The mayor praised the plan but had to wait.", "the plan"),
        ("All agreed that the pier was old.", "that the pier was old"),
    ],
)
def test_words_of_others(sentence: str, words: str) -> None:
    text, (first,) = reading(sentence)
    assert [text[a:b] for a, b in said(text, first)] == [words]


def test_turn_of_a_transcript_goes_to_its_end() -> None:
    _, found = reading("PELL: We knew the pier was old. It cost nothing. The council says so.", "The pier is shut.")
    assert [sentence.state for sentence in found] == ["governed", "governed", "governed", "own"]
    assert [sentence.governed_by for sentence in found] == [None, 1, 1, None]


def test_printed_text_is_its_speakers_to_the_end() -> None:
    _, found = reading(
        "Here is the full text of her testimony:", "I lived in Osk.", "I wanted to leave it.", "The pier was shut."
    )
    assert [sentence.state for sentence in found[1:]] == ["governed"] * 3


def test_list_of_facts_is_the_outlets() -> None:
    _, found = reading("Here's the latest:", "• The pier of Osk is shut.", "• The road to Pellan was flooded.")
    assert [sentence.state for sentence in found[1:]] == ["own", "own"]


def test_quotation_whose_next_opening_mark_was_forgotten() -> None:
    text, found = reading('Ann Pell wrote that "the pier is old.', 'It was built by my father in Osk."', "It is shut.")
    assert [sentence.state for sentence in found] == ["governed", "governed", "own"]
    assert text[slice(*found[1].quotations[0])] == 'It was built by my father in Osk."'
