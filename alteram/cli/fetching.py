"""The command that goes out to fetch, and what other commands need to fetch single pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alteram.cli import outlets as outlet_commands
from alteram.cli.printing import (
    DEFAULT_LIBRARY,
    Format,
    FormatOption,
    LibraryOption,
    WorkersOption,
    complain,
    now,
    opened,
    plural,
    progress,
    refusal_line,
    say,
    say_bytes,
    working,
)
from alteram.engine.library import OUTLETS, Library
from alteram.errors import NotFound, UsageError
from alteram.model.articles import Failure
from alteram.model.outlets import Outlet, Registry

if TYPE_CHECKING:
    from alteram.engine.fetching import FetchReport
    from alteram.stages.ingest.web import Network

MOST_LISTED = 20
CONTACT = "ALTERAM_CONTACT"
LONGEST_CONTACT = 200

OutletsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[OUTLET]...", help="Ids or domains; default: all that have feeds.")
]
OpmlOption = Annotated[
    list[Path] | None, typer.Option("--opml", help="Poll the feeds of this subscription list (OPML) instead.")
]
ContactOption = Annotated[
    str,
    typer.Option(
        "--contact",
        envvar=CONTACT,
        help="Where a site can reach you: an e-mail address or a web page. It is sent with every request.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("fetch")(fetch)
    outlet_commands.app.command("opml")(write_opml_command)


def fetch(
    outlets: OutletsArgument = None,
    opml: OpmlOption = None,
    contact: ContactOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    workers: WorkersOption = None,
    output: FormatOption = Format.text,
) -> None:
    """Poll the feeds of outlets, politely, and archive what is new. Safe to repeat.

    One connection a host, robots.txt and crawl-delay heeded. Pages that are paywalled or reserve themselves against
    archiving or machine use are left alone, and counted. What fails is stored and listed. Then: `alteram build`.
    """
    network = open_network(contact)
    with opened(library, create=True) as kept:
        feeds = subscribed(opml) if opml else feeds_of(kept.registry, outlets or [])
        with working(workers) as compute, progress("Fetching") as step:
            from alteram.engine.fetching import fetch_feeds

            report = fetch_feeds(
                kept, feeds, network=network, compute=compute, progress=step, clock=now, asked=bool(outlets)
            )
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode(report))
    else:
        print_report(report)
    if report.polled and report.unread == report.polled:
        raise NotFound("None of the feeds could be read; the reasons are above.")


def fetch_pages(library: Library, addresses: list[str], network: "Network", workers: int | None) -> "FetchReport":
    """Fetches and imports single pages, with a progress bar."""
    from alteram.engine.fetching import fetch_addresses

    with working(workers) as compute, progress("Fetching") as step:
        return fetch_addresses(library, addresses, network=network, compute=compute, progress=step, clock=now)


def open_network(contact: str) -> "Network":
    """The network as this user may use it; raises `UsageError` where nobody could be reached because of it."""
    from alteram.stages.ingest.web import Network

    stated = contact.strip()
    if not stated:
        raise UsageError(
            "Sites must be able to reach whoever fetches from them. "
            f"Give --contact you@your.site (or a web page), or set {CONTACT}."
        )
    plain = stated.isascii() and stated.isprintable() and not set(stated) & set("()<>\\")
    if not plain or len(stated) > LONGEST_CONTACT or not ("@" in stated or "://" in stated):
        raise UsageError(f"--contact {stated[:80]!r} is no e-mail address and no address of a web page.")
    return Network(contact=stated, clock=now)


def print_report(report: "FetchReport") -> None:
    """What a fetch did, failures listed."""
    say(
        f"{plural(report.polled, 'feed')} polled, {report.not_modified:,} not modified"
        f"{f', {report.not_due:,} not due' if report.not_due else ''}."
    )
    print_pages(report)


def print_pages(report: "FetchReport") -> None:
    """What became of the pages."""
    imported = report.imported
    say(
        f"{plural(report.fetched, 'page')} fetched, {report.known:,} known already, "
        f"{report.robots:,} refused by robots.txt, {report.paywalled:,} paywalled, {report.reserved:,} reserved, "
        f"{len(report.failed):,} failed"
        f"{f', {report.later:,} left for later' if report.later else ''}."
    )
    say(f"{plural(imported.imported, 'article')} imported.")
    listed = dict.fromkeys([*report.failed, *imported.refused])
    for line in [f"  {_word(one)}: {refusal_line(one)}" for one in listed][:MOST_LISTED]:
        say(line)
    if len(listed) > MOST_LISTED:
        say(f"  ... and {len(listed) - MOST_LISTED:,} more: `alteram stories --failures`")


def _word(failure: Failure) -> str:
    return "left alone" if failure.kind in ("robots", "paywalled", "reserved") else "failed"


def feeds_of(registry: Registry, wanted: list[str]) -> list[str]:
    """The feeds of these outlets, or of all; says which of them have none. Raises `UsageError`, `NotFound`."""
    chosen = [_outlet(registry, name) for name in wanted]
    for outlet in chosen:
        if not (outlet.feeds or outlet.sitemaps):
            complain(f"{outlet.name} ({outlet.id}) has no feeds in the registry.")
    feeds = [feed for outlet in chosen or registry for feed in (*outlet.feeds, *outlet.sitemaps)]
    if not feeds:
        raise NotFound(
            "There is no feed to poll. Add `feeds = [...]` to an outlet in LIBRARY/outlets (see docs/outlets.md), "
            "or name a subscription list: `alteram fetch --opml FILE`."
        )
    return feeds


def _outlet(registry: Registry, name: str) -> Outlet:
    outlet = registry.get(name) or registry.at(name)
    if outlet is None:
        raise UsageError(f"{name} is not in the registry. `alteram outlets list` names every outlet.")
    return outlet


def subscribed(files: list[Path]) -> list[str]:
    """The feeds of subscription lists; raises `UsageError` for what is none."""
    from alteram.stages.ingest.web.opml import read_opml

    feeds: list[str] = []
    for file in files:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.")
        found = read_opml(file.read_bytes(), str(file))
        if isinstance(found, Failure):
            raise UsageError(found.message)
        for problem in found.problems:
            complain(problem.message)
        feeds += [feed.url for feed in found.feeds]
    if not feeds:
        raise UsageError(f"There is no feed in {', '.join(map(str, files))}.")
    return feeds


def is_web(address: str) -> bool:
    """Whether a user names a page of the web."""
    return address.lower().startswith(("http://", "https://"))


def fetchable(address: str) -> str:
    """A user's spelling of a web address as it is asked for; raises `UsageError` where that may not be done."""
    from alteram.stages.ingest.addresses import public_address

    found = public_address(address)
    if found is None:
        raise UsageError(f"{address} is no address of the public web, and is not fetched.")
    return found


def write_opml_command(library: LibraryOption = DEFAULT_LIBRARY) -> None:
    """Print the feeds of all outlets as a subscription list (OPML), for `alteram fetch --opml` or any feed reader."""
    from alteram.outlets import load_registry
    from alteram.stages.ingest.web.opml import Subscription, write_opml

    overlay = library / OUTLETS
    registry = load_registry(overlay if overlay.is_dir() else None)
    feeds = [Subscription(feed, outlet.name) for outlet in registry for feed in outlet.feeds]
    say_bytes(write_opml("Alteram", feeds))
