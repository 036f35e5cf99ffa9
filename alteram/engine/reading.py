"""What a library tells its readers: rows of stories, editions, quoted passages, withheld texts, refusals."""

from collections.abc import Sequence

from alteram.codec import decode, encode
from alteram.engine.briefing import make_brief
from alteram.engine.changes import source_notes
from alteram.engine.editions import task_of
from alteram.engine.headings import printed_headings
from alteram.engine.health import kept_survey
from alteram.engine.library import Library
from alteram.engine.links import story_links, ties
from alteram.engine.listing import shown
from alteram.engine.membership import past_of
from alteram.engine.ownership import owned
from alteram.engine.redaction import is_withdrawn
from alteram.engine.voices import kept_voices
from alteram.errors import NotEnough, NotFound
from alteram.model.acts import StoryEvent
from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, OutletId, StoryId
from alteram.model.listing import Choice, Found, ListedStory, OutletStory, Wanted
from alteram.stages.publish import (
    OutletRecords,
    Quotes,
    SourceNotes,
    StoryLink,
    StoryPast,
    StoryRow,
    known_outlets,
    outlet_records,
    quote,
)
from alteram.store.protocol import Edition, StoryStatus

EVERYTHING = 2**31 - 1
"""Rows of the list, when all are wanted."""


