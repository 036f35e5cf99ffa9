"""A library: one folder with the store, the web archive, the user's outlets and the lock of its writer."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from alteram.errors import LibraryError, LibraryLocked, UsageError
from alteram.model.outlets import Registry
from alteram.stages.archive import Archive
from alteram.store.connections import translated
from alteram.store.protocol import Store
from alteram.store.sqlite import open_sqlite

STORE = "alteram.sqlite"
ARCHIVE = "archive"
OUTLETS = "outlets"
LOCK = "writer.lock"

RegistryLoader = Callable[[Path | None], Registry]
"""Reads the shipped registry, overlaid by a folder of the user's own outlet files where there is one."""


class Library:
    """An open library. `writable` tells whether this process holds the lock; close it, or use it in a `with`."""

    def __init__(self, path: Path, store: Store, archive: Archive, registry: Registry, lock: BinaryIO | None) -> None:
        self.path = path
        self.store = store
        self.archive = archive
        self.registry = registry
        self._lock = lock

    @classmethod
    def open(
        cls, path: Path | str, *, write: bool = False, create: bool = False, load: RegistryLoader | None = None
    ) -> "Library":
        """Opens the library in the folder `path`.

        `create` makes a missing one (and implies `write`). Opening for writing cuts off whatever a killed import left
        behind the last acknowledged record. Raises `UsageError` when there is no library, `LibraryLocked` when another
        process writes, `LibraryTooNew`, `LibraryFull`, `LibraryError` or `ArchiveError` as they say.
        """
        folder = Path(path)
        write = write or create
        _require(folder, create)
        lock = _locked(folder, create) if write else None
        try:
            store = open_sqlite(folder / STORE, write=write)
            archive = Archive(folder / ARCHIVE)
            if write:
                archive.truncate(store.archive_tail())
            library = cls(folder, store, archive, _registry(folder / OUTLETS, load), lock)
            if write:
                _fill_list(library)
            return library
        except BaseException:
            if lock is not None:
                lock.close()
            raise

    @property
    def writable(self) -> bool:
        """Whether this process may write."""
        return self._lock is not None

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives files and lock back."""
        self.archive.close()
        self.store.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _fill_list(library: Library) -> None:
    """Makes the list of stories where an older version, which kept none, wrote the library."""
    from alteram.engine.listing import fill

    fill(library)


def _require(folder: Path, create: bool) -> None:
    """Refuses what is no library."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a library folder. Name another one with --library.")
    if create or (folder / STORE).is_file():
        return
    raise UsageError(
        f"There is no library in {folder}. Make one with `alteram import PATH`, or name another one with --library."
    )


def _locked(folder: Path, create: bool) -> BinaryIO:
    """The writer's lock, which the operating system gives back when this process ends in whatever way."""
    with translated(str(folder)):
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+b")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lock.truncate(0)
            lock.write(str(os.getpid()).encode())
            lock.flush()
        except BlockingIOError as error:
            raise _held(folder, lock) from error
        except BaseException:
            lock.close()
            raise
    return lock


def _held(folder: Path, lock: BinaryIO) -> LibraryLocked:
    """Says who holds the lock."""
    lock.seek(0)
    holder = lock.read(32).decode("ascii", "replace").strip() or "unknown"
    lock.close()
    return LibraryLocked(
        f"Another process (number {holder}) is writing to the library {folder}. Wait until it is done, or stop it, and "
        "run this again."
    )


def _registry(overlay: Path, load: RegistryLoader | None) -> Registry:
    """The registry with the library's own outlets over it."""
    if load is None:
        from alteram.outlets import load_registry

        load = load_registry
    return load(overlay if overlay.is_dir() else None)


def require_writable(library: Library) -> None:
    """Refuses to write to a library that was opened for reading."""
    if not library.writable:
        raise LibraryError(f"The library {library.path} was opened for reading. Open it with write=True.")
