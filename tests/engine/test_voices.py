"""Whose words passages are: kept with an edition, used by its version and registry only, the same as found anew."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.codec import decode, encode
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.engine.voices import Voices, kept_voices
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import digest_of
from alteram.stages.publish import cited_passages


@pytest.fixture
def library(sample_path: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of the built sample."""
    with Library.open(Path(shutil.copytree(sample_path, tmp_path / "library")), write=True) as opened:
        yield opened


def briefs(library: Library) -> list[Brief]:
    """Every newest brief."""
    editions = library.store.latest_of(library.store.latest_digests())
    return [decode(edition.payload, Brief) for edition in editions.values()]


def told(library: Library, brief: Brief) -> tuple[Passage, ...]:
    """The passages that a live page of a brief shows."""
    return tuple(dict.fromkeys((*cited_passages(brief), *(p for each in brief.withheld for p in each.passages))))


def keep(library: Library, brief: Brief, voices: bytes) -> None:
    """Puts other voices beside an edition."""
    edition = library.store.latest(brief.story)
    assert edition is not None
    library.store.add_edition(edition, library.store.withheld(brief.story, brief.edition) or (), voices)


def test_a_build_keeps_what_governs_every_passage(library: Library) -> None:
    for brief in briefs(library):
        assert kept_voices(library, brief).keys() == set(told(library, brief)) != set()
    states = {governor.state for brief in briefs(library) for governor in kept_voices(library, brief).values()}
    assert {"own", "governed"} <= states


def test_quotes_are_the_same_with_and_without_them(library: Library) -> None:
    reader = LibraryReader(library)
    for brief in briefs(library):
        kept = reader.quotes(brief, told(library, brief))
        keep(library, brief, encode(Voices("0", library.registry.digest, ())))
        assert kept_voices(library, brief) == {}
        assert reader.quotes(brief, told(library, brief)) == kept


def test_those_of_another_version_or_registry_are_not_used(library: Library) -> None:
    brief = briefs(library)[0]
    payload = library.store.voices(brief.story, brief.edition)
    assert payload is not None
    voices = decode(payload, Voices)
    for other in (replace(voices, made_by="0.0.1"), replace(voices, registry=digest_of(b"another"))):
        keep(library, brief, encode(other))
        assert kept_voices(library, brief) == {}
    keep(library, brief, payload)
    assert kept_voices(library, brief)


def test_a_page_of_the_sample_reads_no_article_for_them(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_arguments: object) -> None:
        raise AssertionError("an article was read for its voices")

    monkeypatch.setattr("alteram.stages.publish.voicing.read", read)
    reader = LibraryReader(library)
    assert all(reader.quotes(brief, told(library, brief)) for brief in briefs(library))
