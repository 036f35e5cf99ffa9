"""A killed watch is made good by the next one: nothing lost, doubled or half stored; the same holds on a full disk.

Half of the kill points are lines of Alteram's own code, half are moments. Time stands still while nobody watches, so
the killed life must end with the very memory of one that nobody disturbed: versions, captures, failures, jobs, looks,
standings, and the bytes of every edition. What a kill may cost: a job that was out is asked for once more.
`ALTERAM_CRASH_POINTS=200` and `ALTERAM_FULL_POINTS=50` run the full numbers, over eight days instead of two.
"""

import ctypes
import errno
import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from sqlalchemy import Engine, event

from alteram.engine import arrivals, library
from alteram.engine.live import runner
from alteram.engine.live.schedule import HOUR, LOOKS
from alteram.engine.verification import tally, verify_library
from alteram.errors import LibraryFull
from alteram.model.articles import Arrival
from alteram.model.ids import Moment
from alteram.stages.archive import Archive
from alteram.store.sqlite import SqliteStore
from evals.loopback import Loopback
from tests.engine.killing import PACKAGE, ended, in_child, lines_run
from tests.engine.watched import (
    GAZETTE,
    KILLS,
    LATE,
    NRT,
    Memory,
    Sites,
    Time,
    Town,
    acknowledged,
    check_archive,
    check_settled,
    memory,
    out,
)

pytestmark = pytest.mark.crash

FULL_POINTS = int(os.environ.get("ALTERAM_FULL_POINTS", "1"))
WITHIN = tuple(f"{PACKAGE}/{room}" for room in ("engine", "store", "stages/archive.py"))
LIVES = (3, 1, 1)
"""Kills in one life, in turn; the second of three falls early, into what the first one left to do."""
LONGEST_STEP = 0.1
"""Seconds, of which some part passes between a request and the kill: more than most steps take."""
PEEK = os.WEXITED | os.WNOHANG | os.WNOWAIT
KILLED, FULL = -signal.SIGKILL, 7
"""How a child ends."""
STARTS = 2
"""How often a watch is started on a disk that is full."""


@pytest.fixture(scope="module", autouse=True)
def _many_boundaries() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrivals, "BATCH", 2)
        patch.setattr(library, "Archive", partial(Archive, file_bytes=6000))
        patch.setattr(runner, "OUT", 6)
        patch.setattr(runner, "BATCH", 3)
        patch.setattr(runner, "LEASE_SECONDS", 60.0)
        yield


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    moments = Time()
    with Loopback(Sites(moments)) as server:
        yield Town(moments, server)


@dataclass(frozen=True)
class Whole:
    """A life that nobody disturbed: its memory, what it asked for, and how many lines it ran."""

    path: Path
    memory: Memory
    asked: Counter[str]
    lines: int


