"""import, build, brief, remove: counts, shapes, refusals, exit codes."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

import alteram as package
from alteram.engine.library import Library
from alteram.model.articles import Article
from tests.cli.conftest import Alteram
from tests.cli.test_cli_reading import LAST_LINE

PAGES = Path(package.__file__).parent / "sample" / "pages"
HARBOUR = tuple(sorted(PAGES.glob("1[89]-*.html")) + sorted(PAGES.glob("2[0-4]-*.html")))
HERE = ("--workers", "0")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with three good pages, one without text and a file of no known type."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in (*HARBOUR[:3], next(PAGES.glob("31-*"))):
        shutil.copy(page, folder)
    (folder / "notes.xyz").write_text("nothing")
    return folder


def test_import_counts_and_lists_what_it_refused(alteram: Alteram, pages: Path) -> None:
    answer = alteram("import", pages, *HERE)
    assert (answer.code, answer.err) == (0, "")
    first, refused = answer.out.splitlines()
    assert first == "3 articles imported, 0 known already, 1 skipped (no known type), 1 refused."
    assert "31-norvaniatoday-harbour-camera.html" in refused
    assert refused.endswith("(empty-text)")
    assert (Path("alteram-library") / "archive").is_dir()


def test_import_is_safe_to_repeat_and_reports_as_json(alteram: Alteram, pages: Path) -> None:
    alteram("import", pages, *HERE)
    answer = alteram("import", pages, *HERE, "--format", "json")
    report = json.loads(answer.out)
    assert set(report) == {"imported", "known", "refused", "skipped"}
    assert (report["imported"], report["known"], report["skipped"]) == (0, 4, 1)


def test_import_of_a_path_that_does_not_exist_reads_nothing(alteram: Alteram, pages: Path) -> None:
    answer = alteram("import", pages, "missing.html", *HERE)
    assert answer.code == 2
    assert "missing.html" in answer.err
    assert json.loads(alteram("stories", "--format", "json").out) == []


def test_import_of_an_address_asks_for_a_contact_before_anything_is_asked_for(alteram: Alteram) -> None:
    answer = alteram("import", "https://paper.example/1", *HERE)
    assert answer.code == 2
    assert "--contact" in answer.err


def test_import_without_a_path_and_with_an_unknown_option_is_wrong_usage(alteram: Alteram, pages: Path) -> None:
    assert alteram("import").code == 2
    assert alteram("import", pages, "--frobnicate").code == 2
    assert alteram("stories", "--format", "yaml").code == 2
    assert alteram("nonsense").code == 2


def test_article_lines_are_imported_and_bad_ones_take_no_neighbour_down(alteram: Alteram, tmp_path: Path) -> None:
    line = {
        "url": "https://a.example/1",
        "outlet": "A",
        "title": "One thing happened",
        "text": "It happened on Monday.",
    }
    lines = [json.dumps(line), "{broken", json.dumps({**line, "url": "https://b.example/2", "date": "2031-01-02"})]
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    report = json.loads(alteram("import", tmp_path / "lines.jsonl.gz", *HERE, "--format", "json").out)
    assert report["imported"] == 2
    assert len(report["refused"]) == 1
    assert "lines.jsonl.gz" in report["refused"][0]["subject"]


def test_build_counts_stories_and_repeating_it_changes_nothing(alteram: Alteram, tmp_path: Path) -> None:
    alteram("import", *HARBOUR, *HERE)
    first = alteram("build", *HERE)
    assert (first.code, first.err) == (0, "")
    assert first.out == "1 story: 1 brief (1 new, 0 updated, 0 unchanged), 0 not enough to brief.\n"
    before = alteram("stories", "--format", "json").out
    report = json.loads(alteram("build", *HERE, "--format", "json").out)
    assert report == {"stories": 1, "first": 0, "updated": 0, "unchanged": 1, "not_enough": 0}
    assert alteram("stories", "--format", "json").out == before


def test_build_as_of_leaves_out_what_came_later(alteram: Alteram) -> None:
    alteram("import", *HARBOUR, *HERE)
    alteram("build", "--as-of", "2026-10-06T17:00:00Z", *HERE)
    early = json.loads(alteram("stories", "--format", "json").out)
    kept = {article["published"] for story in early for article in story["articles"]}
    assert kept
    assert max(kept) <= "2026-10-06T17:00:00Z"
    alteram("build", *HERE)
    late = json.loads(alteram("stories", "--format", "json").out)
    assert sum(len(story["articles"]) for story in late) == len(HARBOUR) > len(kept)
    assert {story["story"] for story in early} <= {story["story"] for story in late}


def test_build_as_of_no_time_is_wrong_usage(alteram: Alteram, copy: Path) -> None:
    answer = alteram("build", "--as-of", "yesterday", "--library", copy, *HERE)
    assert answer.code == 2
    assert "--as-of yesterday is no day or time" in answer.err


def test_brief_of_three_pages(alteram: Alteram) -> None:
    answer = alteram("brief", *HARBOUR[1:4], *HERE, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    brief = json.loads(answer.out)
    assert len(brief["sources"]) == 3
    assert len(brief["facts"]) >= 3
    verified = alteram("verify", brief["story"])
    assert verified.code == 0
    (listed,) = json.loads(alteram("stories", "--format", "json").out)
    assert listed["story"] == brief["story"]
    assert alteram("why", brief["story"], "1").code == 0


def test_brief_of_addresses_takes_them_from_the_library(alteram: Alteram, copy: Path, ferry: str) -> None:
    shown = json.loads(alteram("show", ferry, "--format", "json", "--library", copy).out)
    urls = [source["url"] for source in shown["sources"] if "cited" in source["roles"]]
    answer = alteram("brief", *urls, "--library", copy, "--format", "json", *HERE)
    assert answer.code == 0, answer.err
    chosen = json.loads(answer.out)
    assert sorted(source["url"] for source in chosen["sources"]) == sorted(urls)
    assert chosen["story"] != ferry
    assert json.loads(alteram("show", ferry, "--format", "json", "--library", copy).out) == shown


def test_a_chosen_brief_survives_the_next_build(alteram: Alteram) -> None:
    chosen = alteram("brief", *HARBOUR[1:4], *HERE, "--format", "json").out
    story = json.loads(chosen)["story"]
    assert alteram("build", *HERE).code == 0
    assert alteram("show", story, "--format", "json").out == chosen


def test_brief_of_an_unknown_address_exits_1(alteram: Alteram, copy: Path) -> None:
    answer = alteram("brief", "https://nobody.example/1", "--library", copy, *HERE)
    assert (answer.code, answer.out) == (1, "")
    assert "https://nobody.example/1 is not in the library" in answer.err


def test_brief_of_a_missing_path_is_wrong_usage(alteram: Alteram) -> None:
    answer = alteram("brief", "missing.html", *HERE)
    assert answer.code == 2
    assert "missing.html" in answer.err


def test_brief_of_one_page_exits_1_with_its_counts(alteram: Alteram) -> None:
    answer = alteram("brief", HARBOUR[1], *HERE)
    assert (answer.code, answer.out) == (1, "")
    assert "not enough to brief: 1 article, 1 outlet; a brief needs two outlets" in answer.err


def test_brief_of_unreadable_sources_exits_1_and_names_them(alteram: Alteram) -> None:
    answer = alteram("brief", next(PAGES.glob("31-*")), *HERE)
    assert answer.code == 1
    assert "refused: " in answer.err
    assert "empty-text" in answer.err
    assert "none of the sources could be read" in answer.err


@pytest.fixture
def article(copy: Path, ferry: str) -> Article:
    """An article that the ferry brief quotes: the source of its first fact."""
    from alteram.engine.reading import LibraryReader

    with Library.open(copy) as library:
        reader = LibraryReader(library)
        brief, _ = reader.brief(ferry)
        return reader.sources(brief)[brief.facts[0].sentence.clauses[0].citations[0].n]


def test_remove_takes_text_sentences_and_bytes(alteram: Alteram, copy: Path, ferry: str, article: Article) -> None:
    answer = alteram("remove", article.url, "--reason", "asked by the outlet", "--library", copy)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Removed {article.url}: 1 version, 1 archive record, ")
    assert "alteram build" in answer.out
    shown = alteram("show", article.url, "--library", copy)
    assert shown.code == 1
    assert article.url in shown.err
    verified = alteram("verify", "--library", copy)
    assert verified.code == 0, verified.out
    assert LAST_LINE.fullmatch(verified.out.splitlines()[-1])
    for form in ("json", "text", "markdown", "html"):
        assert article.url not in alteram("show", ferry, "--format", form, "--library", copy).out
    assert alteram("build", "--library", copy, *HERE).code == 0
    assert alteram("verify", "--library", copy).code == 0
    listed = json.loads(alteram("stories", "--format", "json", "--library", copy).out)
    assert article.url not in {one["url"] for story in listed for one in story["articles"]}


def test_what_was_removed_is_refused_when_it_comes_again(alteram: Alteram, copy: Path, article: Article) -> None:
    alteram("remove", article.url, "--reason", "asked by the outlet", "--library", copy)
    report = json.loads(alteram("import", PAGES, "--library", copy, *HERE, "--format", "json").out)
    assert report["imported"] == 0
    assert [failure["kind"] for failure in report["refused"]] == ["removed"]


def test_removing_until_nothing_is_left_withdraws_the_brief(alteram: Alteram, copy: Path) -> None:
    listed = json.loads(alteram("stories", "--format", "json", "--library", copy).out)
    story = next(one for one in listed if len(one["articles"]) == 4)
    for one in story["articles"][:3]:
        assert alteram("remove", one["url"], "--reason", "asked", "--library", copy).code == 0
    shown = alteram("show", story["story"], "--library", copy)
    verified = alteram("verify", story["story"], "--library", copy)
    assert shown.code == 1, shown.out
    assert "removed on request" in shown.err
    assert verified.code == 0, verified.out
    assert alteram("build", "--library", copy, *HERE).code == 0
    after = alteram("show", story["story"], "--library", copy)
    assert after.code == 1, after.out
    assert alteram("verify", "--library", copy).code == 0
    rows = json.loads(alteram("stories", "--format", "json", "--library", copy).out)
    assert not next(row for row in rows if row["story"] == story["story"])["brief"]
    assert alteram("publish", "site", "--private", "--library", copy).code == 0
    page = (Path("site") / "stories" / story["story"] / "index.html").read_text(encoding="utf-8")
    assert "This edition was withdrawn" in page
    assert story["headline"] not in page


def test_remove_of_an_unknown_address_exits_1_and_without_a_reason_2(alteram: Alteram, copy: Path) -> None:
    unknown = alteram("remove", "https://nobody.example/1", "--reason", "x", "--library", copy)
    assert unknown.code == 1
    assert "https://nobody.example/1" in unknown.err
    assert alteram("remove", "https://nobody.example/1", "--library", copy).code == 2
