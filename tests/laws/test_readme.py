"""README.md shows what Alteram makes of its sample today, and names only what is there."""

import re
from pathlib import Path

import pytest

from alteram.engine.library import Library
from tools import readme

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#)([^)#\s]+)(?:#([^)\s]+))?\)")
_TARGET = re.compile(r"`make ([a-z-]+)`")


def test_the_brief_and_the_chain_are_those_of_the_sample(sample_library: Library) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = readme.rewritten(text, readme.blocks(sample_library))
    same = readme.comparable(text) == readme.comparable(wanted)
    assert same, "the sample's briefs have changed: run `python -m tools.readme` and read what it shows"


def test_a_changed_block_is_replaced_and_nothing_else() -> None:
    text = "a\n<!-- brief -->\nold\n<!-- /brief -->\nb\n<!-- why -->\nold\n<!-- /why -->\nc\n"
    after = readme.rewritten(text, {"brief": "new \\1\n", "why": "other\n"})
    assert after == "a\n<!-- brief -->\nnew \\1\n<!-- /brief -->\nb\n<!-- why -->\nother\n<!-- /why -->\nc\n"


@pytest.mark.parametrize("text", ["", "<!-- brief -->\nold\n<!-- /why -->\n"])
def test_a_lost_block_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="put the comments back"):
        readme.rewritten(text, {"brief": "new\n", "why": "other\n"})


def test_the_brief_says_that_it_is_fictional_and_nothing_in_it_was_refused() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, shown = text.partition("<!-- brief -->")
    assert "fictional" in before[-600:]
    assert "Sources: [1]" in shown.partition("<!-- /brief -->")[0]
    assert "missing or damaged" not in shown.partition("<!-- why -->")[2]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [match[1] for match in _LINK.finditer(page.read_text(encoding="utf-8"))]
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    named = set(_TARGET.findall(page.read_text(encoding="utf-8")))
    assert not named - targets


def test_make_help_teaches_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    taught = set(re.findall(r"@echo \"make ([a-z-]+) ", makefile))
    assert targets - taught <= {"help"}