@pytest.fixture(scope="module")
def whole(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    lines = lines_run(partial(town.watch, folder / "counted"), 0, WITHIN)
    first = checked(town, folder / "counted")
    town.begin()
    town.watch(folder / "again")
    assert differences(checked(town, folder / "again"), first) == {}
    return Whole(folder / "again", first, Counter(town.server.paths()), lines)


def checked(town: Town, path: Path) -> Memory:
    """What a library remembers, after checks that need nothing to compare with."""
    check_archive(town, path)
    check_settled(town, path)
    return memory(town, path)


def kill(town: Town, path: Path, whole: Whole, source: random.Random, at_line: bool, share: float) -> bool:
    """Kills a watch somewhere in the first `share` of what it has to do; whether it was still at work."""
    if at_line:
        line = source.randrange(1, int(share * whole.lines))
        code = ended(in_child(lambda: lines_run(partial(town.watch, path), line, WITHIN)))
    else:
        requests = source.randrange(int(share * whole.asked.total())) + len(town.server.asked)
        child = in_child(partial(town.watch, path))
        while len(town.server.asked) < requests and os.waitid(os.P_PID, child, PEEK) is None:
            time.sleep(0.001)
        time.sleep(source.uniform(0, LONGEST_STEP))
        os.kill(child, signal.SIGKILL)
        code = ended(child)
    assert code in (0, KILLED)
    return code == KILLED


def differences(found: Memory, expected: Memory) -> dict[str, tuple[list[object], list[object]]]:
    """What is there and should not be, and what should be there and is not."""
    told = {}
    for name in Memory.__dataclass_fields__:
        here, there = list(getattr(found, name)), list(getattr(expected, name))
        if here != there:
            told[name] = ([one for one in here if one not in there], [one for one in there if one not in here])
    return told


def made_good(town: Town, path: Path, whole: Whole, kept: set[tuple[object, ...]], again: int) -> int:
    """Watches to the end, and compares with the whole life; gives the requests that had to be made again.

    All of `kept` must still be there, in its place. At most `again` requests may be made twice, and none be left out.
    """
    town.watch(path)
    assert differences(checked(town, path), whole.memory) == {}
    assert kept <= acknowledged(path)
    asked = Counter(town.server.paths())
    assert not whole.asked - asked
    assert (asked - whole.asked).total() <= again
    shutil.rmtree(path)
    return (asked - whole.asked).total()


def test_a_whole_life_sees_everything_that_is_to_survive(whole: Whole) -> None:
    """Where this fails, the other tests of this file test less than they say."""
    found = whole.memory
    assert {(look.outcome, look.kind) for look in found.looks} == {
        ("same", ""),
        ("changed", ""),
        ("failed", "http-404"),
    }
    numbers = [number for _, number, _ in found.editions]
    assert numbers == list(range(1, 1 + max(2, len(numbers))))
    kinds = ["empty-text", "http-404", "http-410", "http-503", "reserved", "reserved"]
    assert sorted(failure.kind for failure in found.failures) == kinds
    assert len(found.captures) == len(found.versions) + 1
    assert max(job.tries for job in found.jobs if job.kind == "page") > 1
    assert {job.kind for job in found.jobs} == {"build", "feed", "look", "page"}
    assert len(list((whole.path / "archive").iterdir())) > 2


def test_a_watch_killed_anywhere_is_made_good_by_the_next(town: Town, whole: Whole, tmp_path: Path) -> None:
    source = random.Random(20311101)
    points = effective = life = again = 0
    while effective < KILLS:
        kills = min(LIVES[life % len(LIVES)], KILLS - effective)
        path = tmp_path / f"life{life}"
        town.begin()
        left, kept = 0, set[tuple[object, ...]]()
        for turn in range(kills):
            share = 0.1 if turn == 1 else 1 / kills
            effective += kill(town, path, whole, source, points % 2 == 1, share)
            points += 1
            left += out(path)
            kept |= acknowledged(path)
        again += made_good(town, path, whole, kept, left)
        life += 1
        assert points <= 2 * effective + 3, "most are to hit a watch that is at work"
    print(f"{points} points, {effective} kills, {life} lives, {again} requests made again")


def dies_at(method: str, url: str) -> None:
    """This process is killed as soon as this method of a store has kept something ("": anything) of this page."""
    real: Callable[..., None] = getattr(SqliteStore, method)

    def kept(store: SqliteStore, first: Any, *rest: object) -> None:
        real(store, first, *rest)
        if not url or url in (one.capture.url if isinstance(one, Arrival) else one.subject for one in first):
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(SqliteStore, method, kept)


def test_a_watch_killed_between_acknowledging_and_settling_is_made_good(
    town: Town, whole: Whole, tmp_path: Path
) -> None:
    events = [
        ("add_arrivals", NRT),
        ("add_failures", LATE),
        ("add_failures", LATE),
        ("add_arrivals", LATE),
        ("put_grouping", ""),
        ("add_edition", ""),
        ("add_arrivals", NRT),
        ("add_edition", ""),
    ]
    path = tmp_path / "library"
    town.begin()
    left, kept = 0, set[tuple[object, ...]]()
    for method, url in events:

        def watch(method: str = method, url: str = url) -> None:
            dies_at(method, url)
            town.watch(path)

        assert ended(in_child(watch)) == KILLED, f"{method} {url}"
        left += out(path)
        kept |= acknowledged(path)
    made_good(town, path, whole, kept, left)


def test_time_may_pass_while_nobody_watches(town: Town, whole: Whole, tmp_path: Path) -> None:
    """The memory is another one then; what it must be is whole."""
    source = random.Random(20311104)
    for life in range(max(1, KILLS // 10)):
        path = tmp_path / f"off{life}"
        town.begin()
        kept = set[tuple[object, ...]]()
        for turn in range(2):
            kill(town, path, whole, source, turn == 1, 0.5)
            kept |= acknowledged(path)
            town.time.pass_until(town.time.seconds + source.randrange(int(20 * HOUR)))
        town.watch(path)
        found = checked(town, path)
        assert kept <= acknowledged(path)
        missing = {version.url for version in whole.memory.versions} - {version.url for version in found.versions}
        assert missing <= {GAZETTE}, "only what was gone before anybody asked for it"
        assert max(Counter(look.url for look in found.looks).values()) <= len(LOOKS) - 1
        with town.open(path, write=False) as reader:
            assert tally(verify_library(reader)).good
        shutil.rmtree(path)


def fills_up(town: Town, path: Path) -> int:
    """Watches until the disk is full, and then once more, as whoever starts it again by itself would do; gives `FULL`,
    or 0 where there was room enough."""
    for _ in range(STARTS):
        try:
            town.watch(path)
            return 0
        except LibraryFull as error:
            assert "The disk is full" in str(error)
            assert "make room and run it again" in str(error)
    return FULL


def small_disk(folder: Path, size: int) -> None:
    """Mounts a disk of so many bytes, in memory, that only this process and its children see; raises `OSError` where
    this machine does not allow it."""
    user, group, libc = os.geteuid(), os.getegid(), ctypes.CDLL(None, use_errno=True)
    new_user, new_mounts = 0x10000000, 0x00020000
    if libc.unshare(new_user | new_mounts):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, f"size={size}".encode()):
        raise OSError(ctypes.get_errno(), "mount")


def test_a_watch_on_a_disk_that_is_full_goes_on_when_there_is_room(town: Town, whole: Whole, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if ended(in_child(partial(small_disk, disk, 1 << 20))):
        pytest.skip("this machine lets nobody mount a small disk")
    source = random.Random(20311102)
    full = 0
    for point in range(FULL_POINTS):
        path, size = tmp_path / f"full{point}", source.randrange(40_000, town.taken)

        def watch(path: Path = path, size: int = size) -> None:
            small_disk(disk, size)
            code = fills_up(town, disk / "library")
            shutil.copytree(disk / "library", path)
            os._exit(code)

        town.begin()
        code = ended(in_child(watch))
        assert code in (0, FULL), f"{size} bytes"
        full += code == FULL
        assert path.is_dir()
        made_good(town, path, whole, acknowledged(path), STARTS * runner.OUT)
    print(f"{full} of {FULL_POINTS} disks were full")
    assert full >= FULL_POINTS * 3 // 4


class Narrow:
    """A file that takes only so many bytes more, shared by all files of one life."""

    def __init__(self, file: BinaryIO, room: list[int]) -> None:
        self._file, self._room = file, room

    def write(self, data: memoryview) -> int:
        """Writes what there is room for."""
        if not self._room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        wrote = self._file.write(data[: self._room[0]])
        self._room[0] -= wrote
        return wrote

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def narrow(pages: int, archive_bytes: int) -> None:
    """Bounds the pages of every database and the bytes of every archive that this process opens."""
    room, next_file = [archive_bytes], Archive._next_file

    def bounded(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def opened(archive: Archive, now: Moment) -> None:
        next_file(archive, now)
        assert archive._file is not None
        archive._file = cast(BinaryIO, Narrow(archive._file, room))

    event.listen(Engine, "connect", bounded)
    Archive._next_file = opened  # type: ignore[assignment,method-assign]


def test_a_full_store_or_archive_is_made_good_by_the_next_watch(town: Town, whole: Whole, tmp_path: Path) -> None:
    pages = (whole.path / library.STORE).stat().st_size // 4096
    stored = sum(file.stat().st_size for file in (whole.path / "archive").iterdir())
    source = random.Random(20311103)
    points, full = max(2, FULL_POINTS), 0
    for point in range(points):
        path = tmp_path / f"narrow{point}"
        bounds = (source.randrange(1, pages), stored) if point % 2 else (pages, source.randrange(0, stored - 2000))

        def watch(path: Path = path, bounds: tuple[int, int] = bounds) -> None:
            narrow(*bounds)
            os._exit(fills_up(town, path))

        town.begin()
        code = ended(in_child(watch))
        assert code in (0, FULL), f"{bounds}"
        full += code == FULL
        made_good(town, path, whole, acknowledged(path), STARTS * runner.OUT)
    print(f"{full} of {points} were full")
    assert full >= points // 2
