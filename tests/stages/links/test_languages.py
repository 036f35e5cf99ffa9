"""Stories of two languages: tied where names, figures and days agree, and never one."""

import itertools

import pytest

from alteram.model.stories import Link
from alteram.stages.links.skeletons import skeleton
from alteram.stages.stories import group
from tests.stages.links.test_links import kinds, linked
from tests.stages.links.tongues import AGROUND, GOD_SPUSTYA, NA_MELI, TONGUES, VYSTAVKA


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trump", "Трамп"), ("Johnson", "Джонсон"), ("Erdogan", "Эрдоган"), ("Merkel", "Меркель"), ("Macron", "Макрон"),
        ("Wolgograd", "Volgograd"), ("Varnholm", "Варнхольм"), ("Skopje", "Skopje"), ("Šimon", "Simon"),
    ],
)  # fmt: skip
def test_a_name_has_one_skeleton_in_whatever_script(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Varnholm", "Варшава"), ("Pellan", "Бергман"), ("Linnet", "Лидия")])
def test_other_names_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_a_script_without_a_table_has_no_skeleton() -> None:
    assert skeleton("東京") == ""


def test_one_event_in_three_languages_is_linked_and_nothing_else() -> None:
    assert kinds(*TONGUES) == [
        ("gestrandet", "other-language", "aground"),
        ("gestrandet", "other-language", "na-meli"),
        *[found for found in kinds(AGROUND, NA_MELI) if found[1] == "other-language"],
    ]
    assert len(kinds(AGROUND, NA_MELI)) == 1


def test_the_link_says_by_what_it_was_found() -> None:
    (found,) = linked(AGROUND, NA_MELI)
    assert isinstance(found, Link)
    assert "214" in found.shared
    assert found.passage == (0, 0)
    assert 0.4 <= found.score <= 1.0


def test_one_name_is_not_enough_nor_are_all_names_ten_days_later() -> None:
    assert linked(AGROUND, VYSTAVKA) == ()
    assert linked(AGROUND, GOD_SPUSTYA) == ()


def test_no_story_has_two_languages() -> None:
    articles = {page.article.id: page.language for pages in TONGUES for page in pages}
    for cluster in group([page.article for pages in TONGUES for page in pages]):
        assert len({articles[member] for member in cluster.articles}) == 1


def test_the_order_of_the_stories_changes_nothing() -> None:
    wanted = linked(*TONGUES)
    assert all(linked(*order) == wanted for order in itertools.islice(itertools.permutations(TONGUES), 0, 120, 17))
