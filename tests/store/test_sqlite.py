"""The SQLite file: what it does when it may not be written to, is locked, full, damaged, or of another version."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, insert

from alteram.errors import LibraryError, LibraryFull, LibraryLocked, LibraryTooNew
from alteram.model.acts import Act, Named, StoryEvent
from alteram.model.articles import Article, Failure, RecordAddress, Tombstone
from alteram.model.grouping import IndexChange, Indexed
from alteram.model.ids import ArticleId, Digest, Moment, StoryId
from alteram.model.listing import Wanted
from alteram.model.live import Contact, Job, Look, Supply, Work
from alteram.model.stories import Link
from alteram.store import Regrouped, Store, tables
from alteram.store import sqlite as sqlite_store
from alteram.store.articles import _article_row
from alteram.store.captures import _capture_row
from alteram.store.editions import _row
from alteram.store.sqlite import SqliteStore, open_sqlite
from alteram.store.stories import _insert
from alteram.store.tables import HEAD, metadata
from tests.store.samples import arrival, article, edition, join, listed, story

URL = "https://courier.example/harbour"
TAIL = RecordAddress("alteram-00001.warc.gz", 0, 10)
NOW, LATER = Moment("2031-05-01T10:00:00Z"), Moment("2031-05-01T11:00:00Z")
JOB, LOOK = Job("page", URL, URL, NOW), Look(URL, NOW, "same")
STORY, ARTICLE = StoryId("1" * 16), ArticleId("1" * 32)
ACT = Act(1, "pin", NOW, "seen", (STORY,), (Named(ARTICLE, URL),), ())
EVENT = StoryEvent("pinned", "editor", NOW, STORY, None, 1, 1, "seen")
ROW = Indexed(0, ARTICLE, 7, b"f", b"b", b"", b"")
REGROUPED = Regrouped(frozenset({story("vell").id}), (story("vell", ARTICLE),), {}, {})

READS: dict[str, Callable[[Store], object]] = {
    "knows": lambda store: store.knows(URL, Digest("0" * 64)),
    "archive_tail": lambda store: store.archive_tail(),
    "articles": lambda store: list(store.articles()),
    "article": lambda store: store.article(ARTICLE),
    "articles_by_id": lambda store: store.articles_by_id([ARTICLE]),
    "versions": lambda store: store.versions(URL),
    "record": lambda store: store.record(ARTICLE),
    "failures": lambda store: store.failures(),
    "stories": lambda store: store.stories(),
    "story": lambda store: store.story(STORY),
    "joins": lambda store: store.joins(STORY),
    "editions": lambda store: store.editions(STORY),
    "latest": lambda store: store.latest(STORY),
    "traces": lambda store: store.traces(URL),
    "tombstones": lambda store: store.tombstones(),
    "jobs": lambda store: list(store.jobs()),
    "job": lambda store: store.job("page", URL),
    "jobs_by_key": lambda store: store.jobs_by_key("page", [URL]),
    "versions_of": lambda store: store.versions_of([URL]),
    "headings": lambda store: store.headings([ARTICLE]),
    "redirects": lambda store: store.redirects(),
    "index_state": lambda store: store.index_state(),
    "indexed": lambda store: store.indexed((1, 2), (1, 1)),
    "current_headings": lambda store: store.current_headings(),
    "joins_of": lambda store: store.joins_of([ARTICLE]),
    "grouped_homes": lambda store: store.grouped_homes([ARTICLE]),
    "listed_of": lambda store: store.listed_of([STORY]),
    "beginning": lambda store: store.beginning("1111"),
    "acts": lambda store: store.acts(),
    "story_events": lambda store: store.story_events(STORY),
    "listing_stamps": lambda store: store.listing_stamps(),
    "listing": lambda store: store.listing(Wanted(outlet="courier", day="2031-05-01", briefs=True)),
    "choices": lambda store: store.choices(),
    "search": lambda store: store.search(Wanted(words="harbour")),
    "voices": lambda store: store.voices(STORY, 1),
    "withheld": lambda store: store.withheld(STORY, 1),
    "links": lambda store: store.links([ARTICLE]),
    "link_readings": lambda store: store.link_readings("1"),
    "latest_digests": lambda store: store.latest_digests(),
    "latest_of": lambda store: store.latest_of([STORY]),
    "looks_of": lambda store: store.looks_of([URL]),
    "known_addresses": lambda store: store.known_addresses([URL]),
    "next_due": lambda store: store.next_due(("page",)),
    "looks": lambda store: store.looks(URL),
    "standings": lambda store: store.standings(),
    "outlet_totals": lambda store: store.outlet_totals(),
    "outlet_stories": lambda store: store.outlet_stories("courier", 0, 9),
    "suppliers": lambda store: list(store.suppliers()),
    "supplies": lambda store: store.supplies(),
}
LATER_READS = (
    *("jobs", "job", "jobs_by_key", "next_due", "looks", "looks_of", "standings"),
    *("index_state", "indexed"),
    *("acts", "story_events", "listing_stamps", "listing", "listed_of", "choices", "search", "withheld"),
    *("links", "link_readings", "outlet_totals", "outlet_stories", "supplies", "voices"),
)
"""What a library of the first revision cannot answer."""
LINK = Link("update", ARTICLE, ArticleId("9" * 32), (3, 40), ("vell",), 0.75)
WRITES: dict[str, Callable[[Store], object]] = {
    "add_arrivals": lambda store: store.add_arrivals([arrival(article(URL))], TAIL),
    "add_failures": lambda store: store.add_failures([Failure("ingest", "a", "b", "c")]),
    "put_stories": lambda store: store.put_stories([story("vell", ARTICLE)], [], {}),
    "put_grouping": lambda store: store.put_grouping(REGROUPED, (), (EVENT,), IndexChange("m", "", (ROW,))),
    "put_act": lambda store: store.put_act(ACT, REGROUPED, (EVENT,)),
    "undo_act": lambda store: store.undo_act(1, LATER, (EVENT,)),
    "put_listing": lambda store: store.put_listing((listed(STORY),), ()),
    "put_supplies": lambda store: store.put_supplies([Supply("courier", True, 1)]),
    "put_links": lambda store: store.put_links([LINK]),
    "put_link_readings": lambda store: store.put_link_readings("1", {ARTICLE: b"{}"}),
    "put_chosen": lambda store: store.put_chosen(story("vell", ARTICLE)),
    "set_reasons": lambda store: store.set_reasons({STORY: "one outlet"}),
    "add_edition": lambda store: store.add_edition(edition(STORY, 1)),
    "replace_edition": lambda store: store.replace_edition(edition(STORY, 1)),
    "bury": lambda store: store.bury([Tombstone(URL, "", Digest("0" * 64), Digest("1" * 64))]),
    "put_work": lambda store: store.put_work(Work(new=(JOB,), looks=(LOOK,), contacts=(Contact("courier", NOW),))),
    "lease": lambda store: store.lease(NOW, LATER, most=1, a_host=1, kinds=("page",)),
    "release": lambda store: store.release(),
    "rearm": lambda store: store.rearm(NOW, ("page",), [URL]),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "alteram.sqlite"
    store = open_sqlite(path, write=True)
    store.put_work(Work(new=(JOB,)))
    store.close()
    return path


def test_every_method_is_tried_below() -> None:
    methods = {name for name, value in vars(Store).items() if callable(value) and not name.startswith("_")}
    assert methods - {"close"} == set(READS) | set(WRITES)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_writing_to_a_store_opened_for_reading_says_so(name: str, file: Path) -> None:
    store = open_sqlite(file, write=False)
    with pytest.raises(LibraryError, match="opened for reading"):
        WRITES[name](store)
    store.close()


@pytest.mark.parametrize("name", sorted(WRITES))
def test_writing_to_a_locked_file_says_so(name: str, file: Path) -> None:
    store = open_sqlite(file, write=True, patience=0)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryLocked, match="Another process"):
        WRITES[name](store)
    other.close()
    WRITES[name](store)
    store.close()


@pytest.mark.parametrize("name", sorted(READS | WRITES))
def test_a_damaged_file_says_so(name: str, file: Path) -> None:
    store = open_sqlite(file, write=True)
    other = sqlite3.connect(file, isolation_level=None)
    for table in metadata.tables:
        other.execute(f"DROP TABLE {table}")
    other.close()
    with pytest.raises(LibraryError, match=str(file)):
        (READS | WRITES)[name](store)
    store.close()


@pytest.mark.parametrize("name", sorted(READS))
def test_readers_read_while_a_writer_writes(name: str, file: Path) -> None:
    store = open_sqlite(file, write=False, patience=0)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO redirects VALUES ('a', 'b')")
    READS[name](store)
    writer.execute("COMMIT")
    writer.close()
    store.close()


def test_a_missing_file_is_made_only_for_writing(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library file"):
        open_sqlite(tmp_path / "none.sqlite", write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "alteram.sqlite"
    path.write_bytes(b"This is a letter, not a library. " * 100)
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(LibraryError, match="damaged"):
            open_sqlite(path, write=write)
    assert path.read_bytes() == before


def test_a_file_cut_short_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(LibraryError, match=r"alteram\.sqlite"):
        store = open_sqlite(file, write=False)
        list(store.articles())


def test_a_later_version_is_refused_and_left_alone(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.commit()
    other.close()
    for write in (False, True):
        with pytest.raises(LibraryTooNew, match="later version"):
            open_sqlite(file, write=write)
    assert sqlite3.connect(file).execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_an_empty_file_needs_a_writer_first(tmp_path: Path) -> None:
    path = tmp_path / "alteram.sqlite"
    path.touch()
    with pytest.raises(LibraryError, match="is empty"):
        open_sqlite(path, write=False)
    open_sqlite(path, write=True).close()
    open_sqlite(path, write=False).close()


def _tables(path: Path) -> list[tuple[str, ...]]:
    """What the file says of its tables and indexes, white space aside."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    connection.close()
    return [tuple("".join((part or "").split()) for part in row) for row in rows]


