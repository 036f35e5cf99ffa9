"""Pages that were asked for: captured, imported, and their jobs settled."""

from collections.abc import Sequence
from dataclasses import replace

from alteram.compute import Compute
from alteram.engine.arrivals import Clock, ImportReport, Steps, import_arriving
from alteram.engine.library import Library
from alteram.engine.live.schedule import FIRST_WAIT, PAGE_TRIES, after_failure
from alteram.engine.live.tally import Tally
from alteram.model.articles import Capture, Failure
from alteram.model.ids import later
from alteram.model.live import Job, Work
from alteram.stages.ingest.web import LATER, Answer, Missed, capture_of

NOTHING = ImportReport(0, 0, (), 0)


class Pages:
    """Settles what requests for pages gave."""

    def __init__(self, library: Library, compute: Compute, clock: Clock, steps: Steps | None, tally: Tally) -> None:
        self._library, self._compute, self._clock, self._steps, self._tally = library, compute, clock, steps, tally

    def settle(self, came: Sequence[tuple[Job, Answer | Missed]]) -> Work:
        """What these answers change; their articles are acknowledged already when this returns."""
        items = [(job, outcome, arrived(outcome)) for job, outcome in came]
        self.bring_in([item for _, _, item in items])
        for job, _, item in items:
            self._count(job, item)
        settled = [self._settled(job, outcome, item) for job, outcome, item in items]
        # What a user asked for by itself and did not get is forgotten, so that it can be asked for again.
        given_up = tuple(job for job in settled if job.outcome and not job.source)
        return Work(jobs=tuple(job for job in settled if job not in given_up), done=given_up)

    def bring_in(self, items: Sequence[Capture | Failure]) -> ImportReport:
        """Imports captures and keeps failures, except of what was only put off."""
        wanted = [item for item in items if not (isinstance(item, Failure) and item.kind == LATER)]
        if not wanted:
            return NOTHING
        report = import_arriving(
            self._library,
            wanted,
            compute=self._compute,
            progress=lambda _done, _of, _subject: None,
            clock=self._clock,
            steps=self._steps,
        )
        self._tally.take(report)
        return report

    def _count(self, job: Job, item: Capture | Failure) -> None:
        if isinstance(item, Failure):
            self._tally.miss(item)
            return
        self._tally.fetched += 1
        if self._tally.noting:
            self._tally.pages.append((job.url, item.payload_sha256))

    def _settled(self, job: Job, outcome: Answer | Missed, item: Capture | Failure) -> Job:
        """The job afterwards: settled, or due again."""
        if isinstance(item, Capture):
            return replace(job, run_at=None, outcome="")
        now = self._clock()
        if item.kind == LATER:
            return replace(job, run_at=later(now, FIRST_WAIT), outcome=LATER)
        tries = job.tries + 1
        again = isinstance(outcome, Missed) and outcome.passing and tries < PAGE_TRIES
        stated = outcome.seconds if isinstance(outcome, Missed) else 0.0
        due = after_failure(tries, now, stated) if again else None
        return replace(job, run_at=due, tries=tries, outcome=item.kind)


def arrived(outcome: Answer | Missed) -> Capture | Failure:
    """What goes on to the import."""
    return outcome.failure if isinstance(outcome, Missed) else capture_of(outcome)
