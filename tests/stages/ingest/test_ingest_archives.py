"""Web archives: what is kept, what is refused and why, and that neighbours go on."""

import gzip
import io
import random
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from alteram.config import Limits
from alteram.model.articles import Capture, Failure
from alteram.stages.ingest import captures
from tests.stages.ingest.warcs import GOOD, PAGE, http, member, record, sha1

ONE = record(http())


def read(path: Path, data: bytes, limits: Limits | None = None) -> tuple[list[Capture], list[Failure]]:
    """Captures and failures of an archive with these bytes."""
    path.write_bytes(data)
    arrived = list(captures(path, limits=limits or Limits()))
    return [a for a in arrived if isinstance(a, Capture)], [a for a in arrived if isinstance(a, Failure)]


def kinds(path: Path, data: bytes, limits: Limits | None = None) -> tuple[list[str], list[str]]:
    """Addresses that were kept and kinds of what was refused."""
    kept, refused = read(path, data, limits)
    return [capture.url.rsplit("/", 1)[1] for capture in kept], [failure.kind for failure in refused]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_response_becomes_a_capture(tmp_path: Path, name: str) -> None:
    data = ONE + GOOD if name.endswith("warc") else member(ONE) + member(GOOD)
    kept, refused = read(tmp_path / name, data)
    assert not refused
    assert [capture.url for capture in kept] == ["https://paper.example/1", "https://paper.example/good"]
    assert kept[0].payload == PAGE
    assert kept[0].media_type == "text/html; charset=utf-8"
    assert kept[0].fetched == "2026-03-01T10:00:00Z"
    assert "record 1" in kept[0].subject


def test_an_archive_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    assert kinds(tmp_path / "a.warc.gz", member(ONE + GOOD)) == (["1", "good"], [])


def test_what_is_no_page_gives_nothing(tmp_path: Path) -> None:
    others = (
        record(b"software: x", kind="warcinfo")
        + record(http(status="404 Not Found"))
        + record(http(status="301 Moved", media_type="text/html"))
        + record(http(b"body{}", media_type="text/css"))
        + record(http(), kind="revisit")
        + record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    )
    assert kinds(tmp_path / "a.warc", others + GOOD) == (["good"], [])
    assert kinds(tmp_path / "b.warc", others) == ([], ["no-pages"])


def test_a_resource_of_html_is_read(tmp_path: Path) -> None:
    page = record(PAGE, kind="resource").replace(b"application/http; msgtype=response", b"text/html")
    picture = record(b"\x89PNG", kind="resource").replace(b"application/http; msgtype=response", b"image/png")
    assert kinds(tmp_path / "a.warc", picture + page) == (["1"], [])


@pytest.mark.parametrize(
    ("length", "kind"),
    [
        ("10", "wrong-length"),
        ("250", "wrong-length"),
        ("99999", "truncated"),
        ("-1", "wrong-length"),
        ("1_0", "wrong-length"),
        ("+12", "wrong-length"),
        ("٣", "wrong-length"),
        ("9223372036854775808", "wrong-length"),
        ("ten", "wrong-length"),
    ],
)
def test_a_wrong_length_costs_its_record_only(tmp_path: Path, length: str, kind: str) -> None:
    assert kinds(tmp_path / "a.warc", record(http(), length=length) + GOOD) == (["good"], [kind])


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (b"\0\xffgarbage\r\n", "damaged"),
        (b"WARC/9.9\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\nx\r\n\r\n", "damaged"),
        (b"WARC/1.0\r\nX: " + b"y" * 70_000 + b"\r\nContent-Length: 1\r\n\r\nx\r\n\r\n", "damaged"),
        (record(http(), "WARC-Type: metadata"), "damaged"),
        (record(http(), kind="martian"), "unknown-type"),
        (record(PAGE), "bad-http"),
        (record(http(), url="file:///etc/hosts"), "bad-address"),
        (record(http(), url="javascript:alert(1)"), "bad-address"),
        (record(http(b"\x89PNG\r\n")), "not-html"),
        (record(http(b"  ")), "empty"),
        (record(http(), "WARC-Block-Digest: " + sha1(b"other")), "digest-mismatch"),
        (record(http(), "WARC-Payload-Digest: " + sha1(b"other")), "digest-mismatch"),
        (record(http(), "WARC-Truncated: length"), "truncated"),
        (record(http(PAGE, "Content-Encoding: martian")), "bad-coding"),
        (record(http(PAGE, "Content-Encoding: gzip, gzip, gzip")), "bad-coding"),
        (record(http(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip")), "truncated"),
        (record(http(b"zz\r\n", "Transfer-Encoding: chunked")), "bad-coding"),
        (record(http(b"ffff\r\n<html>", "Transfer-Encoding: chunked")), "bad-coding"),
    ],
)
def test_damage_is_named_and_the_next_record_is_kept(tmp_path: Path, bad: bytes, kind: str) -> None:
    assert kinds(tmp_path / "a.warc", bad + GOOD) == (["good"], [kind])
    assert kinds(tmp_path / "b.warc", GOOD + bad + ONE) == (["good", "1"], [kind])


def test_right_digests_are_accepted(tmp_path: Path) -> None:
    block = http()
    digests = (f"WARC-Block-Digest: {sha1(block)}", f"WARC-Payload-Digest: {sha1(PAGE)}")
    assert kinds(tmp_path / "a.warc", record(block, *digests)) == (["1"], [])


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        (PAGE, "Content-Encoding: gzip"),
        (
            b"5\r\n" + PAGE[:5] + b"\r\n%x;x=y\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked",
        ),
        (PAGE, "Transfer-Encoding: chunked"),
    ],
)
def test_codings_are_undone(tmp_path: Path, body: bytes, header: str) -> None:
    kept, refused = read(tmp_path / "a.warc", record(http(body, header)))
    assert not refused
    assert kept[0].payload == PAGE