def _migrated(path: Path, revision: str = "head") -> Path:
    """A library made by the migrations alone, one after the other up to `revision`."""
    config = sqlite_store._config()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return path


def _contents(store: Store) -> dict[str, object]:
    """What a store says of itself, but for its work."""
    return {name: read(store) for name, read in READS.items() if name not in LATER_READS}


def test_a_new_library_is_what_the_migrations_make(file: Path, tmp_path: Path) -> None:
    migrated = _migrated(tmp_path / "migrated.sqlite")
    assert _tables(file) == _tables(migrated)
    assert len(_tables(file)) > 10


def _fill_as_before(path: Path, *articles: Article) -> None:
    """Puts articles, a story, a redirect and an edition into a library of the first revision, row by row."""
    made = create_engine(f"sqlite:///{path}")
    with made.begin() as connection:
        for offset, noun in enumerate(articles):
            connection.execute(insert(tables.articles), _article_row(noun))
            connection.execute(insert(tables.captures), _capture_row(arrival(noun, offset)))
        kept = story("vell", articles[0].id)
        _insert(connection, [kept], "grouped", {kept.id: "one outlet"}, {articles[0].id: join(articles[0].id)})
        connection.execute(insert(tables.redirects), {"old": "2" * 16, "new": kept.id})
        connection.execute(insert(tables.editions), _row(edition(STORY, 1)))
        connection.execute(insert(tables.archive_tail), {"id": 1, "file": TAIL.file, "offset": 0, "length": 10})
    made.dispose()


