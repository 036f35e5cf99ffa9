"""WACZ packages: a zip file with web archives in its folder `archive/` (Webrecorder's WACZ 1.1.1)."""

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from alteram.config import Limits
from alteram.stages.ingest.archives import records_of
from alteram.stages.ingest.files import Arrived, Refused, failure, guarded, open_file, shown

MOST_MEMBERS = 10_000
_ARCHIVES = (".warc", ".warc.gz")


def package(path: Path, limits: Limits) -> Iterator[Arrived]:
    """The pages of every web archive in a package, by name. Nothing is ever unpacked to the disk.

    Archives must be stored, not compressed a second time, as the format asks: so a stored member is read in place and
    cannot swell. Raises `Refused` when the file is no zip, has too many members or no archive.
    """
    name = shown(path)
    with open_file(path) as file:
        try:
            with zipfile.ZipFile(file) as package_file:
                yield from _archives(package_file, name, limits)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
            raise Refused("damaged", f"{name} is no sound zip file ({error}); fetch or copy it again") from error


def _archives(package_file: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[Arrived]:
    """What the archives in an open package give."""
    members = package_file.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused("too-many", f"{name} has more than {MOST_MEMBERS:,} members; refused")
    archives = [m for m in members if m.filename.startswith("archive/") and m.filename.lower().endswith(_ARCHIVES)]
    if not archives:
        raise Refused("no-pages", f'{name} has no web archive in its folder "archive"; it is no WACZ package')
    if len({member.filename for member in archives}) < len(archives):
        raise Refused("damaged", f"{name} has two members of one name; refused")
    for member in sorted(archives, key=lambda found: found.filename):
        subject = f"{name}, {shown(member.filename)}"
        if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
            yield failure(subject, "damaged", f"{subject} is compressed inside the package; WACZ archives are stored")
            continue
        with package_file.open(member) as file:
            yield from guarded(subject, partial(records_of, file, subject, limits))
