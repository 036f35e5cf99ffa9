"""Words by meaning, predicates, assertions and copied sentences."""

import pytest

from alteram.model.articles import Span
from alteram.text.copying import one_text
from alteram.text.grammar.assertions import assertions
from alteram.text.grammar.equivalents import meaning
from alteram.text.grammar.predicates import Predicate, places, predicate
from alteram.text.lexicon import rows
from alteram.text.sentences import sentences


def body(sentence: str) -> tuple[str, Span]:
    """A text with one sentence, and its span."""
    text = f"Title\n\n{sentence}"
    return text, sentences(text)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("resignation", "resigned"), ("won", "victory"), ("slain", "killing"), ("airplane", "jet"), ("told", "tell")],
)
def test_words_of_one_act_have_one_meaning(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(("one", "other"), [("voter", "vote"), ("fired", "wildfire"), ("accept", "except")])
def test_other_words_have_not(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)


def test_a_lemma_stands_in_one_class_only() -> None:
    everyone = [word for row in rows("equivalents") for word in row]
    assert sorted(everyone) == sorted(set(everyone))


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("Police arrested three men", Predicate("arrest", False, "cop", "men", False)),
        ("Three men were arrested at the harbour", Predicate("arrest", True, "men", "", False)),
        ("The council will close the bridge", Predicate("close", False, "council", "bridge", True)),
        ("The leader of the union resigned", Predicate("resign", False, "leader", "", False)),
    ],
)
def test_predicates(clause: str, told: Predicate) -> None:
    found = predicate(clause, ((0, len(clause)),))
    assert found is not None
    assert (found.verb, found.passive, found.open) == (told.verb, told.passive, told.open)
    assert found.core == {meaning(word) for word in told.core}
    assert predicate("Red flags and claims", ((0, 20),)) is None


def test_places_know_heads_and_what_is_only_to_be_done() -> None:
    text = "The Quill campaign hoped to win the vote"
    found = {place.word: place for place in places(text, ((0, len(text)),))}
    assert not found["quill"].heads
    assert found["vote"].heads
    assert found[meaning("win")].open


def asserted(sentence: str) -> list[str]:
    """What a sentence asserts, clause by clause."""
    text, span = body(sentence)
    return [" ".join(text[a:b] for a, b in spans) for spans in assertions(text, span)]


def test_clauses_of_a_sentence_are_read_alone() -> None:
    found = asserted("Tom Quill, who owned the mill, left the town after the council sued him in May.")
    assert "Tom Quill  left the town" in found
    assert "the council sued him in May" in found
    assert "Tom Quill owned the mill" in found
    assert "Tom Quill never paid the fine" in asserted("Tom Quill, who never paid the fine, left the town.")


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("The council did not act after the bridge collapsed in May.", "the bridge collapsed in May"),
        ("If the pier moves, the council closes the bridge.", "the council closes the bridge"),
        ("The railway said the pier was safe and closed the line.", "the pier was safe"),
    ],
)
def test_what_is_not_asserted_is_not_read_alone(sentence: str, never: str) -> None:
    assert never not in asserted(sentence)


def test_a_sentence_taken_over_is_seen_and_a_common_phrase_is_not() -> None:
    one = body("The company owns 49% of the northern dam and its three gates.")
    changed = body("It owns 49 percent of the northern dam and its three gates, papers show.")
    assert one_text(*one, *changed)
    near = body("About 900 guards and clerks have been sent north, with boats, pumps and trucks.")
    assert one_text(*near, *body("About 900 guards and clerks were sent north with boats, pumps and trucks."))
    assert not one_text(*body("Police called off the search."), *body("Police called off the search after dark."))
    quoted = body("“We will never close the old bridge at Lowmoor,” he said.")
    assert not one_text(*quoted, *body("She heard it: “We will never close the old bridge at Lowmoor.”"))
