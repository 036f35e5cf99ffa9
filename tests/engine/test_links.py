"""Links in a library: found with every build, kept by their articles, and gone with them."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from alteram.compute.in_process import InProcess
from alteram.config import Publisher
from alteram.engine import editing
from alteram.engine.arrivals import import_paths
from alteram.engine.belonging import explain_belonging
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.links import story_links, ties
from alteram.engine.membership import memberships
from alteram.engine.publication import publish
from alteram.engine.reading import LibraryReader
from alteram.engine.removal import remove
from alteram.model.ids import ArticleId, StoryId
from alteram.model.stories import Link
from tests.engine.fakes import clock, silent
from tests.stages.links.affair import AFFAIR, ANSWER, BRIEFING, FESTIVAL, TWIN, WRECK, Page, lines


def brought(library: Library, folder: Path, stories: Sequence[Sequence[Page]]) -> None:
    """Imports stories and builds."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{len(list(folder.iterdir()))}.jsonl"
    file.write_text(lines(stories), encoding="utf-8")
    import_paths(library, [file], compute=InProcess(), progress=silent, clock=clock)
    build(library, compute=InProcess(), progress=silent)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """The affair, built."""
    with Library.open(tmp_path / "library", create=True) as opened:
        brought(opened, tmp_path / "files", AFFAIR)
        yield opened


def home(library: Library, pages: Sequence[Page]) -> StoryId:
    """The story that holds an article."""
    version = library.store.versions(pages[0].url)[-1]
    return library.store.grouped_homes([version.id])[version.id]


def home_of(library: Library, pages: Sequence[Page]) -> tuple[ArticleId, ...]:
    """The articles of the story that holds an article."""
    status = library.store.story(home(library, pages))
    assert status is not None
    return status.story.articles


def told(library: Library) -> list[tuple[str, str, str]]:
    """All ties as (key of an article's story, place, kind), by story."""
    found = ties(library)
    return [
        (pages[0].key, tie.place, tie.link.kind)
        for pages in (WRECK, FESTIVAL, TWIN)
        for tie in found.get(home(library, pages), ())
        if tie.other in {home(library, WRECK), home(library, FESTIVAL)}
    ]


def test_a_build_finds_what_follows_what(library: Library) -> None:
    assert told(library) == [("wreck", "later", "background"), ("festival", "earlier", "background")]
    assert len(library.store.links()) >= 2


def test_one_story_is_seen_as_all_are(library: Library) -> None:
    every = ties(library)
    for status in library.store.stories():
        assert ties(library, (status.story,)).get(status.story.id, ()) == every.get(status.story.id, ())


def links_of(folder: Path, parts: Sequence[Sequence[Sequence[Page]]]) -> tuple[Link, ...]:
    """The links of a library that was built after each part."""
    with Library.open(folder / "library", create=True) as library:
        for part in parts:
            brought(library, folder / "files", part)
        return library.store.links()


@pytest.mark.parametrize("seed", range(2))
def test_one_build_and_many_give_the_same_links(library: Library, tmp_path: Path, seed: int) -> None:
    turned = random.Random(seed).sample(AFFAIR, len(AFFAIR))
    folder = tmp_path / "again"
    folder.mkdir()
    assert links_of(folder, [[each] for each in turned]) == library.store.links() != ()


def test_a_build_reads_no_text_twice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = library.store.links()

    def read(*_arguments: object) -> None:
        raise AssertionError("a text was read again")

    monkeypatch.setattr("alteram.engine.links.read", read)
    build(library, compute=InProcess(), progress=silent)
    assert library.store.links() == before


def test_a_removed_article_takes_its_links_along(library: Library) -> None:
    held = library.store.versions(FESTIVAL[0].url)[-1].id
    assert any(link.later == held for link in library.store.links())
    remove(library, FESTIVAL[0].url, "asked", clock=clock)
    assert held not in {end for link in library.store.links() for end in (link.later, link.earlier)}
    assert told_of(library, WRECK, "background") == []
    build(library, compute=InProcess(), progress=silent)
    assert told_of(library, WRECK, "background") == []


