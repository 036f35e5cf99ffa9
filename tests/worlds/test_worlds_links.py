"""What follows what in generated worlds: a story that looks back is linked, an unrelated one is not, in any order."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from alteram.codec import encode
from alteram.model.articles import Article
from alteram.model.ids import Moment, StoryId
from alteram.model.stories import Link, Story
from alteram.stages.links import link, read
from alteram.stages.stories.roles import role
from tests.worlds.generator import TEMPLATES, Report, Telling, World, articles_of, coverage, world

SEEDS = range(12)
EVENTS = len(TEMPLATES["events"])
LATER = 4
"""Days between an event and what follows: less than a week, so that its weekday means the event's day."""
NEWS = (
    (
        "Council of {detour} votes on price of tram tickets",
        "The council of {detour} voted on the price of tram tickets.",
    ),
    ("Choir of {detour} loses its hall", "The choir of {detour} has to sing in the open from now on."),
    ("School in {detour} teaches sailing", "A school in {detour} will teach sailing to all of its pupils."),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A story of one world, with its articles."""

    story: Story
    articles: tuple[Article, ...]


def story_of(articles: Sequence[Article]) -> Told:
    """A story of some articles."""
    ordered = tuple(sorted(articles, key=lambda one: (one.when or "", one.id)))
    name = StoryId(ordered[0].id[:16])
    return Told(Story(name, tuple(one.id for one in ordered), ordered[0].title, None, None), ordered)


def event(seed: int, days: int = 0) -> Told:
    """The event of a seed as its coverage tells it, so many days later than it was."""
    one = moved(world(seed), days)
    return story_of(articles_of(one, coverage(one)))


def moved(one: World, days: int) -> World:
    """The same world on another day."""
    day = date.fromisoformat(one.day) + timedelta(days=days)
    return World(one.seed, one.event, one.slots | {"day": day.strftime("%A")}, Moment(day.isoformat()))


def after(seed: int, back: Sequence[Telling]) -> Told:
    """News of a later day, with some sentences that look back in its fourth paragraph."""
    one = world(seed)
    title, lead = (one.filled(wording) for wording in NEWS[seed % len(NEWS)])
    own = [Telling("news", lead), *(one.colour(20 + seed % 7, at) for at in range(2))]
    paragraphs = (*((telling,) for telling in own), *((telling,) for telling in back), (one.colour(30, 1),))
    return story_of(articles_of(moved(one, LATER), [Report("tribune", 3, title, paragraphs, "tribune")]))


def looking_back(seed: int) -> Told:
    """A later story that tells the event again, with its weekday, as the past of its own news."""
    return after(seed, [world(seed).told("event", random.Random(seed))])


def links_of(stories: Sequence[Told]) -> tuple[Link, ...]:
    """The links between stories."""
    return link([each.story for each in stories], {one.id: read(one) for each in stories for one in each.articles})


def tied(links: Sequence[Link], later: Told, earlier: Told) -> list[Link]:
    """The links from one story to another."""
    ends = ({one.id for one in later.articles}, {one.id for one in earlier.articles})
    return [each for each in links if each.later in ends[0] and each.earlier in ends[1]]


def test_a_follow_up_is_linked_to_its_story_and_to_no_other() -> None:
    events, later = [event(seed) for seed in SEEDS], [looking_back(seed) for seed in SEEDS]
    links = links_of((*events, *later))
    found = [bool(tied(links, later[seed], events[seed])) for seed in SEEDS]
    assert sum(found) >= 0.8 * len(SEEDS), "a follow-up that names day, place and deed is found"
    wrong = [
        (one, other) for one in SEEDS for other in SEEDS if one != other and tied(links, later[one], events[other])
    ]
    assert wrong == []
    assert {each.kind for seed in SEEDS for each in tied(links, later[seed], events[seed])} == {"background"}


def test_a_story_that_looks_back_to_nothing_is_linked_to_nothing() -> None:
    events, later = [event(seed) for seed in SEEDS], [after(seed, ()) for seed in SEEDS]
    links = links_of((*events, *later))
    assert [seed for seed in SEEDS for other in SEEDS if tied(links, later[seed], events[other])] == []


@pytest.mark.parametrize("seed", range(EVENTS))
def test_an_event_of_the_same_kind_elsewhere_is_no_development(seed: int) -> None:
    assert links_of((event(seed), event(seed + EVENTS, days=2))) == ()


@pytest.mark.parametrize("seed", range(EVENTS))
def test_what_is_told_of_another_week_is_another_event(seed: int) -> None:
    long_ago = event(seed, days=-21)
    assert tied(links_of((long_ago, looking_back(seed))), looking_back(seed), long_ago) == []


@pytest.mark.parametrize("genre", ["roundup", "live"])
def test_roundups_and_live_pages_tie_nothing(genre: str) -> None:
    stories = [told for seed in SEEDS for told in (event(seed), looking_back(seed))]
    glue = {one.id for told in stories for one in told.articles if one.outlet == "tribune"}
    marked = [replace(one, genre=genre if one.id in glue else "report") for told in stories for one in told.articles]
    readings = {one.id: read(one, role(one) == "report") for one in marked}
    links = link([told.story for told in stories], readings)
    assert not glue & {end for each in links for end in (each.later, each.earlier)}
    assert glue & {each.later for each in links_of(stories)}, f"as reports they are linked, as {genre} not"


def test_no_order_changes_a_byte() -> None:
    stories = [told for seed in SEEDS for told in (event(seed), looking_back(seed))]
    expected = encode(links_of(stories))
    for turn in range(4):
        turned = random.Random(turn).sample(stories, len(stories))
        assert encode(links_of(turned)) == expected
    assert len(expected) > 1_000
