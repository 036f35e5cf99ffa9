"""The web archive: other programs read it, nothing is lost, nothing of a removed record stays."""

import errno
import gzip
import io
import random
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from alteram.errors import ArchiveError, LibraryFull
from alteram.model.articles import Capture, RecordAddress
from alteram.model.ids import Moment, digest_of
from alteram.stages.archive import Archive

NOW = Moment("2031-05-01T00:00:00Z")
LATER = Moment("2031-06-01T00:00:00Z")


def page(payload: bytes, url: str = "https://courier.example/harbour", media_type: str = "text/html") -> Capture:
    return Capture(url, payload, digest_of(payload), media_type)


def sizes() -> list[bytes]:
    """Payloads of many lengths, some that compress to nothing and some that do not compress."""
    source = random.Random(11)
    lengths = (0, 1, 5, 80, 300, 600, 700, 760, 1000, 2000, 16384, 40000, 300_000, 2_000_000)
    return [make(n) for n in lengths for make in (source.randbytes, lambda n: b"harbour " * (n // 8) + b"x" * (n % 8))]


def written(folder: Path, payloads: list[bytes], file_bytes: int = 1 << 28) -> list[RecordAddress]:
    with Archive(folder, file_bytes) as archive:
        addresses = [archive.append(page(payload), NOW) for payload in payloads]
        archive.sync()
    return addresses


def test_every_payload_comes_back(tmp_path: Path) -> None:
    payloads = sizes()
    addresses = written(tmp_path, payloads)
    assert [Archive(tmp_path).read(address) for address in addresses] == payloads


def test_warcio_reads_every_record_and_its_digest_agrees(tmp_path: Path) -> None:
    payloads = sizes()
    written(tmp_path, payloads)
    with (tmp_path / "alteram-00001.warc.gz").open("rb") as file:
        records = [
            (record.rec_type, record.content_stream().read(), record.digest_checker.passed)
            for record in WarcioIterator(file, check_digests=True)
        ]
    assert records[0][0] == "warcinfo"
    assert records[1:] == [("resource", payload, True) for payload in payloads]


def test_headers_say_where_when_and_what(tmp_path: Path) -> None:
    captures = [
        page(b"one", "https://courier.example/\u00e4 b\r\nInjected: 1", "text/html; charset=utf-8"),
        page(b"two", "", "text/html\r\nInjected: 1"),
        Capture("https://courier.example/", b"three", digest_of(b"three"), "text/html", Moment("2031-04-30")),
    ]
    with Archive(tmp_path) as archive:
        for capture in captures:
            archive.append(capture, NOW)
    with (tmp_path / "alteram-00001.warc.gz").open("rb") as file:
        records = [record.rec_headers for record in WarcioIterator(file)][1:]
    fields = ("WARC-Target-URI", "Content-Type", "WARC-Date")
    assert [tuple(record.get_header(field) for field in fields) for record in records] == [
        ("https://courier.example/%C3%A4%20b%0D%0AInjected:%201", "text/html; charset=utf-8", NOW),
        (f"urn:sha256:{digest_of(b'two')}", "application/octet-stream", NOW),
        ("https://courier.example/", "text/html", "2031-04-30"),
    ]
    assert all(record.get_header("Injected") is None for record in records)


def test_the_same_captures_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(tmp_path / name, sizes())
    one, two = ((tmp_path / name / "alteram-00001.warc.gz").read_bytes() for name in ("one", "two"))
    assert one == two


def test_each_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    addresses = written(tmp_path, [b"one", b"two"])
    data = (tmp_path / "alteram-00001.warc.gz").read_bytes()
    for address, payload in zip(addresses, (b"one", b"two"), strict=True):
        member = gzip.decompress(data[address.offset : address.offset + address.length])
        assert member.endswith(b"\r\n\r\n" + payload + b"\r\n\r\n")


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    payloads = [random.Random(n).randbytes(900) for n in range(7)]
    addresses = written(tmp_path, payloads, 2500)
    assert {address.file for address in addresses} == {f"alteram-0000{n}.warc.gz" for n in (1, 2, 3, 4)}
    with Archive(tmp_path, 2500) as archive:
        addresses.append(archive.append(page(b"last"), NOW))
    assert addresses[-1].file == "alteram-00004.warc.gz"
    assert [Archive(tmp_path).read(address) for address in addresses] == [*payloads, b"last"]


@pytest.mark.parametrize("kept", range(8))
def test_truncate_cuts_everything_behind_the_tail(tmp_path: Path, kept: int) -> None:
    payloads = [random.Random(n).randbytes(900) for n in range(7)]
    addresses = written(tmp_path, payloads, 2500)
    (tmp_path / "notes.txt").write_text("mine")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    archive = Archive(tmp_path, 2500)
    archive.truncate(addresses[kept - 1] if kept else None)
    assert [archive.read(address) for address in addresses[:kept]] == payloads[:kept]
    for address in addresses[kept:]:
        with pytest.raises(ArchiveError):
            archive.read(address)
    assert [archive.append(page(payload), NOW) for payload in payloads[kept:]] == addresses[kept:]
    archive.close()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_half_written_record_is_cut_off(tmp_path: Path) -> None:
    (address,) = written(tmp_path, [b"one"])
    path = tmp_path / address.file
    whole = path.read_bytes()
    path.write_bytes(whole + whole[address.offset : address.offset + 50])
    Archive(tmp_path).truncate(address)
    assert path.read_bytes() == whole


def test_a_lost_acknowledged_record_is_reported(tmp_path: Path) -> None:
    (address,) = written(tmp_path, [b"one"])
    path = tmp_path / address.file
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ArchiveError, match="were acknowledged"):
        Archive(tmp_path).truncate(address)
    path.unlink()
    with pytest.raises(ArchiveError, match="were acknowledged"):
        Archive(tmp_path).truncate(address)


def test_a_changed_byte_of_a_record_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    (address,) = written(tmp_path, [b"The harbour reopened."])
    path = tmp_path / address.file
    whole = bytearray(path.read_bytes())
    noticed = 0
    for position in range(address.offset, address.offset + address.length):
        whole[position] ^= 0x10
        path.write_bytes(whole)
        try:
            assert Archive(tmp_path).read(address) == b"The harbour reopened."
        except ArchiveError:
            noticed += 1
        whole[position] ^= 0x10
    assert noticed >= address.length - 8, "only time, system and the unused bits of a gzip member mean nothing"


def test_a_forged_payload_is_noticed(tmp_path: Path) -> None:
    (address,) = written(tmp_path, [b"Two dead."])
    path = tmp_path / address.file
    whole = path.read_bytes()
    record = gzip.decompress(whole[address.offset :]).replace(b"Two dead.", b"Ten dead.")
    forged = gzip.compress(record)
    path.write_bytes(whole[: address.offset] + forged)
    with pytest.raises(ArchiveError, match="does not have its digest"):
        Archive(tmp_path).read(RecordAddress(address.file, address.offset, len(forged)))


@pytest.mark.parametrize("erased", range(len(sizes())))
def test_an_erased_record_leaves_its_neighbours_and_a_readable_file(tmp_path: Path, erased: int) -> None:
    payloads = sizes()[max(0, erased - 1) : erased + 2]
    target = min(erased, 1)
    addresses = written(tmp_path, payloads)
    path = tmp_path / addresses[0].file
    before = path.read_bytes()
    archive = Archive(tmp_path)
    for _ in range(2):
        archive.erase(addresses[target], LATER)
    after = path.read_bytes()
    start, end = addresses[target].offset, addresses[target].offset + addresses[target].length
    assert (len(after), after[:start], after[end:]) == (len(before), before[:start], before[end:])
    with pytest.raises(ArchiveError, match="removed on request"):
        archive.read(addresses[target])
    expected = ["resource"] * len(payloads)
    expected[target] = "metadata"
    assert [record.rec_type for record in WarcioIterator(io.BytesIO(after), check_digests="raise")][1:] == expected
    types = [record.headers["WARC-Type"] for record in ArchiveIterator(io.BytesIO(after))]
    assert types == ["warcinfo", *expected]
    gzip.decompress(after)


def test_nothing_of_an_erased_record_stays(tmp_path: Path) -> None:
    secret = page(random.Random(5).randbytes(20_000), "https://courier.example/ferryman")
    with Archive(tmp_path) as archive:
        address = archive.append(secret, NOW)
        archive.erase(address, LATER)
    data = gzip.decompress((tmp_path / address.file).read_bytes())
    assert b"ferryman" not in data
    assert secret.payload_sha256.encode() not in data
    assert secret.payload[:20] not in data


def test_a_record_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (address,) = written(tmp_path, [b"one"])
    for wrong in (
        RecordAddress("alteram-00009.warc.gz", 0, 10),
        RecordAddress(address.file, address.offset + 1, address.length),
        RecordAddress(address.file, address.offset, address.length - 1),
        RecordAddress(address.file, 10_000, 10),
    ):
        with pytest.raises(ArchiveError, match="No record"):
            Archive(tmp_path).read(wrong)


class FullFile(io.FileIO):
    """A file that takes half of what it is given once, and then reports that the disk is full."""

    full = False

    def write(self, data: object) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.full = True
        view = memoryview(data)  # type: ignore[arg-type]
        return super().write(view[: len(view) // 2])


def test_a_full_disk_is_reported_and_leaves_no_half_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    address = archive.append(page(b"one"), NOW)
    archive.close()
    archive._file = FullFile(tmp_path / address.file, "ab")
    with pytest.raises(LibraryFull, match="Nothing acknowledged was lost"):
        archive.append(page(b"two"), NOW)
    archive.close()
    assert (tmp_path / address.file).stat().st_size == address.offset + address.length
    again = archive.append(page(b"two"), NOW)
    assert [archive.read(one) for one in (address, again)] == [b"one", b"two"]
