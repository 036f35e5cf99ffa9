"""Feeds and sitemaps that were asked for: read in a child process, and what they name becomes jobs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from alteram.codec import decode, encode
from alteram.compute import Compute, Fault
from alteram.config import NetworkLimits
from alteram.engine.arrivals import Clock
from alteram.engine.library import Library
from alteram.engine.live.schedule import FIRST_WAIT, LONGEST, SHORTEST, after_failure, pace
from alteram.engine.live.tally import Tally
from alteram.model.articles import Failure, Lead
from alteram.model.ids import later
from alteram.model.live import Job, Work
from alteram.stages.ingest.feeds import identity
from alteram.stages.ingest.web import LATER, Answer, Missed, Polled, latest, moved, read_document
from alteram.stages.ingest.web.polling import NEW, FeedState, after_document, after_missed, after_not_modified

Came = tuple[Job, Answer | Missed]


class Feeds:
    """Settles what polls gave. `named` counts the jobs that they made."""

    def __init__(self, library: Library, compute: Compute, limits: NetworkLimits, clock: Clock, tally: Tally) -> None:
        self._library, self._compute, self._limits, self._clock, self._tally = library, compute, limits, clock, tally
        self._removed = {identity(tombstone.url) for tombstone in library.store.tombstones()}
        self.named = 0

    def settle(self, came: Sequence[Came]) -> Work:
        """What these polls change, the failures kept already."""
        self._tally.polled += sum(job.kind == "feed" for job, _ in came)
        checked = [(job, self._at_home(job, outcome)) for job, outcome in came]
        whole = [(job, o) for job, o in checked if isinstance(o, Answer) and o.status != 304]
        documents = iter(list(self._documents([answer for _, answer in whole])))
        work, notes = Work(), list[Failure]()
        for job, outcome in checked:
            if isinstance(outcome, Missed):
                part = self._missed(job, outcome, notes)
            elif outcome.status == 304:
                part = self._not_modified(job)
            else:
                document = next(documents)
                if isinstance(document, Failure):
                    part = self._missed(job, Missed(document), notes)
                else:
                    notes += document.problems
                    part = self._document(job, outcome, document)
            work = Work(work.jobs + part.jobs, work.new + part.new, work.done + part.done)
        self._library.store.add_failures(notes)
        return work

    def _at_home(self, job: Job, outcome: Answer | Missed) -> Answer | Missed:
        """The answer, unless it came from another site than the feed's."""
        gone = moved(job.url, outcome) if isinstance(outcome, Answer) and job.kind == "feed" else None
        if gone is None or isinstance(outcome, Missed):
            return outcome
        at = self._library.registry.at
        owner = at(job.host)
        same = owner is not None and owner == at(urlsplit(outcome.url).hostname or "")
        return outcome if same else Missed(gone)

    def _documents(self, answers: Sequence[Answer]) -> Iterator[Polled | Failure]:
        """Reads documents where foreign bytes are read."""
        for answer, polled in zip(answers, self._compute.map(read_document, answers), strict=True):
            if isinstance(polled, Fault):
                yield Failure("ingest", answer.url, polled.kind, f"{answer.url}: {polled.message}")
            else:
                yield polled

    def _missed(self, job: Job, missed: Missed, notes: list[Failure]) -> Work:
        """A poll that gave nothing: what was known stays."""
        now = self._clock()
        if missed.failure.kind == LATER:
            return Work(jobs=(replace(job, run_at=later(now, FIRST_WAIT)),))
        notes.append(missed.failure)
        if job.kind == "sitemap":
            return Work(done=(job,))
        self._tally.unread += 1
        self._tally.miss(missed.failure)
        state = after_missed(state_of(job), missed, now)
        due = None if state.gone else after_failure(job.tries + 1, now, missed.seconds)
        kept = replace(job, run_at=due, tries=job.tries + 1, outcome=missed.failure.kind)
        return Work(jobs=(remembering(kept, state),))

    def _not_modified(self, job: Job) -> Work:
        """A feed that is as it was: asked again after the same time, and a half."""
        self._tally.not_modified += 1
        waited = min(max(job.step, int(SHORTEST)) * 3 // 2, int(LONGEST))
        kept = replace(job, run_at=later(self._clock(), waited), tries=0, outcome="", step=waited)
        return Work(jobs=(remembering(kept, after_not_modified(state_of(job))),))

    def _document(self, job: Job, answer: Answer, document: Polled) -> Work:
        """A document that was read: its pages are jobs now, and an index's sitemaps."""
        now, most = self._clock(), self._limits.pages_a_feed
        source = job.source or job.key
        found = list(self._new(document.leads))
        pages = tuple(Job("page", identity(lead.url), lead.url, now, source=source) for lead in found[:most])
        self.named += len(pages)
        if job.kind == "sitemap":
            return Work(new=pages, done=(job,))
        nested = dict.fromkeys(document.sitemaps[: self._limits.sitemaps])
        sitemaps = tuple(Job("sitemap", url, url, now, source=source) for url in nested)
        # An index may stay the same while the sitemaps that it names change: it is always asked for whole.
        state = after_document(answer, whole=len(found) <= most and not nested)
        waited = pace(document.leads)
        kept = replace(job, run_at=later(now, waited), tries=0, outcome="", step=int(waited))
        return Work(jobs=(remembering(kept, state), *sitemaps), new=pages)

    def _new(self, leads: tuple[Lead, ...]) -> Iterator[Lead]:
        """Those pages that are neither here nor settled, latest first; counts the others."""
        ordered = {identity(lead.url): lead for lead in latest(leads, len(leads))}
        jobs = self._library.store.jobs_by_key("page", ordered)
        here = self._library.store.known_addresses(lead.url for lead in ordered.values())
        for key, lead in ordered.items():
            job = jobs.get(key)
            if key in self._removed or lead.url in here or (job is not None and job.run_at is None):
                self._tally.known += 1
            elif job is None:
                yield lead


def state_of(job: Job) -> FeedState:
    """What is remembered of a feed."""
    return decode(job.memory.encode(), FeedState) if job.memory else NEW


def remembering(job: Job, state: FeedState) -> Job:
    """The job with what is to be remembered of its feed."""
    return replace(job, memory=encode(state).decode())
