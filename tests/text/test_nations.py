"""Nations: who speaks for a government, by office or seat."""

import pytest

from alteram.text.sentences import canonical
from alteram.text.views.nations import nations, officials, speaks_for


@pytest.mark.parametrize(
    ("nation", "words", "speaks"),
    [
        ("Israel", "Israeli government spokesman Mark Regev", True),
        ("Israel", "Israel’s ambassador", True),
        ("Israel", "a former Israeli minister", False),
        ("Israel", "an Israeli baker", False),
        ("Palestine", "The Palestinian delegation", True),
        ("Russia", "the Kremlin", True),
        ("Russia", "a spokesman for Moscow", True),
        ("North Korea", "North Korea", True),
        ("Hamas", "Hamas spokesman Olaf Brandt", True),
        ("Iran", "a man in Tehran", False),
    ],
)
def test_who_speaks_for_a_government(nation: str, words: str, speaks: bool) -> None:
    assert speaks_for(nations()[nation], words) is speaks


def test_officials_are_known_by_what_stands_beside_their_names() -> None:
    text = canonical(
        "A title",
        [
            "Israeli Prime Minister Ada Holm met Egyptian President Olaf Brandt.",
            "Ana Ruiz, the Iranian foreign minister, stayed away, and Odd Vik, a baker in Iran, sold bread.",
        ],
    )
    found = officials((text,))
    assert found["Israel"] == {"Holm"}
    assert found["Egypt"] == {"Brandt"}
    assert found["Iran"] == {"Ruiz"}
