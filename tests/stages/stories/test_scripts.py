"""Grouping of languages that part no words, and of such as English has no lists for; all of it fictional."""

import tomllib
from pathlib import Path

import pytest

from alteram.stages.stories import group
from alteram.stages.stories.segmenting import segmented
from tests.stages.stories.test_slots import article

EVENTS = tomllib.loads(Path(__file__).with_name("scripts.toml").read_text(encoding="utf-8"))


def test_characters_go_in_pairs_and_figures_stay_whole() -> None:
    assert segmented(["触礁214人", "Linnet", "8"]) == ("触礁", "214", "人", "Linnet", "8")
    assert segmented(["渡轮林"]) == ("渡轮", "轮林")


def test_words_of_other_scripts_stay_as_they_are() -> None:
    assert segmented(["Fähre", "паром", "1,200"]) == ("Fähre", "паром", "1,200")


@pytest.mark.parametrize("language", sorted(EVENTS))
@pytest.mark.parametrize("day", ["2031-06-03", None])
def test_two_reports_are_together_and_the_budget_of_that_day_apart(language: str, day: str | None) -> None:
    pages = [article(title, body, day, language) for title, body in EVENTS[language]]
    numbers = {page.id: number for number, page in enumerate(pages)}
    found = sorted(sorted(numbers[member] for member in cluster.articles) for cluster in group(pages))
    assert found == [[0, 1], [2]]
