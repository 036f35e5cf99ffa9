"""Rivals: two whom the texts of a story set against each other."""

import pytest

from alteram.text.sentences import canonical
from alteram.text.views.rivals import are_rivals


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Voters choose between Ada Holm and Olaf Brandt on Sunday.", True),
        ("Ada Holm defeated Olaf Brandt on Sunday.", True),
        ("Ada Holm blasted Olaf Brandt on Sunday.", True),
        ("Ada Holm met Olaf Brandt on Sunday.", False),
        ("Ada Holm praised Olaf Brandt on Sunday.", False),
        ("Voters choose on Sunday. Olaf Brandt and Ada Holm were against the tax.", False),
    ],
)
def test_rivals_are_set_against_each_other(sentence: str, expected: bool) -> None:
    dated = ((canonical("A title", [sentence]), "2031-05-04"),)
    assert are_rivals(dated, "Brandt", "Holm") is expected
    assert are_rivals(dated, "Holm", "Brandt") is expected
