"""What became of cited pages after an edition cited them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.codec import decode, encode
from alteram.config import Publisher
from alteram.engine.changes import source_notes
from alteram.engine.library import Library
from alteram.engine.live.schedule import gone_since
from alteram.engine.publication import publish
from alteram.engine.reading import LibraryReader
from alteram.model.articles import Arrival, Article, Capture, RecordAddress, Tombstone
from alteram.model.briefs import Brief, Passage, Source
from alteram.model.ids import Digest, Moment, article_id, digest_of, text_digest
from alteram.model.live import Look, SourceChange, Work
from alteram.stages.publish import cited_passages
from alteram.store.protocol import Edition

MARK = "ALTOGETHER OTHER WORDS"
LATER, LATEST = Moment("2031-06-02T09:00:00Z"), Moment("2031-06-03T09:00:00Z")


@pytest.fixture
def library(sample_path: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the sample's library, open for writing."""
    with Library.open(Path(shutil.copytree(sample_path, tmp_path / "library")), write=True) as opened:
        yield opened


@pytest.fixture
def brief(sample_briefs: tuple[Brief, ...]) -> Brief:
    """A brief of the sample."""
    return sample_briefs[0]


def cited(brief: Brief, n: int) -> list[Passage]:
    """The passages of one source that the brief's page quotes."""
    return [each for each in cited_passages(brief) if each.source == n]


def rewritten(
    library: Library,
    source: Source,
    fetched: Moment | None,
    change: Callable[[str], str],
    *,
    payload: str | None = None,
    extractor: str | None = None,
) -> Article:
    """Keeps a later version of a source, whose text was changed."""
    own = library.store.article(source.article)
    assert own is not None
    text = change(own.text)
    received = digest_of(f"{payload or fetched}{text}".encode()) if payload != "same" else own.payload_sha256
    made = extractor or own.extractor
    digest = text_digest(text)
    new = replace(
        own,
        id=article_id(received, made, digest),
        text=text,
        text_sha256=digest,
        payload_sha256=received,
        extractor=made,
        fetched=fetched,
        sentences=((0, len(text)),),
    )
    arrival = Arrival(Capture(own.url, b"", received, "text/html", fetched), RecordAddress("a", 0, 1), new)
    library.store.add_arrivals([arrival], library.store.archive_tail())
    return new


def changes(library: Library) -> dict[tuple[str, Digest], SourceChange]:
    """What the pages of all stories say became of their sources, by address and digest of the cited text."""
    found: dict[tuple[str, Digest], SourceChange] = {}
    for status in library.store.stories():
        briefs = [decode(edition.payload, Brief) for edition in library.store.editions(status.story.id)]
        for one, notes in zip(briefs, source_notes(library.store, briefs), strict=True):
            by_number = {source.n: source for source in one.sources}
            for n, note in notes.items():
                if note.change is not None:
                    found[by_number[n].url, by_number[n].text_sha256] = note.change
    return found


def without_first(brief: Brief, n: int) -> Callable[[str], str]:
    """Strikes the first cited passage of a source out of its text."""
    first = min(cited(brief, n), key=lambda each: each.start)
    return lambda text: text[: first.start] + MARK + text[first.end :]


def test_nothing_became_of_the_sample(library: Library, brief: Brief) -> None:
    assert changes(library) == {}
    assert source_notes(library.store, [brief]) == ({},)


def test_another_text_at_the_address_is_a_change_and_passages_are_sought_word_for_word(
    library: Library, brief: Brief
) -> None:
    source = brief.sources[0]
    new = rewritten(library, source, LATER, without_first(brief, 1))
    passages = {(each.start, each.end) for each in cited(brief, 1)}
    first = min(passages)
    struck = sum(1 for start, _ in passages if start < first[1])
    expected = SourceChange(source.url, source.text_sha256, len(passages), len(passages) - struck, changed=LATER)
    assert len(passages) > struck == 1
    assert changes(library) == {(source.url, source.text_sha256): expected}
    (notes,) = source_notes(library.store, [brief])
    assert set(notes) == {1}
    assert (notes[1].change, notes[1].latest, notes[1].earlier) == (expected, new.id, ())
    own = library.store.article(source.article)
    assert own is not None and notes[1].captured == own.fetched is not None


def test_the_first_change_is_dated_and_the_newest_version_compared(library: Library, brief: Brief) -> None:
    source = brief.sources[0]
    rewritten(library, source, LATER, lambda text: text[:40])
    rewritten(library, source, LATEST, lambda text: f"{text} {MARK}")
    (change,) = changes(library).values()
    assert (change.changed, change.standing) == (LATER, change.passages)


def test_the_same_text_again_is_no_change(library: Library, brief: Brief) -> None:
    rewritten(library, brief.sources[0], LATER, lambda text: text)
    assert changes(library) == {}


def test_the_same_bytes_read_by_another_extractor_are_no_change(library: Library, brief: Brief) -> None:
    rewritten(library, brief.sources[0], LATER, lambda text: text[:60], payload="same", extractor="next/2")
    assert changes(library) == {}


def test_a_version_without_a_time_of_capture_dates_nothing(library: Library, brief: Brief) -> None:
    rewritten(library, brief.sources[0], None, lambda text: text[:60])
    assert changes(library) == {}


def test_a_removed_source_has_no_history(library: Library, brief: Brief) -> None:
    source = brief.sources[0]
    rewritten(library, source, LATER, without_first(brief, 1))
    library.store.bury([Tombstone(source.url, "asked", source.payload_sha256, source.text_sha256)])
    assert changes(library) == {}
    assert source_notes(library.store, [brief]) == ({},)


