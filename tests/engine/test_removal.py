"""Removal on request: nothing of the article stays, what quoted it is redacted, and it does not come back."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alteram.codec import decode, encode
from alteram.engine.arrivals import import_paths
from alteram.engine.library import Library
from alteram.engine.listing import refresh
from alteram.engine.redaction import is_withdrawn
from alteram.engine.removal import WITHDRAWN, RemovalReport, remove
from alteram.errors import ArchiveError, LibraryError, NotFound, UsageError
from alteram.language.lexical import LexicalJudge
from alteram.model.articles import Arrival, Article, Capture, Failure
from alteram.model.briefs import Brief, Withheld
from alteram.model.ids import StoryId, digest_of
from alteram.model.listing import Wanted
from alteram.model.stories import Join, Story
from alteram.stages.verify import Reference, check_brief
from alteram.store import Edition
from tests.engine.fakes import NOW, STEPS, Ahead, clock, pages, silent
from tests.engine.harbour import ARTICLES, PAYLOADS, REGISTRY, STORY, brief

COURIER, POST, HERALD = ARTICLES
OTHER = StoryId("6" * 16)
SECRETS = (b"nobody had ordered", b"iron gates", b"swing open", POST.id.encode())
"""What only the Moor Post printed, and the id of its article."""


def edition(of: Brief) -> Edition:
    payload = encode(of)
    return Edition(of.story, of.edition, digest_of(payload), of.as_of, payload)


def story(identity: StoryId, *articles: Article, headline: str) -> Story:
    times = sorted(article.published for article in articles if article.published is not None)
    return Story(identity, tuple(article.id for article in articles), headline, times[0], times[-1])


def filled(path: Path) -> Library:
    """A library with the three articles, a refused page of the Post, three editions of one story, one of another."""
    library = Library.open(path, create=True, load=lambda _overlay: REGISTRY)
    arrivals = []
    for article in ARTICLES:
        capture = Capture(article.url, PAYLOADS[article.url], article.payload_sha256, "text/html")
        arrivals.append(Arrival(capture, library.archive.append(capture, NOW), article))
    refused = Capture(
        POST.url,
        b"Please log in, reader of iron gates.",
        digest_of(b"Please log in, reader of iron gates."),
        "text/html",
    )
    failure = Failure("extract", POST.url, "empty-text", "Please log in, reader of iron gates.")
    arrivals.append(Arrival(refused, library.archive.append(refused, NOW), None, (failure,)))
    library.archive.sync()
    library.store.add_arrivals(arrivals, arrivals[-1].record)
    joins = [
        Join(COURIER.id, POST.id, 0.9, ("harbour",)),
        Join(POST.id, COURIER.id, 0.9, ()),
        Join(HERALD.id, None, 0.8, ()),
    ]
    grouped = story(STORY, *ARTICLES, headline=POST.title)
    library.store.put_stories([grouped], joins, {})
    library.store.put_chosen(story(OTHER, COURIER, HERALD, headline="Chosen by a reader"))
    first = edition(brief())
    without = edition(replace(brief(articles=(COURIER, HERALD)), edition=2, parent=first.digest))
    third = edition(replace(brief(), edition=3, parent=without.digest))
    other = edition(replace(brief(articles=(COURIER, HERALD)), story=OTHER))
    for one in (first, without, third, other):
        quoting = one in (first, third)
        library.store.add_edition(one, (f"It was said that {POST.text}",) if quoting else ("It was said.",))
    refresh(library)
    return library


def contents(path: Path) -> dict[str, bytes]:
    """Every file of a library, archives unpacked too."""
    found = {}
    for file in sorted(path.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            found[file.name] = data + (gzip.decompress(data) if file.suffix == ".gz" else b"")
    return found


def briefs(library: Library, identity: StoryId) -> list[Brief]:
    return [decode(one.payload, Brief) for one in library.store.editions(identity)]


def failing(library: Library, of: Brief) -> list[str]:
    """Sentences of a brief that do not replay from what the library holds."""
    found = library.store.articles_by_id([source.article for source in of.sources])
    sources = {source.n: found[source.article] for source in of.sources if source.article in found}
    verdicts = check_brief(of, Reference(sources, library.registry, LexicalJudge()))
    return [verdict.sentence for verdict in verdicts if not verdict.replays]


def test_nothing_of_a_removed_article_stays_in_any_file(tmp_path: Path) -> None:
    library = filled(tmp_path)
    before = contents(tmp_path)
    assert all(any(secret in data for data in before.values()) for secret in SECRETS)
    record = library.store.record(POST.id)
    remove(library, POST.url, "asked by the author", clock=clock)
    for open_still in (True, False):
        for name, data in contents(tmp_path).items():
            for secret in SECRETS:
                assert secret not in data, (name, secret, open_still)
        if open_still:
            assert record is not None
            with pytest.raises(ArchiveError, match="removed on request"):
                library.archive.read(record)
            library.close()


def test_the_report_counts_what_went(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        report = remove(library, POST.url, "asked", clock=clock)
        assert report == RemovalReport(
            POST.url, versions=1, records=2, sentences=report.sentences, editions=2, withdrawn=0
        )
        lost = [len(brief().facts) - len(after.facts) for after in briefs(library, STORY)]
        assert lost[0] == lost[2] > 0
        assert report.sentences >= lost[0] + lost[2]
        assert library.store.failures() == ()
        assert library.store.versions(POST.url) == ()
        assert {(stone.url, stone.reason) for stone in library.store.tombstones()} == {(POST.url, "asked")}
        assert {stone.text_sha256 for stone in library.store.tombstones()} == {POST.text_sha256, ""}


def test_redacted_editions_replay_and_their_chain_closes(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        untouched = library.store.editions(OTHER)
        remove(library, POST.url, "asked", clock=clock)
        editions = library.store.editions(STORY)
        parent = None
        for number, (kept, after) in enumerate(zip(editions, briefs(library, STORY), strict=True), start=1):
            assert (kept.number, after.edition, after.parent) == (number, number, parent)
            assert kept.digest == hashlib.sha256(kept.payload).hexdigest()
            assert failing(library, after) == []
            assert {source.article for source in after.sources} == {COURIER.id, HERALD.id}
            assert [source.n for source in after.sources] == [1, 2]
            assert len(after.facts) >= 3
            parent = kept.digest
        assert library.store.editions(OTHER) == untouched


def test_stories_lose_the_article_its_words_and_nothing_else(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        remove(library, POST.url, "asked", clock=clock)
        by_id = {status.story.id: status for status in library.store.stories()}
        grouped, chosen = by_id[STORY], by_id[OTHER]
        assert (grouped.made, grouped.story.articles, grouped.reason) == ("grouped", (COURIER.id, HERALD.id), "")
        assert grouped.story.headline == briefs(library, STORY)[-1].headline.text
        assert (chosen.made, chosen.story.articles) == ("chosen", (COURIER.id, HERALD.id))
        assert chosen.story.headline == "Chosen by a reader"
        assert [(join.article, join.nearest) for join in library.store.joins(STORY)] == [
            (COURIER.id, None),
            (HERALD.id, None),
        ]


def test_an_edition_that_cannot_stand_is_withdrawn_with_its_reason(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        remove(library, POST.url, "asked", clock=clock)
        report = remove(library, COURIER.url, "asked", clock=clock)
        assert report.withdrawn == 4
        for identity in (STORY, OTHER):
            for after in briefs(library, identity):
                assert is_withdrawn(after)
                assert (after.headline.text, after.facts, after.sources) == ("", (), ())
            status = library.store.story(identity)
            assert status is not None
            assert status.reason == WITHDRAWN
        grouped = library.store.story(STORY)
        assert grouped is not None
        assert grouped.story.headline == HERALD.title
        assert (grouped.story.opened, grouped.story.updated) == (HERALD.published, HERALD.published)


def test_a_story_of_removed_articles_only_is_gone(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        for article in ARTICLES:
            remove(library, article.url, "asked", clock=clock)
        assert library.store.stories() == ()
        assert not (library.store.listing(Wanted()).stories or library.store.choices())
        assert library.store.search(Wanted(words="harbour")).total == 0
        assert list(library.store.articles()) == []
        assert all(is_withdrawn(after) for after in briefs(library, STORY))


def test_removing_twice_is_removing_once(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        remove(library, POST.url, "asked", clock=clock)
        before = library.store.editions(STORY), library.store.tombstones()
        assert remove(library, POST.url, "again", clock=clock) == RemovalReport(POST.url, 0, 0, 0, 0, 0)
        assert (library.store.editions(STORY), library.store.tombstones()) == before


def test_an_address_that_was_never_there_is_not_found(tmp_path: Path) -> None:
    with filled(tmp_path) as library, pytest.raises(NotFound, match="holds nothing from"):
        remove(library, "https://nobody.example/", "asked", clock=clock)


def test_an_empty_address_removes_nothing(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {"a.page": "\nA page that has no address."})
    with Library.open(tmp_path / "library", create=True, load=lambda _overlay: REGISTRY) as library:
        import_paths(library, [folder], compute=Ahead(), progress=silent, clock=clock, steps=STEPS)
        with pytest.raises(UsageError, match="empty address"):
            remove(library, "", "asked", clock=clock)
        (article,) = library.store.articles()
        assert remove(library, article.url, "asked", clock=clock).records == 1
        assert list(library.store.articles()) == []


def test_a_library_opened_for_reading_removes_nothing(tmp_path: Path) -> None:
    filled(tmp_path).close()
    reader = Library.open(tmp_path, load=lambda _overlay: REGISTRY)
    with reader as library, pytest.raises(LibraryError, match="opened for reading"):
        remove(library, POST.url, "asked", clock=clock)


def test_neither_the_address_nor_the_bytes_come_back(tmp_path: Path) -> None:
    folder = pages(
        tmp_path / "in",
        {"a.page": f"{POST.url}\nOther words.", "b.page": "https://mirror.example/x\n" + PAYLOADS[POST.url].decode()},
    )
    with filled(tmp_path / "library") as library:
        remove(library, POST.url, "asked", clock=clock)
        report = import_paths(library, [folder], compute=Ahead(), progress=silent, clock=clock, steps=STEPS)
        assert report.imported == 0
        assert [failure.kind for failure in report.refused] == ["removed", "removed"]
        assert not any(b"iron gates" in data for data in contents(tmp_path / "library").values())


def test_an_alias_removes_the_article_it_led_to(tmp_path: Path) -> None:
    alias, secret = "https://courier.example/a?from=feed", "CANONICAL https://courier.example/a\nThe ferryman spoke."
    folder = pages(tmp_path / "in", {"a.page": f"{alias}\n{secret}"})
    with Library.open(tmp_path / "library", create=True, load=lambda _overlay: REGISTRY) as library:
        import_paths(library, [folder], compute=Ahead(), progress=silent, clock=clock, steps=STEPS)
        remove(library, alias, "asked", clock=clock)
        assert list(library.store.articles()) == []
        assert {stone.url for stone in library.store.tombstones()} == {alias, "https://courier.example/a"}
        assert not any(b"ferryman" in data for data in contents(tmp_path / "library").values())


class Killed(BaseException):
    """A process that ends here."""


STEPS_OF_A_REMOVAL: dict[str, tuple[str, str, int]] = {
    "first erasure": ("archive", "erase", 0),
    "second erasure": ("archive", "erase", 1),
    "newest edition": ("store", "replace_edition", 0),
    "middle edition": ("store", "replace_edition", 1),
    "oldest edition": ("store", "replace_edition", 2),
    "stories": ("store", "put_stories", 0),
    "burial": ("store", "bury", 0),
}


def killed_at(library: Library, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes a library's process end before the step."""
    part, method, spared = STEPS_OF_A_REMOVAL[place]
    real: Callable[..., Any] = getattr(getattr(library, part), method)
    left = [spared]

    def step(*arguments: object) -> object:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return real(*arguments)

    monkeypatch.setattr(getattr(library, part), method, step)


