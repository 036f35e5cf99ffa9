"""The measures of grouping: B-cubed, pairwise, and the bootstrap's intervals."""

import pytest

from evals.clusters import b_cubed, interval, pairwise, tallies, total

STORIES = ("a", "a", "a", "b", "b", "c")
CLUSTERS = ((0, 1), (2, 3, 4), (5,))


def test_b_cubed_and_pairwise_of_a_worked_case() -> None:
    cubed, paired = b_cubed(CLUSTERS, STORIES), pairwise(CLUSTERS, STORIES)
    assert cubed.precision == pytest.approx((2 * 1 + 1 / 3 + 2 * 2 / 3 + 1) / 6)
    assert cubed.recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 2 * 1 + 1) / 6)
    assert [paired.precision, paired.recall] == pytest.approx([2 / 4, 2 / 4])


def test_tallies_of_stories_add_up_to_the_whole() -> None:
    parts = tallies(CLUSTERS, STORIES, STORIES)
    assert len(parts) == 3
    assert total(parts).b_cubed() == b_cubed(CLUSTERS, STORIES)
    assert total(parts).pairwise().f() == pytest.approx(pairwise(CLUSTERS, STORIES).f())


def test_an_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    parts = tallies(CLUSTERS, STORIES, STORIES)
    low, high = interval(parts, lambda tally: tally.b_cubed().f())
    assert low <= b_cubed(CLUSTERS, STORIES).f() <= high
    assert low < high
    assert interval(parts, lambda tally: tally.b_cubed().f()) == (low, high)


def test_a_perfect_clustering_has_no_spread() -> None:
    parts = tallies(((0, 1, 2), (3, 4), (5,)), STORIES, STORIES)
    assert interval(parts, lambda tally: tally.b_cubed().f()) == (1.0, 1.0)
