"""The runner: takes jobs that are due, sends them out, and keeps what comes back, in small steps.

A step leases jobs, draws the answers that are there, and settles them. Articles are acknowledged first and their jobs
after them, so whoever is killed in between asks once more for a page that is known; a feed's state and the pages that
it named are one transaction. Hosts run side by side, and none has more than a few jobs out at a time.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from alteram.compute import Compute
from alteram.config import LIMITS
from alteram.engine.arrivals import Clock, Progress, Steps
from alteram.engine.library import Library
from alteram.engine.live.errands import Errands
from alteram.engine.live.feeds import Feeds, state_of
from alteram.engine.live.looks import Looks
from alteram.engine.live.pages import Pages
from alteram.engine.live.tally import LEFT_ALONE, Tally
from alteram.model.articles import Failure
from alteram.model.ids import later
from alteram.model.live import Contact, Job, JobKind, Work
from alteram.stages.ingest.web import LATER, Answer, Errand, Missed, Network
from alteram.stages.ingest.web.polling import validators

OUT = 128
"""Jobs that are out at once: twice the connections, so that none waits for us."""
A_HOST = 2
"""Jobs of one host that are out at once: one that is asked for and one that follows it."""
BATCH = 64
"""Answers that are settled together."""
LEASE_SECONDS = 3600.0
"""How long a job is ours; a process that dies loses its lock at once, and the next one takes its jobs back."""
_OUR_OWN_FAULT = frozenset((*LEFT_ALONE, LATER, "http-404", "http-410"))
"""Kinds of failure of a page that say nothing against its outlet's servers."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which jobs a run takes: kinds, and of what feeds (None: all)."""

    kinds: tuple[JobKind, ...]
    sources: tuple[str, ...] | None = None


class Runner:
    """One run over a library's jobs."""

    def __init__(
        self,
        library: Library,
        errands: Errands,
        network: Network,
        scope: Scope,
        *,
        compute: Compute,
        progress: Progress,
        clock: Clock,
        steps: Steps | None = None,
        build: Callable[[Job], Work] = lambda job: Work(done=(job,)),
        noting: bool = False,
    ) -> None:
        self.tally = Tally(noting=noting)
        self._library, self._errands, self._network, self._scope = library, errands, network, scope
        self._progress, self._clock, self._build = progress, clock, build
        self._feeds = Feeds(library, compute, network.limits, clock, self.tally)
        self._pages = Pages(library, compute, clock, steps, self.tally)
        self._looks = Looks(library, self._pages, clock)
        self._out: dict[int, tuple[Errand, Job]] = {}
        self._hosts: Counter[str] = Counter()
        self._done = 0
        self._take_back()

    def _take_back(self) -> None:
        """Takes back what a process that died had out; a page of it that is here needs no second request."""
        store = self._library.store
        held = [(job, store.versions(job.url)) for job in store.release() if job.kind == "page"]
        here = [(job, versions[-1].fetched) for job, versions in held if versions]
        jobs = tuple(replace(job, run_at=None, lease=None, outcome="") for job, _ in here)
        answered = [(job, at) for job, at in here if at and job.run_at and at >= job.run_at]
        store.put_work(Work(jobs=jobs, contacts=tuple(Contact(self._who(job), at) for job, at in answered)))

    @property
    def out(self) -> int:
        """Jobs that are out."""
        return self._hosts.total()

    def step(self, seconds: float) -> bool:
        """One step, waiting so long at most for an answer; gives whether anything was due, out or done."""
        leased = self._send()
        if not self.out:
            return leased
        came = self._errands.collect(BATCH, seconds)
        settled = [(self._back(errand), outcome) for errand, outcome in came]
        if settled:
            self._settle(settled)
        return True

    def run(self, seconds: float = 60.0) -> None:
        """Steps until nothing is due and nothing out."""
        while self.step(seconds):
            pass

    def _send(self) -> bool:
        """Leases what is due and sends it out; builds at once where that is due."""
        room = OUT - self.out
        if room < OUT // 4:
            return True
        now = self._clock()
        jobs = self._library.store.lease(
            now,
            later(now, LEASE_SECONDS),
            most=room,
            a_host=A_HOST,
            kinds=self._scope.kinds,
            sources=self._scope.sources,
            apart_from=(host for host in self._hosts if host),
        )
        kept_back: list[tuple[Job, Answer | Missed]] = []
        for job in jobs:
            if job.kind == "build":
                self._library.store.put_work(self._build(replace(job, lease=None)))
            elif (refusal := self._reserved(job)) is not None:
                kept_back.append((job, Missed(refusal)))
            else:
                errand = self._errand(job)
                self._out[id(errand)] = errand, job
                self._hosts[job.host] += 1
                self._errands.submit(errand)
        if kept_back:
            self._settle(kept_back)
        return bool(jobs)

    def _errand(self, job: Job) -> Errand:
        """What is sent out for a job."""
        limits = self._network.limits
        if job.kind == "feed":
            return Errand(job.url, limits.feed_bytes, validators(state_of(job), self._network.clock(), limits))
        return Errand(job.url, limits.feed_bytes if job.kind == "sitemap" else LIMITS.page_bytes)

    def _reserved(self, job: Job) -> Failure | None:
        """The refusal of a page whose outlet, as the registry has it, wishes no machine use of its texts."""
        outlet = self._library.registry.at(job.host) if job.kind in ("page", "look") else None
        if outlet is None or outlet.machine_use != "reserved":
            return None
        message = f"{job.url}: {outlet.name} reserves its texts against machine use, as the registry says; not asked"
        return Failure("ingest", job.url, "reserved", message)

    def _back(self, errand: Errand) -> Job:
        """The job that this very errand was sent out for: one address may be a feed, a page and a look at once."""
        _, job = self._out.pop(id(errand))
        self._hosts[job.host] -= 1
        if not self._hosts[job.host]:
            del self._hosts[job.host]
        return job

    def _settle(self, came: Sequence[tuple[Job, Answer | Missed]]) -> None:
        """Keeps what came: documents first, then pages, so that a page that a feed names again is known."""
        by_kind: dict[JobKind, list[tuple[Job, Answer | Missed]]] = {}
        for job, outcome in came:
            by_kind.setdefault(job.kind, []).append((replace(job, lease=None), outcome))
        documents = (*by_kind.get("feed", ()), *by_kind.get("sitemap", ()))
        pages, looks = by_kind.get("page", ()), by_kind.get("look", ())
        for settle, part in ((self._feeds.settle, documents), (self._pages.settle, pages), (self._looks.settle, looks)):
            # An answer is counted with the job that it settles, so that one that is asked for again counts once.
            contacts = tuple(self._contact(job, outcome) for job, outcome in part if not _is_later(outcome))
            self._library.store.put_work(replace(settle(part), contacts=contacts))
        for job, _ in came:
            self._done += 1
            self._progress(self._done, max(self._done + self.out, self._feeds.named), job.url)

    def _contact(self, job: Job, outcome: Answer | Missed) -> Contact:
        """How the outlet of a job answered."""
        kind = outcome.failure.kind if isinstance(outcome, Missed) else ""
        excused = job.kind in ("page", "look") and kind in _OUR_OWN_FAULT
        return Contact(self._who(job), self._clock(), "" if excused else kind)

    def _who(self, job: Job) -> str:
        """Whose servers answer for a job."""
        outlet = self._library.registry.at(job.host)
        return outlet.id if outlet else job.host


def _is_later(outcome: Answer | Missed) -> bool:
    return isinstance(outcome, Missed) and outcome.failure.kind in (LATER, "reserved")
