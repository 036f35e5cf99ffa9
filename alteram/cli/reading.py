"""Commands that read: stories, show, verify, why."""

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
    from alteram.model.listing import ListedStory


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("stories")(stories)
    app.command("show")(show)
    app.command("verify")(verify)
    app.command("why")(why)


def stories(
    failures: Annotated[bool, typer.Option("--failures", help="List what was refused, and why.")] = False,
    search: Annotated[str, typer.Option("--search", help='Words and "phrases" that an article of the story has.')] = "",
    outlet: Annotated[str, typer.Option("--outlet", help="Only stories with an article of this outlet (id).")] = "",
    language: Annotated[str, typer.Option("--language", help="Only with an article in this language (en).")] = "",
    day: Annotated[str, typer.Option("--day", help="Only stories that changed last on this day (2026-03-01).")] = "",
    origins: Annotated[int, typer.Option("--origins", min=0, help="Only with so many independent origins.")] = 0,
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """List every story, latest first, single articles too; with --failures, what was refused and why.

    --search puts the best match first.
    """
    from alteram.engine.reading import EVERYTHING, LibraryReader
    from alteram.model.listing import Wanted

    with opened(library) as kept:
        reader = LibraryReader(kept)
        if failures:
            _print_failures(reader, output)
            return
        wanted = Wanted(search, outlet, language.lower(), day, origins, most=EVERYTHING)
        found = reader.listing(wanted).stories
        if output is Format.json:
            say_bytes(reader.found_json(found))
        else:
            for row in found:
                _print_row(row)


def _print_failures(reader: "LibraryReader", output: Format) -> None:
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode(reader.failures()))
        return
    for failure in reader.failures():
        say(f"{failure.stage}  {failure.kind}  {failure.subject}\n    {failure.message}")


def _print_row(row: "ListedStory") -> None:
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
        from alteram.text.views.voice import opinionated_text

        say(f"{article.name} · {article.published or 'undated'} · {article.url}")
        say(f"genre: {article.genre} (likelihood of opinion by its words alone: {opinionated_text(article.text):.2f})")
        say(f"\n{article.text}")


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

    With --article URL: why that article is in this story: what it shares with the nearest one there, the nearest story
    that it did not join, and what an editor said.
    """
    from alteram.cli.explaining import belonging_lines, sentence_lines
    from alteram.codec import encode
    from alteram.engine.belonging import explain_belonging
    from alteram.engine.why import explain_sentence

    with opened(library) as kept:
        if article is not None:
            reason = explain_belonging(kept, story, recorded(article))
            say_bytes(encode(reason)) if output is Format.json else say("\n".join(belonging_lines(reason)))
        else:
            chain = explain_sentence(kept, story, sentence)
            say_bytes(encode(chain)) if output is Format.json else say("\n".join(sentence_lines(chain)))
