"""Answers in the web archive: their headers are kept, the bytes stay what they were, and nothing foreign gets out."""

import gzip
import io
import random
import tempfile
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from alteram.config import LIMITS, NETWORK
from alteram.errors import ArchiveError
from alteram.model.articles import Capture, Failure, RecordAddress
from alteram.model.ids import Moment, digest_of
from alteram.stages.archive import Archive
from alteram.stages.ingest import captures

NOW = Moment("2031-05-01T00:00:00Z")
LATER = Moment("2031-06-01T00:00:00Z")
URL = "https://courier.example/harbour"
HTML = "text/html; charset=utf-8"
PAGE = b"<!doctype html><html><title>Harbour</title><body><p>The harbour of Vell reopened.</p>\r\n\r\n</body></html>"
SENT = (
    ("cache-control", "no-cache"),
    ("content-encoding", "gzip"),
    ("content-length", "77"),
    ("content-type", HTML),
    ("date", "Thu, 01 May 2031 00:00:00 GMT"),
    ("link", "<https://courier.example/a>; rel=canonical"),
    ("link", "<https://courier.example/b>; rel=next"),
)


def answered(
    payload: bytes = PAGE,
    headers: tuple[tuple[str, str], ...] = SENT,
    *,
    url: str = URL,
    media_type: str = HTML,
    status: int | None = 200,
) -> Capture:
    """A page as it was fetched."""
    return Capture(url, payload, digest_of(payload), media_type, None, status=status, headers=headers)


def written(folder: Path, *items: Capture) -> list[RecordAddress]:
    with Archive(folder) as archive:
        addresses = [archive.append(item, NOW) for item in items]
        archive.sync()
    return addresses


def block(folder: Path, address: RecordAddress) -> bytes:
    """The block of a record, taken out by hand."""
    data = (folder / address.file).read_bytes()[address.offset : address.offset + address.length]
    return gzip.decompress(data).partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")


def head(folder: Path, item: Capture) -> list[str]:
    """The lines of the HTTP head that a capture gets."""
    (address,) = written(folder, item)
    assert Archive(folder).read(address) == item.payload
    return block(folder, address).partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def test_the_head_is_true_of_the_bytes_that_are_kept_and_says_what_was_sent(tmp_path: Path) -> None:
    assert head(tmp_path, answered()) == [
        "HTTP/1.1 200 OK",
        f"content-type: {HTML}",
        f"content-length: {len(PAGE)}",
        "cache-control: no-cache",
        "x-archive-orig-content-encoding: gzip",
        "x-archive-orig-content-length: 77",
        "date: Thu, 01 May 2031 00:00:00 GMT",
        "link: <https://courier.example/a>; rel=canonical",
        "link: <https://courier.example/b>; rel=next",
    ]


def test_a_media_type_that_was_found_otherwise_stands_before_the_one_that_was_sent(tmp_path: Path) -> None:
    sent = (("Content-Type", "image/png"), ("Transfer-Encoding", "chunked"), ("X-Archive-Orig-Date", "never"))
    assert head(tmp_path, answered(headers=sent, media_type="text/html", status=203)) == [
        "HTTP/1.1 203 Non-Authoritative Information",
        "content-type: text/html",
        f"content-length: {len(PAGE)}",
        "x-archive-orig-Content-Type: image/png",
        "x-archive-orig-Transfer-Encoding: chunked",
        "x-archive-orig-X-Archive-Orig-Date: never",
    ]


def test_no_status_no_head_and_a_status_without_a_name_has_none(tmp_path: Path) -> None:
    bare = answered(status=None)
    (address,) = written(tmp_path / "bare", bare)
    assert block(tmp_path / "bare", address) == PAGE
    assert head(tmp_path / "odd", answered(headers=(), status=299))[0] == "HTTP/1.1 299 "


