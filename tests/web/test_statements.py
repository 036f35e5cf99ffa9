"""How often a page asks the store: the same number of times, whatever the library holds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from alteram.engine.library import Library
from alteram.engine.listing import refresh
from alteram.engine.reading import LibraryReader
from alteram.model.ids import StoryId
from alteram.model.stories import Join
from tests.store.samples import story
from tests.web.test_app import ask

MOST = 16
"""Statements that a page of the list may take."""
MOST_OF_A_STORY = 25
MOST_OF_AN_OUTLET = 4


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run inside the block."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def libraries(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, StoryId]:
    """The sample, the sample with a hundred more stories beside it, and the story with the most articles."""
    folder = tmp_path_factory.mktemp("statements")
    large = Path(shutil.copytree(sample_path, folder / "large"))
    with Library.open(large, write=True) as library:
        store = library.store
        kept = [status.story for status in store.stories()]
        joins: list[Join] = [join for each in kept for join in store.joins(each.id)]
        others = [story(f"other {n}", kept[n % len(kept)].articles[0]) for n in range(100)]
        store.put_stories([*kept, *others], joins, {})
        refresh(library)
    return sample_path, large, max(kept, key=lambda each: len(each.articles)).id


def statements(path: Path, address: str, query: str = "") -> int:
    """How many statements one page takes."""
    with Library.open(path) as library:
        reader = LibraryReader(library)
        with counted() as seen:
            answer = ask(address, query=query, library=reader)
        assert answer.status == 200
        return sum(1 for each in seen if each.lstrip().upper().startswith(("SELECT", "WITH")))


@pytest.mark.parametrize("query", ["", "show=others", "q=ferry", "outlet=x&day=2031-05-02", "language=en&origins=1"])
def test_the_list_asks_as_often_for_many_stories_as_for_few(libraries: tuple[Path, Path, StoryId], query: str) -> None:
    small, large, _ = libraries
    assert 0 < statements(large, "/", query) == statements(small, "/", query) <= MOST


def test_a_story_asks_as_often_for_many_articles_as_for_few(libraries: tuple[Path, Path, StoryId]) -> None:
    small, large, largest = libraries
    with Library.open(small) as library:
        with_brief = [each for each in library.store.latest_digests() if each != largest]
    counts = {statements(small, f"/stories/{each}/index.html") for each in (largest, *with_brief)}
    assert max(counts) <= MOST_OF_A_STORY
    assert statements(large, f"/stories/{largest}/index.html") in counts


@pytest.mark.parametrize("address", ["/outlets/index.html", "/outlets/sample-norvania-press-agency/index.html"])
def test_pages_of_outlets_ask_as_often_for_many_stories_as_for_few(
    libraries: tuple[Path, Path, StoryId], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_arguments: object) -> None:
        raise AssertionError("an edition was decoded")

    monkeypatch.setattr("alteram.engine.reading.decode", decode)
    small, large, _ = libraries
    assert 0 < statements(large, address) == statements(small, address) <= MOST_OF_AN_OUTLET


def test_the_feeds_ask_once(libraries: tuple[Path, Path, StoryId]) -> None:
    assert statements(libraries[1], "/feed.atom") <= 4
