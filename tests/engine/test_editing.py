"""Editors' acts: what they do at once, what every later build makes of them, and what the history says."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.compute.in_process import InProcess
from alteram.engine import editing
from alteram.engine.editing import Acted
from alteram.engine.editions import brief_chosen, build
from alteram.engine.library import Library
from alteram.engine.listing import refresh
from alteram.engine.reading import LibraryReader
from alteram.errors import LibraryError, NotFound, UsageError
from alteram.model.articles import Arrival, Article, Capture, RecordAddress
from alteram.model.ids import ArticleId, Moment, StoryId, article_id, digest_of, text_digest
from tests.engine.fakes import NOW, clock, silent
from tests.engine.test_determinism import outcome


@pytest.fixture
def library(sample_path: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample, to be changed."""
    with Library.open(Path(shutil.copytree(sample_path, tmp_path / "library")), write=True) as opened:
        yield opened


def again(library: Library) -> None:
    """The next build."""
    build(library, compute=InProcess(), progress=silent)


def partition(library: Library) -> dict[StoryId, frozenset[ArticleId]]:
    """All grouped stories."""
    return {s.story.id: frozenset(s.story.articles) for s in library.store.stories() if s.made == "grouped"}


def largest(library: Library, place: int = 0) -> tuple[StoryId, tuple[ArticleId, ...]]:
    """The stories with the most articles."""
    statuses = sorted(library.store.stories(), key=lambda s: (-len(s.story.articles), s.story.id))
    return statuses[place].story.id, statuses[place].story.articles


def url(library: Library, article: ArticleId) -> str:
    return library.store.headings((article,))[article].url


def lasts(library: Library) -> None:
    """A build changes nothing about who is with whom, nor does a second one."""
    before = partition(library)
    for _ in range(2):
        again(library)
        assert partition(library) == before


def test_a_moved_article_goes_at_once_and_stays(library: Library) -> None:
    (one, articles), (two, others) = largest(library), largest(library, 1)
    acted = editing.move(library, url(library, articles[1]), two, "  same\nevent ", clock=clock)
    assert partition(library)[two] == {*others, articles[1]}
    assert partition(library)[one] == {*articles} - {articles[1]}
    assert (acted.act.number, acted.act.at, acted.act.reason, acted.overrides) == (1, NOW, "same event", ())
    (event,) = acted.events
    assert (event.kind, event.by, event.story, event.other, event.articles) == ("moved", "editor", one, two, 1)
    assert library.store.story_events(one) == library.store.story_events(two) == (event,)
    lasts(library)
    assert library.store.story_events(two) == (event,)


def test_merged_stories_are_one_for_good_and_old_ids_lead_there(library: Library) -> None:
    (one, articles), (two, others) = largest(library), largest(library, 1)
    acted = editing.merge(library, [two, one], "", clock=clock)
    assert acted.stories == (one,)
    assert partition(library)[one] == {*articles, *others}
    assert library.store.redirects()[two] == one
    assert LibraryReader(library).find(two).story.id == one
    assert [event.kind for event in library.store.story_events(two)] == ["merged"]
    lasts(library)
    editions = library.store.editions(one)
    assert len(editions) == 2, "the next build tells the story of all its articles"
    assert library.store.editions(two), "what was published of it stays"


def test_split_articles_are_a_story_of_their_own_for_good(library: Library) -> None:
    one, articles = largest(library)
    part = articles[:2]
    acted = editing.split(library, one, [url(library, article) for article in part], "two events", clock=clock)
    (new,) = (story for story in acted.stories if story != one)
    assert partition(library)[new] == set(part)
    assert partition(library)[one] == {*articles} - {*part}
    assert [(event.kind, event.other) for event in acted.events] == [("split", new)]
    lasts(library)


def test_the_id_goes_with_the_larger_part(library: Library) -> None:
    one, articles = largest(library)
    acted = editing.split(library, one, list(articles[1:]), "", clock=clock)
    assert partition(library)[one] == {*articles[1:]}
    assert acted.events[0].articles == 1


def test_a_pinned_article_stays_whatever_grouping_finds(library: Library) -> None:
    one, articles = largest(library)
    acted = editing.pin(library, articles[0], None, "", clock=clock)
    assert acted.events[0].kind == "pinned"
    assert partition(library)[one] == set(articles)
    lasts(library)
    alone = next(s.story for s in library.store.stories() if len(s.story.articles) == 1)
    editing.pin(library, alone.articles[0], one, "", clock=clock)
    assert alone.articles[0] in partition(library)[one]
    lasts(library)


