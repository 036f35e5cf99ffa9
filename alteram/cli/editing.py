"""What an editor does to stories: move, merge, split, pin, undo, and the lists of what was done."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alteram.cli.printing import (
    DEFAULT_LIBRARY,
    Format,
    FormatOption,
    LibraryOption,
    complain,
    is_address,
    now,
    opened,
    plural,
    recorded,
    say,
    say_bytes,
)
from alteram.engine.library import Library

if TYPE_CHECKING:
    from alteram.engine.editing import Acted
    from alteram.model.acts import StoryEvent
    from alteram.model.ids import StoryId

app = typer.Typer(
    help="What became of a story, and what an editor decides about it: later builds respect it until it is undone.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id or address.")]
StoryArgument = Annotated[str, typer.Argument(metavar="STORY", help="A story's id, or how only its id begins.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept with the act and shown in the history.")]


@app.command("move")
def move(
    article: ArticleArgument,
    story: StoryArgument,
    reason: ReasonOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Put an article into another story, for good."""
    from alteram.engine import editing

    _act(lambda kept: editing.move(kept, _named(article), story, reason, clock=now), library, output)


@app.command("merge")
def merge(
    stories: Annotated[list[str], typer.Argument(metavar="STORY STORY...", help="Two stories or more.")],
    reason: ReasonOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Make one story of several. The id of the largest stays; the others lead to it."""
    from alteram.engine import editing

    _act(lambda kept: editing.merge(kept, stories, reason, clock=now), library, output)


@app.command("split")
def split(
    story: StoryArgument,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="The articles that are another story.")],
    reason: ReasonOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Make a story of its own of some articles of one. The id stays with the larger part."""
    from alteram.engine import editing

    named = [_named(article) for article in articles]
    _act(lambda kept: editing.split(kept, story, named, reason, clock=now), library, output)


@app.command("pin")
def pin(
    article: ArticleArgument,
    story: Annotated[str | None, typer.Argument(metavar="[STORY]", help="Default: the story where it is.")] = None,
    reason: ReasonOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Keep an article in its story, whatever grouping finds later."""
    from alteram.engine import editing

    _act(lambda kept: editing.pin(kept, _named(article), story, reason, clock=now), library, output)


@app.command("undo")
def undo(
    number: Annotated[int, typer.Argument(metavar="ACT", help="Number of the act, as `alteram story acts` lists it.")],
    reason: ReasonOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Undo an act: the next build groups as if it had never been."""
    from alteram.engine import editing

    _act(lambda kept: editing.undo(kept, number, reason, clock=now), library, output)


@app.command("acts")
def acts(library: LibraryOption = DEFAULT_LIBRARY, output: FormatOption = Format.text) -> None:
    """List what editors have done, oldest first, undone and overridden acts too."""
    from alteram.codec import encode
    from alteram.engine.editing import overridden

    with opened(library) as kept:
        done = kept.store.acts()
    lost = overridden(done)
    if output is Format.json:
        say_bytes(encode([{"act": act, "overridden": act.number in lost} for act in done]))
        return
    for act in done:
        state = f"  undone {act.undone}" if act.undone else "  overridden by a later act" if act.number in lost else ""
        say(f"act {act.number}  {act.at}  {act.kind}  {' '.join(act.stories)}{state}")
        for named in act.named:
            say(f"    {named.url or named.article}")
        if act.reason:
            say(f"    reason: {act.reason}")


@app.command("history")
def history(story: StoryArgument, library: LibraryOption = DEFAULT_LIBRARY, output: FormatOption = Format.text) -> None:
    """List the editions of a story, newest first, with what changed; its merges, splits and editors' acts; and what it
    follows and what followed.
    """
    from alteram.codec import decode, encode
    from alteram.engine.reading import LibraryReader
    from alteram.model.briefs import Brief
    from alteram.stages.publish import edition_lines, link_line

    with opened(library) as kept:
        reader = LibraryReader(kept)
        found = reader.find(story).story.id
        lines = edition_lines([(decode(e.payload, Brief), e.digest) for e in reader.editions(found)])
        events, links = reader.events(found), reader.links(found)
    if output is Format.json:
        say_bytes(encode((*lines, *reversed(events), *links)))
        return
    for line in lines:
        say(f"edition {line.number}  as of {line.as_of or 'unknown'}  {line.digest[:16]}  {'; '.join(line.changes)}")
    _say_events(events, found)
    for link in links:
        say(link_line(link))


def _say_events(events: "tuple[StoryEvent, ...]", story: "StoryId") -> None:
    """The events of a story, newest first."""
    from alteram.stages.publish import event_lines

    for line in event_lines(events, story):
        notes = "; ".join(note for note in (line.reason and f"reason: {line.reason}", line.overrides) if note)
        what = f"{line.words} {line.other}" if line.other else line.words
        say(f"{line.at or 'undated'}  {what}  (by {line.by}){f'  {notes}' if notes else ''}")


def _named(article: str) -> str:
    """An article as the library records it."""
    return recorded(article) if is_address(article) else article


def _act(work: "Callable[[Library], Acted]", library: Path, output: Format) -> None:
    """Does it, and says what came of it; what it overrides is a warning on standard error too."""
    from alteram.codec import encode

    with opened(library, write=True) as kept:
        acted = work(kept)
    if output is Format.json:
        say_bytes(encode(acted))
        return
    done = "undone" if acted.act.undone else "done"
    say(f"Act {acted.act.number} ({acted.act.kind}) {done}. Stories: {' '.join(acted.stories)}")
    for event in acted.events:
        if event.other:
            say(f"  {event.story} -> {event.other}: {event.kind}, {plural(event.articles, 'article')}")
    if acted.overrides:
        numbers = ", ".join(map(str, acted.overrides))
        complain(f"act {acted.act.number} contradicts act {numbers}, which counts no more there: the later one wins.")
    say("Run `alteram build` to renew the briefs.")
