"""What somebody who writes a first outlet file gets wrong, and what they are told: file, line, what, what to do."""

from pathlib import Path

import pytest

from alteram.outlets import check, load_registry

GOOD = """\
# My own outlets
[[outlet]]
id = "tarn-herald"
name = "The Tarn Herald"
domains = ["tarnherald.example"]
basis = "the imprint, read in March 2026"
kind = "newspaper"
feeds = ["https://tarnherald.example/feed"]
"""
PLACE = """
[[outlet.place]]
axis = "left-right"
side = "left"
place = "2"
scale = "1 left to 5 right"
rater = "A Rater"
date = "2026"
"""
MISTAKES = [
    # What was written, in place of what; the line of the problem; what and what to do.
    ("[[outlet]]", "[outlet]", 2, "outlets are written as [[outlet]] tables: two brackets on each side"),
    ("[[outlet]]", "[[outlets]]", 2, "unknown table 'outlets': did you mean [[outlet]]?"),
    ("[[outlet]]", "[[outlet]", 2, "a table begins with a line of its own, [[outlet]] or [[outlet.place]]"),
    ('"The Tarn Herald"', "The Tarn Herald", 4, 'a text stands in quotes: write name = "The Tarn Herald"'),
    ('"The Tarn Herald"', "“The Tarn Herald”", 4, 'write straight quotes, "like this"'),
    ('name = "The', 'name: "The', 4, 'a line is key = "value"'),
    ('kind = "newspaper"', 'name = "Herald"', 7, "name stands twice in this outlet: keep one of the two lines"),
    ('["tarnherald.example"]', '["a.example" "b.example"]', 5, 'a list is written domains = ["one", "two"]'),
    ('["tarnherald.example"]', '["tarnherald.example"', 5, "the list domains is not closed: end it with ]"),
    ('["tarnherald.example"]', '"tarnherald.example"', 5, 'write domains = ["tarnherald.example"]'),
    ('["tarn', '["https://www.tarn', 5, "is an address, not a domain: write 'tarnherald.example'"),
    ('["tarn', '["www.tarn', 5, "write 'tarnherald.example', and every host below it counts"),
    ('["tarnherald.example"]', '["bbc.co.uk"]', 5, "to change that outlet, use its id; another one needs"),
    ('basis = "the imprint, read in March 2026"\n', "", 2, "outlet tarn-herald has no basis: add it, on what these"),
    ('kind = "', 'kind = "daily ', 7, "unknown kind 'daily newspaper': did you mean 'newspaper'?"),
    ('feeds = ["https://', 'feeds = ["', 8, "write 'https://tarnherald.example/feed'"),
    ("feeds =", "feed =", 8, "unknown key 'feed': did you mean 'feeds'?"),
    ("kind =", "text_may_be_shown = yes\nkind =", 7, "write text_may_be_shown = true, without capitals and quotes"),
    ("kind =", 'text_may_be_shown = "yes"\nkind =', 7, "write text_may_be_shown = true, unquoted"),
    ("kind =", 'owner = "The Tarn Herald"\nkind =', 7, "name who owns the outlet, or leave owner out"),
    ("kind =", 'control = "state"\nkind =', 7, "or leave the line out where it is not known"),
    ("kind =", 'machine_use = "reserve"\nkind =', 7, "did you mean 'reserved'? It is one of reserved, allowed, or"),
    ("kind =", 'memberships = ["reuter"]\nkind =', 7, "which is no outlet's id: did you mean 'reuters'?"),
]


