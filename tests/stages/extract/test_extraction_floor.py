"""The floor of page text on real pages, and the reader of floors."""

from pathlib import Path

import pytest

from evals import OVERRIDE, data_digest, floors, missed
from evals.extraction import PAGES, averages, digests, measure, shares


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.exists(), reason="the research data are not beside the checkout (../shared/data/pages)")
def test_page_text_keeps_its_floor() -> None:
    figures = averages(list(measure().values()))
    assert missed("extraction", figures, digests()) == ()


def test_the_floor_is_no_lower_than_it_was_set() -> None:
    assert floors("extraction").floors["f1"] >= 0.955


def test_shares_and_averages() -> None:
    half = shares("a b c d e", "a b c d x")
    assert [half.right, half.wrong, half.missing] == pytest.approx([1 / 3] * 3)
    assert half.f1 == pytest.approx(0.5)
    assert shares("", "").f1 == 1.0
    assert shares("a b", "a b").right == 1.0
    whole = averages([shares("a b c d e", "a b c d e"), shares("a b c d e", "")])
    assert whole == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}


def test_missed_floors_are_told_unless_overridden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OVERRIDE, raising=False)
    source, data = tmp_path / "floors.toml", tmp_path / "data.txt"
    data.write_text("one")
    source.write_text(f'[x.floors]\nf1 = 0.9\nrecall = 0.8\n[x.data]\nset = "{data_digest([data])}"\n')
    good = {"f1": 0.9, "recall": 0.81}
    assert missed("x", good, {"set": data_digest([data])}, source) == ()
    assert len(missed("x", {"f1": 0.89}, None, source)) == 2
    data.write_text("two")
    (problem,) = missed("x", good, {"set": data_digest([data])}, source)
    assert "'set'" in problem
    monkeypatch.setenv(OVERRIDE, "1")
    assert missed("x", {"f1": 0.1}, {"set": "other"}, source) == ()
    with pytest.raises(KeyError):
        floors("y", source)
