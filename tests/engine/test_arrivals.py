"""Imports: what is read, refused, known; and that a batch is acknowledged as a whole."""

import errno
from pathlib import Path

import pytest

from alteram.config import LIMITS
from alteram.engine.arrivals import BATCH, ImportReport, import_paths
from alteram.engine.library import Library
from alteram.errors import LibraryError, LibraryFull, UsageError
from alteram.model.articles import Tombstone
from alteram.model.ids import Digest, digest_of
from tests.engine.fakes import STEPS, Ahead, clock, opened, pages, silent


def run(library: Library, *paths: Path | str, ahead: int = 1) -> ImportReport:
    return import_paths(library, paths, compute=Ahead(ahead), progress=silent, clock=clock, steps=STEPS)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.imported, report.known, len(report.refused), report.skipped


def test_everything_in_a_folder_is_counted_once(tmp_path: Path) -> None:
    folder = pages(
        tmp_path / "in",
        {"a.page": "One.", "b.page": "REFUSE", "c.bad": "", "d.txt": "", "e.page": "FAULT", "f.page": "Two."},
    )
    with opened(tmp_path / "library") as library:
        report = run(library, folder)
        assert counts(report) == (2, 0, 3, 1)
        assert {(one.stage, one.subject, one.kind) for one in report.refused} == {
            ("ingest", "c.bad", "unreadable"),
            ("extract", "https://courier.example/b.page", "empty-text"),
            ("extract", "https://courier.example/e.page", "time"),
        }
        assert set(library.store.failures()) == set(report.refused)
        texts = sorted(article.text for article in library.store.articles())
        assert texts == ["A title\n\nOne.", "A title\n\nTwo."]


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {"a.page": "One.", "b.page": "REFUSE", "c.bad": ""})
    with opened(tmp_path / "library") as library:
        run(library, folder)
        before = {path.name: path.read_bytes() for path in (tmp_path / "library" / "archive").iterdir()}
        assert counts(run(library, folder)) == (0, 2, 1, 0)
        assert {path.name: path.read_bytes() for path in (tmp_path / "library" / "archive").iterdir()} == before
        assert len(library.store.failures()) == 2


@pytest.mark.parametrize("ahead", [1, 2, 7, 1000])
def test_the_same_page_twice_in_one_run_is_one_article(tmp_path: Path, ahead: int) -> None:
    bodies = {f"{n:03}.page": f"https://courier.example/{n % 50}\nBody {n % 50}." for n in range(200)}
    folder = pages(tmp_path / "in", bodies)
    with opened(tmp_path / "library") as library:
        assert counts(run(library, folder, ahead=ahead)) == (50, 150, 0, 0)
        assert len(list(library.store.articles())) == 50


def test_every_capture_lies_in_the_archive_refused_ones_too(tmp_path: Path) -> None:
    bodies = {f"{n:03}.page": ("REFUSE " if n % 7 == 0 else "Body ") + str(n) for n in range(2 * BATCH + 5)}
    folder = pages(tmp_path / "in", bodies)
    with opened(tmp_path / "library") as library:
        run(library, folder, ahead=8)
        for name, body in bodies.items():
            (captured,) = library.store.traces(f"https://courier.example/{name}").captures
            assert library.archive.read(captured.record) == body.encode()
        last = library.store.archive_tail()
        assert last is not None
        assert (tmp_path / "library" / "archive" / last.file).stat().st_size == last.offset + last.length


def test_workers_and_read_ahead_change_nothing(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {f"{n:03}.page": f"Body {n}." for n in range(150)})
    archives = []
    for ahead in (1, 9):
        with opened(tmp_path / f"library{ahead}") as library:
            run(library, folder, ahead=ahead)
        archives.append((tmp_path / f"library{ahead}" / "archive" / "alteram-00001.warc.gz").read_bytes())
    assert archives[0] == archives[1]


