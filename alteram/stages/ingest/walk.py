"""Walks what the user named and hands every file to its reader."""

import os
from collections.abc import Iterator
from pathlib import Path

from alteram.config import LIMITS, Limits
from alteram.errors import UsageError
from alteram.stages.ingest import archives, lines, packages, pages
from alteram.stages.ingest.files import KNOWN_TYPES, Arrived, Skipped, failure, guarded, shown, type_of


def captures(path: Path, *, limits: Limits = LIMITS) -> Iterator[Arrived]:
    """Captures of a file or of a folder and all below it, in the order of names.

    Inside a folder, files of no known type come as `Skipped`; links are followed, each folder is read once. What cannot
    be read comes as `Failure`. Raises `UsageError`, before anything is read, when `path` is not there or is a file of a
    type that is not known.
    """
    if not os.path.lexists(path):
        raise UsageError(f"{shown(path)} does not exist; check the spelling")
    if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir it never raises
        return _folder(path, limits)
    if type_of(path) is None:
        raise UsageError(f"{shown(path)} is of no known type; known are {' '.join(KNOWN_TYPES)}")
    return _named(path, limits)


def _named(path: Path, limits: Limits) -> Iterator[Arrived]:
    """One file that was named directly: a page is looked up in the index beside it."""
    beside = path.parent / lines.INDEX_NAME
    entries: dict[str, lines.Entry] = {}
    if type_of(path) == "page" and os.path.lexists(beside) and lines.is_index(beside, limits):
        entries, _ = lines.index(beside, limits)
    if path.name == lines.INDEX_NAME and _has_pages(path.parent) and lines.is_index(path, limits):
        yield failure(shown(path), "index", f"{shown(path)} is the index of the pages beside it; name their folder")
        return
    yield from _file(path, entries, limits)


def _has_pages(folder: Path) -> bool:
    """Whether a page stands in a folder that can be listed."""
    try:
        return any(type_of(child) == "page" for child in folder.iterdir())
    except OSError:
        return False


def _folder(root: Path, limits: Limits) -> Iterator[Arrived]:
    """Every file below `root`, depth first, by name. A stack of iterators: no depth of folders is too deep."""
    seen: set[tuple[int, int]] = set()
    stack = [_children(root, seen, limits)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Path):
            stack.append(_children(item, seen, limits))
        else:
            yield item


def _children(folder: Path, seen: set[tuple[int, int]], limits: Limits) -> Iterator[Arrived | Path]:
    """What a folder's own files give, and the folders in it for `_folder` to enter; nothing if it was seen before."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        children = sorted(folder.iterdir(), key=lambda child: os.fsencode(child.name))
    except OSError as error:
        yield failure(shown(folder), "unreadable", f"{shown(folder)} cannot be listed: {error.strerror or error}")
        return
    if not children and type_of(folder):
        yield failure(shown(folder), "not-a-file", f"{shown(folder)} is named like a file but is an empty folder")
    entries: dict[str, lines.Entry] = {}
    index = folder / lines.INDEX_NAME
    is_index = index in children and _has_pages(folder) and lines.is_index(index, limits)
    if is_index:
        entries, notes = lines.index(index, limits)
        yield from notes
    for child in children:
        if os.path.isdir(child):  # noqa: PTH112 - see above
            yield child
        elif type_of(child) is None:
            yield Skipped(shown(child))
        elif not (is_index and child == index):
            yield from _file(child, entries, limits)


def _file(path: Path, entries: dict[str, lines.Entry], limits: Limits) -> Iterator[Arrived]:
    """What one file of a known type holds."""
    kind = type_of(path)
    name = shown(path)
    if kind == "page":
        return guarded(name, lambda: pages.page(path, entries.get(path.name, lines.Entry()), limits))
    if kind == "lines":
        return guarded(name, lambda: lines.articles(path, limits))
    if kind == "archive":
        return guarded(name, lambda: archives.archive(path, limits))
    return guarded(name, lambda: packages.package(path, limits))
