"""Whose words a passage is: voices, speakers, cited media, owners, credits."""

from dataclasses import replace

import pytest

from alteram.model.articles import Article
from alteram.model.ids import Digest, OutletId
from alteram.model.outlets import Outlet, Registry
from alteram.text.attribution import read
from alteram.text.provenance import (
    cited_outlet,
    governing,
    is_official,
    is_state_media,
    outlet_origin,
    passage_origin,
    says_state_media,
    speaker_words,
    trace,
    voice,
)
from tests.stages.test_origins import AGENCY, PAPERS, article

VOICE = Outlet(OutletId("voice"), "Voice of Osk", ("voice.example",), kind="state-media", control="state-controlled")
PUBLIC = Outlet(OutletId("public"), "Osk Radio", ("radio.example",), kind="broadcaster", control="public-broadcaster")
REGISTRY = Registry((AGENCY, VOICE, PUBLIC, *PAPERS), Digest("0" * 64))


def behind(words: str, *, body: tuple[str, ...] = ()) -> tuple[str, str]:
    """(kind, name) of the origin of a sentence in an article of Paper 0."""
    one: Article = article(PAPERS[0], 1, (*body, words))
    readings = read(one.text).sentences
    reading = next(r for r in readings if one.text[slice(*r.span)] == words)
    origin = passage_origin(one, 1, reading, (reading.span,), trace({1: one}, REGISTRY), REGISTRY)
    return origin.kind, origin.name


def test_an_outlets_own_words_are_its_own() -> None:
    assert behind("The dam above Lowmoor burst on Monday night.") == ("outlet", "Paper 0")


def test_a_speakers_words_are_the_speakers() -> None:
    assert behind("The dam above Lowmoor burst on Monday night, the water company said.") == (
        "speaker",
        "the water company",
    )


def test_another_mediums_words_are_that_mediums() -> None:
    for words in (
        "The dam above Lowmoor burst on Monday night, Voice of Osk reported.",
        "According to Voice of Osk, the dam above Lowmoor burst on Monday night.",
    ):
        assert behind(words)[1] == "Voice of Osk"
    one = article(PAPERS[0], 1, ["The company told Moor Wire that the dam above Lowmoor had burst."])
    found = cited_outlet(one, read(one.text).sentences[1].span, REGISTRY)
    assert found is not None
    assert found[0].id == AGENCY.id
    assert one.text[slice(*found[1])] == "Moor Wire"


def test_an_outlet_that_names_itself_cites_nobody() -> None:
    one = article(AGENCY, 1, ["The company told Moor Wire that the dam above Lowmoor had burst."])
    assert cited_outlet(one, read(one.text).sentences[1].span, REGISTRY) is None


def test_a_clause_outside_the_attribution_is_the_outlets_own() -> None:
    one = article(PAPERS[0], 1, ["The dam burst on Monday night, and the mayor said that nobody in Lowmoor had died."])
    reading = read(one.text).sentences[1]
    start = one.text.index("The dam burst")
    first = (start, start + len("The dam burst on Monday night"))
    assert voice(reading, (reading.span,)) == "governed"
    assert voice(reading, (first,)) == "own"


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("Ada Brull sought on Monday to discredit a report that the dam above Lowmoor had been unsafe.", "own"),
        ("A second engineer came forward on Monday to accuse Ada Brull of neglect of the dam.", "own"),
        ("Ada Brull said on Monday that the dam above Lowmoor had been safe.", "governed"),
        ("The dam burst on Monday, and Ada Brull said that nobody had died in the town below.", "governed"),
        ("As the dam burst, the crew filmed it and fled, the mayor of Lowmoor said on Monday.", "governed"),
    ],
)
def test_an_act_is_told_by_the_outlet_though_somebody_speaks_below_it(sentence: str, whose: str) -> None:
    one = article(PAPERS[0], 1, [sentence])
    reading = read(one.text).sentences[1]
    assert voice(reading, (reading.span,)) == whose
    if reading.told_at is not None and reading.attribution is not None:
        content = reading.attribution.content
        assert voice(reading, content) == "governed"


