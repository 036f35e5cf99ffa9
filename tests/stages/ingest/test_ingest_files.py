"""Pages, article lines and folders."""

import gzip
import json
import os
from pathlib import Path

import pytest

from alteram.config import Limits
from alteram.errors import UsageError
from alteram.model.articles import Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.ingest import Skipped, captures

PAGE = b"<html><title>Bridge opens</title><p>It opened.</p></html>"
ARTICLE = {
    "url": "https://paper.example/1",
    "title": "Bridge opens",
    "text": "It opened.\n\nAt noon.",
    "date": "2026-03-01",
}


def read(path: Path, limits: Limits | None = None) -> tuple[list[Capture], list[Failure], list[Skipped]]:
    """What arrives, by kind."""
    arrived = list(captures(path, limits=limits or Limits()))
    return (
        [a for a in arrived if isinstance(a, Capture)],
        [a for a in arrived if isinstance(a, Failure)],
        [a for a in arrived if isinstance(a, Skipped)],
    )


def lines(path: Path, *rows: object) -> Path:
    """A file with one line a row: strings and bytes as they are, other things as JSON."""
    raw = [r if isinstance(r, bytes) else r.encode() if isinstance(r, str) else json.dumps(r).encode() for r in rows]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def test_a_page_with_its_index(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.htm.gz").write_bytes(gzip.compress(PAGE))
    entry = {"file": "a.html", "url": "HTTPS://Paper.Example:443/a b", "fetched": "2026-03-01T10:00:00+01:00"}
    lines(tmp_path / "index.jsonl", entry)
    kept, refused, skipped = read(tmp_path)
    assert not refused
    assert not skipped
    assert [(c.url, c.fetched) for c in kept] == [("https://paper.example/a%20b", "2026-03-01T09:00:00Z"), ("", None)]
    assert all(c.payload == PAGE and c.payload_sha256 == digest_of(PAGE) for c in kept)
    assert read(tmp_path / "a.html")[0] == kept[:1]


def test_bad_index_lines_are_named_and_the_pages_kept(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    lines(tmp_path / "index.jsonl", {"file": "x.html"}, "nonsense", {"file": "a.html", "url": "javascript:alert(1)"})
    kept, refused, _ = read(tmp_path)
    assert [c.url for c in kept] == [""]
    assert [(f.kind, f.subject[-6:]) for f in refused] == [("bad-line", "line 2"), ("bad-address", "line 3")]


def test_an_index_without_file_keys_or_pages_is_articles(tmp_path: Path) -> None:
    lines(tmp_path / "index.jsonl", ARTICLE)
    assert len(read(tmp_path)[0]) == 1
    (tmp_path / "a.html").write_bytes(PAGE)
    assert len(read(tmp_path)[0]) == 2


def test_an_article_line(tmp_path: Path) -> None:
    row = {
        **ARTICLE,
        "domain": "paper.example",
        "lang": "en",
        "authors": ["A. Brandt"],
        "gold_story": "x",
        "other": [1],
    }
    kept, refused, _ = read(lines(tmp_path / "a.jsonl", row))
    (capture,) = kept
    declared = capture.declared
    assert not refused
    assert declared is not None
    assert capture.media_type == "application/json"
    assert capture.payload == json.dumps(row).encode()
    assert (declared.title, declared.text, declared.outlet) == (
        "Bridge opens",
        "It opened.\n\nAt noon.",
        "paper.example",
    )
    assert (declared.published, declared.language, declared.authors) == ("2026-03-01", "en", ("A. Brandt",))
    assert capture.subject.endswith("a.jsonl, line 1")


def test_without_an_address_the_digest_is_the_name(tmp_path: Path) -> None:
    kept, _, _ = read(lines(tmp_path / "a.jsonl", {"title": "t", "text": "x"}))
    assert kept[0].url == f"file:{kept[0].payload_sha256}"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("nonsense", "bad-line"),
        ("[1]", "bad-line"),
        ('{"text": "\\ud800"}', "bad-line"),
        (b'{"text": "\xff"}', "bad-line"),
        ('{"a":' * 50_000, "bad-line"),
        ({"title": "t"}, "no-text"),
        ({"title": "t", "text": "  "}, "no-text"),
        ({"title": "t", "text": 5}, "no-text"),
        ({"title": "t", "text": "x" * 3_000}, "too-large"),
    ],
)
def test_a_bad_line_is_named_and_its_neighbours_kept(tmp_path: Path, row: object, kind: str) -> None:
    path = lines(tmp_path / "a.jsonl", ARTICLE, "", row, {**ARTICLE, "url": "https://paper.example/2"})
    kept, refused, _ = read(path, Limits(line_bytes=1_000 if kind == "too-large" else 4_000_000))
    assert [c.subject[-6:] for c in kept] == ["line 1", "line 4"]
    assert [(f.kind, f.subject[-6:]) for f in refused] == [(kind, "line 3")]
    assert str(path) in refused[0].message


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"date": "2026-02-30"}, "bad-date"),
        ({"date": 20260301}, "bad-field"),
        ({"url": "javascript:alert(1)"}, "bad-address"),
        ({"authors": {"a": 1}}, "bad-field"),
        ({"lang": 7}, "bad-field"),
    ],
)
def test_a_bad_field_is_noted_and_the_article_kept(tmp_path: Path, change: dict[str, object], kind: str) -> None:
    kept, refused, _ = read(lines(tmp_path / "a.jsonl", {**ARTICLE, **change}))
    assert len(kept) == 1
    assert [f.kind for f in refused] == [kind]


