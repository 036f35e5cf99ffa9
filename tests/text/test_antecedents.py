"""What a bare noun is short for: one name of the article, near enough, and nothing where there is a doubt."""

import pytest

from alteram.text.grammar.antecedents import antecedent, short_forms

TITLE = "Lowmoor council sues over the old harbour"


def _name(body: str, phrase: str) -> str | None:
    """The name that the last `phrase` of an article with this body is short for."""
    text = f"{TITLE}\n\n{body}"
    found = antecedent(text, text.rindex(phrase) + len(phrase))
    return None if found is None else text[slice(*found)]


@pytest.mark.parametrize(
    ("body", "phrase", "name"),
    [
        ("She fled to the Norvanian embassy. Police entered the embassy.", "the embassy", "the Norvanian embassy"),
        ("The Harbour Safety Committee met. The panel voted.", "The panel", "Harbour Safety Committee"),
        ("A Harbour Committee met. It rained. The committee voted.", "The committee", "Harbour Committee"),
        (
            "The Harbour Safety Committee met. The Tax Committee met. The Harbour panel voted.",
            "The Harbour panel",
            "Harbour Safety Committee",
        ),
    ],
)
def test_a_noun_stands_for_the_one_name_that_ends_in_it(body: str, phrase: str, name: str) -> None:
    assert _name(body, phrase) == name


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("The Harbour Committee met. The Tax Committee met. The committee voted.", "The committee"),
        ("The Harbour Committee met. A committee of parents met. The committee voted.", "The committee"),
        ("The Harbour Committee met. It rained. It did. It did so. It did again. The panel voted.", "The panel"),
        ("The committee voted. The Harbour Committee met.", "The committee"),
        ("The Harbour Committee met. Its committee voted.", "Its committee"),
        ("The Harbour Committee met. The committee members voted.", "The committee"),
        ("The Harbour Committee met. The mayor voted.", "The mayor"),
        ("The Harbour Committees met. The committee voted.", "The committee"),
    ],
)
def test_where_another_reading_is_open_it_stands_for_none(body: str, phrase: str) -> None:
    assert _name(body, phrase) is None


def test_a_name_in_the_same_stretch_needs_no_second_one() -> None:
    text = f"{TITLE}\n\nThe Harbour Committee met and the committee voted. The committee left."
    start = text.index("The Harbour")
    assert short_forms(text, (start, text.index(" The committee left"))) == ()
    last = text.index("The committee left")
    assert [text[a:b] for _, (a, b) in short_forms(text, (last, len(text)))] == ["Harbour Committee"]
