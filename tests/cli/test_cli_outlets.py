"""outlets list, show, check: shapes, look-alikes, exit codes."""

import json
from pathlib import Path

from alteram.outlets import load_registry
from tests.cli.conftest import Alteram

KEYS = ["id", "name", "domains", "country", "kind", "control", "owner", "places"]


def test_list_as_json_has_the_prescribed_shape(alteram: Alteram) -> None:
    answer = alteram("outlets", "list", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    listed = json.loads(answer.out)
    assert [outlet["id"] for outlet in listed] == [outlet.id for outlet in load_registry(None)]
    for outlet in listed:
        assert list(outlet) == KEYS
        assert outlet["domains"]
        assert all(isinstance(domain, str) for domain in outlet["domains"])
        assert all({"axis", "side", "rater", "date", "method"} <= set(place) for place in outlet["places"])


def test_list_in_words_ends_with_the_count(alteram: Alteram) -> None:
    lines = alteram("outlets", "list").out.splitlines()
    assert lines[-1] == f"{len(lines) - 1:,} outlets"


def test_show_by_id_by_domain_and_by_subdomain(alteram: Alteram) -> None:
    by_id = alteram("outlets", "show", "reuters")
    assert by_id.code == 0
    assert "Reuters" in by_id.out
    assert alteram("outlets", "show", "reuters.com").out == by_id.out
    assert alteram("outlets", "show", "www.reuters.com").out == by_id.out
    assert json.loads(alteram("outlets", "show", "reuters", "--format", "json").out)["id"] == "reuters"


def test_show_of_an_unknown_outlet_exits_1_and_says_how_to_add_it(alteram: Alteram) -> None:
    answer = alteram("outlets", "show", "entirely-unheard-of.example")
    assert (answer.code, answer.out) == (1, "")
    assert "entirely-unheard-of.example is not in the registry" in answer.err
    assert "outlets" in answer.err


def test_show_of_a_look_alike_exits_1_and_names_whom_it_resembles(alteram: Alteram) -> None:
    for wanted in ("reutars.com", "reuters.com.co", "rеuters.com"):
        answer = alteram("outlets", "show", wanted)
        assert (answer.code, answer.out) == (1, ""), wanted
        assert "resembles reuters.com" in answer.err, wanted
        assert "It is not that outlet." in answer.err


def test_an_outlet_of_the_library_stands_beside_the_shipped_ones(alteram: Alteram, copy: Path) -> None:
    folder = copy / "outlets"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        '[[outlet]]\nid = "tarn-herald"\nname = "The Tarn Herald"\ndomains = ["tarnherald.example"]\n'
        'kind = "newspaper"\nbasis = "the paper\'s own imprint"\n',
        encoding="utf-8",
    )
    assert alteram("outlets", "check", "--library", copy).code == 0
    assert "The Tarn Herald" in alteram("outlets", "show", "tarnherald.example", "--library", copy).out
    assert alteram("outlets", "show", "tarnherald.example").code == 1


def test_check_names_file_and_line_and_exits_1(alteram: Alteram, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "broken.toml").write_text('[[outlet]]\nid = "x"\nname = \n', encoding="utf-8")
    answer = alteram("outlets", "check", tmp_path / "mine")
    assert answer.code == 1
    assert "broken.toml" in answer.out
    assert answer.out.splitlines()[-1] == "1 problem"


def test_check_of_the_shipped_registry_finds_nothing(alteram: Alteram) -> None:
    answer = alteram("outlets", "check")
    assert (answer.code, answer.out) == (0, "0 problems\n")


def test_check_of_a_folder_that_is_not_there_is_wrong_usage(alteram: Alteram) -> None:
    answer = alteram("outlets", "check", "nowhere")
    assert answer.code == 2
    assert "nowhere" in answer.err
