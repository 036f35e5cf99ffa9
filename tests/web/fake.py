"""A library in memory for tests of the server."""

from collections.abc import Mapping, Sequence

from alteram.codec import decode
from alteram.model.acts import StoryEvent
from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, Digest, Moment, OutletId, StoryId, day
from alteram.model.listing import Choice, Found, ListedStory, OutletStory, Wanted
from alteram.stages.publish import (
    Membership,
    OutletRecords,
    Quotes,
    SourceNotes,
    StoryPast,
    StoryRow,
    known_outlets,
    quote,
)
from alteram.store.protocol import Edition
from tests.stages.publish.harbour import ARTICLES, STORY, WITHHELD_TEXT
from tests.stages.publish.harbour_outlets import NOTES, REGISTRY, records, stories_of

OLD_ID = "00000000deadbeef"
UNBRIEFED = StoryRow(StoryId("1" * 16), "A title of one outlet", False, articles=1, outlets=1, reason="one outlet")


DAY = day(STORY.row.updated or Moment(""))
OTHER_STORY = StoryId("2" * 16)
PAST = StoryPast(
    (
        StoryEvent(
            "merged", "editor", Moment("2031-05-03T08:00:00Z"), StoryId(OLD_ID), STORY.row.story, 2, 3, "<same>"
        ),
        StoryEvent("moved", "grouping", None, STORY.row.story, OTHER_STORY, 1),
    ),
    (
        Membership(
            article=ARTICLES[0].id,
            title=ARTICLES[0].title,
            outlet=ARTICLES[0].name,
            nearest=f"{ARTICLES[1].name}: {ARTICLES[1].title}",
            score=0.93,
            terms=("harbour", "warehouse"),
            apart="2 hours earlier",
            other=OTHER_STORY,
            other_headline="A storm on the mole",
            other_brief=True,
            other_score=0.21,
            acts=(("pin", Moment("2031-05-03"), "seen <b>by</b> us"),),
        ),
    ),
    {OTHER_STORY: "A storm on the mole"},
)


def listed(row: StoryRow) -> ListedStory:
    """A row as the store has it."""
    values = {name: getattr(row, name) for name in StoryRow.__dataclass_fields__}
    return ListedStory(stamp=Digest("0" * 64), **values)


class FakeLibrary:
    """The invented harbour story, with one redirect and one failure."""

    def __init__(self) -> None:
        self.articles = {made.id: made for made in ARTICLES}

    def listing(self, wanted: Wanted) -> Found:
        """Words are looked for in headlines; nothing else narrows the list."""
        rows = [listed(row) for row in (STORY.row, UNBRIEFED) if wanted.briefs in (None, row.brief)]
        found = tuple(row for row in rows if wanted.words.lower() in row.headline.lower())
        return Found(found[wanted.first : wanted.first + wanted.most], len(found))

    def shown(self, row: ListedStory) -> StoryRow:
        return next(each for each in (STORY.row, UNBRIEFED) if each.story == row.story)

    def choices(self) -> Sequence[Choice]:
        return (Choice("day", DAY, 1), Choice("language", "en", 2), Choice("outlet", "the-velm-courier", 1))

    def outlet_names(self) -> Mapping[str, str]:
        return {"the-velm-courier": "The Velm Courier"}

    def past(self, story: str) -> StoryPast:
        return PAST

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

    def outlet_stories(self, outlet: str, first: int, most: int) -> Sequence[OutletStory]:
        return stories_of(outlet)[first : first + most]

    def article(self, article: str) -> Article | None:
        return self.articles.get(ArticleId(article))

    def failures(self) -> Sequence[Failure]:
        return (Failure("extract", "pages/7.html", "empty-text", "Nothing to read <b>here</b>."),)


def newest() -> Brief:
    """The newest edition's brief."""
    return decode(STORY.editions[-1].payload, Brief)
