"""What an editor would print ranks above what he would not, and the traits stand for what they say."""

import pytest

from alteram.language import Statement
from alteram.stages.facts.common import Common
from alteram.stages.facts.printing import TRAITS, printable, traits, weights
from tests.stages.test_origins import article


def _statement(sentence: str) -> Statement:
    one = article(None, 1, [sentence])
    start = one.text.index(sentence)
    span = (start, start + len(sentence.rstrip(".")))
    return Statement(one, span, (span,))


def _common(*words: str) -> Common:
    """A story whose openings, titles and texts share these words."""
    return Common(dict.fromkeys(words, 1.0), dict.fromkeys(words, 1.0), {1: frozenset(words)} if words else {}, {}, {})


def _traits(sentence: str, *words: str) -> dict[str, float]:
    return dict(zip(TRAITS, traits(_statement(sentence), "own", _common(*words)), strict=True))


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
        ("definite", "The council closed the harbour.", "Lowmoor closed a harbour."),
        ("commas", "On Friday, Lowmoor, a town, closed a harbour.", "Lowmoor closed a harbour."),
        ("quoted", 'Orla Vint called it "a disgrace" on Friday.', "Orla Vint called it a disgrace on Friday."),
        ("named", "Lowmoor bought ferries from Osterby.", "A town bought ferries from Osterby."),
        ("full_names", "Orla Vint bought ferries.", "Vint bought ferries."),
    ],
)
def test_a_trait_is_what_it_is_called(trait: str, with_it: str, without: str) -> None:
    assert _traits(with_it)[trait] > _traits(without)[trait]


@pytest.mark.parametrize("trait", ["event", "title", "told"])
def test_what_the_articles_share_counts_for_a_clause(trait: str) -> None:
    sentence = "Lowmoor closed a harbour."
    assert _traits(sentence, "harbour", "close")[trait] > _traits(sentence, "ferry")[trait] == 0.0
    assert weights()[TRAITS.index(trait)] > 0


def test_pointing_back_counts_against_a_clause() -> None:
    plain = _statement("Lowmoor council voted on Friday to close a harbour used by 40 ferries.")
    vague = _statement("The council also voted on the measure used by the company.")
    assert printable(plain, "own", _common("harbour", "close")) > printable(plain, "own", _common())
    assert printable(plain, "own", _common()) > printable(vague, "own", _common())
    assert 0.0 < printable(vague, "own", _common()) < 1.0
