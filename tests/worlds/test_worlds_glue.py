"""What tells of many events glues none: round-ups, newsletters and live pages beside generated stories."""

import random
from dataclasses import replace

import pytest

from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Moment
from alteram.stages.stories import group
from tests.worlds.generator import TEMPLATES, Report, World, articles_of, coverage, world

SEEDS = range(len(TEMPLATES["events"]))
DAY = Moment("2031-06-02")
"""All events are of one day, as they are in a round-up."""


def one_day(seed: int) -> World:
    """The world of a seed, moved to the day."""
    one = world(seed)
    return World(one.seed, one.event, one.slots | {"day": "Monday"}, DAY)


WORLDS = tuple(one_day(seed) for seed in SEEDS)
REPORTS = tuple(articles_of(one, coverage(one)) for one in WORLDS)


def telling_all(title: str, outlet: str, copies: int = 1) -> tuple[Article, ...]:
    """Articles that tell every event at length under this title."""
    made: list[Article] = []
    for copy in range(copies):
        chance = random.Random(copy)
        told = [(one.told("event", chance), one.told("figure", chance), one.detail(copy)) for one in WORLDS]
        made += articles_of(WORLDS[0], [Report(outlet, 30 + copy, f"{title}{' ' * copy}", tuple(told), outlet)])
    return tuple(made)


def homes(articles: tuple[Article, ...]) -> dict[ArticleId, frozenset[ArticleId]]:
    """Each article with all that are in its story."""
    return {article: frozenset(cluster.articles) for cluster in group(articles) for article in cluster.articles}


BARE = tuple(article for reports in REPORTS for article in reports)
ALONE = homes(BARE)


@pytest.mark.parametrize(
    "title",
    [
        "Morning briefing: barges, cranes and a fire",
        "The Tribune newsletter: what happened on Monday",
        "Five things to know today",
        "News in brief",
    ],
)
def test_roundups_and_newsletters_stay_alone_and_change_no_story(title: str) -> None:
    glue = telling_all(title, "tribune", copies=2)
    found = homes((*BARE, *glue))
    assert all(found[each.id] == {each.id} for each in glue)
    assert {article: found[article] for article in ALONE} == ALONE


@pytest.mark.parametrize("title", ["Live: a Monday of accidents", "Accidents across the Lowland – as it happened"])
def test_live_pages_follow_one_story_at_most_and_join_no_two(title: str) -> None:
    live = telling_all(title, "ledger", copies=2)
    assert {each.genre for each in live} == {"live"}
    found = homes((*BARE, *live))
    pages = {each.id for each in live}
    assert {article: found[article] - pages for article in ALONE} == ALONE


def test_these_words_would_glue_if_they_were_a_reports() -> None:
    reports = tuple(replace(each, genre="report") for each in telling_all("Accidents across the Lowland", "ledger", 2))
    assert homes((*BARE, *reports)) != ALONE | {each.id: frozenset({each.id}) for each in reports}


def test_no_event_of_the_day_is_with_another() -> None:
    for reports in REPORTS:
        own = {each.id for each in reports}
        assert all(ALONE[article] <= own for article in own)
