"""What an editor would print ranks above what he would not, and the traits stand for what they say."""

import pytest

from alteram.language import Statement
from alteram.stages.facts.printing import TRAITS, printable, traits, weights
from tests.stages.test_origins import article


def _statement(sentence: str) -> Statement:
    one = article(None, 1, [sentence])
    start = one.text.index(sentence)
    span = (start, start + len(sentence.rstrip(".")))
    return Statement(one, span, (span,))


def _traits(sentence: str, voice: str = "own", event: float = 0.0) -> dict[str, float]:
    return dict(zip(TRAITS, traits(_statement(sentence), voice, event), strict=True))


def test_every_trait_has_a_weight() -> None:
    assert len(weights()) == len(TRAITS)
    assert weights()[TRAITS.index("points_back_often")] < weights()[TRAITS.index("points_back")] < 0


@pytest.mark.parametrize(
    ("trait", "with_it", "without"),
    [
        ("points_back", "The memo was released by Orla Vint on Friday.", "A memo was released by Orla Vint on Friday."),
        ("points_back_often", "The memo also angered the crew.", "A memo angered Orla Vint."),
        ("expletive", "There is a plan to close a harbour.", "Lowmoor plans to close a harbour."),
        ("negated", "Lowmoor did not close a harbour.", "Lowmoor did close a harbour."),
        ("hedged", "Lowmoor could close a harbour.", "Lowmoor closed a harbour."),
        ("quoted", 'Orla Vint called it "a disgrace" on Friday.', "Orla Vint called it a disgrace on Friday."),
        ("figure", "Lowmoor bought 12 ferries.", "Lowmoor bought ferries."),
        ("full_name", "Orla Vint bought ferries.", "Vint bought ferries."),
    ],
)
def test_a_trait_is_what_it_is_called(trait: str, with_it: str, without: str) -> None:
    assert _traits(with_it)[trait] > _traits(without)[trait]


def test_telling_the_event_counts_for_a_clause_and_pointing_back_against_it() -> None:
    plain = _statement("Lowmoor council voted on Friday to close a harbour used by 40 ferries.")
    vague = _statement("The council also voted on the measure used by the company.")
    assert printable(plain, "own", 0.6) > printable(plain, "own", 0.0)
    assert printable(plain, "own", 0.3) > printable(vague, "own", 0.3)
    assert 0.0 < printable(vague, "own", 0.3) < 1.0
