"""The command line as a user meets it: words in; exit code, standard output and standard error out."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from alteram.cli import main
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.stages.publish import StoryRow
from tests.cli.wire import library, server

__all__ = ["library", "server"]


@dataclass(frozen=True)
class Answer:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Alteram = Callable[..., Answer]


@pytest.fixture
def alteram(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Alteram:
    """Runs `alteram WORD...` in this process, from an empty folder; a bug raises here as it would there."""
    monkeypatch.chdir(tmp_path)
    for name in ("ALTERAM_LIBRARY", "ALTERAM_PUBLISHER", "ALTERAM_CONTACT", "ALTERAM_CORRECTIONS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Answer:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["alteram", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
def copy(sample_path: Path, tmp_path: Path) -> Path:
    """The sample's library to be changed."""
    return Path(shutil.copytree(sample_path, tmp_path / "copy"))


@pytest.fixture(scope="session")
def rows(sample_library: Library) -> tuple[StoryRow, ...]:
    """The sample's stories."""
    return LibraryReader(sample_library).rows()


@pytest.fixture(scope="session")
def ferry(rows: tuple[StoryRow, ...]) -> str:
    """Id of the sample's largest story."""
    return max(rows, key=lambda row: row.articles).story


@pytest.fixture(scope="session")
def alone(rows: tuple[StoryRow, ...]) -> str:
    """Id of a story of one article."""
    return next(row.story for row in rows if not row.brief)


@pytest.fixture(scope="session")
def sample_library_texts(sample_library: Library) -> tuple[str, ...]:
    """Every archived text of the sample."""
    return tuple(article.text for article in sample_library.store.articles())
