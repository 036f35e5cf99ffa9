"""Links between stories: what follows what, of what kind, and what never links."""

import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from alteram.model.articles import Article
from alteram.model.ids import ArticleId, story_id
from alteram.model.stories import Link, Story
from alteram.stages.links import Reading, link, read
from tests.stages.links.affair import (
    AFFAIR,
    ANSWER,
    BRIEFING,
    CLEANING,
    FESTIVAL,
    LIVE,
    STRIKE,
    TWIN,
    WRECK,
    Page,
)


def story_of(pages: Sequence[Page]) -> Story:
    """A story of some pages."""
    articles = sorted((page.article for page in pages), key=lambda article: (article.when or "", article.id))
    return Story(story_id(articles[0].id), tuple(article.id for article in articles), articles[0].title, None, None)


def readings_of(*stories: Sequence[Page]) -> dict[ArticleId, Reading]:
    """Readings of all pages; those of round-ups and live pages say that they are not linked."""
    pages = itertools.chain.from_iterable(stories)
    return {page.article.id: read(page.article, linked=page.genre == "report") for page in pages}


def linked(*stories: Sequence[Page]) -> tuple[Link, ...]:
    """The links between stories."""
    return link([story_of(pages) for pages in stories], readings_of(*stories))


def kinds(*stories: Sequence[Page]) -> list[tuple[str, str, str]]:
    """The links as (key of the later story, kind, key of the earlier one)."""
    keys = {page.article.id: page.key for pages in stories for page in pages}
    return sorted((keys[each.later], each.kind, keys[each.earlier]) for each in linked(*stories))


@pytest.mark.parametrize(
    ("later", "kind"), [(CLEANING, "update"), (STRIKE, "consequence"), (ANSWER, "reaction"), (FESTIVAL, "background")]
)
def test_a_later_story_follows_the_one_that_it_points_back_to(later: Sequence[Page], kind: str) -> None:
    assert kinds(WRECK, later) == [(later[0].key, kind, "wreck")]


def test_the_whole_affair_hangs_on_its_first_story() -> None:
    assert kinds(*AFFAIR) == [
        ("answer", "reaction", "wreck"),
        ("cleaning", "update", "wreck"),
        ("festival", "background", "wreck"),
        ("strike", "consequence", "wreck"),
    ]


def test_the_passage_is_the_sentence_that_points_back() -> None:
    (found,) = linked(WRECK, FESTIVAL)
    text = FESTIVAL[0].article.text
    assert text[slice(*found.passage)].startswith("A week ago the freighter Halcyon")
    assert {"halcyon", "skerrow"} <= set(found.shared)
    assert 0.5 <= found.score <= 1


def test_an_event_of_the_same_kind_is_no_development() -> None:
    assert linked(WRECK, TWIN) == ()


@pytest.mark.parametrize("glue", [BRIEFING, LIVE])
def test_roundups_and_live_pages_are_no_end_of_a_link(glue: Sequence[Page]) -> None:
    assert linked(WRECK, glue) == ()
    assert linked(glue, FESTIVAL) == ()
    as_report = [replace(page, genre="report") for page in glue]
    assert linked(WRECK, as_report) != (), "these words would link a report"


def moved(pages: Sequence[Page], day: str) -> list[Page]:
    """The same pages of another day."""
    return [replace(page, day=day) for page in pages]


def test_what_is_said_of_another_time_is_another_event() -> None:
    assert linked(WRECK, moved(FESTIVAL, "2031-09-30")) == ()
    assert linked(moved(WRECK, "2031-07-02"), FESTIVAL) == ()


def test_a_story_never_follows_a_later_one_or_one_of_its_day() -> None:
    assert linked(WRECK, moved(FESTIVAL, "2031-08-12")) == ()
    assert linked(WRECK, moved(ANSWER, "2031-08-14")) == ()


def test_a_day_to_come_points_nowhere() -> None:
    page = replace(
        FESTIVAL[0],
        paragraphs=(
            *FESTIVAL[0].paragraphs[:4],
            "The freighter Halcyon, aground on the Skerrow reef, will be freed of its oil on Thursday.",
        ),
    )
    assert linked(WRECK, [page]) == ()


def test_a_list_of_titles_points_nowhere() -> None:
    title = WRECK[0].title
    page = replace(FESTIVAL[0], paragraphs=(*FESTIVAL[0].paragraphs[:4], f"August 14, 2031 {title.title()} More News"))
    assert linked(WRECK, [page]) == ()


def test_undated_articles_link_nothing() -> None:
    articles: list[Article] = [replace(WRECK[0].article, published=None), FESTIVAL[0].article]
    stories = [Story(story_id(one.id), (one.id,), one.title, None, None) for one in articles]
    assert link(stories, {one.id: read(one) for one in articles}) == ()


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_matter(seed: int) -> None:
    stories = [story_of(pages) for pages in AFFAIR]
    readings = readings_of(*AFFAIR)
    turned = random.Random(seed).sample(stories, len(stories))
    names = random.Random(seed).sample(sorted(readings), len(readings))
    assert link(turned, {name: readings[name] for name in names}) == link(stories, readings) != ()


def test_an_article_without_a_reading_counts_for_nothing() -> None:
    readings = readings_of(WRECK, FESTIVAL)
    del readings[FESTIVAL[0].article.id]
    assert link([story_of(WRECK), story_of(FESTIVAL)], readings) == ()


CODE = """
import json
from tests.stages.links.affair import AFFAIR
from tests.stages.links.test_links import linked
print(json.dumps([[one.kind, one.later, one.earlier, one.passage, one.shared, one.score] for one in linked(*AFFAIR)]))
"""


def test_two_hash_seeds_give_the_same_links() -> None:
    said = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", CODE],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(run.stdout)
    assert len(said) == 1
    assert len(json.loads(said.pop())) == 4
