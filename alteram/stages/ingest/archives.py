"""Web archives: WARC files, plain or compressed by record or as a whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from alteram.config import Limits
from alteram.stages.ingest.files import Arrived, Refused, failure, open_file, shown
from alteram.stages.ingest.frames import HEADER_BYTES, Damage, Frame, Window, frames
from alteram.stages.ingest.inflate import MAGIC, plain_chunks
from alteram.stages.ingest.members import members
from alteram.stages.ingest.records import record


def archive(path: Path, limits: Limits) -> Iterator[Arrived]:
    """The pages of a web archive, in order, with a `Failure` for every record or stretch that cannot be read."""
    with open_file(path) as file:
        yield from records_of(file, shown(path), limits)


def records_of(file: IO[bytes], name: str, limits: Limits) -> Iterator[Arrived]:
    """The pages of an open, seekable web archive called `name`.

    Raises `Refused` for an empty file and beyond the allowed number of records. An archive in which nothing is a page
    gives one `Failure` that says so.
    """
    count = 0
    told = False
    for item, member, sure in _frames(file, limits):
        if isinstance(item, Damage):
            told = True
            within = "" if member in (None, item.offset) else f", in the compressed data at byte {member:,}"
            yield failure(name, item.kind, f"{name}{within}: {item.message}")
            continue
        count += 1
        if count > limits.archive_records:
            raise Refused("too-many", f"{name} has more than {limits.archive_records:,} records; the rest was left out")
        place = f"byte {item.offset:,}" if member is None else f"byte {member:,}"
        if member is not None and item.offset:
            place += f" + {item.offset:,}"
        for arrived in record(item.data, f"{name}, record {count} at {place}", limits, sure):
            told = True
            yield arrived
    if not told:
        kind = "no-pages" if count else "empty"
        yield failure(name, kind, f"{name} holds {count:,} records and no page with status 200 among them")


def _frames(file: IO[bytes], limits: Limits) -> Iterator[tuple[Frame | Damage, int | None, bool]]:
    """Records and damage, the byte at which their gzip member begins (None in a plain file), whether it is sound."""
    magic = file.read(len(MAGIC))
    end = file.seek(0, 2)
    file.seek(0)
    most = limits.archive_record_bytes
    if magic != MAGIC:
        for item in frames(Window(plain_chunks(file)), most, end):
            yield item, None, True
        return
    for member in members(file, most + HEADER_BYTES):
        if isinstance(member, Damage):
            yield member, member.offset, False
            continue
        for item in frames(member.window, most):
            yield item, member.offset, member.sure
        broken = member.window.broken
        if broken is not None:
            message = f"the compressed record at byte {member.offset:,}: {broken.message}"
            yield Damage(member.offset, broken.kind, message), member.offset, False
