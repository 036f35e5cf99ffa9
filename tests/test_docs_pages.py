"""How pages of docs/ are run: what is replaced, what is not, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import pages
from tools.pages import Walk

OLD, NEW = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def walk() -> Iterator[Walk]:
    with pages.walking() as walk:
        yield walk


def block(*lines: str) -> str:
    """A console block."""
    return "\n".join(("```console", *lines, "```", ""))


def test_output_is_replaced_and_nothing_else(walk: Walk) -> None:
    page = f"a\n\n{block('$ echo one', 'old', '$ true', 'old')}\nb\n\n```text\n$ echo two\n```\n"
    assert (
        pages.rewritten(page, walk) == f"a\n\n{block('$ echo one', 'one', '$ true')}\nb\n\n```text\n$ echo two\n```\n"
    )


def test_a_page_that_is_as_it_should_be_stays(walk: Walk) -> None:
    page = block("$ echo '  one  '; echo two", "  one", "two", "$ true")
    assert pages.rewritten(page, walk) == page


def test_what_fails_shows_its_exit_code_and_its_complaint_in_order(walk: Walk) -> None:
    page = block("$ echo one; echo two >&2; echo three; exit 3")
    assert pages.rewritten(page, walk) == block(
        "$ echo one; echo two >&2; echo three; exit 3", "one", "two", "three", "[exit 3]"
    )


def test_commands_share_a_folder_and_none_of_our_settings(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALTERAM_CONTACT", "me@reader.example")
    page = block("$ echo here > note", "$ cat note", "$ echo $ALTERAM_CONTACT.")
    assert pages.rewritten(page, walk) == block(
        "$ echo here > note", "$ cat note", "here", "$ echo $ALTERAM_CONTACT.", "."
    )


def test_a_file_is_written_where_the_page_says(walk: Walk) -> None:
    page = "This is `in/one.toml`:\n\n```toml in/one.toml\na = 1\n```\n\n" + block("$ cat in/one.toml", "a = 1")
    assert pages.rewritten(page, walk) == page


def test_a_file_that_the_reader_cannot_name_is_refused(walk: Walk) -> None:
    with pytest.raises(ValueError, match=r"does not name it before: add `one\.toml`"):
        pages.rewritten("Write this:\n\n```toml one.toml\na = 1\n```\n", walk)


@pytest.mark.parametrize("lines", [(), ("one", "$ echo two")])
def test_a_console_block_without_a_command_is_refused(walk: Walk, lines: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="begins with a command"):
        pages.rewritten(block(*lines), walk)


def test_an_id_that_has_changed_is_followed_in_later_commands(walk: Walk) -> None:
    walk.write("ids", f"{NEW} a story\n")
    page = block("$ cat ids", f"{OLD} a story") + f"\n`{OLD}`\n" + block(f"$ echo show {OLD}", f"show {OLD}")
    assert pages.rewritten(page, walk) == page.replace(OLD, NEW)


def test_a_server_is_waited_for_and_ended() -> None:
    serve = "print('at :8631', flush=True); s.test(s.SimpleHTTPRequestHandler, port=8631, bind='127.0.0.1')"
    server = f'$ python -c "import http.server as s; {serve}" &'
    asked = "$ python -c \"import urllib.request as w; print(w.urlopen('http://127.0.0.1:8631/').status)\""
    with pages.walking() as walk:
        after = pages.rewritten(block(server, "old") + "\n" + block(asked, "old"), walk)
        (process,) = walk.left_running
    assert after.splitlines()[2] == "at :8631"
    assert after.splitlines()[-2] == "200"
    assert process.poll() is not None


def test_writing_and_checking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(block("$ echo one", "old"), encoding="utf-8")
    assert pages.main(["--check", str(page)]) == 1
    assert "old" in page.read_text(encoding="utf-8")
    assert pages.main([str(page)]) == 0
    assert page.read_text(encoding="utf-8") == block("$ echo one", "one")
    assert pages.main(["--check", str(page)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "page.md would change",
        "page.md written",
        "page.md is up to date",
    ]


def test_where_a_record_stands_in_the_archive_is_no_difference() -> None:
    one = "    archive   alteram-00001.warc.gz, bytes 230 to 2535\n"
    assert pages.comparable(one) == pages.comparable(one.replace("230 to 2535", "1 to 2"))
    assert pages.comparable(one) != pages.comparable(one.replace("00001", "00002"))
