"""Editions: what is written when, what is left alone, and what a chosen story has to do with the grouped ones."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import alteram
from alteram.codec import decode, encode
from alteram.compute import Fault
from alteram.compute.in_process import InProcess
from alteram.engine import briefing, editions
from alteram.engine.arrivals import import_paths
from alteram.engine.assembly import next_edition
from alteram.engine.briefing import Task, drawn_on, make_brief
from alteram.engine.editions import BuildReport, brief_chosen, build
from alteram.engine.library import Library
from alteram.errors import LibraryError
from alteram.model.articles import Article
from alteram.model.briefs import Brief
from alteram.model.ids import ArticleId, Moment, digest_of, story_id
from tests.engine.fakes import clock, silent
from tests.engine.harbour import ARTICLES, REGISTRY, STORY

PAGES = sorted((Path(alteram.__file__).parent / "sample" / "pages").iterdir())
HARBOUR = PAGES[17:24]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


def take(library: Library, pages: Iterable[Path]) -> tuple[Article, ...]:
    """Imports pages; gives all articles."""
    import_paths(library, list(pages), compute=InProcess(), progress=silent, clock=clock)
    return tuple(library.store.articles())


def built(library: Library, as_of: str | None = None) -> BuildReport:
    """One build."""
    moment = None if as_of is None else Moment(as_of)
    return build(library, compute=InProcess(), progress=silent, as_of=moment)


def test_a_second_build_writes_nothing(library: Library) -> None:
    take(library, HARBOUR)
    assert built(library) == BuildReport(stories=1, first=1, updated=0, unchanged=0, not_enough=0)
    before = [library.store.editions(status.story.id) for status in library.store.stories()]
    assert built(library) == BuildReport(stories=1, first=0, updated=0, unchanged=1, not_enough=0)
    assert [library.store.editions(status.story.id) for status in library.store.stories()] == before


def test_new_articles_make_a_new_edition_that_names_its_parent(library: Library) -> None:
    take(library, HARBOUR[:4])
    built(library)
    (status,) = library.store.stories()
    take(library, HARBOUR)
    assert built(library).updated == 1
    first, second = library.store.editions(status.story.id)
    brief = decode(second.payload, Brief)
    assert (first.number, second.number, brief.edition) == (1, 2, 2)
    assert brief.parent == first.digest == digest_of(first.payload)
    assert decode(first.payload, Brief).parent is None
    assert second.payload == encode(brief)
    assert len(brief.sources) == len(HARBOUR)


def test_an_article_that_changes_nothing_makes_no_edition() -> None:
    made = make_brief(Task(STORY, ARTICLES, REGISTRY))
    assert made.brief is not None
    kept = replace(made.brief, edition=4, parent=digest_of(b"three"))
    assert next_edition(made.brief, kept, digest_of(b"four")) is None
    changed = replace(made.brief, facts=made.brief.facts[:-1])
    following = next_edition(changed, kept, digest_of(b"four"))
    assert following == replace(changed, edition=5, parent=digest_of(b"four"))
    assert next_edition(made.brief, None, None) == made.brief


def test_another_registry_makes_the_brief_anew(library: Library, tmp_path: Path) -> None:
    take(library, HARBOUR)
    built(library)
    folder = tmp_path / "library" / "outlets"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        '[[outlet]]\nid = "tarn-herald"\nname = "The Tarn Herald"\ndomains = ["tarnherald.example"]\n'
        'basis = "imprint"\n'
    )
    library.close()
    with Library.open(tmp_path / "library", write=True) as again:
        assert built(again).updated == 1
        (status,) = again.store.stories()
        one, two = (decode(e.payload, Brief) for e in again.store.editions(status.story.id))
        assert one.made_by.registry_sha256 != two.made_by.registry_sha256
        assert one.facts == two.facts


def test_as_of_leaves_out_later_articles_and_those_without_a_time(library: Library) -> None:
    articles = take(library, HARBOUR)
    moment = articles[3].when
    assert moment is not None
    built(library, moment)
    kept = {a for status in library.store.stories() for a in status.story.articles}
    assert kept == {a.id for a in articles if a.when is not None and a.when <= moment}
    built(library, "2026-10-06")
    kept = {a for status in library.store.stories() for a in status.story.articles}
    assert kept == {a.id for a in articles if a.when is not None and a.when.startswith("2026-10-06")}
    built(library)
    assert {a for status in library.store.stories() for a in status.story.articles} == {a.id for a in articles}


def test_the_brief_is_as_of_its_latest_cited_source(sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        cited = [source.published for source in brief.sources if "cited" in source.roles and source.published]
        assert brief.as_of == max(cited)


def test_a_chosen_story_stands_beside_the_grouped_one(library: Library) -> None:
    articles = take(library, HARBOUR)
    built(library)
    (grouped,) = library.store.stories()
    name, reason = brief_chosen(library, articles[1:5])
    assert reason == ""
    assert name != grouped.story.id
    chosen = library.store.story(name)
    assert chosen is not None
    assert (chosen.made, chosen.story.articles) == ("chosen", tuple(a.id for a in articles[1:5]))
    before = library.store.editions(grouped.story.id)
    built(library)
    assert library.store.editions(grouped.story.id) == before
    assert [e.number for e in library.store.editions(name)] == [1]


def test_a_story_chosen_before_the_first_build_hides_no_grouped_one(library: Library) -> None:
    articles = take(library, HARBOUR)
    name, reason = brief_chosen(library, articles[:4])
    assert (name, reason) == (story_id(articles[0].id), "")
    kept = library.store.editions(name)
    for _ in range(2):
        built(library)
        by_kind = {status.made: status.story for status in library.store.stories()}
        assert set(by_kind["grouped"].articles) == {a.id for a in articles}
        assert by_kind["grouped"].id != by_kind["chosen"].id == name
        assert library.store.editions(name) == kept
        assert len(library.store.editions(by_kind["grouped"].id)) == 1


def test_choosing_one_article_keeps_the_reason_and_no_edition(library: Library) -> None:
    articles = take(library, HARBOUR)
    name, reason = brief_chosen(library, articles[:1])
    assert reason == "not enough to brief: 1 article, 1 outlet; a brief needs two outlets"
    status = library.store.story(name)
    assert status is not None
    assert status.reason == reason
    assert library.store.latest(name) is None


class Faulty(InProcess):
    """Compute in which every item runs out of time."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Faults only."""
        for _ in items:
            yield Fault("time", "took longer than 600 s of CPU time")


