"""A library in memory for tests of the server."""

from collections.abc import Sequence

from alteram.codec import decode
from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, OutletId, StoryId
from alteram.stages.publish import OutletRecords, Quotes, SourceNotes, StoryRow, known_outlets, quote
from alteram.store.protocol import Edition
from tests.stages.publish.harbour import ARTICLES, STORY, WITHHELD_TEXT
from tests.stages.publish.harbour_outlets import NOTES, REGISTRY, records

OLD_ID = "00000000deadbeef"
UNBRIEFED = StoryRow(StoryId("1" * 16), "A title of one outlet", False, articles=1, outlets=1, reason="one outlet")


class FakeLibrary:
    """The invented harbour story, with one redirect and one failure."""

    def __init__(self) -> None:
        self.articles = {made.id: made for made in ARTICLES}

    def rows(self) -> Sequence[StoryRow]:
        return (STORY.row, UNBRIEFED)

    def stories_json(self) -> bytes:
        return b'[{"story":"' + STORY.row.story.encode() + b'"}]'

    def editions(self, story: str) -> Sequence[Edition]:
        if story not in (OLD_ID, STORY.row.story):
            return ()
        return tuple(
            Edition(STORY.row.story, each.brief.edition, each.digest, each.brief.as_of, each.payload)
            for each in STORY.editions
        )

    def quotes(self, brief: Brief, passages: Sequence[Passage]) -> Quotes:
        articles = {source.n: self.articles[source.article] for source in brief.sources}
        return {each: quote(articles[each.source], each, whole=False) for each in passages}

    def withheld(self, brief: Brief) -> Sequence[str]:
        return (WITHHELD_TEXT,) * len(brief.withheld)

    def source_notes(self, story: str) -> Sequence[SourceNotes]:
        return ({}, NOTES)

    def known_outlets(self, brief: Brief) -> frozenset[OutletId]:
        return known_outlets(brief, REGISTRY)

    def outlets(self) -> OutletRecords:
        return records()

    def article(self, article: str) -> Article | None:
        return self.articles.get(ArticleId(article))

    def failures(self) -> Sequence[Failure]:
        return (Failure("extract", "pages/7.html", "empty-text", "Nothing to read <b>here</b>."),)


def newest() -> Brief:
    """The newest edition's brief."""
    return decode(STORY.editions[-1].payload, Brief)
