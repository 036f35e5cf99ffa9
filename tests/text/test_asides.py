"""Appositions and relative clauses: which of them may be left out."""

import pytest

from alteram.text.attribution import read
from alteram.text.clauses import clauses
from alteram.text.grammar.asides import relatives
from alteram.text.grammar.compression import left_out_governors
from alteram.text.sentences import canonical

GOES = (
    ("The ferry sank the navy's only cutter", ", the Proud Heron,", " in an encounter off the coast."),
    ("One of the boats", ", a grey trawler,", " was used in the raid."),
    ("Ada Brandt", ", her rival in the election,", " quickly called the winner."),
    ("Tom Quill", ", a clerk in the harbour office,", " on Monday compared the vote with an auction."),
    ("Ada Brandt", ", a lawyer who used to work for the port,", " said the ruling was right."),
    ("The treaty", ", which took effect in January,", " does not cover the islands."),
    ("The mayor", ", who admitted he had sold the boats,", " also praised the crews."),
    ("The pier", ", which police said was unsafe,", " was closed after the storm of Monday."),
    ("Ada Brandt", ", the former mayor,", " visited the harbour."),
    ("The league considers the islanders", ", who may vote in May,", " to be allies of the port."),
)
STAYS = (
    "In the harbour, the ferry, on Monday, left the quay.",
    "This man is a son, a father, a brother to us all.",
    "The crews took the ropes, the oars and the sails of the boats, the clerk and the mate.",
    "Lufthaven owns the line, which was forced to cancel 30 flights, two newspapers reported.",
    "The photograph, a fake, shows the mayor on the quay.",
    "Tom Quill, who was not charged, was arrested on the quay.",
    "Tom Quill, who denied the theft, was fined by the court.",
    "Tom Quill, an alleged smuggler, was fined by the court.",
)


@pytest.mark.parametrize(("before", "aside", "after"), GOES)
def test_an_aside_may_go_where_the_clause_goes_on(before: str, aside: str, after: str) -> None:
    text = canonical("News", [before + aside + after])
    start = text.index(before)
    sentence = (start, len(text))
    segment = (start + len(before), start + len(before + aside))
    assert segment in clauses(text, sentence).optional
    kept = ((start, segment[0]), (segment[1], len(text)))
    assert not set(left_out_governors(text, sentence, kept, None))


@pytest.mark.parametrize("said", STAYS)
def test_what_may_turn_the_rest_or_is_no_aside_stays(said: str) -> None:
    text = canonical("News", [said])
    assert not clauses(text, (text.index(said), len(text))).optional


def test_the_verb_behind_an_aside_is_the_subjects_own() -> None:
    for aside in ("who lives next door", "a program analyst"):
        text = canonical("News", [f"Ada Brandt, {aside}, said a gunman began shooting from the roof."])
        attribution = read(text).sentences[1].attribution
        assert attribution is not None
        assert attribution.source is not None
        assert text[slice(*attribution.source)] == "Ada Brandt"


def test_relative_clauses_are_found_with_their_commas() -> None:
    text = "The mayor, who sold the boats, left the hall."
    assert [text[a:b] for a, b in relatives(text, (0, len(text)))] == [", who sold the boats,"]