def test_a_library_of_the_first_revision_keeps_what_it_has(file: Path, tmp_path: Path) -> None:
    path = _migrated(tmp_path / "old.sqlite", "0001")
    old = SqliteStore(sqlite_store._engine(path, True, 0), str(path))
    kept, buried = article(URL), article("https://post.example/", "Buried.")
    _fill_as_before(path, kept, buried)
    before = _contents(old)
    old.close()
    with pytest.raises(LibraryError, match="of an older version"):
        open_sqlite(path, write=False)
    new = open_sqlite(path, write=True)
    assert _contents(new) == before
    assert before["articles"] == sorted((kept, buried), key=lambda noun: noun.id)
    assert list(new.jobs()) == []
    assert not (new.acts() or new.story_events(STORY) or new.choices())
    new.put_listing((listed(story("vell").id),))
    assert new.search(Wanted(words="harbour vell")).total == 1
    assert new.search(Wanted(words="buried")).total == 0
    for write in WRITES.values():
        write(new)
    assert list(new.jobs()) == [JOB]
    new.bury([Tombstone(buried.url, "asked", buried.payload_sha256, buried.text_sha256)])
    assert list(new.articles()) == []
    new.close()
    assert _tables(path) == _tables(file)
    _contents(open_sqlite(path, write=False))


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    path = _migrated(tmp_path / "old.sqlite", "0001")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE standings (mine TEXT)")
    before = _tables(path)
    with pytest.raises(LibraryError, match=str(path)):
        open_sqlite(path, write=True)
    assert _tables(path) == before
    assert other.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    other.close()


