"""What in a clause points back to something told before it."""

import pytest

from alteram.text.grammar.pointing import pointing


def _found(clause: str) -> list[str]:
    return [clause[a:b] for a, b in pointing(clause, ((0, len(clause)),))]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("The memo was released on Friday.", ["The memo"]),
        ("Officers cleared the church after midnight.", ["the church"]),
        ("The violence erupted on a quiet street.", ["The violence"]),
        ("Orla Vint defended her decision.", ["her decision"]),
        ("Orla Vint's comments came after the vote.", ["Vint's comments"]),
        ("Lowmoor council also raised the fee.", ["also", "the fee"]),
        ("Orla Vint spoke of another ferry.", ["another"]),
        ("Both sides met in Lowmoor.", ["Both sides"]),
        ("Orla Vint called for their removal.", ["their"]),
        ("The move throws a wrench into that plan.", ["The move", "that plan"]),
        ("Divers searched the wreck for two days.", ["the wreck"]),
        ("Orla Vint surveyed the damage Tuesday.", ["the damage"]),
        ("The crash was in Hallin.", ["The crash"]),
        ("Orla Vint discussed the attacks in a briefing.", ["the attacks"]),
    ],
)
def test_what_nothing_in_the_clause_identifies_points_back(clause: str, found: list[str]) -> None:
    assert _found(clause) == found


@pytest.mark.parametrize(
    "clause",
    [
        "The memo on ferry safety was released on Friday.",
        "The memo that Orla Vint wrote was released.",
        "The Lowmoor memo was released.",
        "The first memo was released.",
        "A memo was lost and the memo was found in Lowmoor.",
        "The president signed a law.",
        "The documents released by a court were published.",
        "Orla Vint defended her decision to resign.",
        "Lowmoor and other towns raised a fee.",
        "Not only Lowmoor but also Hallin raised a fee.",
        "Both Orla Vint and Ilse Varden left.",
        "The police said they were called at noon.",
        "Orla Vint said that a ferry sank this week.",
        '"The memo is false," Orla Vint said.',
    ],
)
def test_what_the_clause_or_common_knowledge_identifies_does_not(clause: str) -> None:
    assert _found(clause) == []