def test_undoing_brings_back_what_grouping_makes_and_the_old_ids(library: Library) -> None:
    before = partition(library)
    (one, articles), (two, _) = largest(library), largest(library, 1)
    done: list[Callable[[], Acted]] = [
        lambda: editing.merge(library, [one, two], "", clock=clock),
        lambda: editing.split(library, one, list(articles[:2]), "", clock=clock),
        lambda: editing.move(library, articles[-1], two, "", clock=clock),
    ]
    for act in done:
        acted = act()
        again(library)
        assert partition(library) != before
        undone = editing.undo(library, acted.act.number, "a slip", clock=clock)
        assert undone.act.undone == NOW
        again(library)
        assert {*partition(library).values()} == {*before.values()}
    assert partition(library) == before
    kinds = [event.kind for event in library.store.story_events(two)]
    assert kinds == ["merged", "undone", "split", "moved", "undone", "moved"]
    by = [event.by for event in library.store.story_events(two)]
    assert by == ["editor", "editor", "grouping", "editor", "editor", "grouping"]


def test_of_two_acts_the_later_one_wins_and_says_so(library: Library) -> None:
    (one, articles), (two, others) = largest(library), largest(library, 1)
    first = editing.merge(library, [one, two], "", clock=clock)
    second = editing.split(library, one, [others[0]], "", clock=clock)
    assert (first.overrides, second.overrides) == ((), (1,))
    assert second.events[0].overrides == (1,)
    assert editing.overridden(library.store.acts()) == {1}
    (parted,) = (story for story in second.stories if story != one)
    assert partition(library)[parted] == {others[0]}
    lasts(library)
    third = editing.move(library, others[0], one, "", clock=clock)
    assert third.overrides == (2,)
    assert others[0] in partition(library)[one]
    lasts(library)
    assert articles[0] in partition(library)[one]


def test_moving_twice_counts_the_second_time(library: Library) -> None:
    (one, articles), (two, _) = largest(library), largest(library, 1)
    editing.move(library, articles[1], two, "", clock=clock)
    assert editing.move(library, articles[1], one, "", clock=clock).overrides == (1,)
    assert partition(library)[one] == {*articles}
    lasts(library)


def test_acts_without_a_build_between_them_speak_of_what_the_editor_sees(library: Library) -> None:
    (one, articles), (two, others) = largest(library), largest(library, 1)
    new = editing.split(library, one, [articles[0]], "", clock=clock).stories
    (parted,) = (story for story in new if story != one)
    editing.merge(library, [two, parted], "", clock=clock)
    assert partition(library)[two] == {*others, articles[0]}
    assert not editing.overridden(library.store.acts())
    lasts(library)


def test_a_later_version_of_the_page_stays_where_its_article_was_put(library: Library) -> None:
    (_, articles), (two, _) = largest(library), largest(library, 1)
    editing.move(library, articles[1], two, "", clock=clock)
    old = library.store.article(articles[1])
    assert old is not None
    new = _changed(old, old.text + "\n\nMore was learned at noon.")
    library.store.add_arrivals([_arrival(new)], library.store.archive_tail())
    again(library)
    assert new.id in partition(library)[two]
    assert articles[1] not in partition(library)[two]


def test_a_story_whose_only_page_changed_keeps_its_id(library: Library) -> None:
    alone = next(s.story for s in library.store.stories() if len(s.story.articles) == 1)
    old = library.store.article(alone.articles[0])
    assert old is not None
    new = _changed(old, old.text + "\n\nMore was learned at noon.")
    library.store.add_arrivals([_arrival(new)], library.store.archive_tail())
    again(library)
    assert partition(library)[alone.id] == {new.id}


def test_merges_and_splits_by_grouping_are_told_without_a_clock(library: Library) -> None:
    (one, articles), (two, others) = largest(library), largest(library, 1)
    editing.merge(library, [one, two], "", clock=clock)
    again(library)
    editing.undo(library, 1, "", clock=clock)
    again(library)
    event = library.store.story_events(two)[-1]
    back = library.store.story(two)
    assert back is not None
    assert (event.kind, event.by, event.story, event.other, event.articles) == (
        "split",
        "grouping",
        one,
        two,
        len(others),
    )
    assert event.at == back.story.updated
    assert set(articles) == partition(library)[one]


