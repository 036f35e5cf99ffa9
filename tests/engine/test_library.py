"""The library folder: who may open it, and what a killed writer leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from alteram.engine.library import Library, require_writable
from alteram.errors import ArchiveError, LibraryError, LibraryLocked, UsageError
from alteram.model.articles import Arrival, Capture
from alteram.model.ids import digest_of
from tests.engine.fakes import NOW, REGISTRY, opened

HOLD = """
import fcntl, sys
lock = open(sys.argv[1], "a+b")
fcntl.flock(lock, fcntl.LOCK_EX)
lock.truncate(0)
lock.write(b"4711")
lock.flush()
print("held", flush=True)
sys.stdin.read()
"""


def page(text: bytes) -> Capture:
    return Capture("https://courier.example/" + text.decode(), text, digest_of(text), "text/html")


def test_a_missing_library_is_wrong_usage_and_says_how_to_make_one(tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(UsageError, match="alteram import"):
            opened(tmp_path / "none", write=write, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        opened(tmp_path / "file")


def test_create_makes_a_library_that_can_then_be_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "library"
    with opened(path) as library:
        assert library.writable
        assert library.path == path
    with opened(path, write=False) as library:
        assert not library.writable
        assert list(library.store.articles()) == []
        with pytest.raises(LibraryError, match="opened for reading"):
            require_writable(library)


def test_a_second_writer_is_told_who_writes_and_readers_go_on(tmp_path: Path) -> None:
    opened(tmp_path).close()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "writer.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LibraryLocked, match=r"4711.*Wait until it is done"):
            opened(tmp_path)
        opened(tmp_path, write=False).close()
        holder.kill()
    opened(tmp_path).close()


def test_the_lock_is_given_back_when_opening_fails(tmp_path: Path) -> None:
    opened(tmp_path).close()
    store = tmp_path / "alteram.sqlite"
    good = store.read_bytes()
    store.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(LibraryError, match="damaged"):
        opened(tmp_path)
    store.write_bytes(good)
    opened(tmp_path).close()


def test_opening_for_writing_cuts_off_what_was_not_acknowledged(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        first = library.archive.append(page(b"one"), NOW)
        library.store.add_arrivals([Arrival(page(b"one"), first, None)], first)
        library.archive.append(page(b"two"), NOW)
    size = (tmp_path / "archive" / first.file).stat().st_size
    opened(tmp_path, write=False).close()
    assert (tmp_path / "archive" / first.file).stat().st_size == size
    with opened(tmp_path) as library:
        assert (tmp_path / "archive" / first.file).stat().st_size == first.offset + first.length
        assert library.archive.read(first) == b"one"


def test_an_archive_that_lost_acknowledged_records_is_not_written_to(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        first = library.archive.append(page(b"one"), NOW)
        library.store.add_arrivals([Arrival(page(b"one"), first, None)], first)
    (tmp_path / "archive" / first.file).unlink()
    with pytest.raises(ArchiveError, match="Restore the archive"):
        opened(tmp_path)
    opened(tmp_path, write=False).close()


def test_the_users_outlets_are_laid_over_the_registry(tmp_path: Path) -> None:
    seen: list[Path | None] = []
    opened(tmp_path).close()
    for _ in range(2):
        Library.open(tmp_path, load=lambda overlay: seen.append(overlay) or REGISTRY).close()  # type: ignore[func-returns-value]
        (tmp_path / "outlets").mkdir(exist_ok=True)
    assert seen == [None, tmp_path / "outlets"]


def test_the_bundled_registry_is_the_default(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        assert len(library.registry.outlets) > 0
