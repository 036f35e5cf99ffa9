"""What a library tells its readers."""

import json
import shutil
from pathlib import Path

import pytest

from alteram.codec import decode
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.engine.removal import remove
from alteram.errors import NotEnough, NotFound
from alteram.model.briefs import Brief
from alteram.model.ids import ArticleId
from alteram.stages.publish import cited_passages
from tests.engine.fakes import clock


@pytest.fixture
def reader(sample_library: Library) -> LibraryReader:
    """A reader of the sample."""
    return LibraryReader(sample_library)


def test_rows_count_what_the_brief_holds(reader: LibraryReader, sample_briefs: tuple[Brief, ...]) -> None:
    rows = {row.story: row for row in reader.rows()}
    for brief in sample_briefs:
        row = rows[brief.story]
        assert (row.brief, row.reason, row.edition) == (True, "", brief.edition)
        assert (row.facts, row.narratives) == (len(brief.facts), len(brief.narratives))
        assert row.disagreements == len(brief.disagreements)
        assert row.headline == brief.headline.text
        assert row.summary == brief.summary[0].text
        assert 0 < row.origins <= row.outlets <= row.articles
    for row in reader.rows():
        if not row.brief:
            assert row.reason.startswith("not enough to brief: ")
            assert (row.edition, row.facts) == (0, 0)


def test_rows_are_latest_first(reader: LibraryReader) -> None:
    updated = [row.updated for row in reader.rows()]
    assert updated == sorted(updated, key=lambda moment: moment or "", reverse=True)


def test_the_list_as_json_agrees_with_the_rows(reader: LibraryReader) -> None:
    for row, listed in zip(reader.rows(), json.loads(reader.stories_json()), strict=True):
        keys = ("story", "headline", "brief", "edition", "outlets", "origins", "opened", "updated")
        assert {key: listed[key] for key in keys} == {key: getattr(row, key) for key in keys}
        assert len(listed["articles"]) == row.articles
        published = [article["published"] for article in listed["articles"]]
        assert published == sorted(published)


def test_a_story_is_found_by_a_beginning_of_four_letters_that_is_its_own(reader: LibraryReader) -> None:
    for row in reader.rows():
        assert reader.find(row.story).story.id == row.story
        assert reader.find(row.story[:5]).story.id == row.story
        with pytest.raises(NotFound):
            reader.find(row.story[:3])
    with pytest.raises(NotFound, match="alteram stories"):
        reader.find("")


def test_a_brief_is_the_newest_edition(reader: LibraryReader, sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        found, edition = reader.brief(brief.story)
        assert found == brief == decode(edition.payload, Brief)
        assert reader.editions(brief.story)[-1] == edition
    alone = next(row.story for row in reader.rows() if not row.brief)
    with pytest.raises(NotEnough, match=alone):
        reader.brief(alone)
    assert reader.editions("0" * 16) == ()


def test_quotes_are_the_archived_words(reader: LibraryReader, sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        sources = reader.sources(brief)
        passages = cited_passages(brief)
        quotes = reader.quotes(brief, passages)
        assert set(quotes) == set(passages) != set()
        for place, quoted in quotes.items():
            text = sources[place.source].text
            assert quoted.text_sha256 == sources[place.source].text_sha256
            assert quoted.cut or quoted.text == text[place.start : place.end]
            assert len(quoted.before + quoted.text + quoted.after) <= 640


def test_a_removed_source_has_no_quotes(sample_path: Path, tmp_path: Path, sample_briefs: tuple[Brief, ...]) -> None:
    path = Path(shutil.copytree(sample_path, tmp_path / "library"))
    brief = sample_briefs[-1]
    gone = brief.sources[0]
    with Library.open(path, write=True) as library:
        remove(library, gone.url, "asked", clock=clock)
        reader = LibraryReader(library)
        assert gone.n not in reader.sources(brief)
        quotes = reader.quotes(brief, cited_passages(brief))
        assert quotes
        assert gone.n not in {passage.source for passage in quotes}
        assert reader.article(gone.article) is None
        assert gone.url not in reader.stories_json().decode()


def test_articles_and_failures_are_read_through(reader: LibraryReader, sample_briefs: tuple[Brief, ...]) -> None:
    source = sample_briefs[0].sources[0]
    article = reader.article(source.article)
    assert article is not None
    assert article.text_sha256 == source.text_sha256
    assert reader.article(ArticleId("0" * 32)) is None
    (failure,) = reader.failures()
    assert failure.kind == "empty-text"


def test_withheld_texts_stand_beside_their_reasons(reader: LibraryReader, sample_briefs: tuple[Brief, ...]) -> None:
    for brief in sample_briefs:
        assert len(reader.withheld(brief)) == len(brief.withheld)
