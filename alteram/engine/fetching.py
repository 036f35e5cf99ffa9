"""Fetching: feeds are polled, and what they name that is new is asked for, archived and read, as any import is.

First all feeds are asked; then they are read, in child processes; then their pages are asked for, hosts side by side,
while pages that have come are imported. What is remembered of a feed is written last, when its pages are acknowledged:
a run that is killed is made good by running it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from alteram.compute import Compute, Fault
from alteram.config import LIMITS
from alteram.engine.arrivals import Clock, ImportReport, Progress, Steps, import_arriving
from alteram.engine.errands import Errands
from alteram.engine.feed_states import read_states, write_states
from alteram.engine.library import Library, require_writable
from alteram.model.articles import Capture, Failure, Lead
from alteram.model.ids import Digest
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.feeds import identity
from alteram.stages.ingest.web import (
    LATER,
    Answer,
    Errand,
    Missed,
    Network,
    Polled,
    capture_of,
    latest,
    moved,
    read_document,
)
from alteram.stages.ingest.web.polling import (
    NEW,
    FeedState,
    after_document,
    after_missed,
    after_not_modified,
    is_due,
    validators,
)

ROBOTS, PAYWALLED, RESERVED = "robots", "paywalled", "reserved"
"""Kinds of failure of what was left alone at its site's own word."""
NOTHING = ImportReport(0, 0, (), 0)


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a fetch did.

    Feeds: how many were `polled`, of these `not_modified` and `unread` (they failed), and how many were left out
    (`not_due`: gone, or the server asked for more time). Addresses that they name: `known` already, `fetched` (a page
    came), `robots`, `paywalled`, `reserved` (left alone at their site's word), `later` (left for another run), and what
    `failed`. `imported` is what the import made of the pages; `pages` says which bytes an address gave.
    """

    polled: int
    not_modified: int
    unread: int
    not_due: int
    known: int
    fetched: int
    robots: int
    paywalled: int
    reserved: int
    later: int
    failed: tuple[Failure, ...]
    imported: ImportReport
    pages: tuple[tuple[str, Digest], ...] = ()


@dataclass(slots=True)
class _Poll:
    """One feed within a run."""

    url: str
    state: FeedState
    answer: Answer | None = None
    missed: Missed | None = None
    leads: tuple[Lead, ...] = ()
    is_index: bool = False


@dataclass(slots=True)
class _Pages:
    """What became of the addresses that were asked for."""

    settled: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    digests: list[tuple[str, Digest]] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return self.kinds.count(kind)


def fetch_feeds(
    library: Library,
    feeds: Sequence[str],
    *,
    network: Network,
    compute: Compute,
    progress: Progress,
    clock: Clock,
    asked: bool = False,
    steps: Steps | None = None,
) -> FetchReport:
    """Polls these feeds (addresses of feeds and news sitemaps) and imports the pages that are new. Safe to repeat.

    `asked`: a user named them, which polls again one that had gone. Bad feeds and pages are failures, stored and
    listed; raises what `import_paths` raises.
    """
    require_writable(library)
    states = read_states(library.path)
    now = clock()
    wanted = list(dict.fromkeys(public_address(url) or url for url in feeds))
    polls = [_Poll(url, state) for url in wanted if is_due(state := states.get(url, NEW), now, asked=asked)]
    with Errands(network) as errands:
        notes = _poll(errands, polls, library, network, compute, progress)
        library.store.add_failures(notes)
        new, known = _new(library, polls, network.limits.pages_a_feed)
        imported, pages = _fetch(library, errands, new, compute, progress, clock, steps)
    for poll in polls:
        states[poll.url] = _after(poll, known | pages.settled, network)
    write_states(library.path, states)
    failed = [poll.missed.failure for poll in polls if poll.missed is not None and poll.missed.failure.kind != LATER]
    unchanged = sum(poll.answer is not None and poll.answer.status == 304 for poll in polls)
    return _report(pages, imported, (len(polls), unchanged, len(failed), len(wanted) - len(polls)), len(known), failed)


def fetch_addresses(
    library: Library,
    addresses: Sequence[str],
    *,
    network: Network,
    compute: Compute,
    progress: Progress,
    clock: Clock,
    steps: Steps | None = None,
) -> FetchReport:
    """Fetches and imports single pages; those of which the library has a version are known, and not asked for."""
    require_writable(library)
    wanted = list(dict.fromkeys(public_address(url) or url for url in addresses))
    new = [Lead(url) for url in wanted if not library.store.versions(url)]
    with Errands(network) as errands:
        imported, pages = _fetch(library, errands, new, compute, progress, clock, steps)
    return _report(pages, imported, (0, 0, 0, 0), len(wanted) - len(new), [])


def _report(
    pages: _Pages, imported: ImportReport, feeds: tuple[int, int, int, int], known: int, failed: Iterable[Failure]
) -> FetchReport:
    return FetchReport(
        *feeds,
        known=known,
        fetched=len(pages.digests),
        robots=pages.count(ROBOTS),
        paywalled=pages.count(PAYWALLED),
        reserved=pages.count(RESERVED),
        later=pages.count(LATER),
        failed=(*failed, *pages.failed),
        imported=imported,
        pages=tuple(pages.digests),
    )


def _poll(
    errands: Errands, polls: Sequence[_Poll], library: Library, network: Network, compute: Compute, progress: Progress
) -> list[Failure]:
    """Asks for every feed and reads it, and then the sitemaps of those that are indexes; gives what is to be noted."""
    now, limits = network.clock(), network.limits
    by_url = {poll.url: poll for poll in polls}
    wanted = [Errand(p.url, limits.feed_bytes, validators(p.state, now, limits)) for p in polls]
    for number, (errand, outcome) in enumerate(errands.run(wanted), 1):
        poll = by_url[errand.url]
        _keep(poll, outcome, library)
        progress(number, len(wanted), errand.url)
    notes = [poll.missed.failure for poll in polls if poll.missed is not None and poll.missed.failure.kind != LATER]
    whole = [poll for poll in polls if poll.answer is not None and poll.answer.status != 304]
    nested: dict[str, _Poll] = {}
    for poll, polled in zip(whole, _documents(compute, [p.answer for p in whole if p.answer is not None]), strict=True):
        if isinstance(polled, Failure):
            poll.answer, poll.missed = None, Missed(polled)
            notes.append(polled)
            continue
        poll.leads, poll.is_index = polled.leads, bool(polled.sitemaps)
        notes += polled.problems
        nested.update(dict.fromkeys(polled.sitemaps[: limits.sitemaps], poll))
    return notes + _nested(errands, nested, limits.feed_bytes, compute)


def _keep(poll: _Poll, outcome: Answer | Missed, library: Library) -> None:
    """Keeps what a feed's address gave."""
    if isinstance(outcome, Missed):
        poll.missed = outcome
        return
    gone = moved(poll.url, outcome)
    owner = library.registry.at(urlsplit(poll.url).hostname or "")
    if gone is None or (owner is not None and owner == library.registry.at(urlsplit(outcome.url).hostname or "")):
        poll.answer = outcome
    else:
        poll.missed = Missed(gone)


def _nested(errands: Errands, nested: dict[str, _Poll], most: int, compute: Compute) -> list[Failure]:
    """Asks for the sitemaps that indexes name and gives their pages to the index; gives what is to be noted."""
    done = list(errands.run([Errand(url, most) for url in nested]))
    notes = [outcome.failure for _, outcome in done if isinstance(outcome, Missed)]
    came = [(errand.url, outcome) for errand, outcome in done if isinstance(outcome, Answer)]
    documents = _documents(compute, [answer for _, answer in came])
    for (url, _), polled in zip(came, documents, strict=True):
        if isinstance(polled, Failure):
            notes.append(polled)
        else:
            nested[url].leads += polled.leads
            notes += polled.problems
    return notes


def _documents(compute: Compute, answers: Sequence[Answer]) -> Iterator[Polled | Failure]:
    """Reads documents where foreign bytes are read."""
    for answer, polled in zip(answers, compute.map(read_document, answers), strict=True):
        if isinstance(polled, Fault):
            yield Failure("ingest", answer.url, polled.kind, f"{answer.url}: {polled.message}")
        else:
            yield polled


def _new(library: Library, polls: Iterable[_Poll], most: int) -> tuple[list[Lead], set[str]]:
    """The pages to ask for, each article once, and the identities of those that need no request."""
    removed = {identity(tombstone.url) for tombstone in library.store.tombstones()}
    new: dict[str, Lead] = {}
    known: set[str] = set()
    for poll in polls:
        settled = set(poll.state.settled)
        found: list[Lead] = []
        for lead in latest(poll.leads, len(poll.leads)):
            key = identity(lead.url)
            if key in settled or key in removed or library.store.versions(lead.url):
                known.add(key)
            else:
                found.append(lead)
        for lead in found[:most]:
            new.setdefault(identity(lead.url), lead)
    return [lead for key, lead in new.items() if key not in known], known


def _fetch(
    library: Library,
    errands: Errands,
    leads: Sequence[Lead],
    compute: Compute,
    progress: Progress,
    clock: Clock,
    steps: Steps | None,
) -> tuple[ImportReport, _Pages]:
    """Asks for pages and imports them as they come."""
    pages = _Pages()
    if not leads:
        return NOTHING, pages
    done = errands.run([Errand(lead.url, LIMITS.page_bytes) for lead in leads])
    arriving = (item for errand, outcome in done if (item := _arrived(errand.url, outcome, pages)) is not None)

    def step(number: int, _of: int | None, subject: str) -> None:
        progress(number, len(leads), subject)

    report = import_arriving(library, arriving, compute=compute, progress=step, clock=clock, steps=steps)
    return report, pages


def _arrived(url: str, outcome: Answer | Missed, pages: _Pages) -> Capture | Failure | None:
    """What goes on to the import; notes what became of the address."""
    item = outcome.failure if isinstance(outcome, Missed) else capture_of(outcome)
    if not (isinstance(outcome, Missed) and outcome.passing):
        pages.settled.add(identity(url))
    if isinstance(item, Capture):
        pages.digests.append((url, item.payload_sha256))
        return item
    pages.kinds.append(item.kind)
    if item.kind not in (ROBOTS, PAYWALLED, RESERVED, LATER):
        pages.failed.append(item)
    return None if item.kind == LATER else item


def _after(poll: _Poll, settled: set[str], network: Network) -> FeedState:
    """What is remembered of a feed."""
    if poll.missed is not None:
        return after_missed(poll.state, poll.missed, network.clock())
    if poll.answer is None or poll.answer.status == 304:
        return after_not_modified(poll.state)
    named = dict.fromkeys(identity(lead.url) for lead in poll.leads)
    own = tuple(key for key in named if key in settled)
    # An index may stay the same while the sitemaps that it names change: it is always asked for whole.
    return after_document(poll.answer, own, all_settled=len(own) == len(named) and not poll.is_index)