def test_bombs_and_giants_are_refused_at_the_limit(tmp_path: Path) -> None:
    limits = Limits(page_bytes=10_000, archive_record_bytes=20_000)
    swollen = record(http(gzip.compress(bytes(50_000)), "Content-Encoding: gzip"))
    giant = record(http(b"<html>" + bytes(30_000)))
    assert kinds(tmp_path / "a.warc", swollen + giant + GOOD, limits) == (["good"], ["too-large", "too-large"])
    assert kinds(tmp_path / "b.warc.gz", member(giant) + member(GOOD), limits) == (["good"], ["too-large"])


def test_a_member_that_swells_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    bomb = record(http(bytes(64 * 1024 * 1024)))
    assert kinds(tmp_path / "a.warc.gz", member(bomb) + member(GOOD)) == (["good"], ["bomb"])


def test_a_damaged_member_costs_itself_only(tmp_path: Path) -> None:
    whole = member(ONE)
    assert kinds(tmp_path / "a.warc.gz", whole[:-8] + bytes(4) + whole[-4:] + member(GOOD)) == (["good"], ["damaged"])
    assert kinds(tmp_path / "c.warc.gz", member(GOOD) + whole[:-30]) == (["good"], ["truncated"])
    assert kinds(tmp_path / "d.warc.gz", whole + bytes(600) + member(GOOD)) == (["1", "good"], [])
    assert kinds(tmp_path / "e.warc.gz", whole + b"JUNK" + member(GOOD)) == (["1", "good"], ["damaged"])
    assert kinds(tmp_path / "f.warc.gz", whole + GOOD) == (["1", "good"], [])


def test_after_a_failed_check_sum_only_a_digest_vouches(tmp_path: Path) -> None:
    block = http(b"<html>" + random.Random(1).randbytes(200_000))
    whole = member(record(block, f"WARC-Block-Digest: {sha1(block)}") + record(block) + record(block))
    kept, refused = kinds(tmp_path / "a.warc.gz", whole[:-8] + bytes(4) + whole[-4:])
    assert kept == ["1"]
    assert refused == ["damaged", "damaged"]


def test_a_file_of_false_beginnings_ends(tmp_path: Path) -> None:
    kept, refused = kinds(tmp_path / "a.warc.gz", b"\x1f\x8b\x08" * 20_000)
    assert not kept
    assert len(refused) < 2_500


def test_the_number_of_records_is_bounded(tmp_path: Path) -> None:
    kept, refused = kinds(tmp_path / "a.warc", ONE + GOOD, Limits(archive_records=1))
    assert (kept, refused) == (["1"], ["too-many"])


def test_a_date_of_fourteen_digits_is_read_and_a_bad_one_noted(tmp_path: Path) -> None:
    old = ONE.replace(b"2026-03-01T10:00:00Z", b"20260301100000")
    kept, refused = read(tmp_path / "a.warc", old + ONE.replace(b"2026-03-01T10:00:00Z", b"yesterday"))
    assert [capture.fetched for capture in kept] == ["2026-03-01T10:00:00Z", None]
    assert [failure.kind for failure in refused] == ["bad-date"]


def test_an_embedded_record_is_no_record(tmp_path: Path) -> None:
    inner = record(http(), url="https://other.example/forged")
    assert kinds(tmp_path / "a.warc", record(http(b"<html>\r\n\r\n" + inner)) + GOOD) == (["1", "good"], [])


def test_warcio_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    kept, _ = read(
        path, b"".join(member(record(http(PAGE + bytes([65 + n])), url=f"https://paper.example/{n}")) for n in range(9))
    )
    with path.open("rb") as file:
        bodies = [item.content_stream().read() for item in ArchiveIterator(file)]
    assert [capture.payload for capture in kept] == bodies


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_flipped_byte_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(ONE + GOOD if seed % 2 else member(ONE) + member(GOOD))
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = data[: chance.randrange(len(data))] if chance.random() < 0.3 else data
    kept, refused = read(tmp_path_factory.mktemp("flip") / ("a.warc" if seed % 2 else "a.warc.gz"), bytes(cut))
    assert kept or refused


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_package_is_read_in_place(tmp_path: Path) -> None:
    data = zipped({"archive/b.warc.gz": member(GOOD), "archive/a.warc": ONE, "pages/pages.jsonl": b"{}"})
    kept, refused = read(tmp_path / "a.wacz", data)
    assert not refused
    assert [capture.url.rsplit("/", 1)[1] for capture in kept] == ["1", "good"]
    assert "archive/a.warc" in kept[0].subject


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"no zip", "damaged"),
        (zipped({"archive/a.warc": ONE})[:-30], "damaged"),
        (zipped({"../../a.warc": ONE, "a.html": PAGE}), "no-pages"),
        (zipped({"archive/a.warc": ONE + bytes(10_000)}, zipfile.ZIP_DEFLATED), "damaged"),
        (zipped({"archive/a.warc": b""}), "empty"),
    ],
)
def test_a_bad_package_is_refused(tmp_path: Path, data: bytes, kind: str) -> None:
    assert kinds(tmp_path / "a.wacz", data) == ([], [kind])