class LibraryReader:
    """Read access to one open library, for the command line and the server."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def rows(self) -> tuple[StoryRow, ...]:
        """Every story, latest first."""
        return tuple(map(shown, self._all()))

    def _all(self) -> tuple[ListedStory, ...]:
        return self._library.store.listing(Wanted(most=EVERYTHING)).stories

    def listing(self, wanted: Wanted) -> Found:
        """Rows of the list, narrowed by what is wanted; with words, those that hold an article with them."""
        return self._library.store.search(wanted) if wanted.words.strip() else self._library.store.listing(wanted)

    def shown(self, row: ListedStory) -> StoryRow:
        """A row of the list as pages show it."""
        return shown(row)

    def choices(self) -> tuple[Choice, ...]:
        """By what the list can be narrowed."""
        return self._library.store.choices()

    def events(self, story: str) -> tuple[StoryEvent, ...]:
        """What became of a story, oldest first."""
        return self._library.store.story_events(StoryId(story))

    def past(self, story: str) -> StoryPast:
        """What stands on a story's page beside its brief: its history, and why its articles are in it."""
        status = self._library.store.story(StoryId(story))
        return StoryPast() if status is None else past_of(self._library, status.story)

    def links(self, story: str) -> tuple[StoryLink, ...]:
        """What a story follows, and what followed."""
        status = self._library.store.story(StoryId(story))
        return () if status is None else story_links(self._library, status.story)

    def outlet_names(self) -> dict[str, str]:
        """Names of the outlets by which the list can be narrowed; one that the registry does not know is its name."""
        values = [choice.value for choice in self.choices() if choice.kind == "outlet"]
        known = ((value, self._library.registry.get(OutletId(value))) for value in values)
        return {value: value if outlet is None else outlet.name for value, outlet in known}

    def stories_json(self) -> bytes:
        """The list of stories as `alteram stories --format json` prints it."""
        return self.found_json(self._all())

    def found_json(self, rows: Sequence[ListedStory]) -> bytes:
        """Rows of the list in the same form."""
        of = {status.story.id: status.story.articles for status in self._library.store.stories()}
        headings = printed_headings(self._library, (article for row in rows for article in of.get(row.story, ())))
        tied = ties(self._library)
        listed = []
        for row in rows:
            found = (headings[article] for article in of.get(row.story, ()) if article in headings)
            articles = [
                {"article": a.id, "url": a.url, "outlet": a.outlet, "title": a.title, "published": a.published}
                for a in found
            ]
            listed.append(
                {
                    "story": row.story,
                    "headline": row.headline,
                    "brief": row.brief,
                    "edition": row.edition,
                    "articles": articles,
                    "outlets": row.outlets,
                    "origins": row.origins,
                    "opened": row.opened,
                    "updated": row.updated,
                    "links": [
                        {"place": tie.place, "kind": tie.link.kind, "story": tie.other}
                        for tie in tied.get(row.story, ())
                    ],
                }
            )
        return encode(listed)

    def find(self, wanted: str) -> StoryStatus:
        """A story by id or by an unambiguous beginning of it. Raises NotFound."""
        exact = self._library.store.story(StoryId(wanted))
        if exact is not None:
            return exact
        matches = self._library.store.beginning(wanted) if len(wanted) >= 4 else ()
        only = self._library.store.story(matches[0]) if len(matches) == 1 else None
        if only is not None:
            return only
        several = ": several stories begin so" if matches else ""
        raise NotFound(f"There is no story {wanted}{several}. `alteram stories` lists them all.")

    def brief(self, wanted: str) -> tuple[Brief, Edition]:
        """The newest edition of a story. Raises NotFound, or NotEnough with the reason."""
        status = self.find(wanted)
        edition = self._library.store.latest(status.story.id)
        brief = None if edition is None else decode(edition.payload, Brief)
        if edition is None or brief is None or is_withdrawn(brief):
            raise NotEnough(f"{status.story.id}: {status.reason or 'not built yet: run `alteram build`'}")
        return brief, edition

    def editions(self, story: str) -> tuple[Edition, ...]:
        """Editions of a story, oldest first; empty when it is unknown."""
        status = self._library.store.story(StoryId(story))
        return () if status is None else self._library.store.editions(status.story.id)

    def sources(self, brief: Brief) -> dict[int, Article]:
        """The archived articles that a brief names, by source number; removed ones are missing."""
        found = self._library.store.articles_by_id([source.article for source in brief.sources])
        registry = self._library.registry
        return {s.n: owned(found[s.article], registry) for s in brief.sources if s.article in found}

    def quotes(self, brief: Brief, passages: Sequence[Passage]) -> Quotes:
        """The passages as they may be shown; those whose text was removed have no entry."""
        sources, registry = self.sources(brief), self._library.registry
        known = kept_voices(self._library, brief)
        return {
            p: quote(
                *(sources[p.source], p),
                whole=self._may_show(sources[p.source]),
                registry=registry,
                governor=known.get(p),
            )
            for p in passages
            if p.source in sources
        }

    def _may_show(self, article: Article) -> bool:
        outlet = self._library.registry.get(article.outlet)
        return outlet is not None and outlet.text_may_be_shown

    def withheld(self, brief: Brief) -> tuple[str, ...]:
        """Texts of the withheld sentences; made again from the archive where the library does not keep them."""
        if not brief.withheld:
            return ()
        kept = self._library.store.withheld(brief.story, brief.edition)
        if kept is not None and len(kept) == len(brief.withheld):
            return kept
        status = self._library.store.story(brief.story)
        if status is None:
            return ("",) * len(brief.withheld)
        texts = make_brief(task_of(self._library, status.story)).withheld
        return texts if len(texts) == len(brief.withheld) else ("",) * len(brief.withheld)

    def source_notes(self, story: str) -> tuple[SourceNotes, ...]:
        """What became of the sources of each edition of a story, oldest edition first."""
        briefs = [decode(edition.payload, Brief) for edition in self.editions(story)]
        return source_notes(self._library.store, briefs)

    def known_outlets(self, brief: Brief) -> frozenset[OutletId]:
        """Outlets of a brief's sources that have a page."""
        return known_outlets(brief, self._library.registry)

    def outlets(self) -> OutletRecords:
        """Everybody who has an article in the library or in an edition, and what they did in the newest editions, as of
        the last build, act or removal."""
        found = kept_survey(self._library)
        totals = self._library.store.outlet_totals()
        return outlet_records(totals, self._library.registry, found.health, found.unknown)

    def outlet_stories(self, outlet: str, first: int = 0, most: int = EVERYTHING) -> tuple[OutletStory, ...]:
        """Stories that have an outlet in their newest edition, latest first, from one row on."""
        return self._library.store.outlet_stories(outlet, first, most)

    def article(self, article: str) -> Article | None:
        """One article version by id; None when unknown or removed."""
        return self._library.store.article(ArticleId(article))

    def failures(self) -> tuple[Failure, ...]:
        """Everything that was refused."""
        return self._library.store.failures()
