"""Ratings from a CSV: what is taken, what is refused and where, and that a second time changes nothing."""

from pathlib import Path

import pytest

from alteram.errors import RegistryError
from alteram.outlets import load_registry
from alteram.outlets.ratings import FILE, Imported, import_ratings

HEAD = "outlet,axis,side,place,scale,rater,date,method,reference,licence\n"
ROW = "reuters,left-right,center,3,1 left to 5 right,R,2026-01,survey,a book,by agreement\n"


def taken(tmp_path: Path, text: str, encoding: str = "utf-8") -> Imported:
    """Imports a table."""
    source = tmp_path / "ratings.csv"
    source.write_text(text, encoding=encoding)
    return import_ratings(source, tmp_path / "outlets", load_registry())


def test_a_row_becomes_a_place(tmp_path: Path) -> None:
    done = taken(tmp_path, HEAD + ROW)
    assert (done.added, done.changed, done.same, done.refused) == (1, 0, 0, ())
    outlet = load_registry(tmp_path / "outlets").get("reuters")
    assert outlet is not None
    place = outlet.places[-1]
    assert (place.side, place.place, place.rater, place.date) == ("center", "3", "R", "2026-01")
    assert (place.method, place.reference, place.licence) == ("survey", "a book", "by agreement")


def test_a_second_time_changes_nothing_and_another_value_replaces(tmp_path: Path) -> None:
    taken(tmp_path, HEAD + ROW)
    before = (tmp_path / "outlets" / FILE).stat()
    done = taken(tmp_path, HEAD + ROW)
    assert (done.added, done.changed, done.same) == (0, 0, 1)
    assert (tmp_path / "outlets" / FILE).stat() == before
    done = taken(tmp_path, HEAD + ROW.replace("center,3", "left,1") + ROW.replace("2026-01", "2026-02"))
    assert (done.added, done.changed, done.same) == (1, 1, 0)
    outlet = load_registry(tmp_path / "outlets").get("reuters")
    assert outlet is not None
    assert [place.side for place in outlet.places if place.rater == "R"] == ["left", "center"]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (ROW.replace(",R,", ",,"), "rater", "nobody's"),
        (ROW.replace(",2026-01,", ",,"), "date", "without date"),
        (ROW.replace("2026-01", "last year"), "date", "is no date"),
        (ROW.replace("1 left to 5 right", ""), "scale", "without scale"),
        (ROW.replace("left-right", "up-down"), "axis", "unknown axis 'up-down'"),
        (ROW.replace("center", "middle"), "side", "'middle' is no side of left-right"),
        (ROW.replace("center,3", ","), "side", "no place"),
        (ROW.replace("reuters,", ",", 1), "outlet", "no outlet"),
        (ROW.replace("reuters,", "reutars.com,", 1), "outlet", "resembles reuters.com"),
        (ROW.replace("reuters,", "unheard-of.test,", 1), "outlet", "not in the registry"),
        (ROW.replace("a book", "a\x07book"), "reference", "control characters"),
        (ROW.replace("a book", '"a\nbook"'), "reference", "control characters"),
    ],
)
def test_a_refused_row_is_named_by_line_and_column(tmp_path: Path, row: str, column: str, words: str) -> None:
    done = taken(tmp_path, HEAD + "\n" + row + ROW)
    (refused,) = done.refused
    assert (refused.line, refused.column) == (3, column)
    assert words in refused.reason
    assert done.added == 1


@pytest.mark.parametrize(
    ("value", "scale", "side"),
    [
        ("1", "1 left to 5 right", "left"),
        ("3", "1 left to 5 right", "center"),
        ("4.5", "1 left to 5 right", "right"),
        ("right", "words", "right"),
        ("-20", "-42 left to 42 right", "left"),
    ],
)
def test_a_side_is_read_off_a_scale_that_names_both(tmp_path: Path, value: str, scale: str, side: str) -> None:
    head = "domain,axis,place,scale,rater,date\n"
    done = taken(tmp_path, f"{head}www.reuters.com,left-right,{value},{scale},R,2026\n")
    assert done.refused == ()
    outlet = load_registry(tmp_path / "outlets").get("reuters")
    assert outlet is not None
    assert (outlet.places[-1].side, outlet.places[-1].place) == (side, value)


@pytest.mark.parametrize(("value", "scale"), [("2", "1 to 5"), ("6", "1 left to 5 right"), ("x", "1 left to 5 right")])
def test_a_side_is_never_guessed(tmp_path: Path, value: str, scale: str) -> None:
    done = taken(tmp_path, f"domain,axis,place,scale,rater,date\nreuters.com,left-right,{value},{scale},R,2026\n")
    assert [refused.column for refused in done.refused] == ["place"]
    assert not (tmp_path / "outlets").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no columns"),
        ("outlet,axis,side,scale,rater\n", "no column 'date'"),
        ("outlet,axis,side,scale,ratr,date\n", "unknown column 'ratr': did you mean 'rater'?"),
        ("outlet,axis,axis,side,scale,rater,date\n", "stands twice"),
        ("axis,side,scale,rater,date\n", "no column 'outlet' or 'domain'"),
        (HEAD + ROW.strip() + ",more\n", "11 cells in 10 columns"),
        (HEAD + '"reuters\n', "no valid CSV"),
    ],
)
def test_a_wrong_table_is_refused_as_a_whole(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RegistryError) as error:
        taken(tmp_path, text)
    assert words in str(error.value)
    assert not (tmp_path / "outlets").exists()


def test_other_encodings(tmp_path: Path) -> None:
    assert taken(tmp_path, HEAD + ROW, "utf-8-sig").added == 1
    with pytest.raises(RegistryError, match="UTF-8"):
        taken(tmp_path, HEAD + ROW.replace("a book", "é"), "latin-1")