def payloads() -> list[bytes]:
    """Bodies of many lengths, with blank lines and chunk marks in them, at their beginning too."""
    source = random.Random(11)
    lengths = (0, 1, 300, 760, 1000, 16384, 300_000)
    odd = [b"\r\n\r\n", b"\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n", b"0\r\n\r\n", gzip.compress(b"x", mtime=0)]
    return odd + [make(n) for n in lengths for make in (source.randbytes, lambda n: b"harbour " * (n // 8))]


def both_kinds() -> list[Capture]:
    return [answered(body, status=status) for body in payloads() for status in (200, None)]


def test_every_body_comes_back_whatever_the_kind_of_record(tmp_path: Path) -> None:
    items = both_kinds()
    addresses = written(tmp_path, *items)
    assert [Archive(tmp_path).read(address) for address in addresses] == [item.payload for item in items]


def test_warcio_reads_both_kinds_and_their_digests_agree(tmp_path: Path) -> None:
    items = both_kinds()
    written(tmp_path, *items)
    found = []
    with (tmp_path / "alteram-00001.warc.gz").open("rb") as file:
        for record in WarcioIterator(file, check_digests=True):
            content = record.content_stream().read()
            assert record.digest_checker.passed in (True, None)
            if record.rec_type == "warcinfo":
                continue
            assert record.digest_checker.passed
            assert (record.rec_headers.get_header("WARC-Block-Digest") is None) == (record.rec_type == "resource")
            status = int(record.http_headers.get_statuscode()) if record.rec_type == "response" else None
            found.append((content, status, record.rec_headers.get_header("WARC-Target-URI")))
            if status:
                assert record.rec_headers.get_header("Content-Type") == "application/http; msgtype=response"
                assert record.http_headers.get_header("content-length") == str(len(content))
                assert record.http_headers.get_header("content-encoding") is None
                assert record.http_headers.get_header("x-archive-orig-content-encoding") == "gzip"
    assert found == [(item.payload, item.status, URL) for item in items]


def test_fastwarc_reads_the_head_and_verifies_the_digests(tmp_path: Path) -> None:
    written(tmp_path, answered())
    with (tmp_path / "alteram-00001.warc.gz").open("rb") as file:
        (record,) = ArchiveIterator(file, parse_http=False, verify_digests=True)
        assert record.verify_block_digest()
        record.parse_http()
        assert record.http_headers.status_code == 200
        assert record.http_headers["Date"] == "Thu, 01 May 2031 00:00:00 GMT"
        assert record.reader.read() == PAGE


def test_our_own_archive_gives_the_same_captures_when_it_is_imported(tmp_path: Path) -> None:
    pages = [PAGE.replace(b"Vell", name) for name in (b"Vell", b"Moor", b"Hallin", b"Linnet")]
    items = [
        answered(pages[0]),
        answered(pages[1], status=None),
        answered(pages[2], (("content-type", "text/plain"),), media_type="text/html"),
        answered(pages[3], (*SENT, *_many(200, "v" * 2000)), media_type="text/html; charset=iso-8859-1"),
    ]
    written(tmp_path, *items)
    back = list(captures(tmp_path / "alteram-00001.warc.gz", limits=LIMITS))
    assert not [one for one in back if isinstance(one, Failure)]
    assert [(one.url, one.payload, one.payload_sha256, one.media_type) for one in back if isinstance(one, Capture)] == [
        (item.url, item.payload, item.payload_sha256, item.media_type) for item in items
    ]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("a\r\nInjected: 1", "a Injected: 1"),
        ("a\nInjected: 1\r\n\r\n<html>", "a Injected: 1 <html>"),
        ("a\x00\x0b\x0c\x1b[31m\x7fb", "a [31m b"),
        ("caf\u00e9", "caf%C3%A9"),
        ("line\u2028separator\u0085next", "line%E2%80%A8separator%C2%85next"),
        ("\ud800", "\\ud800"),
        ('50% of "it" \\ ~', '50% of "it" \\ ~'),
        (" \t ", ""),
    ],
)
def test_foreign_values_stay_in_their_line(tmp_path: Path, value: str, line: str) -> None:
    assert head(tmp_path, answered(headers=(("x-said", value),)))[3:] == [f"x-said: {line}"]
    assert head(tmp_path / "media", answered(media_type=value))[1] == f"content-type: {line}"


@pytest.mark.parametrize("name", ["", "a b", "a\r\nInjected", "a:", "caf\u00e9", "\ud800", "(a)"])
def test_a_line_without_a_proper_name_is_left_out(tmp_path: Path, name: str) -> None:
    assert head(tmp_path, answered(headers=((name, "1"), ("x-next", "2"))))[3:] == ["x-next: 2"]


def _many(count: int, value: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"x-{n:04}", value) for n in range(count))


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (_many(1_000, "v"), NETWORK.headers),
        (_many(2, "v" * NETWORK.header_bytes), 0),
        ((*_many(2, "v" * 30_000), ("date", "now")), 2),
        ((("x-long", "\u00e9" * 20_000), ("date", "now")), 1),
        (_many(100, "v" * 1_000), 48),
    ],
)
def test_a_head_is_bounded(tmp_path: Path, headers: tuple[tuple[str, str], ...], kept: int) -> None:
    lines = head(tmp_path, answered(headers=headers))
    assert len(lines) == 3 + kept
    assert sum(len(line) + 2 for line in lines) < 50_000


