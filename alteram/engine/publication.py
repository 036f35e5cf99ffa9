"""Publication: everything that has or had a brief, as a static site."""

from collections.abc import Iterator
from pathlib import Path

from alteram.codec import decode
from alteram.config import Publisher
from alteram.engine.library import Library
from alteram.engine.reading import LibraryReader
from alteram.model.briefs import Brief
from alteram.model.ids import StoryId
from alteram.stages.publish import (
    MovedStory,
    PublishedEdition,
    PublishedStory,
    StoryRow,
    check_folder,
    cited_passages,
    render_site,
    write_site,
)


def publish(library: Library, folder: Path, publisher: Publisher, *, private: bool, address: str = "") -> int:
    """Writes the site into `folder`, replacing what it wrote there before; gives the number of files.

    A withdrawn brief keeps its addresses: its pages say that it was withdrawn, and the list counts it as no brief.
    Raises PublishRefused when the folder is not its own, or when a public site does not name its publisher.
    """
    check_folder(folder)
    reader = LibraryReader(library)
    rows = reader.rows()
    edited = library.store.latest_digests().keys() & {row.story for row in rows}
    stories = _stories(reader, [row for row in rows if row.story in edited])
    others = [row for row in rows if row.story not in edited]
    moved = _moved(library, {row.story: row.headline for row in rows if row.story in edited})
    files = render_site(
        *(stories, others, reader.outlets(), moved),
        told=reader.outlet_stories,
        publisher=publisher,
        private=private,
        address=address,
    )
    return write_site(folder, files)


def _stories(reader: LibraryReader, rows: list[StoryRow]) -> Iterator[PublishedStory]:
    for row in rows:
        editions = []
        kept = reader.editions(row.story)
        for edition, notes in zip(kept, reader.source_notes(row.story), strict=True):
            brief = decode(edition.payload, Brief)
            quotes, outlets = reader.quotes(brief, cited_passages(brief)), reader.known_outlets(brief)
            editions.append(PublishedEdition(brief, edition.payload, edition.digest, quotes, notes, outlets))
        yield PublishedStory(row, tuple(editions), reader.past(row.story))


def _moved(library: Library, pages: dict[StoryId, str]) -> Iterator[MovedStory]:
    """Stories that had a page once and went up in others; `pages` are headlines of those that have one now."""
    for old, new in library.store.redirects().items():
        numbers = tuple(edition.number for edition in library.store.editions(old))
        if numbers:
            yield MovedStory(old, new if new in pages else None, pages.get(new, ""), numbers)
