"""Whose words a sentence is: cues before, after and inside, quotations over sentences, shadow, and what is no cue."""

import pytest

from alteram.model.articles import Span
from alteram.text.attribution import Attribution, SentenceReading, media_cues, read, resolve_source, said
from alteram.text.sentences import canonical


def reading(*body: str) -> tuple[str, tuple[SentenceReading, ...]]:
    text = canonical("Harbour news", body)
    return text, read(text).sentences[1:]


def shown(text: str, span: Span | None) -> str:
    return text[span[0] : span[1]] if span else ""


def only(sentence: str) -> tuple[str, Attribution]:
    text, (first, *_) = reading(sentence)
    assert first.attribution is not None, sentence
    return text, first.attribution


@pytest.mark.parametrize(
    ("sentence", "source", "verb", "position", "content"),
    [
        ("Police said the road was closed.", "Police", "say", "before", ["the road was closed"]),
        ("Police said on Tuesday that the road was shut.", "Police", "say", "before", ["the road was shut"]),
        ("The road was closed, police said.", "police", "say", "after", ["The road was closed"]),
        ("The road was closed, police said late on Tuesday.", "police", "say", "after", ["The road was closed"]),
        ("The road was shut, according to the ministry.", "the ministry", "according", "after", ["The road was shut"]),
        ("According to Ann Pell, the road was shut.", "Ann Pell", "according", "before", ["the road was shut"]),
        ("“It is shut,” said Ann Pell.", "Ann Pell", "say", "after", ["“It is shut,”"]),
        ("“The pier,” he told reporters, “is gone.”", "he", "say", "middle", ["“The pier,”", "“is gone.”"]),
        ("The pier, he said, was gone.", "he", "say", "middle", ["The pier", "was gone"]),
        ("Ann Pell, the mayor, said it was shut.", "Ann Pell", "say", "before", ["it was shut"]),
        ("The mayor denied that the pier had cracked.", "The mayor", "deny", "before", ["the pier had cracked"]),
        ("The mayor did not say that it had cracked.", "The mayor", "deny", "before", ["it had cracked"]),
        ("Analysts claim the cost is high.", "Analysts", "claim", "before", ["the cost is high"]),
        ("As the Herald reported, the pier fell.", "the Herald", "report", "before", ["the pier fell"]),
        ("The driver, who said he was tired, was held.", "The driver", "say", "before", ["he was tired"]),
        ("Ann Pell continued: “Go.”", "Ann Pell", "say", "before", ["“Go.”"]),
        ("The Osk States said Thursday it was shut.", "The Osk States", "say", "before", ["it was shut"]),
        ("The road was closed (police said).", "police", "say", "after", ["The road was closed"]),
        ("“It is shut,” said Ann Pell, a teacher.", "Ann Pell", "say", "after", ["“It is shut,”"]),
        ("“It is shut,” Ann Pell told some of the men.", "Ann Pell", "say", "after", ["“It is shut,”"]),
        ("“It is shut,” he said, adding nothing more.", "he", "say", "after", ["“It is shut,”"]),
        ("If it rains, he said, the pier will go.", "he", "say", "middle", ["If it rains", "the pier will go"]),
        ("While he said it was shut, the road was open.", "he", "say", "before", ["it was shut"]),
        ("The pier, as the mayor pointed out, is old.", "the mayor", "say", "after", ["The pier", "is old"]),
        ("The men complained they were late.", "The men", "claim", "before", ["they were late"]),
        ("The mayor explained how it fell.", "The mayor", "say", "before", ["how it fell"]),
        ("The mayor warned, again and again, that it was old.", "The mayor", "say", "before", ["it was old"]),
        ("The mayor spoke of a great loss.", "The mayor", "say", "before", ["of a great loss"]),
        ("The firm expects prices to fall.", "The firm", "hedge", "before", ["prices to fall"]),
        ("Ann Pell praised the plan, which cost little.", "Ann Pell", "say", "before", ["the plan"]),
    ],
)
def test_cue(sentence: str, source: str, verb: str, position: str, content: list[str]) -> None:
    text, found = only(sentence)
    assert shown(text, found.source) == source
    assert (found.verb, found.position) == (verb, position)
    assert [shown(text, part) for part in found.content] == content


@pytest.mark.parametrize(
    "sentence",
    [
        "The claims of the union were rejected.",
        "The firm added 300 jobs.",
        "The road was closed on Tuesday.",
        "I think this is wrong.",
        "The man drove to the pier and left.",
        "The bridge carries 300 cars an hour.",
        "The alleged thief was held.",
        "Many calls came in on Monday.",
        "The band leader called off the show.",
        "The man, known as the fox, left.",
        "The state has 300 roads.",
        "The road was supposed to close in May.",
        "Carl Roe reported from the harbour.",
        "Chemicals found in rivers are a danger.",
    ],
)
def test_no_cue(sentence: str) -> None:
    _, (first,) = reading(sentence)
    assert first.state == "own"


@pytest.mark.parametrize(
    "sentence",
    [
        "He is believed to be abroad.",
        "It is alleged that he took the money.",
        "He reportedly took the money.",
        "The money was allegedly taken.",
        "He was accused of theft.",
        "The road was shut, we are told.",
        "He is supposed to have left.",
    ],
)
def test_hedged_without_a_source(sentence: str) -> None:
    _, found = only(sentence)
    assert found.verb == "hedge"
    assert found.source is None


def test_cue_inside_a_quotation_is_none_of_the_writer() -> None:
    _, (first, *_) = reading("“My mother said it was late.”")
    assert first.attribution is None
    assert first.state == "governed"