def told_of(library: Library, pages: Sequence[Page], kind: str) -> list[StoryId]:
    """The stories that a story is tied to by links of a kind."""
    return [tie.other for tie in ties(library).get(home(library, pages), ()) if tie.link.kind == kind]


def test_a_merge_takes_a_link_in_and_a_split_gives_it_back(library: Library) -> None:
    festival, wreck, answer = (home(library, pages) for pages in (FESTIVAL, WRECK, ANSWER))
    editing.merge(library, [wreck, festival], "one affair", clock=clock)
    whole = home(library, WRECK)
    assert home(library, FESTIVAL) == whole
    assert whole not in [tie.other for tie in ties(library).get(whole, ())]
    assert told_of(library, ANSWER, "reaction") == [whole]
    build(library, compute=InProcess(), progress=silent)
    assert whole not in [tie.other for tie in ties(library).get(whole, ())]
    assert told_of(library, ANSWER, "reaction") == [whole]
    editing.split(library, whole, [FESTIVAL[0].url], "two after all", clock=clock)
    build(library, compute=InProcess(), progress=silent)
    assert home(library, FESTIVAL) == festival
    assert told_of(library, FESTIVAL, "background") == [wreck]
    assert home(library, ANSWER) == answer


def test_a_moved_article_takes_its_link_to_its_new_story(library: Library) -> None:
    twin = home(library, TWIN)
    editing.move(library, FESTIVAL[0].url, twin, "", clock=clock)
    assert home(library, FESTIVAL) == twin
    assert told_of(library, TWIN, "background") == [home(library, WRECK)]


def test_the_list_names_links(library: Library) -> None:
    text = LibraryReader(library).stories_json().decode()
    wreck = home(library, WRECK)
    assert f'"links":[{{"place":"earlier","kind":"background","story":"{wreck}"}}]' in text
    assert '"links":[]' in text


def test_links_say_whether_a_title_or_a_sentence_shows_them(library: Library) -> None:
    status = library.store.story(home(library, WRECK))
    assert status is not None
    links = {each.story: each for each in story_links(library, status.story)}
    found = links[home(library, FESTIVAL)]
    assert found.shown_by == "sentence"
    assert found.passage.startswith("A week ago the freighter Halcyon")


def test_a_roundup_is_said_to_join_no_story(library: Library) -> None:
    """The briefing of the affair is near to its stories, and stays alone; a page does not name it at all."""
    briefing = home(library, BRIEFING)
    said = []
    for status in library.store.stories():
        for article in library.store.articles_by_id(status.story.articles).values():
            reason = explain_belonging(library, status.story.id, article.url)
            if reason.other_tie is not None and reason.other_tie.story == briefing:
                said.append(reason.other_tie.role)
        assert briefing not in [each.other for each in memberships(library, status.story)]
        assert status.story.id == briefing or not set(home_of(library, BRIEFING)) & set(status.story.articles)
    assert set(said) == {"alone"}


def test_why_quotes_the_sentence_that_points_back(library: Library) -> None:
    (link,) = explain_belonging(library, home(library, FESTIVAL), FESTIVAL[0].url).links
    assert (link.place, link.kind, link.other) == ("earlier", "background", home(library, WRECK))
    assert link.passage.startswith("A week ago the freighter Halcyon")


def test_pages_show_links_to_stories_that_have_one(library: Library, tmp_path: Path) -> None:
    publish(library, tmp_path / "site", Publisher(), private=True)
    page = (tmp_path / "site" / "stories" / home(library, WRECK) / "index.html").read_text("utf-8")
    section = page[page.index('id="links"') : page.index('id="editions"')]
    assert "What followed" in section
    assert "What this story follows" not in section
    status = library.store.story(home(library, WRECK))
    assert status is not None
    links = story_links(library, status.story)
    bare = section
    for link in links:
        bare = bare.replace(link.headline, "")
    for link in links:
        address = f"stories/{link.story}/index.html"
        assert (address in section) == link.brief == (tmp_path / "site" / address).exists()
        assert not set(link.shared) & set(bare.split()), "shared words have passed no gate"
        assert link.passage not in bare