def told(folder: Path, text: str, name: str = "mine.toml") -> list[tuple[int, str]]:
    """Lines and messages of the problems of one file; each must name that file."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    problems = check(folder)
    assert {problem.file for problem in problems} <= {str(folder / name)}
    return [(problem.line, problem.message) for problem in problems]


def test_the_file_without_mistakes_has_none(tmp_path: Path) -> None:
    assert told(tmp_path / "own", GOOD + PLACE) == []


@pytest.mark.parametrize(("right", "wrong", "line", "words"), MISTAKES, ids=[wrong for _, wrong, *_ in MISTAKES])
def test_a_mistake_is_one_problem_that_says_what_to_do(
    tmp_path: Path, right: str, wrong: str, line: int, words: str
) -> None:
    assert right in GOOD
    ((number, message),) = told(tmp_path / "own", GOOD.replace(right, wrong, 1))
    assert number == line
    assert words in message


def test_keys_without_a_table_are_told_where_the_table_begins(tmp_path: Path) -> None:
    problems = told(tmp_path / "own", GOOD.replace("[[outlet]]\n", ""))
    assert len(problems) == 6
    assert (2, "id stands outside an outlet: put a line [[outlet]] above it") in problems


def test_a_text_that_does_not_end_is_named_by_its_line(tmp_path: Path) -> None:
    ((line, message),) = told(tmp_path / "own", GOOD.replace('Herald"', "Herald", 1))
    assert line == 4
    assert 'a text begins and ends with a quote, on one line: write name = "..."' in message


def test_of_two_places_the_wrong_one_is_named(tmp_path: Path) -> None:
    second = PLACE.replace("A Rater", "Another").replace('"left"', '"lefty"')
    ((line, message),) = told(tmp_path / "own", GOOD + PLACE + second)
    assert line == GOOD.count("\n") + PLACE.count("\n") + 4
    assert message.startswith("'lefty' is no side of left-right: use one of left, ")


def test_a_key_is_not_taken_for_a_word_in_another_line(tmp_path: Path) -> None:
    text = GOOD.replace("kind =", 'aliases = ["One of a kind = one"]\nkind =').replace('"newspaper"', '"newspapers"')
    ((line, _),) = told(tmp_path / "own", text)
    assert line == 8


def test_a_value_in_a_list_of_many_lines_is_named_by_its_own(tmp_path: Path) -> None:
    text = GOOD.replace('["tarn', '[\n  "tarn.example",\n  "WWW.tarn').replace('Herald.example"]', 'x"\n]')
    ((line, message),) = told(tmp_path / "own", text)
    assert line == 7
    assert "write 'tarnherald.example'" in message


def test_a_place_that_lost_its_outlet_is_told_how_to_say_whose_it_is(tmp_path: Path) -> None:
    ((line, message),) = told(tmp_path / "own", GOOD + PLACE.replace("outlet.place", "place"))
    assert line == GOOD.count("\n") + 2
    assert 'add outlet = "its id"' in message


@pytest.mark.parametrize("name", ["mine.txt", "mine.toml.bak", "mine"])
def test_a_file_that_is_not_read_because_of_its_name_is_a_problem(tmp_path: Path, name: str) -> None:
    ((line, message),) = told(tmp_path / "own", GOOD, name)
    assert (line, message) == (0, "holds outlets and is not read: give it a name that ends in .toml")
    assert str(check(tmp_path / "own")[0]) == f"{tmp_path / 'own' / name}: {message}"
    assert load_registry(tmp_path / "own").get("tarn-herald") is None


def test_other_files_beside_outlets_are_nobodys_business(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "README.md").write_text("Files with an [[outlet]] are mine.", encoding="utf-8")
    assert told(tmp_path / "own", GOOD) == []


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert told(tmp_path / "own", "\ufeff" + GOOD) == []


@pytest.mark.parametrize("wish", ["reserved", "allowed"])
def test_what_an_outlet_wishes_of_machines_is_read(tmp_path: Path, wish: str) -> None:
    assert told(tmp_path / "own", GOOD.replace("kind =", f'machine_use = "{wish}"\nkind =')) == []
    outlet = load_registry(tmp_path / "own").get("tarn-herald")
    assert outlet is not None
    assert outlet.machine_use == wish


def test_where_nothing_is_said_of_machines_nothing_is_known(tmp_path: Path) -> None:
    assert told(tmp_path / "own", GOOD) == []
    assert [outlet.id for outlet in load_registry(tmp_path / "own") if outlet.machine_use is not None] == []
