"""A statement of a narrative can be read by itself."""

import pytest

from alteram.stages.narratives.standing import stands_alone


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ("the harbour tax is a reckless raid on the traders of Lindhaven", True),
        ("“The harbour tax is a reckless raid on traders”", True),
        ("“He should resign”", False),
        ("it is a reckless raid", False),
        ("it is time to repeal the harbour tax", True),
        ("“They have betrayed the town”", False),
        ("traders say they have been betrayed", True),
        ("“This is a reckless raid”", False),
        ("“This country needs the harbour tax”", True),
        ("“That decision is a reckless raid”", False),
        ("“And the tax is a reckless raid”", False),
        ("“The tax is a reckless raid", False),
        ("the tax is ... a raid", False),
    ],
)
def test_nothing_points_at_what_is_not_there(said: str, good: bool) -> None:
    assert stands_alone(f"Ada Holm said {said}.", "Ada Holm", said) is good