def test_a_quotation_that_stands_free_belongs_to_its_last_speaker() -> None:
    one = article(
        PAPERS[0],
        1,
        ["“The dam was old,” said Mayor Ada Brull of Lowmoor. “It should have been closed in the spring.”"],
    )
    readings = read(one.text).sentences
    found = governing(readings[2], readings)
    assert found is not None
    assert found.source is not None
    assert "Ada Brull" in one.text[slice(*found.source)]


def test_speakers_are_compared_without_articles_and_marks() -> None:
    assert speaker_words("The Water Company’s board") == speaker_words("the water company’s board")
    assert speaker_words("the") == ()


@pytest.mark.parametrize(
    ("speaker", "official"),
    [("police", True), ("the health ministry", True), ("a neighbour", False), ("her lawyer", False)],
)
def test_officials_are_public_bodies(speaker: str, official: bool) -> None:
    assert is_official(speaker) is official


def test_only_state_controlled_media_are_state_media() -> None:
    for outlet, state in ((VOICE, True), (PUBLIC, False), (PAPERS[0], False)):
        one = article(outlet, 1, ["The dam above the town of Lowmoor burst on Monday night."])
        (origin,) = trace({1: one}, REGISTRY).origins
        assert is_state_media(origin, REGISTRY) is state
    words = "The state news agency reported the flood."
    assert says_state_media(words, (0, len(words)))
    assert not says_state_media(words, (10, len(words)))


def test_an_owner_is_the_origin_of_its_outlets() -> None:
    assert outlet_origin(PAPERS[0]) == "outlet:paper0"
    assert outlet_origin(replace(PAPERS[0], owner="Moor Media")) == "owner:Moor Media"


def test_source_numbers_need_not_begin_at_one_nor_be_in_order() -> None:
    one = article(PAPERS[0], 1, ["The dam above the town of Lowmoor burst on Monday night after rain."])
    two = article(PAPERS[1], 1, ["In Lowmoor a dam gave way on Monday, and the lower town was under water."])
    assert trace({7: one, 3: two}, REGISTRY) == trace({3: two, 7: one}, REGISTRY)
    assert {owner.n for owner in trace({7: one, 3: two}, REGISTRY).owners} == {3, 7}


def test_the_later_article_is_the_copy_and_an_agency_goes_first_within_a_day() -> None:
    body = [
        "The dam above Lowmoor burst on Monday night after three days of rain and flooded the lower part of the town.",
        "Fire crews carried 240 people out of the flooded streets in boats before the morning came to the valley.",
    ]
    paper, later = article(PAPERS[0], 1, body), article(PAPERS[1], 2, body)
    assert {o.origin for o in trace({1: later, 2: paper}, REGISTRY).owners} == {"outlet:paper0"}
    wire = article(AGENCY, 1, body)
    assert {o.origin for o in trace({1: paper, 2: wire}, REGISTRY).owners} == {"outlet:wire"}


def test_a_part_of_a_mediums_name_is_the_one_longer_name_before_it() -> None:
    named = "Reporters of Moor Wire saw the dam."
    assert behind("According to the Wire, the dam burst.", body=(named,))[1] == "Moor Wire"
    assert behind("The dam burst, a report in the Wire said.", body=(named,))[1] == "Moor Wire"
    assert behind("According to the Wire, the dam burst.") == ("speaker", "the Wire")
    both = (named, "The Osk Wire had a photograph.")
    assert behind("According to the Wire, the dam burst.", body=both) == ("speaker", "the Wire")


def test_a_cited_part_of_a_name_is_found_in_the_outlets_own_sentence() -> None:
    body = ["Reporters of Moor Wire saw the dam.", "The dam burst and the town was dark (Wire)."]
    one = article(PAPERS[0], 1, body)
    found = cited_outlet(one, read(one.text).sentences[2].span, REGISTRY)
    assert found is not None
    assert one.text[slice(*found[1])] == "Moor Wire"
