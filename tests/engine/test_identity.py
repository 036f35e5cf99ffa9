"""Story ids: for life, one a cluster, redirects for those that go; no order matters."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alteram.engine.identity import Partition, identify
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Moment, StoryId, story_id
from alteram.model.stories import Cluster, Join
from tests.engine.harbour import ARTICLES

ALL = {
    ArticleId(f"a{n}"): replace(
        ARTICLES[0], id=ArticleId(f"a{n}"), title=f"Title {n}", published=Moment(f"2031-01-{n + 1:02}")
    )
    for n in range(12)
}


def clusters(*groups: str) -> tuple[Cluster, ...]:
    """Clusters from strings of hexadecimal digits: "012" holds a0, a1 and a2."""
    return tuple(
        Cluster(
            tuple(ArticleId(f"a{int(digit, 16)}") for digit in group),
            tuple(Join(ArticleId(f"a{int(digit, 16)}"), None, 0.0, ()) for digit in group),
        )
        for group in groups
    )


def after(partition: Partition | None, *groups: str) -> Partition:
    """The next partition."""
    return identify(clusters(*groups), ALL, partition.stories if partition else ())


def named(partition: Partition) -> dict[str, StoryId]:
    """Ids by members, written as digits."""
    return {"".join(f"{int(a[1:]):x}" for a in story.articles): story.id for story in partition.stories}


def test_a_new_story_is_named_by_its_earliest_article() -> None:
    partition = after(None, "210", "43")
    assert named(partition) == {"012": story_id(ArticleId("a0")), "34": story_id(ArticleId("a3"))}
    story = partition.stories[0]
    assert (story.headline, story.opened, story.updated) == ("Title 0", "2031-01-01", "2031-01-03")
    assert [join.article for join in partition.joins] == ["a0", "a1", "a2", "a3", "a4"]


@pytest.mark.parametrize("genre", ["live", "opinion", "roundup"])
def test_a_story_goes_by_the_title_of_its_first_report(genre: str) -> None:
    first, others = ArticleId("a0"), tuple(ArticleId(f"a{n}") for n in (1, 2))
    articles = ALL | {first: replace(ALL[first], genre=genre)}
    (story,) = identify(clusters("012"), articles, ()).stories
    assert (story.id, story.headline, story.opened) == (story_id(first), "Title 1", "2031-01-01")
    articles |= {each: replace(ALL[each], genre=genre) for each in others}
    assert identify(clusters("012"), articles, ()).stories[0].headline == "Title 0"


def test_an_id_stays_when_an_earlier_article_comes() -> None:
    first = after(None, "12")
    second = after(first, "012")
    assert named(second)["012"] == named(first)["12"] == story_id(ArticleId("a1"))
    assert second.redirects == {}


def test_a_merge_keeps_the_larger_storys_id_and_redirects_the_other() -> None:
    first = after(None, "01", "234")
    merged = after(first, "01234")
    assert named(merged) == {"01234": named(first)["234"]}
    assert merged.redirects == {named(first)["01"]: named(first)["234"]}


def test_a_split_keeps_the_id_with_the_larger_part_and_names_the_other_anew() -> None:
    first = after(None, "01234")
    split = after(first, "01", "234")
    assert named(split)["234"] == named(first)["01234"] == story_id(ArticleId("a0"))
    assert named(split)["01"] == story_id(ArticleId("a1"))
    assert split.redirects == {}


def test_ids_are_never_given_to_two_clusters() -> None:
    first = after(None, "0123")
    second = after(first, "01", "23")
    third = after(second, "0", "1", "2", "3")
    for partition in (second, third):
        ids = [story.id for story in partition.stories]
        assert len(set(ids)) == len(ids)
    assert story_id(ArticleId("a0")) in {story.id for story in third.stories}


def test_an_article_that_left_takes_no_id_with_it() -> None:
    first = after(None, "01")
    second = after(first, "0", "12")
    assert len({story.id for story in second.stories}) == 2
    assert named(first)["01"] in named(second).values()


def test_an_undated_article_comes_last() -> None:
    undated: dict[ArticleId, Article] = {**ALL, ArticleId("a0"): replace(ALL[ArticleId("a0")], published=None)}
    partition = identify(clusters("01"), undated, ())
    assert partition.stories[0].articles == ("a1", "a0")
    assert partition.stories[0].opened == partition.stories[0].updated == "2031-01-02"


LABELS = st.lists(st.integers(0, 3), min_size=12, max_size=12)


@settings(max_examples=150, deadline=None, derandomize=True)
@example(
    [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2, 0], [0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0]
)  # a founder's id went on with another article
@given(LABELS, LABELS)
def test_no_order_matters_and_every_old_id_leads_somewhere(one: list[int], two: list[int]) -> None:
    def groups(labels: list[int]) -> list[str]:
        found = ["".join(f"{n:x}" for n, label in enumerate(labels) if label == wanted) for wanted in range(4)]
        return [group for group in found if group]

    first = after(None, *groups(one))
    second = after(first, *groups(two))
    turned = identify(clusters(*reversed(groups(two))), ALL, tuple(reversed(first.stories)))
    assert turned == second
    now = {story.id for story in second.stories}
    assert len(now) == len(second.stories)
    for story in first.stories:
        assert story.id in now or second.redirects[story.id] in now
    assert not now & second.redirects.keys()


@pytest.mark.parametrize("times", [1, 3])
def test_grouping_again_changes_nothing(times: int) -> None:
    first = after(None, "014", "23", "5")
    again = first
    for _ in range(times):
        again = after(again, "5", "23", "401")
    assert again.stories == first.stories
    assert again.redirects == {}