def test_what_cannot_be_done_is_said_with_what_to_do(library: Library, tmp_path: Path) -> None:
    one, articles = largest(library)
    alone = next(s.story for s in library.store.stories() if len(s.story.articles) == 1)
    cases: list[tuple[type[Exception], str, Callable[[], object]]] = [
        (NotFound, "There is no story", lambda: editing.move(library, articles[0], "f" * 16, "", clock=clock)),
        (NotFound, "is not in the library", lambda: editing.move(library, "https://no.example/", one, "", clock=clock)),
        (UsageError, "already", lambda: editing.move(library, articles[0], one, "", clock=clock)),
        (UsageError, "Two stories or more", lambda: editing.merge(library, [one, one], "", clock=clock)),
        (UsageError, "not all", lambda: editing.split(library, one, list(articles), "", clock=clock)),
        (NotFound, "but in", lambda: editing.split(library, one, list(alone.articles), "", clock=clock)),
        (UsageError, "no other article", lambda: editing.pin(library, alone.articles[0], None, "", clock=clock)),
        (NotFound, "There is no act 9", lambda: editing.undo(library, 9, "", clock=clock)),
    ]
    before = outcome(library)
    for error, words, act in cases:
        with pytest.raises(error, match=words):
            act()
    chosen, _ = brief_chosen(library, [library.store.articles_by_id(articles[:3])[a] for a in articles[:3]])
    with pytest.raises(UsageError, match="chosen by you"):
        editing.merge(library, [chosen, one], "", clock=clock)
    editing.pin(library, articles[0], None, "", clock=clock)
    editing.undo(library, 1, "", clock=clock)
    with pytest.raises(UsageError, match="was undone at"):
        editing.undo(library, 1, "", clock=clock)
    assert {key: value for key, value in outcome(library).items() if chosen not in key and key != "stories"} == {
        key: value for key, value in before.items() if key != "stories"
    }


def test_an_act_needs_a_library_that_may_be_written(sample_library: Library) -> None:
    one, articles = largest(sample_library)
    with pytest.raises(LibraryError, match="opened for reading"):
        editing.split(sample_library, one, [articles[0]], "", clock=clock)


def test_an_article_without_a_story_is_sent_to_the_build(library: Library) -> None:
    one, articles = largest(library)
    old = library.store.article(articles[0])
    assert old is not None
    new = replace(_changed(old, "A title\n\nA text."), url="https://new.example/")
    library.store.add_arrivals([_arrival(new)], library.store.archive_tail())
    with pytest.raises(NotFound, match="in no story yet"):
        editing.move(library, "https://new.example/", one, "", clock=clock)


def test_order_of_articles_does_not_matter_with_acts(sample_path: Path, tmp_path: Path) -> None:
    """The same acts over the same articles, imported in another order, give the same bytes."""
    results = []
    for seed in (1, 2):
        with (
            Library.open(sample_path) as sample,
            Library.open(tmp_path / f"library{seed}", create=True) as library,
        ):
            articles = list(sample.store.articles())
            random.Random(seed).shuffle(articles)
            for start in range(0, len(articles), 7):
                library.store.add_arrivals([_arrival(each) for each in articles[start : start + 7]], None)
            again(library)
            (one, members), (two, others) = largest(library), largest(library, 1)
            editing.move(library, members[2], two, "", clock=clock)
            editing.split(library, one, [members[0], members[3]], "", clock=clock)
            editing.pin(library, others[0], one, "", clock=clock)
            again(library)
            results.append((outcome(library), library.store.story_events(one), library.store.acts()))
    assert results[0] == results[1]
    assert len(results[0][1]) > 2


def test_the_list_follows_an_act_at_once(library: Library) -> None:
    one, articles = largest(library)
    acted = editing.split(library, one, [articles[0]], "", clock=clock)
    rows = {row.story: row for row in LibraryReader(library).rows()}
    (new,) = (story for story in acted.stories if story != one)
    assert rows[new].articles == 1
    assert rows[new].reason == editing.CHANGED
    assert rows[one].articles == len(articles) - 1
    assert refresh(library) == 0


def _changed(article: Article, text: str) -> Article:
    """A later version of a page."""
    payload, digest = digest_of(text.encode()), text_digest(text)
    return replace(
        article,
        id=article_id(payload, article.extractor, digest),
        text=text,
        text_sha256=digest,
        payload_sha256=payload,
        fetched=Moment("2032-01-01T00:00:00Z"),
    )


def _arrival(article: Article) -> Arrival:
    capture = Capture(article.url, b"", article.payload_sha256, "text/html", article.fetched, None, article.url)
    return Arrival(capture, RecordAddress("alteram-00001.warc.gz", 0, 1), article)
