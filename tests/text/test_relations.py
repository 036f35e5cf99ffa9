"""Clauses of the same words that say something else: by modifiers that changed nouns, and opposite prepositions."""

import pytest

from alteram.text.grammar.relations import exchanged, modifiers, opposed, prepositions


def _whole(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    return text, ((0, len(text)),)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The southern army attacked the northern camp.", "The northern army attacked the southern camp.", True),
        ("The southern army attacked the northern camp.", "The southern army attacked a large northern camp.", False),
        ("The old mayor closed a new harbour.", "A new harbour was closed by the old mayor.", False),
    ],
)
def test_modifiers_that_changed_their_nouns_are_seen(one: str, other: str, *, differ: bool) -> None:
    assert exchanged(modifiers(*_whole(one)), modifiers(*_whole(other))) is differ


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The ministers met before the vote.", "The ministers met after the vote.", True),
        ("The ministers met before the vote.", "Before the vote the ministers met.", False),
        ("The council spoke for the law.", "The council spoke against the new law.", True),
        ("The council met after the storm.", "The council met after the storm and before the vote.", False),
    ],
)
def test_opposite_prepositions_before_a_word_are_seen(one: str, other: str, *, differ: bool) -> None:
    assert opposed(prepositions(*_whole(one)), prepositions(*_whole(other))) is differ
