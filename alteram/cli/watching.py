"""The command that stays: it fetches, looks again and builds until it is stopped, and says what it does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from alteram.cli import fetching
from alteram.cli.fetching import ContactOption, OpmlOption, OutletsArgument, feeds_of, print_report, subscribed
from alteram.cli.printing import (
    DEFAULT_LIBRARY,
    Format,
    FormatOption,
    LibraryOption,
    WorkersOption,
    now,
    opened,
    plural,
    refusal_line,
    say,
    say_bytes,
    working,
)
from alteram.codec import encode

if TYPE_CHECKING:
    from alteram.engine.live.status import Status
    from alteram.engine.watching import Turn

MOST_HOSTS, MOST_FAILURES = 4, 3
"""Hosts and failures that one line of the log names."""
MINUTE = 60.0


def register(app: typer.Typer) -> None:
    """Adds the commands of this room."""
    app.command("watch")(watch)


def watch(
    outlets: OutletsArgument = None,
    opml: OpmlOption = None,
    every: Annotated[
        float, typer.Option("--build-every", metavar="MINUTES", min=0.0, help="Between two builds; 0: never build.")
    ] = 30.0,
    status: Annotated[bool, typer.Option("--status", help="Say what is due and how outlets answer, and end.")] = False,
    contact: ContactOption = "",
    library: LibraryOption = DEFAULT_LIBRARY,
    workers: WorkersOption = None,
    output: FormatOption = Format.text,
) -> None:
    """Fetch, look again and build until you stop it (Ctrl-C), one line for each thing that happens.

    Feeds are polled at their own pace, between every 15 minutes and every 6 hours. Pages that briefs cite are looked
    at again after 1 hour, 6 hours, 1 day, 7 days and 30 days. All it has to do is kept in the library: stopped or
    killed, it goes on where it was. `alteram watch --status` and `alteram serve` work beside it.
    """
    if status:
        from alteram.engine.live.status import status as stand

        with opened(library) as kept:
            _print_status(stand(kept, now()), output)
        return
    network = fetching.open_network(contact)
    stop = Event()
    with opened(library, create=True) as kept, working(workers) as compute, working(workers, long=True) as builder:
        feeds = subscribed(opml) if opml else feeds_of(kept.registry, outlets or [])
        from alteram.engine.watching import watch as run

        with _stopping(stop):
            if output is Format.text:
                say(f"Watching {plural(len(feeds), 'feed')}; Ctrl-C stops.")
            report = run(
                kept,
                feeds,
                network=network,
                compute=compute,
                builder=builder,
                clock=now,
                tell=(lambda turn: say_bytes(encode(turn))) if output is Format.json else _tell,
                stop=stop,
                build_seconds=every * MINUTE,
            )
    if output is Format.text:
        print_report(report)


@contextmanager
def _stopping(stop: Event) -> Iterator[None]:
    """Sets `stop` on the first SIGINT or SIGTERM; a second one ends the process as ever."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def asked(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, asked)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(turn: "Turn") -> None:
    """One line of the log, and one for each of the first failures."""
    parts = []
    if turn.polled:
        parts.append(f"{plural(turn.polled, 'feed')} polled ({turn.not_modified:,} not modified)")
    if turn.articles:
        parts.append(f"{plural(turn.articles, 'new article')}")
    if turn.left_alone:
        parts.append(f"{turn.left_alone:,} left alone")
    if turn.failed:
        parts.append(f"{len(turn.failed):,} failed")
    if turn.built is not None:
        parts.append(f"built: {turn.built.first:,} new, {turn.built.updated:,} updated briefs")
    hosts = ", ".join(f"{host} {count}" for host, count in turn.pages[:MOST_HOSTS])
    more = f", {len(turn.pages) - MOST_HOSTS:,} more hosts" if len(turn.pages) > MOST_HOSTS else ""
    answered = f" [{hosts}{more}]" if hosts else ""
    say(f"{turn.at}  {'; '.join(parts) or 'nothing new'}{answered}; {_ahead(turn)}")
    for failure in turn.failed[:MOST_FAILURES]:
        say(f"    {refusal_line(failure)}")


def _ahead(turn: "Turn") -> str:
    """What comes next."""
    if turn.out:
        return f"{turn.out:,} under way"
    if turn.due is None:
        return "nothing due"
    return f"next at {turn.due}" if turn.due > turn.at else "more is due"


def _print_status(status: "Status", output: Format) -> None:
    """What is due, and the outlets that answer badly or not at all."""
    if output is Format.json:
        say_bytes(encode(status))
        return
    for row in status.kinds:
        say(f"{row.kind:8} {row.due:7,} due {row.waiting:7,} waiting {row.held:5,} under way {row.settled:8,} settled")
    say(f"next: {status.next_due or 'nothing'}")
    for one in status.outlets:
        standing = one.standing
        said = []
        if standing is not None and standing.failures:
            said.append(f"{plural(standing.failures, 'failure')} in a row, last {standing.failed} ({standing.failure})")
        if one.silent_hours is not None:
            said.append(f"silent for {one.silent_hours:.0f} h, usually at most {one.usual_hours or 0:.0f} h")
        if said:
            say(f"  {one.outlet}: {'; '.join(said)}")