@pytest.mark.parametrize("place", sorted(STEPS_OF_A_REMOVAL))
def test_a_killed_removal_is_finished_by_the_next(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path / "whole") as library:
        remove(library, POST.url, "asked", clock=clock)
    with filled(tmp_path / "killed") as library:
        killed_at(library, place, monkeypatch)
        with pytest.raises(Killed):
            remove(library, POST.url, "asked", clock=clock)
    with Library.open(tmp_path / "killed", write=True, load=lambda _overlay: REGISTRY) as library:
        remove(library, POST.url, "asked", clock=clock)
    assert kept(tmp_path / "killed") == kept(tmp_path / "whole")
    assert not any(secret in data for data in contents(tmp_path / "killed").values() for secret in SECRETS)


def kept(path: Path) -> tuple[object, ...]:
    """All that a library remembers."""
    with Library.open(path, load=lambda _overlay: REGISTRY) as library:
        store = library.store
        archive = (path / "archive" / "alteram-00001.warc.gz").read_bytes()
        editions = store.editions(STORY), store.editions(OTHER)
        return tuple(store.articles()), editions, store.stories(), store.joins(STORY), store.tombstones(), archive


def test_withheld_sentences_on_a_removed_source_go(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        of = brief()
        post = next(source.n for source in of.sources if source.article == POST.id)
        passage = next(c.passage for f in of.facts for cl in f.sentence.clauses for c in cl.citations if c.n == post)
        library.store.replace_edition(edition(replace(of, withheld=(Withheld("G7", "private-person", (passage,)),))))
        remove(library, POST.url, "asked", clock=clock)
        assert "private-person" not in {one.reason for one in briefs(library, STORY)[0].withheld}