def test_a_story_that_cannot_be_built_is_a_failure_and_the_next_build_mends_it(library: Library) -> None:
    take(library, HARBOUR)
    report = build(library, compute=Faulty(), progress=silent)
    assert report.not_enough == 1
    (status,) = library.store.stories()
    assert status.reason == "could not be built: took longer than 600 s of CPU time"
    (failure,) = library.store.failures()
    assert (failure.stage, failure.kind, failure.subject) == ("build", "time", status.story.id)
    assert built(library).first == 1
    (status,) = library.store.stories()
    assert status.reason == ""


def test_building_needs_a_library_opened_for_writing(sample_library: Library) -> None:
    with pytest.raises(LibraryError, match="opened for reading"):
        built(sample_library)
    with pytest.raises(LibraryError, match="opened for reading"):
        brief_chosen(sample_library, ())


def test_progress_is_told_of_every_story(sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int | None, str]] = []
    monkeypatch.setattr(editions, "_is_current", lambda _library, _story: False)
    with Library.open(Path(shutil.copytree(sample_path, tmp_path / "copy")), write=True) as library:
        build(library, compute=InProcess(), progress=lambda *step: told.append(step))
    assert told[0][:2] == (0, None)
    assert [(done, of) for done, of, _ in told[1:]] == [(1, 3), (2, 3), (3, 3)]


def test_a_flood_of_strangers_crowds_nobody_out() -> None:
    known = [replace(ARTICLES[0], id=ArticleId(f"k{n:03}"), published=Moment("2031-05-09")) for n in range(50)]
    flood = [replace(ARTICLES[0], id=ArticleId(f"a{n:03}"), outlet=None) for n in range(100)]
    drawn = drawn_on([*flood, *known])
    assert len(drawn) == briefing.MOST_ARTICLES
    assert set(known) <= set(drawn)
    assert [article.when for article in drawn] == sorted(article.when or "" for article in drawn)
    assert drawn == drawn_on([*reversed(known), *reversed(flood)])
    assert drawn_on(known) == tuple(known)


def test_a_library_holds_no_brief_below_the_rules(sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        assert 3 <= len(brief.facts) <= 8
        assert len({source.outlet or source.name for source in brief.sources}) >= 2
        assert brief.headline.text
        assert brief.summary[0].text == brief.facts[0].sentence.text
