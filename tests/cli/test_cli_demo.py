"""The installed command as a newcomer meets it: the demo, the help, and what is said on wrong usage."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import alteram as package
from tests.cli.test_cli_reading import LAST_LINE

ROOT = Path(package.__file__).parents[1]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`alteram WORD...` as a process of its own, in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALTERAM_")}
    environment = kept | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "alteram", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The demo in an empty folder."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, run(folder, "demo")


def test_the_demo_ends_with_the_address_of_its_site(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, answer = demo
    assert answer.returncode == 0, answer.stderr
    assert "fictional" in answer.stdout
    address = answer.stdout.splitlines()[-1].strip()
    assert address.startswith("file://")
    index = Path(unquote(urlsplit(address).path))
    assert index == (folder / "alteram-demo" / "site" / "index.html").resolve()
    assert "<h1" in index.read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["alteram-demo"]


def test_the_demo_shows_a_brief_a_chain_and_a_clean_verification(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, answer = demo
    (verified,) = [match for line in answer.stdout.splitlines() if (match := LAST_LINE.fullmatch(line))]
    assert int(verified[1]) == int(verified[2]) > 20
    for expected in ("\nFacts\n", "\nNarratives\n", "\nDisagreements\n", "\nSources: [1]", "as archived"):
        assert expected in answer.stdout


def test_the_demo_is_safe_to_repeat(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, first = demo
    again = run(folder, "demo")
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    assert "0 articles imported" in again.stdout
    assert run(folder, "verify", "--library", "alteram-demo").returncode == 0


def test_wrong_usage_exits_2_and_help_exits_0(tmp_path: Path) -> None:
    assert run(tmp_path, "nonsense").returncode == 2
    answer = run(tmp_path, "--help")
    assert answer.returncode == 0
    for command in ("demo", "brief", "import", "build", "stories", "show", "verify", "why", "remove", "publish"):
        assert command in answer.stdout


def test_an_error_is_one_message_without_a_traceback(tmp_path: Path) -> None:
    answer = run(tmp_path, "stories")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert len(answer.stderr.splitlines()) == 1
    assert answer.stderr.startswith("alteram: There is no library in ")


def test_a_reader_that_stops_early_is_no_error(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = demo
    command = f"'{sys.executable}' -m alteram outlets list | head -1"
    answer = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert answer.returncode == 0
    assert "Traceback" not in answer.stderr