def looks(*seen: str) -> list[Look]:
    """Looks from "3 failed", "6 same": day of June and outcome."""
    parts = [each.split() for each in seen]
    return [Look("u", Moment(f"2031-06-{int(day):02}T08:00:00Z"), outcome) for day, outcome in parts]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "day"),
    [
        ((), None),
        (("1 failed", "4 failed"), None),
        (("1 failed", "4 failed", "7 failed"), 7),
        (("1 failed", "4 failed", "7 failed", "20 failed"), 7),
        (("1 failed", "2 failed", "3 failed", "4 failed", "5 failed"), None),
        (("1 failed", "2 failed", "4 failed", "5 failed", "7 failed"), 7),
        (("1 failed", "4 failed", "5 same", "7 failed", "10 failed"), None),
        (("1 failed", "4 failed", "5 changed", "7 failed"), None),
        (("1 failed", "4 left", "7 left", "10 left"), None),
        (("1 failed", "4 left", "7 failed", "10 failed"), 10),
        (("1 failed", "4 failed", "7 failed", "9 same"), None),
    ],
)
def test_three_failures_in_a_row_three_days_apart_are_gone(seen: tuple[str, ...], day: int | None) -> None:
    assert gone_since(looks(*seen)) == (None if day is None else f"2031-06-{day:02}T08:00:00Z")


def test_a_second_less_than_three_days_does_not_count() -> None:
    at = [Moment(f"2031-06-{day}T08:00:00Z") for day in ("01", "04")]
    for third, gone in (("2031-06-07T07:59:59Z", False), ("2031-06-07T08:00:00Z", True)):
        seen = [Look("u", each, "failed") for each in (*at, Moment(third))]
        assert (gone_since(seen) is not None) is gone


def gone(library: Library, url: str) -> None:
    """Keeps three failed looks."""
    failed = (replace(look, url=url) for look in looks("1 failed", "5 failed", "9 failed"))
    library.store.put_work(Work(looks=tuple(failed)))


def test_a_page_that_is_gone_keeps_its_passages_as_they_were_last_seen(library: Library, brief: Brief) -> None:
    source = brief.sources[0]
    gone(library, source.url)
    (change,) = changes(library).values()
    assert (change.changed, change.gone) == (None, "2031-06-09T08:00:00Z")
    assert change.standing == change.passages == len({(p.start, p.end) for p in cited(brief, 1)})


def test_a_page_that_was_captured_since_is_not_gone(library: Library, brief: Brief) -> None:
    source = brief.sources[0]
    gone(library, source.url)
    rewritten(library, source, Moment("2031-06-10T00:00:00Z"), lambda text: text)
    assert changes(library) == {}


def second_edition(library: Library, brief: Brief, source: Source, new: Article) -> Brief:
    """Keeps an edition that cites the new version of a source, as a build would."""
    changed = replace(source, article=new.id, text_sha256=new.text_sha256, payload_sha256=new.payload_sha256)
    newest = replace(brief, edition=2, sources=tuple(changed if each is source else each for each in brief.sources))
    payload = encode(newest)
    library.store.add_edition(Edition(brief.story, 2, digest_of(payload), brief.as_of, payload))
    return newest


def test_the_newest_edition_says_that_an_earlier_one_cites_another_version(library: Library, brief: Brief) -> None:
    source = brief.sources[0]
    new = rewritten(library, source, LATER, lambda text: f"{text} {MARK}")
    newest = second_edition(library, brief, source, new)
    first, second = source_notes(library.store, [brief, newest])
    assert first[1].change is not None and first[1].change.changed == LATER
    assert first[1].earlier == ()
    assert second[1].change is None
    assert [(each.editions, each.changed) for each in second[1].earlier] == [((1,), LATER)]
    assert list(changes(library)) == [(source.url, source.text_sha256)], "the earlier edition's version"
    rewritten(library, source, LATEST, lambda text: text[:60])
    assert {key[1] for key in changes(library)} == {source.text_sha256, new.text_sha256}


def pages(folder: Path) -> dict[str, bytes]:
    """Every page of a site."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.html"))}


def test_the_site_says_what_changed_shows_no_other_text_and_leaves_the_json(
    library: Library, brief: Brief, tmp_path: Path
) -> None:
    source = brief.sources[0]
    new = rewritten(library, source, LATER, without_first(brief, 1))
    gone(library, brief.sources[1].url)
    for name in ("one", "two"):
        publish(library, tmp_path / name, Publisher(), private=True)
    site = pages(tmp_path / "one")
    assert site == pages(tmp_path / "two")
    story = site[f"stories/{brief.story}/index.html"].decode()
    assert "This source changed after we cited it" in story and "No longer there" in story
    assert not [path for path, content in site.items() if MARK.encode() in content]
    assert str(new.id) not in story
    edition = LibraryReader(library).editions(brief.story)[-1]
    assert (tmp_path / "one" / "stories" / brief.story / "brief.json").read_bytes() == edition.payload
    assert decode(edition.payload, Brief) == brief


def test_every_source_that_the_registry_knows_leads_to_a_page(
    library: Library, sample_briefs: tuple[Brief, ...], tmp_path: Path
) -> None:
    publish(library, tmp_path / "site", Publisher(), private=True)
    site = pages(tmp_path / "site")
    for brief in sample_briefs:
        story = site[f"stories/{brief.story}/index.html"].decode()
        for source in brief.sources:
            place = f"outlets/{source.outlet}/index.html"
            assert (place in site) is (place in story) is (source.outlet is not None)
    records = LibraryReader(library).outlets()
    assert {f"outlets/{record.outlet.id}/index.html" for record in records.outlets} == {
        path for path in site if path.startswith("outlets/") and path != "outlets/index.html"
    }
    listed = site["outlets/index.html"].decode()
    assert [each.host for each in records.unknown] == ["quaysidetalk.example"]
    assert "quaysidetalk.example" in listed
