"""The whole static site: what files it has, and how they get to the disk without ever showing half a site."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from alteram import codec
from alteram.config import Publisher
from alteram.errors import PublishRefused
from alteram.model.briefs import Brief
from alteram.model.ids import Digest, OutletId
from alteram.model.listing import OutletStory
from alteram.model.outlets import Registry
from alteram.stages.publish.changes import changes
from alteram.stages.publish.feeds import atom, json_feed
from alteram.stages.publish.lists import MovedStory, list_files, moved_page
from alteram.stages.publish.outlet_pages import (
    STORIES_A_PAGE,
    outlet_file,
    outlet_list_page,
    outlet_page,
    outlet_pages,
)
from alteram.stages.publish.pages import icon, method_page, page, style_sheet
from alteram.stages.publish.plain import markdown
from alteram.stages.publish.records import OutletRecord, OutletRecords
from alteram.stages.publish.views import NOTHING_PAST, EditionLine, Frame, PublishedStory, StoryRow

MARKER = ".alteram-site"
MARKER_TEXT = b"This folder is written by `alteram publish`, which replaces all of it.\n"
SCHEMA = "schema/brief-1.json"
StoriesOf = Callable[[OutletId], Sequence[OutletStory]]
"""Gives the stories of an outlet, latest first."""
NO_OUTLETS = OutletRecords(Registry((), Digest("")), (), ())


def edition_lines(editions: Sequence[tuple[Brief, Digest]]) -> tuple[EditionLine, ...]:
    """The history of a story, newest first, from its editions, oldest first. The newest is the story's index page."""
    lines = []
    for place, (brief, digest) in enumerate(editions):
        last = place == len(editions) - 1
        words = changes(editions[place - 1][0], brief) if place else ("first edition",)
        lines.append(EditionLine(brief.edition, digest, brief.as_of, edition_file(brief.edition, last, "html"), words))
    return tuple(reversed(lines))


def edition_file(number: int, last: bool, kind: str) -> str:
    """File of an edition inside its story's folder; `kind` is "html", "json" or "md"."""
    if last:
        return {"html": "index.html", "json": "brief.json", "md": "brief.md"}[kind]
    return f"edition-{number}.{kind}"


def schema() -> bytes:
    """The JSON Schema of a brief."""
    return codec.pretty(codec.encode(codec.brief_schema()))


def _story_files(story: PublishedStory, frame: Frame) -> Iterator[tuple[str, bytes]]:
    """Pages, JSON and Markdown of every edition of a story."""
    lines = edition_lines([(edition.brief, edition.digest) for edition in story.editions])
    folder = f"stories/{story.row.story}"
    for place, edition in enumerate(story.editions):
        last = place == len(story.editions) - 1
        html = page(
            edition.brief,
            edition.quotes,
            frame=frame,
            editions=lines,
            notes=edition.notes,
            outlets=edition.outlets,
            past=story.past if last else NOTHING_PAST,
        )
        yield f"{folder}/{edition_file(edition.brief.edition, last, 'html')}", _utf8(html)
        yield f"{folder}/{edition_file(edition.brief.edition, last, 'json')}", edition.payload
        yield (
            f"{folder}/{edition_file(edition.brief.edition, last, 'md')}",
            _utf8(markdown(edition.brief, edition.quotes)),
        )


def _moved_files(story: MovedStory, frame: Frame, address: str) -> Iterator[tuple[str, bytes]]:
    """A page at every address that a story's editions had as pages."""
    html = _utf8(moved_page(story, frame=frame, address=address))
    for number in story.editions:
        yield f"stories/{story.old}/{edition_file(number, number == story.editions[-1], 'html')}", html


def _outlet_files(
    record: OutletRecord, outlets: OutletRecords, stories: Sequence[OutletStory], frame: Frame
) -> Iterator[tuple[str, bytes]]:
    """The pages of an outlet, whose stories are these."""
    for place in range(1, outlet_pages(record) + 1):
        part = stories[(place - 1) * STORIES_A_PAGE : place * STORIES_A_PAGE]
        yield outlet_file(record.outlet.id, place), _utf8(outlet_page(record, outlets, part, place, frame=frame))


