"""The country files are what tools/registry.py writes from the licensed tables."""

from pathlib import Path

import pytest

from tools import registry

TABLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "outlets"


@pytest.mark.shared
@pytest.mark.skipif(not TABLES.is_dir(), reason="the licensed tables are not beside the checkout")
def test_the_country_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert registry.main(["--check"]) == 0, f"run python -m tools.registry: {capsys.readouterr().out}"


def test_a_measure_only_table_is_never_read() -> None:
    source = Path(registry.__file__).read_text(encoding="utf-8")
    assert "domain_ratings" not in source


def test_places_take_the_word_of_their_own_scale() -> None:
    row = {
        "outlet": "X",
        "axis": "left-right",
        "scale": "1 left to 5 right",
        "rater": "R",
        "seen": "2024-05",
        "note": "n",
    }
    words = [registry.place_tables([{**row, "place": str(value)}])[0]["side"] for value in range(1, 6)]
    assert words == ["left", "left", "center", "right", "right"]


def test_control_comes_from_the_matrix_alone() -> None:
    row = {
        "id": "x",
        "name": "X",
        "kind": "newspaper",
        "country": "",
        "domains": "x.example",
        "aliases": "",
        "credits": "",
        "opinion_paths": "",
    }
    state = {"Typology": "SC", "Main assets": "X", "Media company": "X Company", "Country": "Y"}
    assert registry.outlet(row, "", state, None)["control"] == "state-controlled"
    captured = registry.outlet(row, "", state | {"Typology": "CaPr"}, "Holder")
    assert "control" not in captured
    assert captured["owner"] == "Holder"
    alone = registry.outlet(row, "", None, None)
    assert alone["basis"] == "editor, unverified"
    assert "owner" not in alone
