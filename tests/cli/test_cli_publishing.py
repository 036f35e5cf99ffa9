"""publish: who may, where, and that doing it twice gives the same bytes."""

import json
from pathlib import Path

import pytest

from alteram.model.briefs import Brief
from tests.cli.conftest import Alteram

PUBLISHER = ("--publisher", "The Tarn Desk", "--contact", "desk@tarn.example", "--corrections", "fix@tarn.example")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_public_site_without_a_publisher_is_refused(alteram: Alteram, sample_path: Path) -> None:
    answer = alteram("publish", "site", "--library", sample_path)
    assert (answer.code, answer.out) == (1, "")
    assert "name, contact, corrections missing" in answer.err
    assert "--private" in answer.err
    assert not Path("site").exists()
    half = alteram("publish", "site", "--library", sample_path, "--publisher", "The Tarn Desk")
    assert half.code == 1
    assert "contact, corrections missing" in half.err


def test_a_private_site_opens_from_the_file_system(
    alteram: Alteram, sample_path: Path, sample_briefs: tuple[Brief, ...]
) -> None:
    answer = alteram("publish", "site", "--private", "--library", sample_path)
    assert (answer.code, answer.err) == (0, "")
    index = Path("site/index.html").resolve()
    assert index.as_uri() in answer.out
    assert answer.out.startswith(f"{len(_files(Path('site'))) - _own_marks():,} files written.")
    for brief in sample_briefs:
        published = json.loads(Path(f"site/stories/{brief.story}/brief.json").read_bytes())
        assert published["headline"]["text"] == brief.headline.text
        assert brief.headline.text in index.read_text(encoding="utf-8")
    assert "Disallow: /" in Path("site/robots.txt").read_text(encoding="utf-8")


def _own_marks() -> int:
    """Files that the site's folder holds beside the site."""
    return sum(path.name.startswith(".") for path in Path("site").rglob("*") if path.is_file())


def test_a_public_site_names_its_publisher(alteram: Alteram, sample_path: Path) -> None:
    answer = alteram("publish", "site", *PUBLISHER, "--address", "https://tarn.example/", "--library", sample_path)
    assert answer.code == 0, answer.err
    page = Path("site/index.html").read_text(encoding="utf-8")
    assert "The Tarn Desk" in page
    assert "https://tarn.example/" in Path("site/feed.atom").read_text(encoding="utf-8")
    assert not Path("site/robots.txt").exists()


def test_the_publisher_may_come_from_the_environment(
    alteram: Alteram, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALTERAM_PUBLISHER", "The Tarn Desk")
    monkeypatch.setenv("ALTERAM_CONTACT", "desk@tarn.example")
    monkeypatch.setenv("ALTERAM_CORRECTIONS", "fix@tarn.example")
    assert alteram("publish", "site", "--library", sample_path).code == 0
    assert "The Tarn Desk" in Path("site/index.html").read_text(encoding="utf-8")


def test_publishing_twice_replaces_the_folder_by_the_same_bytes(alteram: Alteram, sample_path: Path) -> None:
    alteram("publish", "site", "--private", "--library", sample_path)
    first = _files(Path("site"))
    assert len(first) > 10
    Path("site/stale.html").write_text("old", encoding="utf-8")
    assert alteram("publish", "site", "--private", "--library", sample_path).code == 0
    assert _files(Path("site")) == first


def test_a_folder_of_somebody_else_is_refused_and_untouched(alteram: Alteram, sample_path: Path) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")
    answer = alteram("publish", "mine", "--private", "--library", sample_path)
    assert answer.code == 1
    assert "mine" in answer.err
    assert _files(Path("mine")) == {"thesis.txt": b"years of work"}


def test_no_page_of_a_public_site_holds_a_whole_text(
    alteram: Alteram, sample_path: Path, sample_library_texts: tuple[str, ...]
) -> None:
    alteram("publish", "site", *PUBLISHER, "--library", sample_path)
    public = "\n".join(path.read_text("utf-8") for path in Path("site").rglob("*.html"))
    paragraphs = [text.split("\n\n") for text in sample_library_texts]
    shown = [sum(paragraph in public for paragraph in body[1:]) / len(body[1:]) for body in paragraphs if body[3:]]
    assert shown
    assert max(shown) < 0.8
    assert sum(shown) / len(shown) < 0.4
