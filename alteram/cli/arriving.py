"""Commands that bring articles in and make briefs of them: brief, import, build, remove."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alteram.cli.fetching import ContactOption, fetch_pages, fetchable, is_web, open_network
from alteram.cli.printing import (
    DEFAULT_LIBRARY,
    Format,
    FormatOption,
    LibraryOption,
    ShowFormat,
    WorkersOption,
    complain,
    is_address,
    now,
    opened,
    plural,
    progress,
    recorded,
    refusal_line,
    say,
    say_bytes,
    working,
)
from alteram.engine.arrivals import ImportReport, import_paths
from alteram.engine.library import Library
from alteram.errors import NotEnough, NotFound, UsageError
from alteram.model.articles import Article, Capture
from alteram.model.ids import Digest, Moment

if TYPE_CHECKING:
    from alteram.engine.fetching import FetchReport

MOST_LISTED = 20
"""Refusals that are listed after an import; `alteram stories --failures` lists them all."""

NOTES = frozenset({"bad-date", "bad-field", "bad-address"})
"""Kinds of failure that cost an article one field, not itself."""

PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH|URL...", help="Saved pages, article files, web archives, or folders of them."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("brief")(brief)
    app.command("import")(import_command)
    app.command("build")(build_command)
    app.command("remove")(remove_command)


def import_command(
    paths: PathsArgument,
    library: LibraryOption = DEFAULT_LIBRARY,
    workers: WorkersOption = None,
    contact: ContactOption = "",
    output: FormatOption = Format.text,
) -> None:
    """Bring articles into the library: .html[.gz], .jsonl[.gz], .warc[.gz], folders of them, or addresses.

    Safe to repeat. An address that the library does not have is fetched, as politely as `alteram fetch` does.

    A page takes its address and date from its own metadata, or from an `index.jsonl` beside it (lines of
    {"file", "url", "fetched"}). A .jsonl holds one article a line: url, outlet, title, text, date. Every page is
    archived as a WARC record; what cannot be used is refused, stored and listed, and takes no neighbour down.

    Then: `alteram build`.
    """
    files = [path for path in paths if not is_web(path)]
    addresses = [fetchable(path) for path in paths if is_web(path)]
    network = open_network(contact) if addresses else None
    with opened(library, create=True) as kept:
        report = bring_in(kept, files, workers)
        if network is not None:
            report = joined(report, fetch_pages(kept, addresses, network, workers))
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode(report))
    else:
        print_report(report)


def bring_in(library: Library, paths: list[str], workers: int | None) -> ImportReport:
    """Imports with a progress bar."""
    with working(workers) as compute, progress("Reading") as step:
        return import_paths(library, paths, compute=compute, progress=step, clock=now)


def joined(files: ImportReport, pages: "FetchReport") -> ImportReport:
    """What came of files and of addresses together."""
    return ImportReport(
        files.imported + pages.imported.imported,
        files.known + pages.known + pages.imported.known,
        (*files.refused, *pages.imported.refused),
        files.skipped + pages.imported.skipped,
    )


def print_report(report: ImportReport) -> None:
    """What an import did, refusals listed."""
    noted = [failure for failure in report.refused if failure.kind in NOTES]
    refused = [failure for failure in report.refused if failure.kind not in NOTES]
    say(
        f"{plural(report.imported, 'article')} imported, {report.known:,} known already, "
        f"{report.skipped:,} skipped (no known type), {len(refused):,} refused"
        f"{f', {len(noted):,} kept with a note' if noted else ''}."
    )
    lines = [f"  refused: {refusal_line(one)}" for one in refused] + [f"  note: {refusal_line(one)}" for one in noted]
    for line in lines[:MOST_LISTED]:
        say(line)
    if len(lines) > MOST_LISTED:
        say(f"  ... and {len(lines) - MOST_LISTED:,} more: `alteram stories --failures`")


def build_command(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Leave out what came later: a day or a time, 2026-03-01[T12:00:00Z].")
    ] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
    workers: WorkersOption = None,
    output: FormatOption = Format.text,
) -> None:
    """Group articles into stories and write an edition of every story that changed. Safe to repeat.

    A story gets a brief from two outlets and three publishable facts up. The same captures, registry and version give
    the same bytes. Then: `alteram stories`, `alteram show STORY`, `alteram serve`.
    """
    from alteram.engine.editions import build

    moment = _moment(as_of)
    with (
        opened(library, write=True) as kept,
        working(workers, long=True) as compute,
        progress("Building") as step,
    ):
        report = build(kept, compute=compute, progress=step, as_of=moment)
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode(report))
        return
    briefs = report.first + report.updated + report.unchanged
    say(
        f"{plural(report.stories, 'story', 'stories')}: {plural(briefs, 'brief')} ({report.first:,} new, "
        f"{report.updated:,} updated, {report.unchanged:,} unchanged), {report.not_enough:,} not enough to brief."
    )


def _moment(raw: str | None) -> Moment | None:
    from alteram.text.times import parse_moment

    if raw is None:
        return None
    moment = parse_moment(raw)
    if moment is None:
        raise UsageError(f"--as-of {raw} is no day or time. Write 2026-03-01 or 2026-03-01T12:00:00Z.")
    return moment


def brief(
    paths: PathsArgument,
    library: LibraryOption = DEFAULT_LIBRARY,
    workers: WorkersOption = None,
    contact: ContactOption = "",
    output: Annotated[ShowFormat, typer.Option("--format", help="How to print the brief.")] = ShowFormat.text,
) -> None:
    """Make one brief of the sources you choose, whatever the grouping would say.

    Paths are imported first; an address that is not in the library is fetched. The brief is kept: `alteram why` and
    `alteram verify` work on it as on any other.
    """
    from alteram.cli.reading import print_brief
    from alteram.engine.editions import brief_chosen
    from alteram.engine.reading import LibraryReader

    files = [path for path in paths if not is_address(path)]
    addresses = [recorded(path) for path in paths if is_address(path)]
    with opened(library, create=True) as kept:
        report = bring_in(kept, files, workers) if files else None
        fetched: dict[str, Digest] = {}
        missing = [address for address in addresses if is_web(address) and not kept.store.versions(address)]
        if missing and contact:
            asked = [fetchable(address) for address in missing]
            pages = fetch_pages(kept, asked, open_network(contact), workers)
            came = dict(pages.pages)
            fetched = {address: came[url] for address, url in zip(missing, asked, strict=True) if url in came}
            report = pages.imported if report is None else joined(report, pages)
        for failure in report.refused[:MOST_LISTED] if report is not None else ():
            complain(f"refused: {refusal_line(failure)}")
        articles = _chosen(kept, files, addresses, fetched)
        story, reason = brief_chosen(kept, articles)
        if reason:
            raise NotEnough(f"{story}: {reason}")
        print_brief(LibraryReader(kept), str(story), output, withheld=False)


def _chosen(library: Library, files: list[str], addresses: list[str], fetched: dict[str, Digest]) -> list[Article]:
    """The articles of these files and addresses, once each; `fetched` says which bytes an address gave just now."""
    from alteram.stages.ingest import captures

    payloads = {item.payload_sha256 for file in files for item in captures(Path(file)) if isinstance(item, Capture)}
    payloads.update(fetched.values())
    wanted = set(addresses) - set(fetched)
    found = [a for a in library.store.articles() if a.payload_sha256 in payloads or a.url in wanted]
    missing = wanted - {article.url for article in found}
    if missing:
        raise NotFound(
            f"{sorted(missing)[0]} is not in the library and was not fetched. "
            "Give --contact to have it fetched, or save the page and name the file."
        )
    if not found:
        raise NotEnough("not enough to brief: none of the sources could be read (see the refusals above)")
    return found


def remove_command(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the article.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the tombstone.")],
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Remove an article for good: its text, its record and every sentence that quotes it.

    A tombstone with address, digests and reason stays, and the same bytes are refused if they come again.
    """
    from alteram.engine.removal import remove

    with opened(library, write=True) as kept:
        report = remove(kept, recorded(url), reason, clock=now)
    say(
        f"Removed {report.url}: {plural(report.versions, 'version')}, {plural(report.records, 'archive record')}, "
        f"{plural(report.sentences, 'sentence')} in {plural(report.editions, 'edition')} "
        f"({report.withdrawn:,} withdrawn). Run `alteram build` and `alteram publish` to renew what is published."
    )
