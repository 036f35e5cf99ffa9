"""What a library tells its readers: rows of stories, editions, quoted passages, withheld texts, refusals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from alteram.codec import decode, encode
from alteram.engine.changes import source_notes
from alteram.engine.editions import make_brief, task_of
from alteram.engine.health import survey
from alteram.engine.library import Library
from alteram.engine.ownership import owned
from alteram.engine.redaction import is_withdrawn
from alteram.errors import NotEnough, NotFound
from alteram.model.articles import Article, Failure
from alteram.model.briefs import Brief, Passage
from alteram.model.ids import ArticleId, OutletId, StoryId
from alteram.stages.publish import (
    OutletRecords,
    Quotes,
    SourceNotes,
    StoryRow,
    known_outlets,
    outlet_records,
    quote,
    story_row,
)
from alteram.store.protocol import Edition, StoryStatus
from alteram.text.titles import lone_title


class LibraryReader:
    """Read access to one open library, for the command line and the server."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def rows(self) -> tuple[StoryRow, ...]:
        """Every story, latest first."""
        return tuple(self._row(status) for status in self._library.store.stories())

    def _row(self, status: StoryStatus) -> StoryRow:
        story = status.story
        edition = self._library.store.latest(story.id)
        brief = None if edition is None else decode(edition.payload, Brief)
        if brief is not None and not is_withdrawn(brief):
            row = story_row(brief, opened=story.opened, updated=story.updated, articles=len(story.articles))
            return replace(row, story=story.id)
        articles = self._library.store.articles_by_id(story.articles)
        outlets = len({article.outlet or article.name for article in articles.values()})
        return StoryRow(
            story=story.id,
            headline=_headline(story.headline, articles.values()),
            brief=False,
            articles=len(story.articles),
            outlets=outlets,
            origins=len({article.outlet for article in articles.values() if article.outlet}),
            opened=story.opened,
            updated=story.updated,
            reason=status.reason or "not built yet: run `alteram build`",
        )

    def stories_json(self) -> bytes:
        """The list of stories as `alteram stories --format json` prints it."""
        listed = []
        for status in self._library.store.stories():
            row, printed = self._row(status), self._titles(status.story.id)
            found = self._library.store.articles_by_id(status.story.articles)
            articles = [
                {
                    "article": a.id,
                    "url": a.url,
                    "outlet": a.outlet,
                    "title": printed.get(a.id) or lone_title(a),
                    "published": a.published,
                }
                for article in status.story.articles
                if (a := found.get(article)) is not None
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
                }
            )
        return encode(listed)

    def _titles(self, story: StoryId) -> dict[ArticleId, str]:
        """Titles as the newest edition of a story prints them."""
        edition = self._library.store.latest(story)
        brief = None if edition is None else decode(edition.payload, Brief)
        return {} if brief is None else {source.article: source.title for source in brief.sources}

    def find(self, wanted: str) -> StoryStatus:
        """A story by id or by an unambiguous beginning of it. Raises NotFound."""
        exact = self._library.store.story(StoryId(wanted))
        if exact is not None:
            return exact
        matches = [s for s in self._library.store.stories() if len(wanted) >= 4 and s.story.id.startswith(wanted)]
        if len(matches) == 1:
            return matches[0]
        several = f": {len(matches)} stories begin so" if matches else ""
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
        sources = self.sources(brief)
        return {
            p: quote(sources[p.source], p, whole=self._may_show(sources[p.source]), registry=self._library.registry)
            for p in passages
            if p.source in sources
        }

    def _may_show(self, article: Article) -> bool:
        outlet = self._library.registry.get(article.outlet)
        return outlet is not None and outlet.text_may_be_shown

    def withheld(self, brief: Brief) -> tuple[str, ...]:
        """Texts of the withheld sentences, made again from the archive: they are kept nowhere."""
        if not brief.withheld:
            return ()
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
        """Everybody who has an article in the library or in an edition, and what they did in the newest editions."""
        store, found = self._library.store, survey(self._library)
        histories = (
            (status.story, tuple(decode(edition.payload, Brief) for edition in store.editions(status.story.id)))
            for status in store.stories()
        )
        return outlet_records(histories, self._library.registry, found.health, found.unknown)

    def article(self, article: str) -> Article | None:
        """One article version by id; None when unknown or removed."""
        return self._library.store.article(ArticleId(article))

    def failures(self) -> tuple[Failure, ...]:
        """Everything that was refused."""
        return self._library.store.failures()


def _headline(title: str, articles: Iterable[Article]) -> str:
    """The title that a story without a brief goes by, or neutral words where it accuses: nothing has checked it."""
    return next((lone_title(article) for article in articles if article.title == title), title)
