"""Publication: the site of a library, and what becomes of a page whose brief was withdrawn."""

import json
import shutil
from pathlib import Path

import pytest

from alteram.compute.in_process import InProcess
from alteram.config import Publisher
from alteram.engine.editing import merge
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.publication import publish
from alteram.engine.reading import LibraryReader
from alteram.engine.removal import remove
from alteram.errors import PublishRefused
from alteram.model.briefs import Brief
from tests.engine.fakes import clock, silent


def test_every_brief_is_published_with_its_bytes(
    sample_library: Library, sample_briefs: tuple[Brief, ...], tmp_path: Path
) -> None:
    count = publish(sample_library, tmp_path / "site", Publisher(), private=True)
    files = {path for path in (tmp_path / "site").rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert count == len(files)
    for brief in sample_briefs:
        edition = LibraryReader(sample_library).editions(brief.story)[-1]
        folder = tmp_path / "site" / "stories" / brief.story
        assert (folder / "brief.json").read_bytes() == edition.payload
        assert {path.suffix for path in folder.iterdir()} == {".html", ".json", ".md"}
    listed = json.loads((tmp_path / "site" / "feed.json").read_text(encoding="utf-8"))
    assert len(listed["items"]) == len(sample_briefs)


def test_a_public_site_needs_all_three_of_its_publisher(sample_library: Library, tmp_path: Path) -> None:
    for publisher in (Publisher(), Publisher("A", "b"), Publisher("A", "", "c")):
        with pytest.raises(PublishRefused, match="a public site must say who publishes it"):
            publish(sample_library, tmp_path / "site", publisher, private=False)
        assert not (tmp_path / "site").exists()
    assert publish(sample_library, tmp_path / "site", Publisher("A", "b", "c"), private=False) > 10


def test_a_withdrawn_brief_keeps_its_address_and_loses_its_words(
    sample_path: Path, sample_briefs: tuple[Brief, ...], tmp_path: Path
) -> None:
    path = Path(shutil.copytree(sample_path, tmp_path / "library"))
    brief = min(sample_briefs, key=lambda one: len(one.sources))
    with Library.open(path, write=True) as library:
        for source in brief.sources[:-1]:
            remove(library, source.url, "asked", clock=clock)
        assert not next(row for row in LibraryReader(library).rows() if row.story == brief.story).brief
        publish(library, tmp_path / "site", Publisher(), private=True)
    page = (tmp_path / "site" / "stories" / brief.story / "index.html").read_text(encoding="utf-8")
    assert "This edition was withdrawn" in page
    listed = json.loads((tmp_path / "site" / "feed.json").read_text(encoding="utf-8"))
    assert len(listed["items"]) == len(sample_briefs) - 1
    everything = "\n".join(
        file.read_text(encoding="utf-8") for file in (tmp_path / "site").rglob("*") if file.suffix in (".html", ".md")
    )
    for fact in brief.facts:
        assert fact.sentence.text not in everything


def test_the_pages_of_a_merged_story_lead_to_the_one_that_took_it_in(
    sample_path: Path, sample_briefs: tuple[Brief, ...], tmp_path: Path
) -> None:
    path = Path(shutil.copytree(sample_path, tmp_path / "library"))
    one, two = (brief.story for brief in sample_briefs[:2])
    with Library.open(path, write=True) as library:
        kept = merge(library, [one, two], "one event", clock=clock).stories[0]
        gone = two if kept == one else one
        build(library, compute=InProcess(), progress=silent)
        publish(library, tmp_path / "site", Publisher(), private=True, address="https://room.example/")
        listed = [row.story for row in LibraryReader(library).rows()]
    assert kept in listed and gone not in listed
    old = (tmp_path / "site" / "stories" / gone / "index.html").read_text(encoding="utf-8")
    assert f'content="0; url=../../stories/{kept}/index.html"' in old
    assert f'<link rel="canonical" href="https://room.example/stories/{kept}/index.html">' in old
    page = (tmp_path / "site" / "stories" / kept / "index.html").read_text(encoding="utf-8")
    assert f"of story <code>{gone}</code>" in page and "one event" in page
