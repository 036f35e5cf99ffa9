"""Adjuncts: what stands beside the core of a clause, and what only seems to."""

import pytest

from alteram.text.clauses import beside, clauses
from alteram.text.grammar.adjuncts import adjuncts, released
from alteram.text.grammar.compression import fitted, frames, variants
from alteram.text.grammar.verbs import finite, is_past, is_third, verb_forms
from alteram.text.sentences import sentences
from alteram.text.speech.cues import items


def found(sentence: str) -> list[tuple[str, str]]:
    """Kinds and texts of the adjuncts of a sentence of the body."""
    text = f"Title\n\n{sentence}"
    return [(one.kind, text[one.start : one.end]) for one in beside(text, sentences(text)[1])]


def ways(sentence: str) -> list[str]:
    """Every way to copy a sentence, as text."""
    text = f"Title\n\n{sentence}"
    return ["".join(text[a:b] for a, b in spans) for spans in variants(text, sentences(text)[1])]


@pytest.mark.parametrize(
    ("sentence", "adjunct"),
    [
        ("The council on Monday closed the old bridge.", ("time", " on Monday")),
        ("The council closed the old bridge in Lowmoor.", ("place", " in Lowmoor")),
        (
            "The old bridge at Lowmoor collapsed after a storm damaged the pier.",
            ("clause", " after a storm damaged the pier"),
        ),
        ("The old bridge collapsed overnight, blocking the line.", ("tail", ", blocking the line")),
        ("The old bridge collapsed on Monday night and blocked the line.", ("second", " and blocked the line")),
        ("After a long debate, the council closed the bridge.", ("lead", "After a long debate, ")),
        ("The council sued the railway over a broken pier.", ("phrase", " over a broken pier")),
    ],
)
def test_an_adjunct_is_found(sentence: str, adjunct: tuple[str, str]) -> None:
    assert adjunct in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("There were no reports of clashes in Lowmoor after dawn on Saturday.", "after dawn on Saturday"),
        ("The dam is the tallest wall in Norvania.", "in Norvania"),
        ("She was the first judge in Lowmoor on Monday.", "in Lowmoor"),
        ("The shop was closed until Monday by the council.", "until Monday"),
        ("The inspectors based the report on the old plans.", "on the old plans"),
        ("A judge blocked the company from closing the dam.", "from closing the dam"),
        ("The council asked the railway to close the old bridge.", "to close the old bridge"),
        ("The council may close the bridge if the pier moves on Monday.", "if the pier moves"),
        ("All shops in Lowmoor closed their doors on Monday in Lowmoor.", "on Monday"),
        ("The bridge will close unless the state pays.", "unless the state pays"),
        ("Roe was held overnight, although he was never charged.", "although he was never charged"),
        ("The old bridge reportedly collapsed after a storm hit it.", "reportedly"),
    ],
)
def test_what_the_core_needs_stays(sentence: str, kept: str) -> None:
    for way in ways(sentence):
        assert kept in way, way


def test_a_governor_inside_a_clause_of_its_own_goes_with_it() -> None:
    sentence = "The old bridge at Lowmoor collapsed on Monday as crews tried to shore up the pier."
    assert "The old bridge at Lowmoor collapsed on Monday" in ways(sentence)
    text = f"Title\n\n{sentence}"
    (clause,) = [one for one in beside(text, sentences(text)[1]) if one.kind == "clause"]
    assert released(text, clause, "modality")
    assert not released(text, clause, "condition")
    assert not released(text, clause, "hedge")


def test_an_age_and_an_apposition_with_and_may_go() -> None:
    assert "Tom Quill collapsed in the old town hall" in ways("Tom Quill, 61, collapsed in the old town hall.")
    assert any(
        way.startswith("Ada Brull closed the old bridge")
        for way in ways("Ada Brull, the minister of works and transport, closed the old bridge for good.")
    )


def test_a_frame_is_fitted_only_to_choices_that_gates_know() -> None:
    text = "Title\n\nTom Quill, 61, collapsed in the old town hall on Monday."
    span = sentences(text)[1]
    frame = frames(text, span)[0]
    optional = clauses(text, span).optional
    assert len(optional) == 2
    cut = fitted(text, span, frame, optional[:1])
    assert "".join(text[a:b] for a, b in cut) == "Tom Quill collapsed in the old town hall on Monday"
    assert cut in variants(text, span)
    assert fitted("Title\n\nNo bridge collapsed.", (7, 27), (7, 26), ()) == ()


def test_questions_and_bare_phrases_have_no_adjuncts() -> None:
    assert found("Who closed the old bridge in Lowmoor on Monday?") == []
    assert adjuncts("Red flags and claims", 0, 20) == ()


def test_verb_forms_tell_verbs_from_nouns() -> None:
    assert verb_forms()["killed"] == "p"
    assert "n" in verb_forms()["attack"]
    row = items("The men fled and the police won", 0, 31)
    assert finite(row, 0, len(row)) == 2
    assert is_past(row[2])
    assert not is_third(row[2])


def test_a_phrase_in_an_apposition_is_part_of_it() -> None:
    text = "After the truce residents trickled into Tarnmouth, an area near the coast that saw the worst of the siege."
    assert all(one.start != text.index(" near") for one in adjuncts(text, 0, len(text) - 1))