def test_making_and_opening_a_library_needs_no_alembic(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from alteram.store.sqlite import SqliteStore, open_sqlite
for write in (True, False):
    open_sqlite(Path({str(tmp_path / "new.sqlite")!r}), write=write).close()
print("alembic" in sys.modules)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def _is_ours(_object: object, name: str | None, kind: str, *_others: object) -> bool:
    """Whether a table is one of the code's: FTS5 keeps its index in tables of its own making."""
    return kind != "table" or name is None or name.partition("_")[0] != "search" or name == "search_documents"


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{_migrated(tmp_path / 'migrated.sqlite')}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_heads() == (HEAD,)
    engine.dispose()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """SQLite reports the same error for its own limit on pages as for a disk without room."""
    limit = [0]

    def bound(connection: sqlite3.Connection, _record: object) -> None:
        if limit[0]:
            connection.execute(f"PRAGMA max_page_count={limit[0]}")

    event.listen(Engine, "connect", bound)
    try:
        path = tmp_path / "alteram.sqlite"
        store = open_sqlite(path, write=True)
        kept = article("https://kept.example/", "Kept.")
        store.add_arrivals([arrival(kept, 0, "Kept.")], TAIL)
        store.close()
        limit[0] = 1
        store = open_sqlite(path, write=True)
        big = "x" * 200_000
        with pytest.raises(LibraryFull, match="disk is full"):
            store.add_arrivals([arrival(article(URL, big), 10, big)], RecordAddress("alteram-00001.warc.gz", 9, 9))
        assert list(store.articles()) == [kept]
        assert store.archive_tail() == TAIL
        READS["stories"](store)
        store.close()
        limit[0] = 0
        store = open_sqlite(path, write=True)
        for write in WRITES.values():
            write(store)
        store.close()
    finally:
        event.remove(Engine, "connect", bound)


def test_a_folder_that_nobody_can_write_to_is_readable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = sorted(file.parent.iterdir())
    store = open_sqlite(file, write=False)
    assert list(store.articles()) == []
    assert sorted(file.parent.iterdir()) == before
    store.close()


def test_removed_text_is_in_no_file(tmp_path: Path) -> None:
    path = tmp_path / "alteram.sqlite"
    store = open_sqlite(path, write=True)
    secret = "The ferryman of Vell said nothing. " * 300
    nouns = [article(f"https://courier.example/{n}", f"{secret}{n}") for n in range(20)]
    store.add_arrivals([arrival(noun, n, noun.text.split("\n\n")[1]) for n, noun in enumerate(nouns)], TAIL)
    other = article("https://other.example/", "The harbour reopened.")
    store.add_arrivals([arrival(other, 99, "The harbour reopened.")], TAIL)
    assert any(b"ferryman" in one.read_bytes() for one in tmp_path.iterdir())
    stones = [Tombstone(noun.url, "asked", noun.payload_sha256, noun.text_sha256) for noun in nouns]
    store.bury(stones)
    for one in tmp_path.iterdir():
        assert b"ferryman" not in one.read_bytes(), one.name
    store.close()


def test_a_burial_beside_a_reader_of_an_older_state_says_that_the_log_remains(tmp_path: Path) -> None:
    path = tmp_path / "alteram.sqlite"
    store = open_sqlite(path, write=True, patience=0)
    noun = article(URL, "The ferryman of Vell said nothing.")
    store.add_arrivals([arrival(noun, 0, "The ferryman of Vell said nothing.")], TAIL)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM articles").fetchall()
    stone = Tombstone(URL, "asked", noun.payload_sha256, noun.text_sha256)
    with pytest.raises(LibraryError, match="run the removal again"):
        store.bury([stone])
    reader.execute("COMMIT")
    reader.close()
    store.bury([stone])
    assert not any(b"ferryman" in one.read_bytes() for one in tmp_path.iterdir())
    store.close()


def _steps(path: Path, jobs_a_host: int) -> int:
    """Hundreds of instructions of SQLite that one lease of 32 takes, with so many due jobs at each of 60 hosts."""
    steps = [0]

    def count(connection: sqlite3.Connection, _record: object) -> None:
        def step() -> int:
            steps[0] += 1
            return 0

        connection.set_progress_handler(step, 100)

    urls = [f"https://h{host:02}.example/{n}" for host in range(60) for n in range(jobs_a_host)]
    store = open_sqlite(path, write=True)
    settled = tuple(Job("page", f"{url}/settled", url, None) for url in urls)
    store.put_work(Work(new=(*(Job("page", url, url, NOW) for url in urls), *settled)))
    store.close()
    event.listen(Engine, "connect", count)
    try:
        store = open_sqlite(path, write=True)
        steps[0] = 0
        assert len(store.lease(NOW, LATER, most=32, a_host=2, kinds=("page", "feed"))) == 32
        assert store.next_due(("page", "feed")) == NOW
        store.close()
    finally:
        event.remove(Engine, "connect", count)
    return steps[0]


def test_a_lease_takes_no_longer_for_a_backlog(tmp_path: Path) -> None:
    few, many = _steps(tmp_path / "few.sqlite", 5), _steps(tmp_path / "many.sqlite", 100)
    assert few > 100
    assert many < 1.5 * few
