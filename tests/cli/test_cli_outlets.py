"""outlets list, show, check, import: shapes, look-alikes, exit codes."""

import json
from pathlib import Path

from alteram.engine.library import Library
from alteram.model.ids import Moment
from alteram.model.live import Contact, Work
from alteram.outlets import load_registry
from tests.cli.conftest import Alteram

KEYS = ["id", "name", "domains", "country", "kind", "control", "owner", "places"]


def test_list_as_json_has_the_prescribed_shape(alteram: Alteram) -> None:
    answer = alteram("outlets", "list", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    listed = json.loads(answer.out)
    assert [outlet["id"] for outlet in listed] == [outlet.id for outlet in load_registry(None)]
    assert next(outlet for outlet in listed if outlet["id"] == "reuters")["domains"][0] == "reuters.com"
    for outlet in listed:
        assert list(outlet) == KEYS
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


HEAD = "domain,axis,side,place,scale,rater,method,date,reference,licence\n"
GOOD = "bbc.co.uk,left-right,center,3,1 left to 5 right,The Rating House,survey,2026-01,a book,by agreement\n"


def test_import_takes_ratings_once_and_refuses_rows_without_rater(alteram: Alteram, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEAD + GOOD + GOOD.replace("The Rating House", ""), encoding="utf-8")
    library = tmp_path / "library"
    first = alteram("outlets", "import", table, "--library", library)
    assert (first.code, first.err) == (
        0,
        f"alteram: {table}:3: column 'rater': a rating without rater is nobody's: fill it in\n",
    )
    assert first.out.startswith("1 place new, 0 changed, 0 as before, 1 row refused")
    assert "by The Rating House, 2026-01" in alteram("outlets", "show", "bbc", "--library", library).out
    content = (library / "outlets" / "imported-places.toml").read_bytes()
    again = alteram("outlets", "import", table, "--library", library)
    assert again.out.startswith("0 places new, 0 changed, 1 as before")
    assert (library / "outlets" / "imported-places.toml").read_bytes() == content
    assert alteram("outlets", "check", "--library", library).code == 0


def test_import_of_nothing_good_exits_1_and_of_no_file_2(alteram: Alteram, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEAD + GOOD.replace("bbc.co.uk", "bbc.co"), encoding="utf-8")
    answer = alteram("outlets", "import", table, "--library", tmp_path / "library")
    assert answer.code == 1
    assert "resembles bbc.com" in answer.err
    assert not (tmp_path / "library").exists()
    assert alteram("outlets", "import", "nowhere.csv").code == 2


def test_only_state_control_is_called_state_media(alteram: Alteram) -> None:
    assert "state media" in alteram("outlets", "show", "kcna").out
    linked = alteram("outlets", "show", "arab-news").out
    assert "state linked" in linked
    assert "state media" not in linked.lower().replace("state media matrix", "")


def test_show_tells_how_the_outlet_does_as_a_supplier_of_the_library(alteram: Alteram, copy: Path) -> None:
    with Library.open(copy, write=True) as library:
        failed = (Contact("sample-nrt", Moment(f"2031-05-0{day}T09:00:00Z"), "http-503") for day in (1, 2))
        library.store.put_work(Work(contacts=tuple(failed)))
    shown = alteram("outlets", "show", "sample-nrt", "--library", copy).out
    assert "checked        unknown\n" in shown
    assert "last success   never\n" in shown
    assert "2 failures in a row, the last on 2 May 2031, 09:00 UTC: the server answers with status 503\n" in shown
    assert "latest article 25 October 2026, 08:45 UTC\n" in shown
    told = json.loads(alteram("outlets", "show", "sample-nrt", "--library", copy, "--format", "json").out)
    assert told["health"]["articles"] == 3 and told["health"]["standing"]["failures"] == 2


def test_show_without_a_library_says_nothing_of_health(alteram: Alteram, tmp_path: Path) -> None:
    answer = alteram("outlets", "show", "reuters", "--library", tmp_path / "none")
    assert answer.code == 0 and "last success" not in answer.out and "checked" in answer.out
    told = alteram("outlets", "show", "reuters", "--library", tmp_path / "none", "--format", "json").out
    assert json.loads(told)["health"] is None
