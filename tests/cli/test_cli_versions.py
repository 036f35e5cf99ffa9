"""`alteram show URL --versions`: what an address said at each capture."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Alteram

URL = "https://pellancoastpost.example/bridge"
TEXT = "The bridge at Lowmoor was closed on Monday. {} people were hurt. The council will meet on Friday."


def _line(text: str, date: str) -> str:
    return json.dumps({"url": URL, "title": "Bridge closed", "text": text, "date": date})


@pytest.fixture
def library(tmp_path: Path, alteram: Alteram) -> Path:
    """A library that has seen one address twice, with another figure."""
    file = tmp_path / "articles.jsonl"
    lines = (_line(TEXT.format("Nine"), "2026-03-01"), _line(TEXT.format("Two"), "2026-03-02"))
    file.write_text("\n".join(lines), encoding="utf-8")
    path = tmp_path / "library"
    assert alteram("import", file, "--library", path).code == 0
    return path


def test_versions_show_what_changed_and_nothing_else(alteram: Alteram, library: Path) -> None:
    answer = alteram("show", URL, "--versions", "--library", library)
    assert answer.code == 0
    changed = [line.strip() for line in answer.out.splitlines() if line.startswith("  ")]
    assert changed == ["- Nine people were hurt.", "+ Two people were hurt."]
    assert answer.out.count("version ") == 2


def test_versions_as_json_name_both_articles(alteram: Alteram, library: Path) -> None:
    answer = alteram("show", URL, "--versions", "--format", "json", "--library", library)
    first, second = json.loads(answer.out)
    assert first["article"] != second["article"]
    assert first["changes"] == []
    assert {change["kind"] for change in second["changes"]} == {"removed", "added"}


def test_versions_of_what_is_no_address_or_not_there(alteram: Alteram, library: Path) -> None:
    assert alteram("show", "abcdef", "--versions", "--library", library).code == 2
    missing = alteram("show", f"{URL}/other", "--versions", "--library", library)
    assert missing.code == 1
    assert "is not in the library" in missing.err
