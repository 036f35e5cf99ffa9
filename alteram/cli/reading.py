"""Commands that read: stories, show, verify, why, story history."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alteram.cli.printing import (
    DEFAULT_LIBRARY,
    Format,
    FormatOption,
    LibraryOption,
    ShowFormat,
    is_address,
    opened,
    plural,
    progress,
    recorded,
    say,
    say_bytes,
)
from alteram.engine.library import Library
from alteram.errors import NotFound, UsageError
from alteram.model.articles import Article
from alteram.model.ids import ArticleId

if TYPE_CHECKING:
    from alteram.engine.reading import LibraryReader
    from alteram.stages.publish import StoryRow

story_app = typer.Typer(help="The history of a story.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("stories")(stories)
    app.command("show")(show)
    app.command("verify")(verify)
    app.command("why")(why)


def stories(
    failures: Annotated[bool, typer.Option("--failures", help="List what was refused, and why.")] = False,
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """List every story, latest first, single articles too; with --failures, what was refused and why."""
    from alteram.engine.reading import LibraryReader

    with opened(library) as kept:
        reader = LibraryReader(kept)
        if failures:
            _print_failures(reader, output)
        elif output is Format.json:
            say_bytes(reader.stories_json())
        else:
            for row in reader.rows():
                _print_row(row)


def _print_failures(reader: "LibraryReader", output: Format) -> None:
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode(reader.failures()))
        return
    for failure in reader.failures():
        say(f"{failure.stage}  {failure.kind}  {failure.subject}\n    {failure.message}")


def _print_row(row: "StoryRow") -> None:
    counts = f"{plural(row.articles, 'article')}, {plural(row.outlets, 'outlet')}"
    state = f"brief, edition {row.edition}, {plural(row.facts, 'fact')}, {plural(row.origins, 'origin')}"
    say(f"{row.story}  {row.updated or 'undated':20}  {row.headline}")
    say(f"    {counts}; {state if row.brief else row.reason}")


def show(
    wanted: Annotated[str, typer.Argument(metavar="STORY|ARTICLE|URL", help="What to print.")],
    output: Annotated[ShowFormat, typer.Option("--format", help="How to print it.")] = ShowFormat.text,
    withheld: Annotated[
        bool, typer.Option("--withheld", help="Also print the sentences that the gates refused.")
    ] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Of an address: every version kept, and what changed.")
    ] = False,
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Print a brief (by story), or an archived article (by id or address).

    A story without a brief exits 1 with the reason. Withheld sentences are printed here and nowhere else.
    """
    with opened(library) as kept:
        if versions:
            _print_versions(kept, wanted, output)
            return
        article = _article(kept, wanted)
        if article is not None:
            _print_article(article, output)
        else:
            from alteram.engine.reading import LibraryReader

            print_brief(LibraryReader(kept), wanted, output, withheld=withheld)


def _print_versions(library: Library, wanted: str, output: ShowFormat) -> None:
    from alteram.engine.versions import versions_of

    if not is_address(wanted):
        raise UsageError(f"--versions wants an address, and {wanted} is none.")
    found = versions_of(library, recorded(wanted))
    if output is ShowFormat.json:
        from alteram.codec import encode

        say_bytes(encode(found))
        return
    for number, version in enumerate(found, start=1):
        digest = version.text_sha256[:16]
        say(f"version {number}  fetched {version.fetched or 'unknown'}  text {digest}  {version.title}")
        for change in version.changes:
            say(f"  {'+' if change.kind == 'added' else '-'} {change.text}")


def _article(library: Library, wanted: str) -> Article | None:
    if is_address(wanted):
        versions = library.store.versions(recorded(wanted))
        if not versions:
            raise NotFound(f"{wanted} is not in the library. `alteram stories --failures` lists what was refused.")
        return versions[-1]
    return library.store.article(ArticleId(wanted))


def _print_article(article: Article, output: ShowFormat) -> None:
    from alteram.codec import encode
    from alteram.stages.publish import Frame, article_page

    if output is ShowFormat.json:
        say_bytes(encode(article))
    elif output is ShowFormat.html:
        say(article_page(article, frame=Frame(private=True, live=True)))
    else:
        say(f"{article.name} · {article.published or 'undated'} · {article.url}\n\n{article.text}")


