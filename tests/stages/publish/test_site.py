import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from lxml import html

from alteram.config import Publisher
from alteram.errors import PublishRefused
from alteram.model.ids import Moment, StoryId, day
from alteram.stages.publish import StoryRow, check_folder, outlet_folder, render_site, write_site
from alteram.stages.publish.site import MARKER
from tests.stages.publish.harbour import BRIEF, STORY, WITHHELD_TEXT
from tests.stages.publish.harbour_outlets import COURIER, KESS, MINA, NOTES, PAGES, POST, WIRE, records

PUBLISHER = Publisher("The Reading Room", "desk@room.example", "corrections@room.example")
OTHER = StoryRow(StoryId("0" * 16), "A title of one outlet", False, articles=1, outlets=1)
FOLDER = f"stories/{BRIEF.story}"


def site(*, private: bool = False) -> dict[str, bytes]:
    newest = replace(STORY.editions[-1], notes=NOTES, outlets=PAGES)
    story = replace(STORY, editions=(*STORY.editions[:-1], newest))
    return dict(render_site([story], [OTHER], records(), publisher=PUBLISHER, private=private))


def test_the_site_has_every_edition_as_page_json_and_markdown() -> None:
    assert set(site()) == {
        *(f"{FOLDER}/{name}" for name in ("index.html", "brief.json", "brief.md")),
        *(f"{FOLDER}/edition-1.{kind}" for kind in ("html", "json", "md")),
        *(f"outlets/{name}/index.html" for name in (COURIER, KESS, POST, WIRE, outlet_folder(MINA))),
        *("days/index.html", f"days/{day(STORY.row.updated or Moment(''))}.html"),
        *("index.html", "outlets/index.html", "method.html", "style.css", "icon.svg", "feed.atom", "feed.json"),
        "schema/brief-1.json",
    }
    assert set(site(private=True)) - set(site()) == {"robots.txt"}


@pytest.mark.parametrize("private", [False, True])
def test_every_link_is_relative_and_leads_to_a_file_of_the_site(private: bool) -> None:
    files = site(private=private)
    led = {path: 0 for path in files if path.startswith("outlets/")}
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        document: Any = html.document_fromstring(content.decode())
        for href in document.xpath("//@href"):
            parts = urlsplit(href)
            if parts.scheme or not parts.path:
                continue
            assert not href.startswith("/")
            steps: list[str] = []
            for step in (*PurePosixPath(path).parent.parts, *parts.path.split("/")):
                if step == "..":
                    steps.pop()
                else:
                    steps.append(step)
            assert "/".join(steps) in files, (path, href)
            if "/".join(steps) in led:
                led["/".join(steps)] += path.startswith("stories/")
    assert all(led.values()), "a story leads to each of its outlets"


def test_the_json_is_the_edition_byte_for_byte_and_fits_the_published_schema() -> None:
    files = site()
    assert files[f"{FOLDER}/brief.json"] == STORY.editions[-1].payload
    schema = json.loads(files["schema/brief-1.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(files[f"{FOLDER}/brief.json"]))


def test_nothing_withheld_or_ungated_is_in_any_public_file() -> None:
    for path, content in site().items():
        assert WITHHELD_TEXT.encode() not in content, path
        assert OTHER.headline.encode() not in content, path


def test_no_address_is_made_of_words_of_the_story() -> None:
    for path in (path for path in site() if not path.startswith("outlets/")):
        assert not set(path.lower().replace(".", "/").replace("-", "/").split("/")) & {
            "velm",
            "harbour",
            "odo",
            "brask",
        }


def test_a_public_site_needs_a_publisher(tmp_path: Path) -> None:
    for publisher in (Publisher(), Publisher("A"), Publisher("A", "b@c.example", "")):
        with pytest.raises(PublishRefused, match=r"corrections.*--private"):
            render_site([STORY], publisher=publisher)
    assert dict(render_site([STORY], publisher=Publisher(), private=True))


def test_it_writes_and_replaces_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    assert write_site(folder, site().items()) == len(site())
    (folder / "old.html").write_text("old")
    write_site(folder, [("new.html", b"new")])
    assert sorted(each.name for each in folder.iterdir()) == [MARKER, "new.html"]
    assert [each.name for each in folder.parent.iterdir()] == ["site"]


def test_it_may_use_an_empty_folder_and_refuses_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    write_site(folder, [("a.html", b"a")])
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishRefused, match="did not write"):
        write_site(theirs, site().items())
    assert [each.name for each in theirs.iterdir()] == ["thesis.txt"]


def test_it_refuses_a_file_and_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("file", "link"):
        with pytest.raises(PublishRefused, match="not a folder"):
            check_folder(tmp_path / name)


def failing() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"half"
    raise OSError("disk full")


def test_a_failure_half_way_leaves_the_earlier_site_and_no_litter(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(folder, [("index.html", b"whole")])
    with pytest.raises(OSError, match="disk full"):
        write_site(folder, failing())
    assert (folder / "index.html").read_bytes() == b"whole"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]
    with pytest.raises(OSError, match="disk full"):
        write_site(tmp_path / "never", failing())
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_a_rename_that_fails_brings_the_earlier_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    write_site(folder, [("index.html", b"whole")])
    rename = Path.rename

    def refuses_new(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuses_new)
    with pytest.raises(OSError, match="no"):
        write_site(folder, [("index.html", b"other")])
    assert (folder / "index.html").read_bytes() == b"whole"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "a\\b"])
def test_no_file_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="inside the site"):
        write_site(tmp_path / "site", [(path, b"x")])
    assert list(tmp_path.iterdir()) == []


def test_the_same_stories_give_the_same_bytes() -> None:
    assert site() == site()