def test_a_byte_order_mark_and_crlf_are_read_and_utf16_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(ARTICLE).encode() + b"\r\n\r\n")
    (tmp_path / "b.jsonl").write_bytes(json.dumps(ARTICLE).encode("utf-16"))
    assert len(read(tmp_path / "a.jsonl")[0]) == 1
    assert [f.kind for f in read(tmp_path / "b.jsonl")[1]] == ["bad-encoding"]


def test_a_cut_gzip_keeps_the_whole_lines(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({**ARTICLE, "text": os.urandom(300).hex()}).encode() + b"\n" for _ in range(40))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows)[:-2_000])
    kept, refused, _ = read(tmp_path)
    assert 20 < len(kept) < 40
    assert [f.kind for f in refused] == ["truncated"]


def test_bombs_are_refused_while_small(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    for name in ("a.html.gz", "b.jsonl.gz"):
        (tmp_path / name).write_bytes(bomb)
    (tmp_path / "c.html").write_bytes(PAGE)
    kept, refused, _ = read(tmp_path)
    assert [c.subject[-6:] for c in kept] == ["c.html"]
    assert [f.kind for f in refused] == ["too-large", "bomb"]


def test_what_cannot_be_read_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "b.html").symlink_to("nowhere")
    (tmp_path / "c.html").symlink_to("/dev/zero")
    (tmp_path / "d.html").mkdir()
    (tmp_path / "e.html").write_bytes(b"")
    (tmp_path / "f.html").write_bytes(PAGE)
    (tmp_path / "g.html").write_bytes(bytes(3) + PAGE)
    (tmp_path / "note.txt").write_bytes(b"x")
    kept, refused, skipped = read(tmp_path, Limits(page_bytes=len(PAGE)))
    assert [c.subject[-6:] for c in kept] == ["f.html"]
    assert [f.kind for f in refused] == ["not-a-file", "not-found", "not-a-file", "not-a-file", "empty", "too-large"]
    assert [s.subject[-8:] for s in skipped] == ["note.txt"]


def test_folders_are_walked_in_order_and_loops_end(tmp_path: Path) -> None:
    for name in ("b/x.html", "a/y.html", "a/b/z.html", "c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to("self")
    found = [c.subject.removeprefix(f"{tmp_path}/") for c in read(tmp_path)[0]]
    assert found == ["a/b/z.html", "a/y.html", "b/x.html", "c.html"]


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
        folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    assert len(read(tmp_path)[0]) == 1


def test_names_that_are_no_text_are_written_as_escapes(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\x1b[2J.html"
    with Path(os.fsdecode(path)).open("wb") as file:
        file.write(PAGE)
    (capture,) = read(tmp_path)[0]
    assert capture.subject.isprintable()
    assert capture.subject.encode("utf-8")


def test_wrong_usage_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    with pytest.raises(UsageError, match="known"):
        captures(tmp_path / "a.pdf")
    with pytest.raises(UsageError, match="does not exist"):
        captures(tmp_path / "nothing.html")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "a.html").chmod(0)
    assert [f.kind for f in read(tmp_path)[1]] == ["unreadable"]
