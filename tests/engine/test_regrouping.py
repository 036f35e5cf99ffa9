"""The grouping part of a build: it costs what has changed, and comes to what a build of everything would come to."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from alteram.compute.in_process import InProcess
from alteram.engine.editing import merge, move, split, undo
from alteram.engine.editions import build
from alteram.engine.grouping import regroup
from alteram.engine.library import Library
from alteram.model.articles import Article, RecordAddress, Tombstone
from alteram.model.grouping import IndexState
from alteram.model.ids import ArticleId, Moment, StoryId, article_id, digest_of, text_digest
from alteram.model.stories import Join
from alteram.stages.stories import MARGIN_DAYS, Grouping
from alteram.stages.stories.prints import Print, make_print
from alteram.stages.stories.reading import Reading
from alteram.store.protocol import Days
from tests.engine.fakes import clock, opened, silent
from tests.stages.stories.test_index import article
from tests.store.samples import arrival

TAIL = RecordAddress("alteram-00001.warc.gz", 0, 10)
ARTICLES = tuple(article(number) for number in range(60))
DATED = tuple(one for one in ARTICLES if one.published)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as made:
        yield made


def take(library: Library, articles: Iterable[Article]) -> None:
    library.store.add_arrivals([arrival(one, body=one.id) for one in articles], TAIL)


def bury(library: Library, one: Article) -> None:
    """What a removal does to the store."""
    library.store.bury([Tombstone(one.url, "asked for", digest_of(one.id.encode()), one.text_sha256)])


def built(library: Library, as_of: str | None = None) -> None:
    moment = None if as_of is None else Moment(as_of)
    build(library, compute=InProcess(), progress=silent, as_of=moment)


Grouped = tuple[set[tuple[ArticleId, ...]], dict[ArticleId, Join]]


def grouped(library: Library) -> Grouped:
    """Which articles are together, and why; ids are not in it, for these depend on what was there before."""
    stories = [status.story for status in library.store.stories()]
    return {story.articles for story in stories}, library.store.joins_of(a for story in stories for a in story.articles)


def at_once(path: Path, articles: Iterable[Article]) -> Grouped:
    """What one build of a new library makes of them."""
    with opened(path) as made:
        take(made, articles)
        built(made)
        return grouped(made)


def later(one: Article, title: str) -> Article:
    """Another version of the same page."""
    text = f"{title}{one.text[len(one.title) :]}"
    digest = digest_of(f"{one.id}{title}".encode())
    return replace(
        one, id=article_id(digest, "test", text_digest(text)), title=title, text=text, text_sha256=text_digest(text),
        payload_sha256=digest, fetched=Moment("2031-06-01"),
    )  # fmt: skip


@pytest.mark.parametrize("articles", [ARTICLES, DATED], ids=["undated too", "dated"])
@pytest.mark.parametrize("size", [1, 7])
def test_builds_after_every_few_articles_come_to_what_one_build_makes(
    library: Library, tmp_path: Path, articles: tuple[Article, ...], size: int
) -> None:
    order = random.Random(size).sample(articles, 28)
    for start in range(0, len(order), size):
        take(library, order[start : start + size])
        built(library)
    assert grouped(library) == at_once(tmp_path / "once", order)
    assert len(library.store.index_state().days) == len(order)


def test_versions_and_removals_come_to_what_one_build_makes(library: Library, tmp_path: Path) -> None:
    take(library, DATED)
    built(library)
    changed = [later(one, f"{one.title} again") for one in DATED[:3]]
    take(library, changed)
    built(library)
    for one in DATED[3:6]:
        bury(library, one)
    built(library)
    assert grouped(library) == at_once(tmp_path / "once", (*changed, *DATED[6:]))
    assert {one.id for one in DATED[:6]}.isdisjoint(library.store.index_state().days)


def test_an_earlier_day_may_be_built_and_left_again(library: Library, tmp_path: Path) -> None:
    take(library, DATED)
    built(library)
    before = grouped(library)
    built(library, "2031-04-05")
    assert grouped(library) == at_once(tmp_path / "once", [one for one in DATED if str(one.published) < "2031-04-06"])
    built(library)
    assert grouped(library) == before


def test_what_editors_said_and_took_back_is_looked_at_again(library: Library, tmp_path: Path) -> None:
    take(library, DATED)
    built(library)
    before = grouped(library)
    largest = max((status.story for status in library.store.stories()), key=lambda story: len(story.articles))
    lone = next(status.story for status in library.store.stories() if len(status.story.articles) == 1)
    split(library, largest.id, largest.articles[:1], "", clock=clock)
    merge(library, [lone.id, largest.id], "", clock=clock)
    built(library)
    assert {*largest.articles[1:], *lone.articles} in [set(each) for each in grouped(library)[0]]
    for number in (2, 1):
        undo(library, number, "", clock=clock)
    built(library)
    assert grouped(library) == before


def shifted(one: Article, days: int) -> Article:
    """The same at another time."""
    moved = Moment(f"20{31 + days // 365}-{1 + days % 365 // 31:02}-11")
    digest = digest_of(f"{one.id}{days}".encode())
    return replace(
        one, id=article_id(digest, "test", one.text_sha256), payload_sha256=digest, published=moved,
        url=f"{one.url}{days}",
    )  # fmt: skip


def test_a_build_reads_only_what_lies_near_what_came(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [shifted(one, days) for days in range(0, 360, 40) for one in DATED[:4]]
    take(library, old)
    built(library)
    asked: list[Days | None] = []
    read = library.store.indexed

    def indexed(days: Days | None = None, bodies: Days | None = None) -> object:
        asked.append(days)
        return read(days, bodies)

    monkeypatch.setattr(library.store, "indexed", indexed)
    new = shifted(DATED[5], 120)
    take(library, [new])
    built(library)
    assert len(asked) == 1
    assert asked[0] is not None
    assert asked[0][1] - asked[0][0] == 2 * MARGIN_DAYS
    assert grouped(library) == at_once(tmp_path / "once", [*old, new])


def test_acts_about_articles_far_apart_have_everything_read(library: Library) -> None:
    old = [shifted(one, days) for days in range(0, 360, 40) for one in DATED[:2]]
    take(library, old)
    built(library)
    stories = {status.story.articles[0]: status.story.id for status in library.store.stories()}
    move(library, old[0].id, stories[old[-1].id], "", clock=clock)
    for days in (0, 320):
        take(library, [shifted(DATED[7], days)])
        built(library)
        (home,) = [status.story for status in library.store.stories() if old[0].id in status.story.articles]
        assert old[-1].id in home.articles


def test_a_build_without_anything_new_changes_no_index(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    take(library, DATED[:20])
    built(library)
    monkeypatch.setattr(library.store, "put_grouping", None)
    current = library.store.current_headings()
    regroup(library, current)


def test_an_index_of_other_rules_is_made_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    take(library, DATED[:20])
    built(library)
    before, rows = grouped(library), library.store.indexed()
    ids = {status.story.id for status in library.store.stories()}
    state = library.store.index_state()
    aged = IndexState("older rules", state.settled, state.days, state.next_number)
    monkeypatch.setattr(library.store, "index_state", lambda: aged)
    regroup(library, library.store.current_headings())
    monkeypatch.undo()
    assert library.store.index_state().made_by == Grouping().made_by
    assert library.store.indexed() == rows
    assert grouped(library) == before
    assert {StoryId(status.story.id) for status in library.store.stories()} == ids


def test_a_removed_text_is_in_no_index(library: Library) -> None:
    take(library, DATED[:8])
    built(library)
    bury(library, DATED[0])
    (row,) = [row for row in library.store.indexed() if row.article == DATED[0].id]
    assert (row.fixed, row.body) == (b"", b"")
    built(library)
    assert DATED[0].id not in {row.article for row in library.store.indexed()}


def test_merges_and_splits_by_grouping_are_told_and_every_old_id_leads_somewhere(library: Library) -> None:
    """Articles come one at a time, then most go one at a time: stories grow together and fall apart."""
    dice = random.Random(20310603)
    came, goes = dice.sample(ARTICLES, len(ARTICLES)), dice.sample(ARTICLES, 30)
    kinds: set[str] = set()
    for change in (*(partial(take, library, [one]) for one in came), *(partial(bury, library, one) for one in goes)):
        before = {status.story.id: status.story for status in library.store.stories()}
        change()
        regroup(library, library.store.current_headings())
        after = {status.story.id: status.story for status in library.store.stories()}
        homes = {article: story.id for story in after.values() for article in story.articles}
        redirects = library.store.redirects()
        for story in before.values():
            went = {homes[article] for article in story.articles if article in homes} - {story.id}
            if not went:
                continue
            events = [event for event in library.store.story_events(story.id) if event.story == story.id]
            told = {event.other: event.kind for event in events}
            assert went <= told.keys()
            kinds |= {told[name] for name in went}
            assert story.id in after or told[redirects[story.id]] == "merged"
        assert set(redirects.values()) <= after.keys()
    assert {"merged", "split"} <= kinds


def test_a_build_after_a_restart_reads_only_what_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "library") as made:
        take(made, DATED[:20])
        built(made)
    archive = tmp_path / "library" / "archive"
    archive.mkdir(exist_ok=True)
    (archive / TAIL.file).write_bytes(bytes(TAIL.length))
    read: list[ArticleId] = []

    def recorded(one: Article, reading: Reading | None = None) -> Print:
        read.append(one.id)
        return make_print(one, reading)

    monkeypatch.setattr("alteram.stages.stories.grouping.make_print", recorded)
    with opened(tmp_path / "library") as again:
        take(again, DATED[20:22])
        built(again)
        assert sorted(read) == sorted(one.id for one in DATED[20:22])
        rows = {row.article for row in again.store.indexed()}
    assert rows == {one.id for one in DATED[:22]}
