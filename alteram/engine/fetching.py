"""Fetching once: feeds are polled and what they name that is new is archived and read; or single pages are.

Both are runs over the library's jobs (`live/`) that end when nothing is left to do. A run that is killed is made good
by running it again.
"""

from collections.abc import Sequence
from dataclasses import replace

from alteram.compute import Compute
from alteram.engine.arrivals import Clock, Progress, Steps
from alteram.engine.library import Library, require_writable
from alteram.engine.live import FetchReport, Runner, Scope
from alteram.engine.live.errands import Errands
from alteram.engine.live.feeds import state_of
from alteram.model.live import Job, Work
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.feeds import identity
from alteram.stages.ingest.web import Network
from alteram.stages.ingest.web.polling import is_due

__all__ = ["FetchReport", "fetch_addresses", "fetch_feeds"]


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
    wanted = spelled(feeds)
    now = clock()
    known = [feed_job(library, url) for url in wanted]
    due = [job for job in known if is_due(state_of(job), now, asked=asked)]
    library.store.put_work(Work(jobs=tuple(replace(job, run_at=now, lease=None) for job in due)))
    library.store.rearm(now, ("page", "sitemap"), wanted)
    scope = Scope(("feed", "sitemap", "page"), tuple(wanted))
    with Errands(network) as errands:
        runner = Runner(library, errands, network, scope, compute=compute, progress=progress, clock=clock, steps=steps)
        runner.tally.not_due = len(known) - len(due)
        runner.run()
    return runner.tally.report()


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
    wanted = spelled(addresses)
    now = clock()
    new = {identity(url): url for url in reversed(wanted) if not library.store.versions(url)}
    library.store.put_work(Work(jobs=tuple(Job("page", key, url, now) for key, url in new.items())))
    with Errands(network) as errands:
        runner = Runner(
            library,
            errands,
            network,
            Scope(("page",), tuple(new)),
            compute=compute,
            progress=progress,
            clock=clock,
            steps=steps,
            noting=True,
        )
        runner.tally.known = len(wanted) - len(new)
        runner.run()
    return runner.tally.report()


def spelled(addresses: Sequence[str]) -> list[str]:
    """Each address once, in the spelling in which it is asked for."""
    return list(dict.fromkeys(public_address(url) or url for url in addresses))


def feed_job(library: Library, url: str) -> Job:
    """The job of a feed, with what is remembered of it; one that was never polled is not due yet."""
    return library.store.job("feed", url) or Job("feed", url, url, None)
