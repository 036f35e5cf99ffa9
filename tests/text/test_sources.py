"""What kind of source speaks, its first full mention, the medium it spoke to, and whose a quotation is."""

import pytest

from alteram.model.articles import Article
from alteram.text.attribution import Attribution, read
from alteram.text.speech.sources import Source, Voice, attribution_of, quoted, source_kind, source_of
from tests.stages.test_origins import PAPERS, article
from tests.text.test_provenance import REGISTRY


def speaking(*body: str) -> tuple[Article, Attribution]:
    """An article and the attribution of its last sentence."""
    one = article(PAPERS[0], 1, body)
    attribution = read(one.text).sentences[-1].attribution
    assert attribution is not None
    return one, attribution


def source(*body: str) -> tuple[Article, Source]:
    one, attribution = speaking(*body)
    found = source_of(one, attribution, REGISTRY)
    assert found is not None
    return one, found


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Police said the road was shut.", "official"),
        ("The road was shut, the transport ministry said.", "official"),
        ("Mayor Ann Pell said the road was shut.", "official"),
        ("Sen. Ann Pell said the road was shut.", "official"),
        ("Ann Pell, the mayor of Osk, said the road was shut.", "official"),
        ("Voice of Osk reported that the road was shut.", "state media"),
        ("The state news agency said the road was shut.", "state media"),
        ("Osk Radio reported that the road was shut.", "news organisation"),
        ("The road was shut, a local newspaper reported.", "news organisation"),
        ("The road was shut, two sources said.", "anonymous"),
        ("A person familiar with the matter said the road was shut.", "anonymous"),
        ("An official, who spoke on condition of anonymity, said the road was shut.", "anonymous"),
        ("The road was shut, according to court documents.", "document"),
        ("A study found that the road was unsafe.", "document"),
        ("The road was unsafe, said Ann Pell, a professor of engineering.", "expert"),
        ("Analysts said the road was unsafe.", "expert"),
        ("Witnesses said the road was shut.", "witness"),
        ("The road was shut, said Ann Pell, who lives nearby, a resident.", "unknown"),
        ("The road was shut, said Ann Pell, a resident of Osk.", "witness"),
        ("A lawyer for the driver said the road was shut.", "party"),
        ("The union said the road was shut.", "party"),
        ("Ann Pell said the road was shut.", "unknown"),
    ],
)
def test_kind_of_source(sentence: str, kind: str) -> None:
    assert source(sentence)[1].kind == kind


def test_kind_and_name_come_from_the_first_full_mention() -> None:
    one, found = source("Ann Pell, a professor of law, was there.", "The road was shut, Pell said.")
    assert found.kind == "expert"
    assert one.text[slice(*found.span)] == "Pell"
    assert one.text[slice(*found.full)] == "Ann Pell"
    one, found = source("The Harbour Ministry closed the road.", "It will open in May, the ministry said.")
    assert (one.text[slice(*found.full)], found.kind) == ("Harbour Ministry", "official")


def test_a_past_office_is_none() -> None:
    assert source("Ann Pell, a former mayor, said the road was shut.")[1].kind == "unknown"


def test_the_medium_that_was_told_is_the_carrier() -> None:
    one, found = source("The minister told Moor Wire that the road was shut.")
    assert found.carrier is not None
    assert one.text[slice(*found.carrier)] == "Moor Wire"
    assert found.kind == "official"


def test_nobody_named_has_no_source() -> None:
    one, attribution = speaking("It is believed that the road was shut.")
    assert source_of(one, attribution, REGISTRY) is None


def test_kind_of_a_span() -> None:
    text = "Harbour news\n\nThe court closed the road."
    assert source_kind(text, (14, 23), REGISTRY) == "official"


def test_quotations_with_their_speakers() -> None:
    one = article(
        PAPERS[0],
        1,
        [
            "“It is shut,” said Ann Pell. “It was late.”",
            "“Go home,” the mayor said, and Carl Roe replied: “No, never.”",
        ],
    )
    found = quoted(read(one.text))
    names = [
        one.text[slice(*q.attribution.source)] if q.attribution is not None and q.attribution.source else ""
        for q in found
    ]
    assert names == ["Ann Pell", "Ann Pell", "the mayor", "Carl Roe"]
    assert [one.text[q.quotation.start : q.quotation.end] for q in found][1] == "“It was late.”"


def test_a_quotation_of_nobody_has_no_speaker() -> None:
    one = article(PAPERS[0], 1, ["The road was called a “very bad and dangerous road” for years."])
    attribution = quoted(read(one.text))[0].attribution
    assert attribution is None or attribution.source is None


def voice_at(index: int, *body: str) -> tuple[Article, Voice]:
    """An article and whose words its sentence `index` is, the title's counted."""
    one = article(PAPERS[0], 1, body)
    return one, attribution_of(one, read(one.text).sentences[index], REGISTRY)


def test_voice_of_a_sentence_with_its_cue() -> None:
    one, voice = voice_at(
        2, "Mayor Ann Pell of Osk met the owners.", "“The pier is shut for good,” Pell told Osk Radio on Friday."
    )
    assert voice.source is not None and voice.source.carrier is not None and voice.cue is not None
    assert (voice.state, voice.at) == ("governed", 2)
    assert one.text[slice(*voice.cue)] == "told"
    assert one.text[slice(*voice.source.span)] == "Pell"
    assert one.text[slice(*voice.source.full)].endswith("Ann Pell")
    assert voice.source.kind == "official"
    assert one.text[slice(*voice.source.carrier)] == "Osk Radio"
    assert [one.text[a:b] for a, b in voice.words] == ["“The pier is shut for good,”"]


def test_voice_of_a_quotation_that_goes_on() -> None:
    one, voice = voice_at(2, "“The pier is shut,” said Ann Pell, a teacher. “Nobody will walk there again this year.”")
    assert voice.source is not None
    assert (voice.state, voice.at) == ("governed", 1)
    assert one.text[slice(*voice.source.span)] == "Ann Pell"
    assert [one.text[a:b] for a, b in voice.words] == ["“Nobody will walk there again this year.”"]


def test_voice_of_the_outlet_and_of_a_shadow() -> None:
    body = "Workers shut the pier on Friday. Police said the pier was unsafe. It had been hit by a barge."
    _, own = voice_at(1, body)
    assert own == Voice("own", None, None, None, ())
    one, shadow = voice_at(3, body)
    assert shadow.source is not None
    assert (shadow.state, shadow.at, shadow.words) == ("shadow", 2, ())
    assert one.text[slice(*shadow.source.span)] == "Police"


def test_voice_of_a_part() -> None:
    one = article(PAPERS[0], 1, ("The pier fell on Friday, and police said a barge had hit it.",))
    sentence = read(one.text).sentences[1]
    told = one.text.index("The pier fell"), one.text.index(", and")
    assert attribution_of(one, sentence, REGISTRY, (told,)).state == "own"
    said = one.text.index("a barge"), one.text.index(" it.")
    assert attribution_of(one, sentence, REGISTRY, (said,)).state == "governed"


def test_voice_of_nobody_named() -> None:
    _, voice = voice_at(1, "The pier will reportedly open on Friday.")
    assert (voice.state, voice.source) == ("own", None), "a hedge of nobody's is the outlet's own, and stays in it"