def test_carrier_is_the_medium() -> None:
    text, found = only("Ann Pell told the Harbour Herald that the road was shut.")
    assert shown(text, found.carrier) == "the Harbour Herald"
    text, found = only("Ann Pell told reporters that the road was shut.")
    assert found.carrier is None


def test_later_free_standing_quotation_belongs_to_the_last_speaker() -> None:
    _, found = reading("“We saw it,” said Ann Pell. “It was bad. It was very bad.”")
    assert [(s.state, s.governed_by) for s in found] == [("governed", None), ("governed", 1), ("governed", 1)]


def test_quotation_belongs_to_the_cue_that_touches_it_even_when_it_comes_later() -> None:
    _, found = reading("“One is gone. Two are gone,” Ann Pell said.")
    assert [(s.state, s.governed_by) for s in found] == [("governed", 2), ("governed", None)]


def test_quotation_that_runs_over_paragraphs_is_governed_throughout() -> None:
    _, found = reading("Ann Pell said: “The pier fell.", "“It was late.", "“It was dark.”")
    assert [s.state for s in found] == ["governed"] * 3
    assert [s.governed_by for s in found] == [None, 1, 1]


def test_block_quotation_after_a_colon_and_before_a_signature() -> None:
    _, found = reading("The mayor wrote on her page:", "The pier is gone. Stay at home.", "The road was closed.")
    assert [s.state for s in found] == ["governed", "governed", "governed", "own"]
    _, found = reading("The pier is gone and nobody cares. — Ann Pell, teacher")
    assert all(s.state == "governed" for s in found)


def test_shadow_reaches_two_sentences_and_stops_at_a_new_named_subject() -> None:
    _, found = reading("Police said the road was shut. It was late. The cars stood still. Nobody left.")
    assert [s.state for s in found] == ["governed", "shadow", "shadow", "own"]
    _, found = reading("Police said the road was shut. Ann Pell left town.")
    assert found[1].state == "own"
    _, found = reading("Police said the road was shut.", "It was late.")
    assert found[1].state == "own"


def test_fragment_in_a_sentence_about_another_is_not_put_in_the_last_speakers_mouth() -> None:
    _, found = reading("Police said the road was shut. The owner of the pier wants a “clean and very quick end” to it.")
    assert found[1].state == "governed"
    assert found[1].governed_by is None or found[1].attribution is not None


def test_two_speakers_of_one_sentence_each_keep_their_own() -> None:
    text, (first,) = reading("Police said the road was shut, and the mayor said the pier was gone.")
    assert first.attribution is not None
    everyone = sorted((first.attribution, *first.others), key=lambda a: a.cue)
    assert [shown(text, a.source) for a in everyone] == ["Police", "the mayor"]
    assert [shown(text, a.content[0]) for a in everyone] == ["the road was shut", "the pier was gone"]


def test_a_second_verb_of_the_same_speaker_ends_the_first_content() -> None:
    text, (first,) = reading("Police said the road was shut and warned that the pier was old.")
    assert first.attribution is not None
    everyone = sorted((first.attribution, *first.others), key=lambda a: a.cue)
    assert [shown(text, a.source) for a in everyone] == ["Police", "Police"]
    assert [shown(text, a.content[0]) for a in everyone] == ["the road was shut", "the pier was old"]


def test_words_of_others_in_a_sentence() -> None:
    text, found = reading(
        "“One is gone. Two are gone,” Ann Pell said. It rained.", "He is “a very bad old man” to many."
    )
    assert [[shown(text, part) for part in said(text, sentence)] for sentence in found] == [
        ["“One is gone."],
        ["Two are gone,”"],
        [],
        ["“a very bad old man”"],
    ]


def test_title_with_its_source_at_the_end() -> None:
    text = canonical("Storm kills nine: police", ["It rained."])
    first = read(text).sentences[0]
    assert first.attribution is not None
    assert shown(text, first.attribution.source) == "police"


def test_reading_is_the_sentences_in_order() -> None:
    text, found = reading("Police said so. It rained.", "It snowed.")
    assert [s.paragraph for s in found] == [1, 1, 2]
    assert read(text) is read(text)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("He told Reuters that it rained.", "Reuters"),
        ("It rained, according to the Harbour Herald.", "Harbour Herald"),
        ("It rained, the Harbour Herald reported.", "Harbour Herald"),
        ("NORTHPORT (AP) - It rained.", "AP"),
        ("It rained, the paper said, citing Xinhua.", "Xinhua"),
    ],
)
def test_media_cue(sentence: str, name: str) -> None:
    assert name in [shown(sentence, cue.name_span) for cue in media_cues(sentence, 0, len(sentence))]


def last_source(*body: str) -> str:
    text, found = reading(*body)
    attribution = found[-1].attribution
    assert attribution is not None
    assert attribution.source is not None
    return shown(text, resolve_source(text, attribution.source))


def test_surname_and_body_resolve_to_their_first_full_mention() -> None:
    assert last_source("Mayor Ann Pell was there.", "It rained, Pell said.") == "Ann Pell"
    assert last_source("The Harbour Ministry closed.", "It rained, the ministry said.") == "Harbour Ministry"


def test_nothing_is_resolved_where_two_fit() -> None:
    assert last_source("Ann Pell and Carl Pell were there.", "It rained, Pell said.") == "Pell"
    assert last_source("Peter Roe met Carl Pell.", "It rained, he said.") == "he"


def test_pronoun_resolves_to_the_one_person_who_fits() -> None:
    assert last_source("Peter Roe was there.", "It rained, he said.") == "Peter Roe"
    assert last_source("Peter Roe met Susan Pell.", "It rained, she said.") == "Susan Pell"
