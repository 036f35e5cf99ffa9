"""Whose words a passage is, as the page says it."""

import pytest

from alteram.model.briefs import Passage
from alteram.stages.publish import quote
from alteram.stages.publish.views import Governor
from alteram.stages.publish.voicing import governor_of
from tests.engine.harbour import REGISTRY, article

BODY = (
    "Police Commissioner Anna Pell closed the harbour of Vell on Thursday.",
    "The quay burned for two hours, Pell said in the evening. The water was too shallow for the tugs.",
    "A fireman was hurt, police said.",
    "“We have eleven days of work before us.” The mayor watched from the mole.",
    "The first ferry left at seven with 90 passengers aboard.",
    "Two cranes fell into the basin, the Moor Post reported.",
)
ONE = article("courier", 9, "Fire in Vell", *BODY)


def governor(beginning: str) -> Governor:
    """The governor of the sentence that begins so."""
    start, end = next(span for span in ONE.sentences if ONE.text.startswith(beginning, span[0]))
    return governor_of(ONE, Passage(1, start, end), REGISTRY)


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("The first ferry", ("own", "", "", "")),
        ("A fireman", ("governed", "police said", "", "official")),
        ("The quay", ("governed", "Pell said", "Anna Pell", "official")),
        ("The water", ("shadow", "", "", "")),
        ("Two cranes", ("governed", "the Moor Post reported", "", "news-organisation")),
    ],
)
def test_the_cue_is_quoted_as_it_stands(beginning: str, expected: tuple[str, ...]) -> None:
    found = governor(beginning)
    assert (found.state, found.cue, found.speaker, found.kind) == expected
    assert found.cue in ONE.text


def test_what_the_cue_governs_is_said_in_code_points() -> None:
    ((start, end),) = governor("A fireman").content
    assert ONE.text[start:end].startswith("A fireman was hurt")


def test_a_quotation_without_a_speaker_is_somebodys_words() -> None:
    found = governor("“We have")
    assert found.state == "governed"
    assert found.cue == "" or found.before


def test_a_quoted_passage_carries_its_governor() -> None:
    start, end = next(span for span in ONE.sentences if ONE.text.startswith("A fireman", span[0]))
    assert quote(ONE, Passage(1, start, end), whole=False).governor.cue == "police said"


def test_of_two_speakers_the_one_whose_words_are_most_of_the_passage_is_shown() -> None:
    one = article("courier", 9, "Fire in Vell", "Police said two men fled and that a crane fell; Pell says so.")
    start, end = one.sentences[1]
    found = governor_of(one, Passage(1, start, end), REGISTRY)
    assert found.cue == "Police said"


def test_a_hedge_of_nobodys_is_shown_as_it_stands() -> None:
    one = article("courier", 9, "Fire in Vell", "The quay will reportedly open in May.")
    start, end = one.sentences[1]
    found = governor_of(one, Passage(1, start, end), REGISTRY)
    assert (found.state, found.cue, found.content) == ("governed", "reportedly", ())
