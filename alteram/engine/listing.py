"""The list of stories, made ready after whatever changed them, so that showing it asks the store once.

Each row carries a stamp of all that it was made of. A refresh makes those anew whose stamp is another; one that is
killed is finished by the next, and until then readers see the list as it was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from alteram.codec import decode
from alteram.engine.headings import printed_headings
from alteram.engine.health import supplies
from alteram.engine.library import Library, require_writable
from alteram.engine.redaction import is_withdrawn
from alteram.model.briefs import Brief
from alteram.model.ids import ArticleId, Digest, StoryId, digest_of
from alteram.model.listing import Heading, ListedStory, OutletShare
from alteram.model.stories import Story
from alteram.stages.publish import StoryRow, outlet_shares, story_row
from alteram.store.protocol import Edition, StoryStatus
from alteram.text.people.persons import harms

AT_ONCE = 5_000
"""Rows that are made and written together."""
NOT_BUILT = "not built yet: run `alteram build`"


def refresh(library: Library, only: Iterable[StoryId] | None = None) -> int:
    """Brings the list up to date, or the rows of `only` these stories; gives how many rows were made anew."""
    require_writable(library)
    store = library.store
    known, digests = store.listing_stamps(), store.latest_digests()
    if only is None:
        statuses = store.stories()
        gone = known.keys() - {status.story.id for status in statuses}
    else:
        named = {name: store.story(name) for name in sorted(set(only))}
        statuses = tuple(status for name, status in named.items() if status and status.story.id == name)
        gone = (named.keys() - {status.story.id for status in statuses}) & known.keys()
    stamps = {status.story.id: _stamp(status, digests.get(status.story.id), library) for status in statuses}
    stale = [status for status in statuses if known.get(status.story.id) != stamps[status.story.id]]
    if gone and not stale:
        store.put_listing((), gone)
    for start in range(0, len(stale), AT_ONCE):
        part = stale[start : start + AT_ONCE]
        store.put_listing(_rows(library, part, stamps), gone if start == 0 else ())
    if only is None:
        count_supplies(library)
    return len(stale)


def count_supplies(library: Library) -> None:
    """Counts anew what came from outlets, for their pages."""
    library.store.put_supplies(supplies(library))


def fill(library: Library) -> None:
    """Makes the list of a library that has none yet, as one that an older version wrote."""
    if not library.store.listing_stamps():
        refresh(library)


def shown(row: ListedStory) -> StoryRow:
    """A row as pages show it."""
    return StoryRow(**_shown_fields(row))


def _shown_fields(row: StoryRow | ListedStory) -> dict[str, Any]:
    """What a stored row and a row of a page have in common, by name."""
    return {field.name: getattr(row, field.name) for field in fields(StoryRow)}


def _stamp(status: StoryStatus, edition: Digest | None, library: Library) -> Digest:
    """A digest of what a row is made of."""
    story = status.story
    parts = (story.headline, story.opened or "", story.updated or "", status.reason, edition or "", *story.articles)
    return digest_of("\n".join((library.registry.digest, *parts)).encode("utf-8", "replace"))


def _rows(library: Library, statuses: Sequence[StoryStatus], stamps: dict[StoryId, Digest]) -> list[ListedStory]:
    store = library.store
    editions = store.latest_of(status.story.id for status in statuses)
    headings = printed_headings(library, (article for status in statuses for article in status.story.articles))
    rows = []
    for status in statuses:
        held = [headings[article] for article in status.story.articles if article in headings]
        row = _row(status, editions.get(status.story.id), held)
        row = row if row.brief else replace(row, headline=_printed(library, status.story, headings))
        carried = tuple(sorted({heading.outlet or heading.name for heading in held} - {""}))
        languages = Counter((heading.language or "")[:2].lower() for heading in held)
        rows.append(
            ListedStory(
                stamp=stamps[status.story.id],
                carried=carried,
                languages=tuple(sorted(languages.keys() - {""})),
                shares=_shares(library, editions.get(status.story.id)),
                **_shown_fields(row),
            )
        )
    return rows


def _printed(library: Library, story: Story, headings: Mapping[ArticleId, Heading]) -> str:
    """The title that a story without a brief goes by, or neutral words where it accuses: nothing has checked it."""
    if not harms(story.headline, 0, len(story.headline)):
        return story.headline
    titles = {article: heading.title for article, heading in library.store.headings(story.articles).items()}
    named = (article for article, title in titles.items() if title == story.headline and article in headings)
    return next((headings[article].title for article in named), story.headline)


def _row(status: StoryStatus, edition: Edition | None, articles: Sequence[Heading]) -> StoryRow:
    story = status.story
    brief = None if edition is None else decode(edition.payload, Brief)
    if brief is not None and not is_withdrawn(brief):
        row = story_row(brief, opened=story.opened, updated=story.updated, articles=len(story.articles))
        return replace(row, story=story.id)
    return StoryRow(
        story=story.id,
        headline=story.headline,
        brief=False,
        articles=len(story.articles),
        outlets=len({article.outlet or article.name for article in articles}),
        origins=len({article.outlet for article in articles if article.outlet}),
        opened=story.opened,
        updated=story.updated,
        reason=status.reason or NOT_BUILT,
    )


def _shares(library: Library, newest: Edition | None) -> tuple[OutletShare, ...]:
    """What outlets did in a story; earlier editions are read where there are any."""
    if newest is None:
        return ()
    editions = library.store.editions(newest.story) if newest.number > 1 else (newest,)
    return outlet_shares([decode(edition.payload, Brief) for edition in editions])
