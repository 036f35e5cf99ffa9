"""The benches of building: what they compare, and what they say where something is missing or too slow."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import build_rate, build_scale
from bench.build_scale import BLOCK, EVERY, large, line, small


def _rows(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{at:05}",
            "date": f"2019-{at % 12 + 1:02}-01",
            "url": f"https://a.example/{at}",
            "title": "T",
            "text": "X.",
        }
        for at in range(count)
    ]


def test_the_small_build_takes_whole_blocks_in_the_order_of_dates() -> None:
    rows = large(_rows(2 * BLOCK * EVERY + 50), 2 * BLOCK * EVERY)
    assert [(row["date"], row["id"]) for row in rows] == sorted((row["date"], row["id"]) for row in rows)
    some = small(rows)
    assert len(some) == 2 * BLOCK
    places = [rows.index(row) for row in some]
    assert places == [*range(places[0], places[0] + BLOCK), *range(places[BLOCK], places[BLOCK] + BLOCK)]


def test_an_article_is_written_as_import_reads_it() -> None:
    row = {**_rows(1)[0], "bias": "left"}
    assert json.loads(line(row)) == {"url": "https://a.example/0", "title": "T", "text": "X.", "date": "2019-01-01"}
    assert "date" not in json.loads(line({**row, "date": ""}))


@pytest.mark.parametrize("bench", [build_rate, build_scale])
def test_without_the_data_it_says_so(bench: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "COVERAGE" if bench is build_rate else "CORPUS", tmp_path / "absent.jsonl.gz")
    monkeypatch.setattr("sys.argv", ["bench"])
    assert bench.main() == 2


@pytest.mark.shared
@pytest.mark.parametrize(("per_article", "code"), [(1.2, 0), (1.4, 1)])
def test_the_ratio_is_that_of_an_article(
    per_article: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not build_scale.CORPUS.is_file():
        pytest.skip("the research data is not beside this checkout")
    monkeypatch.setattr(build_scale, "built", lambda rows: len(rows) * (per_article if len(rows) > 5000 else 1.0))
    monkeypatch.setattr("sys.argv", ["bench"])
    assert build_scale.main() == code
    assert f"ratio {per_article:.2f}" in capsys.readouterr().out


@pytest.mark.shared
@pytest.mark.parametrize(("build", "code"), [(7.9, 0), (8.1, 1)])
def test_the_best_of_each_counts(build: float, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if not build_rate.COVERAGE.is_file():
        pytest.skip("the research data is not beside this checkout")
    builds, peers = iter([build, build + 1]), iter([2.5, 2.0, 3.0, 2.2])
    monkeypatch.setattr(build_rate, "built", lambda: next(builds))
    monkeypatch.setattr(build_rate, "tagged", lambda _: next(peers))
    assert build_rate.main(2) == code


def test_the_peer_tags_with_what_it_bundles() -> None:
    pytest.importorskip("textblob", reason="the peer comes with the extra 'bench'")
    assert build_rate.tagged(["The ferry sank off Ostermole on Tuesday."] * 20) > 0.0


def test_a_command_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(build_rate.NotWhole, match=r"alteram build left with \d: .*absent"):
        build_rate.told("build", "--library", str(tmp_path / "absent"))


def test_a_story_that_was_not_built_is_no_cheap_story(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = {"stage": "build", "subject": "s1", "kind": "crash", "message": "its process was ended by signal 9"}
    monkeypatch.setattr(build_rate, "told", lambda *words: json.dumps([failure]) if words[0] == "stories" else "")
    with pytest.raises(build_rate.NotWhole, match="1 stories were not built, the first s1: its process was ended"):
        build_rate.build_of("articles.jsonl")
    failure["stage"] = "import"
    assert build_rate.build_of("articles.jsonl") >= 0.0


@pytest.mark.shared
def test_a_build_that_is_not_whole_measures_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not build_rate.COVERAGE.is_file():
        pytest.skip("the research data is not beside this checkout")

    def killed() -> float:
        raise build_rate.NotWhole("3 stories were not built")

    monkeypatch.setattr(build_rate, "built", killed)
    monkeypatch.setattr(build_rate, "tagged", lambda _: 1.0)
    assert build_rate.main(1) == 1
    assert capsys.readouterr().err == "nothing was measured: 3 stories were not built\n"
