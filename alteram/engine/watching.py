"""Watching: one process that polls feeds when they are due, fetches what they name, looks again at what briefs cite,
and builds the briefs anew, until it is told to stop. Everything it has to do is in the library's jobs, so that it may
be killed at any point and goes on where it was.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from threading import Event

from alteram.compute import Compute
from alteram.engine.arrivals import Clock, Steps
from alteram.engine.editions import BuildReport, build
from alteram.engine.fetching import feed_job, spelled
from alteram.engine.library import Library, require_writable
from alteram.engine.live import FetchReport, Runner, Scope, Tally
from alteram.engine.live.errands import Errands
from alteram.engine.live.feeds import state_of
from alteram.engine.live.looks import plan_looks
from alteram.engine.live.tally import LEFT_ALONE
from alteram.errors import AlteramError
from alteram.model.articles import Failure
from alteram.model.ids import Moment, later
from alteram.model.live import Job, JobKind, Work
from alteram.stages.ingest.web import Network

SCOPE: tuple[JobKind, ...] = ("feed", "sitemap", "page", "look", "build")
TURN_SECONDS = 1.0
"""The longest wait for an answer or for what is due next: so soon a stop is seen."""
BUILD = "build"
"""Key of the one job that builds."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened since the last one: feeds `polled`, pages that came by host, new `articles`, what was left alone,
    what `failed` (the failures themselves), and what a build did, where there was one. `due` is when something is due
    next, `out` how much is under way."""

    at: Moment
    polled: int
    not_modified: int
    pages: tuple[tuple[str, int], ...]
    articles: int
    left_alone: int
    failed: tuple[Failure, ...]
    built: BuildReport | None
    out: int
    due: Moment | None


class Stopped(AlteramError):
    """Raised inside a build when the watch was told to stop; a build is made good by the next one."""


def watch(
    library: Library,
    feeds: Sequence[str],
    *,
    network: Network,
    compute: Compute,
    builder: Compute,
    clock: Clock,
    tell: Callable[[Turn], None],
    stop: Event,
    build_seconds: float,
    steps: Steps | None = None,
) -> FetchReport:
    """Runs until `stop` is set, and gives what it did. `compute` reads foreign documents, `builder` makes briefs.

    `build_seconds` lie between two builds (0: none); what briefs cite is looked at again after each. Raises what
    `fetch_feeds` raises.
    """
    require_writable(library)
    wanted = spelled(feeds)
    arm(library, wanted, clock(), build_seconds)
    lasting = replace(network, limits=replace(network.limits, host_seconds=inf))
    briefs = _Briefs(library, builder, clock, stop, build_seconds)
    scope = Scope(SCOPE, tuple(wanted))
    with Errands(lasting) as errands:
        runner = Runner(
            library,
            errands,
            lasting,
            scope,
            compute=compute,
            progress=briefs.noted,
            clock=clock,
            steps=steps,
            build=briefs.build,
        )
        briefs.tally = runner.tally
        turns = _Turns(library, runner, briefs, clock, tell)
        try:
            while not stop.is_set():
                busy = runner.step(TURN_SECONDS)
                turns.told()
                if not busy:
                    stop.wait(TURN_SECONDS)
        except Stopped:
            turns.told()
    library.store.release()
    return runner.tally.report()


def arm(library: Library, feeds: Sequence[str], now: Moment, build_seconds: float) -> None:
    """Makes jobs of what is to be watched: feeds that are not waiting yet, builds, and pages that briefs cite."""
    jobs = [feed_job(library, url) for url in feeds]
    idle = [job for job in jobs if job.run_at is None and not state_of(job).gone]
    builds = (Job("build", BUILD, "", later(now, build_seconds)),) if build_seconds else ()
    none = () if build_seconds else tuple(library.store.jobs("build"))
    work = plan_looks(library, now)
    library.store.put_work(
        replace(work, jobs=tuple(replace(job, run_at=now) for job in idle), new=(*work.new, *builds), done=none)
    )


@dataclass(slots=True)
class _Briefs:
    """Builds, when something has come since the last one."""

    library: Library
    compute: Compute
    clock: Clock
    stop: Event
    every: float
    tally: Tally = field(default_factory=Tally)
    hosts: Counter[str] = field(default_factory=Counter)
    report: BuildReport | None = None
    built_at: int = -1

    def build(self, job: Job) -> Work:
        """Builds, plans looks at what the new editions cite, and says when the next one is due."""
        if self.built_at != self.tally.imported:
            self.report = build(self.library, compute=self.compute, progress=self._step)
            self.built_at = self.tally.imported
        now = self.clock()
        return replace(plan_looks(self.library, now), jobs=(replace(job, run_at=later(now, self.every)),))

    def noted(self, _done: int, _of: int | None, url: str) -> None:
        """Counts answers by host."""
        self.hosts[Job("page", "", url, None).host] += 1

    def _step(self, _done: int, _of: int | None, _subject: str) -> None:
        if self.stop.is_set():
            raise Stopped("stopped while building; the next build goes on")


class _Turns:
    """Tells what happened since the last time it was told."""

    def __init__(
        self, library: Library, runner: Runner, briefs: _Briefs, clock: Clock, tell: Callable[[Turn], None]
    ) -> None:
        self._library, self._runner, self._briefs, self._clock, self._tell = library, runner, briefs, clock, tell
        self._before = runner.tally.report()

    def told(self) -> None:
        """Tells a turn in which anything happened."""
        now, before, briefs = self._runner.tally.report(), self._before, self._briefs
        if now == before and briefs.report is None and not briefs.hosts:
            return
        left = sum(getattr(now, kind) - getattr(before, kind) for kind in ("robots", "paywalled", "reserved"))
        self._tell(
            Turn(
                at=self._clock(),
                polled=now.polled - before.polled,
                not_modified=now.not_modified - before.not_modified,
                pages=tuple(sorted(briefs.hosts.items(), key=lambda item: (-item[1], item[0]))),
                articles=now.imported.imported - before.imported.imported,
                left_alone=left,
                failed=_new_failures(before, now),
                built=briefs.report,
                out=self._runner.out,
                due=self._library.store.next_due(SCOPE),
            )
        )
        self._before, briefs.report = now, None
        briefs.hosts.clear()


def _new_failures(before: FetchReport, now: FetchReport) -> tuple[Failure, ...]:
    """What failed in between, each once; what was left alone is counted by itself."""
    new = (*now.failed[len(before.failed) :], *now.imported.refused[len(before.imported.refused) :])
    return tuple(dict.fromkeys(failure for failure in new if failure.kind not in LEFT_ALONE))
