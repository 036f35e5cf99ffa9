"""A killed import is made good by running it again: nothing acknowledged is lost, nothing half-written stays.

Half of the points are lines of Alteram's own code, half are moments, so that the driver's and the kernel's insides are
hit too. `ALTERAM_CRASH_POINTS=100` runs the full number.
"""

import os
import random
import signal
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from alteram.engine import arrivals, library
from alteram.engine.arrivals import import_paths
from alteram.model.articles import Article, Failure, RecordAddress
from alteram.stages.archive import Archive
from alteram.store import Captured
from tests.engine.fakes import STEPS, Ahead, clock, opened, pages, silent
from tests.engine.killing import in_child, killed, lines_run

POINTS = int(os.environ.get("ALTERAM_CRASH_POINTS", "24"))


@dataclass(frozen=True)
class State:
    """Everything that a library remembers of an import."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]
    captures: tuple[Captured, ...]
    archive: dict[str, bytes]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "BATCH", 3)
    monkeypatch.setattr(library, "Archive", partial(Archive, file_bytes=2000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bodies = {f"{n:02}.page": ("REFUSE " if n % 5 == 4 else "Body ") + str(n) + " harbour" * n for n in range(17)}
    bodies |= {"17.page": "https://courier.example/00.page\nA second version.", "18.bad": "", "19.txt": ""}
    return pages(tmp_path / "in", bodies)


def run(path: Path, folder: Path) -> None:
    """The import under test."""
    with opened(path) as into:
        import_paths(into, [folder], compute=Ahead(4), progress=silent, clock=clock, steps=STEPS)


def state(path: Path) -> State:
    """What the library holds."""
    with opened(path, write=False) as library:
        urls = sorted(
            {article.url for article in library.store.articles()} | {f.subject for f in library.store.failures()}
        )
        captures = tuple(captured for url in urls for captured in library.store.traces(url).captures)
        for captured in captures:
            library.archive.read(captured.record)
        files = {file.name: file.read_bytes() for file in sorted((path / "archive").iterdir())}
        return State(tuple(library.store.articles()), library.store.failures(), captures, files)


def test_an_import_killed_anywhere_is_made_good_by_the_next(tmp_path: Path, folder: Path) -> None:
    lines = lines_run(partial(run, tmp_path / "counted", folder), 0)
    started = time.perf_counter()
    run(tmp_path / "whole", folder)
    seconds = time.perf_counter() - started
    expected = state(tmp_path / "whole")
    assert len(expected.articles) == 14
    assert len(expected.failures) == 4
    assert len(expected.archive) > 2
    source = random.Random(20310501)
    cut_short = 0
    for point in range(POINTS):
        path = tmp_path / f"killed{point}"
        if point % 2:
            line = source.randrange(1, lines + 1)
            child = in_child(partial(lines_run, partial(run, path, folder), line))
        else:
            child = in_child(partial(run, path, folder))
            time.sleep(source.uniform(0.05, 1) * seconds)
            os.kill(child, signal.SIGKILL)
        cut_short += killed(child)
        run(path, folder)
        assert state(path) == expected, f"point {point}"
    assert cut_short >= POINTS // 2


def test_an_import_killed_in_the_middle_of_a_record_is_made_good(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "whole", folder)
    expected = state(tmp_path / "whole")
    for record in (1, 2, 8):
        path = tmp_path / f"half{record}"

        def half(path: Path = path, record: int = record) -> None:
            write, left = Archive._write, record

            def tear(archive: Archive, member: bytes) -> RecordAddress:
                nonlocal left
                left -= 1
                if left == 0:
                    write(archive, member[: len(member) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
                return write(archive, member)

            Archive._write = tear  # type: ignore[assignment,method-assign]
            run(path, folder)

        assert killed(in_child(half))
        run(path, folder)
        assert state(path) == expected


def test_an_import_killed_twice_is_made_good(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "whole", folder)
    lines = lines_run(partial(run, tmp_path / "counted", folder), 0)
    path = tmp_path / "twice"
    for part in (0.5, 0.7):
        assert killed(in_child(partial(lines_run, partial(run, path, folder), int(part * lines))))
    run(path, folder)
    assert state(path) == state(tmp_path / "whole")


def test_readers_see_what_a_killed_import_acknowledged(tmp_path: Path, folder: Path) -> None:
    run(tmp_path / "whole", folder)
    expected = state(tmp_path / "whole")
    lines = lines_run(partial(run, tmp_path / "counted", folder), 0)
    seen = []
    for tenth in range(4, 10):
        path = tmp_path / f"killed{tenth}"
        assert killed(in_child(partial(lines_run, partial(run, path, folder), tenth * lines // 10)))
        with opened(path, write=False) as reader:
            articles = tuple(reader.store.articles())
            for article in articles:
                record = reader.store.record(article.id)
                assert record is not None
                assert reader.archive.read(record)
        assert set(articles) <= set(expected.articles) | {a for a in articles if a.url.endswith("00.page")}
        seen.append(len(articles))
    assert seen == sorted(seen)
    assert seen[-1] > 3