def test_a_page_above_the_limit_is_refused_and_not_kept(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {"big.page": "REFUSE" + "x" * LIMITS.page_bytes, "small.page": "One."})
    with opened(tmp_path / "library") as library:
        assert counts(run(library, folder)) == (1, 0, 1, 0)
        assert library.store.traces("https://courier.example/big.page").captures == ()
        assert [failure.kind for failure in library.store.failures()] == ["empty-text"]
        assert (tmp_path / "library" / "archive" / "alteram-00001.warc.gz").stat().st_size < 10_000


def test_what_was_removed_does_not_come_back(tmp_path: Path) -> None:
    same_bytes = digest_of(b"Two.")
    folder = pages(
        tmp_path / "in",
        {
            "a.page": "https://courier.example/gone\nOther bytes now.",
            "b.page": "https://mirror.example/b\nTwo.",
            "c.page": "https://courier.example/alias\nCANONICAL https://courier.example/gone",
            "d.page": "Three.",
        },
    )
    with opened(tmp_path / "library") as library:
        library.store.bury([Tombstone("https://courier.example/gone", "asked", same_bytes, Digest(""))])
        report = run(library, folder)
        assert counts(report) == (1, 0, 3, 0)
        assert {one.kind for one in report.refused} == {"removed"}
        assert [article.text for article in library.store.articles()] == ["A title\n\nThree."]
        assert library.store.traces("https://courier.example/alias").captures == ()


def test_a_wrong_path_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {"a.page": "One."})
    with opened(tmp_path / "library") as library:
        for wrong in (tmp_path / "none", "https://courier.example/"):
            with pytest.raises(UsageError):
                run(library, folder, wrong)
        assert list(library.store.articles()) == []


def test_a_library_opened_for_reading_takes_nothing(tmp_path: Path) -> None:
    opened(tmp_path / "library").close()
    with opened(tmp_path / "library", write=False) as library, pytest.raises(LibraryError, match="opened for reading"):
        run(library, pages(tmp_path / "in", {"a.page": "One."}))


def test_progress_counts_every_item(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", {"a.page": "One.", "b.page": "REFUSE", "c.bad": "", "d.txt": ""})
    told: list[tuple[int, int | None, str]] = []
    with opened(tmp_path / "library") as library:
        import_paths(
            library, [folder], compute=Ahead(), progress=lambda *one: told.append(one), clock=clock, steps=STEPS
        )
    assert [done for done, _, _ in told] == [1, 2, 3, 4]
    assert {subject for _, _, subject in told} == {"a.page", "b.page", "c.bad", "d.txt"}


@pytest.mark.parametrize("where", ["append", "sync"])
def test_a_full_disk_loses_no_acknowledged_article(tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "in", {f"{n:03}.page": f"Body {n}." for n in range(BATCH + 10)})
    with opened(tmp_path / "library") as library:
        real = getattr(library.archive, where)
        left = [BATCH + 3 if where == "append" else 1]

        def full(*arguments: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise LibraryFull("full") from OSError(errno.ENOSPC, "")
            return real(*arguments)

        monkeypatch.setattr(library.archive, where, full)
        with pytest.raises(LibraryFull):
            run(library, folder)
        monkeypatch.undo()
        assert len(list(library.store.articles())) == BATCH
        tail = library.store.archive_tail()
        assert tail is not None
        assert (tmp_path / "library" / "archive" / tail.file).stat().st_size == tail.offset + tail.length
        assert counts(run(library, folder)) == (10, BATCH, 0, 0)


def test_a_full_disk_at_the_store_takes_the_records_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "in", {"a.page": "One."})
    with opened(tmp_path / "library") as library:

        def full(*_arguments: object) -> None:
            raise LibraryFull("full")

        monkeypatch.setattr(library.store, "add_arrivals", full)
        with pytest.raises(LibraryFull):
            run(library, folder)
        assert list((tmp_path / "library" / "archive").iterdir()) == []
        monkeypatch.undo()
        assert counts(run(library, folder)) == (1, 0, 0, 0)