def test_a_media_type_without_end_keeps_its_name_only(tmp_path: Path) -> None:
    lines = head(tmp_path, answered(headers=(("date", "now"),), media_type=f"text/html; x={'y' * 60_000}"))
    assert lines[1:] == ["content-type: text/html", f"content-length: {len(PAGE)}", "date: now"]


@settings(max_examples=150, deadline=None)
@given(headers=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=40)), max_size=8), media_type=st.text())
def test_no_header_reaches_the_body_or_another_record(headers: list[tuple[str, str]], media_type: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        item = answered(headers=tuple(headers), media_type=media_type)
        first, second = written(Path(folder), item, answered(status=None))
        assert Archive(Path(folder)).read(first) == PAGE
        assert Archive(Path(folder)).read(second) == PAGE
        lines = block(Path(folder), first).partition(b"\r\n\r\n")[0].split(b"\r\n")
        assert len(lines) <= 3 + len(headers)
        assert all(line.isascii() and line.decode().isprintable() for line in lines)


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(tmp_path / name, *both_kinds())
    one, two = ((tmp_path / name / "alteram-00001.warc.gz").read_bytes() for name in ("one", "two"))
    assert one == two


def test_truncation_and_appending_are_as_before(tmp_path: Path) -> None:
    items = [answered(random.Random(n).randbytes(900)) for n in range(5)]
    addresses = written(tmp_path, *items)
    before = (tmp_path / addresses[0].file).read_bytes()
    archive = Archive(tmp_path)
    archive.truncate(addresses[1])
    assert [archive.append(item, NOW) for item in items[2:]] == addresses[2:]
    archive.close()
    assert (tmp_path / addresses[0].file).read_bytes() == before


def test_nothing_of_an_erased_answer_stays(tmp_path: Path) -> None:
    secret = answered(
        random.Random(5).randbytes(900),
        (("etag", '"ferryman-1"'), ("link", "<https://courier.example/ferryman>")),
        url="https://courier.example/ferryman",
    )
    before, address, after = written(tmp_path, answered(), secret, answered(b"next"))
    archive = Archive(tmp_path)
    archive.erase(address, LATER)
    data = gzip.decompress((tmp_path / address.file).read_bytes())
    assert b"ferryman" not in data
    assert secret.payload[:20] not in data
    assert secret.payload_sha256.encode() not in data
    with pytest.raises(ArchiveError, match="removed on request"):
        archive.read(address)
    assert [archive.read(one) for one in (before, after)] == [PAGE, b"next"]
    types = [one.rec_type for one in WarcioIterator(io.BytesIO((tmp_path / address.file).read_bytes()))]
    assert types == ["warcinfo", "response", "metadata", "response"]


@pytest.mark.parametrize(("old", "new"), [(b"reopened", b"reclosed"), (b"\r\n\r\n<!doctype", b"\r\n  <!doctype")])
def test_a_forged_answer_is_noticed(tmp_path: Path, old: bytes, new: bytes) -> None:
    (address,) = written(tmp_path, answered())
    path = tmp_path / address.file
    whole = path.read_bytes()
    record = gzip.decompress(whole[address.offset :])
    assert old in record
    forged = gzip.compress(record.replace(old, new))
    path.write_bytes(whole[: address.offset] + forged)
    with pytest.raises(ArchiveError, match="does not have its digest"):
        Archive(tmp_path).read(RecordAddress(address.file, address.offset, len(forged)))
