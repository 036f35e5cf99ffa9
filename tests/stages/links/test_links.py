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


def page_of(key: str, day: str, title: str, lead: str) -> Page:
    """A page that says nothing of another day."""
    return Page(key, "branneskcourier", day, title, (lead, "The square was full by noon.", "Bakers sold out early."))


SUED = page_of(
    "sued",
    "2031-08-04",
    "Islanders sue Tallow Mining over Vessmouth dam",
    "Some 40 islanders sued Tallow Mining in the court of Brannesk over the dam above Vessmouth.",
)
RULED = page_of(
    "ruled",
    "2031-08-11",
    "Tallow Mining must pay islanders of Vessmouth, court finds",
    "Tallow Mining must pay the islanders of Vessmouth 3 million crowns, the court of Brannesk found.",
)


def test_two_titles_that_name_one_affair_are_a_link_without_a_look_back() -> None:
    assert kinds([SUED], [RULED]) == [("ruled", "update", "sued")]
    (found,) = linked([SUED], [RULED])
    assert RULED.article.text[slice(*found.passage)] == RULED.title
    assert {"tallow", "mine", "islander"} & set(found.shared)


def test_an_answer_in_the_title_of_the_same_affair_is_a_reaction() -> None:
    answer = replace(RULED, title="Tallow Mining condemns suit of islanders", key="answer")
    assert kinds([SUED], [answer]) == [("answer", "reaction", "sued")]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"day": "2031-08-04"}, "of one day"),
        ({"day": "2031-08-29"}, "more than three weeks later"),
        ({"title": "What Tallow Mining owes the islanders"}, "a feature"),
        ({"title": "Five questions that Tallow Mining leaves islanders"}, "a list"),
        ({"title": "Tallow Mining opens a choir school"}, "the same name, and nothing that was said of it"),
        ({"title": "Court opens new hall after islanders sue Tallow Mining"}, "the affair is not its news"),
        ({"language": "de"}, "of another language"),
    ],
)
def test_what_is_no_development_of_the_same_affair(changes: dict[str, str], why: str) -> None:
    later = replace(RULED, **changes)  # type: ignore[arg-type]
    assert linked([SUED], [later]) == (), why


def test_a_name_that_many_stories_have_stands_for_no_affair() -> None:
    crowd = [
        [
            replace(
                SUED, key=f"other{n}", day=f"2031-07-{n + 1:02}", title=f"Tallow Mining islanders Vessmouth number {n}"
            )
        ]
        for n in range(20)
    ]
    assert not [each for each in kinds(*crowd, [SUED], [RULED]) if each[0] == "ruled"]


PASSED = page_of("bill", "2031-08-04", "Senate passes immigration bill", "The vote was 61 to 30 and took an hour.")
REFUSED = replace(PASSED, title="Senate does not pass immigration bill")


def looking_back(told: str) -> Page:
    """A page of a week later, whose third sentence this is."""
    page = page_of("later", "2031-08-12", "Choir of Hallin loses its hall", "The choir of Hallin sings in the open.")
    return replace(page, paragraphs=(page.paragraphs[0], "Nobody knew why.", told, *page.paragraphs[1:]))


@pytest.mark.parametrize(
    ("earlier", "told", "linked_to"),
    [
        (PASSED, "The Senate passed the immigration bill last week.", True),
        (PASSED, "The Senate talked of the immigration bill last week.", False),
        (PASSED, "The Senate passed the bill on hens last week, and it said what a hen is.", False),
        (REFUSED, "The Senate did not pass the immigration bill last week.", True),
        (REFUSED, "The Senate passed the immigration bill last week.", False),
    ],
)
def test_a_passage_has_to_repeat_a_titles_news_its_verb_and_its_no(earlier: Page, told: str, linked_to: bool) -> None:
    assert kinds([earlier], [looking_back(told)]) == ([("later", "background", earlier.key)] if linked_to else [])


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