def _utf8(text: str) -> bytes:
    """UTF-8; a lone surrogate, which no document may hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


def _nothing(_outlet: OutletId) -> tuple[OutletStory, ...]:
    """Stories of an outlet where nobody says which."""
    return ()


def render_site(
    stories: Iterable[PublishedStory],
    others: Iterable[StoryRow] = (),
    outlets: OutletRecords = NO_OUTLETS,
    moved: Iterable[MovedStory] = (),
    *,
    told: StoriesOf = _nothing,
    publisher: Publisher,
    private: bool = False,
    address: str = "",
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site as (path below its root, bytes), drawn lazily, in the order of the stories.

    `others` are rows of stories without a brief; `outlets` holds everybody that a story may lead to, and `told` gives
    the stories of each, latest first; `moved` are stories that had a page and went up in others. `address` is the
    site's own (ending in a slash), for feeds; without it their links are relative. Raises PublishRefused when the
    publisher is not complete and the site is not `private`.
    """
    if not (publisher.complete or private):
        missing = [name for name in ("name", "contact", "corrections") if not getattr(publisher, name)]
        raise PublishRefused(
            f"a public site must say who publishes it: {', '.join(missing)} missing. "
            "Set them, or use --private for a site that only you read."
        )
    return _files(stories, others, outlets, told, moved, Frame(publisher=publisher, private=private), address)


def _files(
    stories: Iterable[PublishedStory],
    others: Iterable[StoryRow],
    outlets: OutletRecords,
    told: StoriesOf,
    moved: Iterable[MovedStory],
    frame: Frame,
    address: str,
) -> Iterator[tuple[str, bytes]]:
    """The files of the site."""
    rows: list[StoryRow] = []
    for story in stories:
        rows.append(story.row)
        yield from _story_files(story, frame)
    rows += others
    for path, html in list_files(rows, frame=frame):
        yield path, _utf8(html)
    for gone in moved:
        yield from _moved_files(gone, frame, address)
    yield "outlets/index.html", _utf8(outlet_list_page(outlets, frame=frame))
    for record in outlets.outlets:
        yield from _outlet_files(record, outlets, told(record.outlet.id), frame)
    yield "method.html", _utf8(method_page(frame=frame))
    yield "style.css", style_sheet()
    yield "icon.svg", icon()
    yield "feed.atom", atom(rows, publisher=frame.publisher, address=address)
    yield "feed.json", json_feed(rows, publisher=frame.publisher, address=address)
    yield SCHEMA, schema()
    if frame.private:
        yield "robots.txt", b"User-agent: *\nDisallow: /\n"


def check_folder(folder: Path) -> None:
    """Raises PublishRefused when `folder` is there and was not written by `write_site`; an empty folder may be used."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PublishRefused(f"{folder} is not a folder. Name a folder that Alteram may replace.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise PublishRefused(
            f"{folder} holds files that `alteram publish` did not write (no {MARKER} in it). "
            "Nothing was changed. Name another folder, or empty this one yourself."
        )


def _safe(path: str) -> PurePosixPath:
    """A path below the site's root. Raises ValueError for one that leads out of it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in path or "\0" in path:
        raise ValueError(f"{path!r} does not lie inside the site")
    return pure


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Writes the site beside `folder`, then puts it in its place by renaming; returns the number of files.

    Whatever goes wrong while writing, an earlier site stays as it was. Raises PublishRefused for a folder that this
    function did not write, and OSError when the disk does not allow it.
    """
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        written = _write_all(beside, files)
        beside.chmod(0o755)
        _swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return written


def _write_all(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Writes files below `root`, the marker first, and returns how many."""
    (root / MARKER).write_bytes(MARKER_TEXT)
    written = 0
    for path, content in files:
        target = root / _safe(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written += 1
    return written


def _swap(beside: Path, folder: Path) -> None:
    """Renames `beside` to `folder`; what was there goes only after the new site stands, and comes back if it cannot."""
    if not folder.exists():
        beside.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old-", dir=folder.parent)) / folder.name
    folder.rename(old)
    try:
        beside.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