def print_brief(reader: "LibraryReader", wanted: str, output: ShowFormat, *, withheld: bool) -> None:
    """Prints a story's brief in one of its forms."""
    from alteram.codec import pretty
    from alteram.stages.publish import cited_passages, markdown, page, text

    brief, edition = reader.brief(wanted)
    if output is ShowFormat.json:
        say_bytes(pretty(edition.payload))
    elif output is ShowFormat.html:
        say(page(brief, reader.quotes(brief, cited_passages(brief))))
    elif output is ShowFormat.markdown:
        say(markdown(brief, reader.quotes(brief, cited_passages(brief))))
    else:
        say(text(brief))
    if withheld:
        for one, words in zip(brief.withheld, reader.withheld(brief), strict=True):
            say(f"withheld ({one.gate}, {one.reason}): {words}")


def verify(
    wanted: Annotated[str | None, typer.Argument(metavar="[STORY|FILE.json]", help="One brief; default: all.")] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Replay every published sentence from the archive and check it against the gates.

    Checks the newest edition of every story, of one story, or of a brief.json that somebody hands in. Exits 0 only when
    nothing fails and no source is unknown.
    """
    from alteram.engine.reading import LibraryReader
    from alteram.engine.verification import tally, verify_library, verify_payload

    with opened(library) as kept:
        if wanted is not None and wanted.endswith(".json"):
            file = Path(wanted)
            if not file.is_file():
                raise UsageError(f"There is no file {wanted}.")
            checked = [verify_payload(kept, file.read_bytes(), wanted)]
        else:
            story = None if wanted is None else LibraryReader(kept).find(wanted).story.id
            with progress("Verifying") as step:
                checked = []
                for one in verify_library(kept, story):
                    checked.append(one)
                    step(len(checked), None, one.brief.headline.text)
    for one in checked:
        for verdict in one.verdicts:
            if verdict.unknown:
                say(f"{one.brief.story} {verdict.sentence}: of unknown source")
            for finding in verdict.findings:
                say(f"{one.brief.story} {verdict.sentence}: {finding.gate} {finding.reason}")
    total = tally(checked)
    say(str(total))
    if not total.good:
        raise typer.Exit(1)


def why(
    story: Annotated[str, typer.Argument(metavar="STORY")],
    sentence: Annotated[
        str, typer.Argument(metavar="[SENTENCE]", help="Id as in the JSON (h, s1, f2, d1, n1.1); a number n means fn.")
    ] = "1",
    article: Annotated[str | None, typer.Option("--article", help="Why is this address in the story?")] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Walk a sentence back to the archived bytes: its pieces, passages, whose words they are, and the record.

    With --article URL: why that article is in this story, and the nearest one that it did not join.
    """
    from alteram.cli.explaining import article_lines, sentence_lines
    from alteram.codec import encode
    from alteram.engine.why import explain_article, explain_sentence

    with opened(library) as kept:
        if article is not None:
            reason = explain_article(kept, story, recorded(article))
            say_bytes(encode(reason)) if output is Format.json else say("\n".join(article_lines(reason)))
        else:
            chain = explain_sentence(kept, story, sentence)
            say_bytes(encode(chain)) if output is Format.json else say("\n".join(sentence_lines(chain)))


@story_app.command("history")
def history(
    story: Annotated[str, typer.Argument(metavar="STORY")],
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """List the editions of a story, newest first, with what changed."""
    from alteram.codec import decode, encode
    from alteram.engine.reading import LibraryReader
    from alteram.model.briefs import Brief
    from alteram.stages.publish import edition_lines

    with opened(library) as kept:
        reader = LibraryReader(kept)
        found = reader.find(story).story.id
        lines = edition_lines([(decode(e.payload, Brief), e.digest) for e in reader.editions(found)])
    if output is Format.json:
        say_bytes(encode(lines))
        return
    for line in lines:
        say(f"edition {line.number}  as of {line.as_of or 'unknown'}  {line.digest[:16]}  {'; '.join(line.changes)}")
