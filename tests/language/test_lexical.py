"""The default judge: what supports what, and every kind of contradiction that it must see."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alteram.language import Statement, Support
from alteram.language.lexical import LexicalJudge, features, story_shares
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Digest, OutletId
from alteram.text.sentences import canonical, sentences

JUDGE = LexicalJudge()


def statement(words: str, *, holder: str | None = None, attributed: bool = False, before: str = "") -> Statement:
    """The last sentence of a paragraph as a statement."""
    text = canonical("A title that says nothing", [f"{before} {words}".strip()])
    span = sentences(text)[-1]
    assert text[slice(*span)] == words
    article = Article(
        ArticleId("a"), "", None, "", "A title that says nothing", text, Digest("0" * 64), Digest("0" * 64), "test",
        sentences(text),
    )  # fmt: skip
    return Statement(article, span, (span,), OutletId(holder) if holder else None, attributed)


def support(words: str, passage: str) -> Support:
    """Whether a passage supports words."""
    return JUDGE.support(statement(words), statement(passage))


SUPPORTED = (
    (
        "The bridge over the Tarn collapsed on Monday night under a grain train.",
        "The railway bridge over the Tarn at Lowmoor collapsed under a grain train on Monday night.",
    ),
    ("About 400 dockers returned to work in the morning.", "Some 400 dockers returned to work early in the morning."),
    ("Police arrested three men at the harbour.", "Police arrested three men at the old harbour on Tuesday."),
    (
        "The minister denied the report about the harbour fire.",
        "The minister denied the report about the harbour fire.",
    ),
    (
        "The union said that the dockers would return to work on Friday.",
        "The union said that its dockers would return to work on Friday.",
    ),
)


@pytest.mark.parametrize(("words", "passage"), SUPPORTED)
def test_the_same_told_otherwise_supports(words: str, passage: str) -> None:
    answer = support(words, passage)
    assert answer.holds, answer
    assert 0.62 <= answer.score <= 1
    assert len(answer.shared) >= 3


REFUSED = (
    ("Police arrested three men at the harbour.", "Three men arrested police at the harbour.", {"roles"}),
    (
        "Anna Brull attacked Tom Quill in the harbour office.",
        "Tom Quill attacked Anna Brull in the harbour office.",
        {"roles"},
    ),
    (
        "The railway closed the main line before the bridge collapsed.",
        "The railway did not close the main line before the bridge collapsed.",
        {"polarity", "governor"},
    ),
    ("Police arrested three men at the harbour.", "Police arrested four men at the harbour.", {"figures"}),
    (
        "Police arrested three men at the harbour.",
        "Police arrested men at the harbour.",
        {"figures", "predicate-missing"},
    ),
    (
        "Inspectors warned the railway about cracks in the pier.",
        "Inspectors reportedly warned the railway about cracks in the pier.",
        {"governor", "another-speaker"},
    ),
    (
        "The company will rebuild the bridge within a year.",
        "The company may rebuild the bridge within a year.",
        {"governor"},
    ),
    (
        "The former minister opened the harbour on Monday.",
        "The minister opened the harbour on Monday.",
        {"governor"},
    ),
    (
        "The minister said the harbour was safe for ships.",
        "The minister denied the harbour was safe for ships.",
        {"another-speaker", "polarity", "governor"},
    ),
    (
        "The minister said the harbour was safe for ships.",
        "The harbour was safe for ships.",
        {"another-speaker"},
    ),
    (
        "The harbour was safe for ships after the repair.",
        "The minister said the harbour was safe for ships after the repair.",
        {"another-speaker"},
    ),
    (
        "The harbour of Vell burned down after a fire on Monday night.",
        "The harbour of Sund burned down after a fire on Monday night.",
        {"name-missing"},
    ),
    ("Fishermen praised the new harbour wall at Vell.", "Critics of Vell opened a shop.", {"too-little-overlap"}),
    (
        "Guards were outside the old harbour hotel on Monday.",
        "Guards found a boat near the old harbour hotel, which stands outside the wall, on Monday.",
        {"roles"},
    ),
    ("Only the mayor opened the old harbour gate.", "The mayor opened the old harbour gate.", {"governor"}),
    (
        "The council closed the old harbour gate on Monday.",
        "The council closed the old harbour gate on Friday.",
        {"figures", "predicate-missing"},
    ),
    (
        "The harbour case before the town court is number 13-851.",
        "The harbour case before the town court is number 13-881.",
        {"figures"},
    ),
    (
        "The council sold the old harbour gate to a museum.",
        "The council hoped to sell the old harbour gate to a museum.",
        {"roles", "governor", "predicate-missing"},
    ),
    (
        "The council sold the old harbour gate to a museum.",
        "The council's critics sold the old harbour gate to a museum.",
        {"roles"},
    ),
    (
        "If the pier is unsafe, the railway will close the line.",
        "The railway will close the line.",
        {"governor", "too-little-overlap", "predicate-missing"},
    ),
)


@pytest.mark.parametrize(("words", "passage", "reasons"), REFUSED)
def test_a_contradiction_never_supports(words: str, passage: str, reasons: set[str]) -> None:
    answer = support(words, passage)
    assert not answer.holds, answer
    assert answer.reason in reasons


@pytest.mark.parametrize("words", sorted({words for one, other, _ in REFUSED for words in (one, other)}))
def test_every_statement_supports_itself_but_hearsay_of_nobody(words: str) -> None:
    found = features(statement(words))
    hearsay = found.voice != "own" and not found.speaker
    assert hearsay == ("reportedly" in words)
    assert support(words, words).holds != hearsay


def test_verb_subject_and_object_told_of_the_same_names_are_enough() -> None:
    assert support("Anna Brull sued Tom Quill.", "Anna Brull sued Tom Quill in March over a broken pier.").holds
    assert not support("Anna Brull sued Tom Quill.", "Tom Quill sued Anna Brull in March over a broken pier.").holds


def test_what_all_of_a_story_use_weighs_little() -> None:
    texts = ("Fire at the harbour\n\nThe dam fire.", "The harbour fire\n\nA fire.", "Harbour\n\nA fire at a gate.")
    found = story_shares(tuple(sorted(texts)))
    assert found["fire"] == 1.0
    assert found["gate"] == 0.0
    assert story_shares(texts[:2]) == {}
    within = JUDGE.within(texts)
    one = statement("The keeper sold the harbour gate in the fire.")
    other = statement("The keeper sold the gate of the harbour.")
    assert within.support(one, other).score > JUDGE.support(one, other).score


def test_names_alone_prove_nothing() -> None:
    answer = support("Anna Brull met Tom Quill in Lowmoor.", "Anna Brull met Tom Quill in Lowmoor.")
    assert answer.reason == "names-alone"


def test_a_report_of_an_outlets_word_supports_it_only_as_that_outlets_word() -> None:
    words = "The dam above the town had cracks in its eastern wall."
    passage = statement("Moor Post reported that the dam above the town had cracks in its eastern wall.", holder="post")
    assert not JUDGE.support(statement(words), passage).holds
    assert JUDGE.support(statement(words, holder="post", attributed=True), passage).holds
    assert not JUDGE.support(statement(words, holder="herald", attributed=True), passage).holds


def test_a_clause_of_the_passage_may_support_alone() -> None:
    words = "The dam above the town had cracks in its eastern wall."
    answer = support(words, "The dam above the town had cracks in its eastern wall, and the mayor of Sund knew it.")
    assert answer.holds


def test_features_tell_voice_and_speaker() -> None:
    own = features(statement("The dam above the town had cracks in its wall."))
    assert (own.voice, own.verb, own.speaker) == ("own", "", ())
    told = features(statement("The water company said the dam above the town had cracks in its wall."))
    assert (told.voice, told.verb) == ("governed", "say")
    assert told.speaker == ("water", "company")
    assert "say" not in told.lemmas
    assert not features(statement("The dam did not have cracks in its wall.")).positive


WORDS = st.sampled_from(("the", "dam", "wall", "police", "Monday", "said", "not", "40", "fire", "Brull", "Vell", "may"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=3, max_size=12), st.lists(WORDS, min_size=3, max_size=12))
def test_any_words_are_judged_without_error(one: list[str], other: list[str]) -> None:
    words = [" ".join(("Fire", *many)) + "." for many in (one, other)]
    answer = support(*words)
    assert 0 <= answer.score <= 1
    assert answer == support(*words)
    assert not answer.holds or set(answer.shared)
