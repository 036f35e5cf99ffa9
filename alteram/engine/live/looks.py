"""Later looks at cited pages: whether they still say what we cited, and when to look again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alteram.codec import decode
from alteram.engine.arrivals import Clock
from alteram.engine.library import Library
from alteram.engine.live.pages import Pages, arrived
from alteram.engine.live.schedule import FIRST_WAIT, next_look
from alteram.engine.live.tally import LEFT_ALONE
from alteram.model.articles import Capture, Failure
from alteram.model.briefs import Brief
from alteram.model.ids import Digest, Moment, later
from alteram.model.live import Job, Look, Work
from alteram.stages.ingest.web import LATER, Answer, Missed


class Looks:
    """Settles what later looks gave."""

    def __init__(self, library: Library, pages: Pages, clock: Clock) -> None:
        self._library, self._pages, self._clock = library, pages, clock

    def settle(self, came: Sequence[tuple[Job, Answer | Missed]]) -> Work:
        """What these looks change; a page that says something else is a new version already when this returns."""
        before = {job.url: self._text(job.url, self._seen(job)) for job, _ in came}
        items = [(job, arrived(outcome)) for job, outcome in came]
        report = self._pages.bring_in([item for _, item in items if isinstance(item, Capture)])
        refused = {failure.subject: failure for failure in report.refused}
        jobs, looks = list[Job](), list[Look]()
        for job, came_in in items:
            item = refused.get(came_in.url, came_in) if isinstance(came_in, Capture) else came_in
            if isinstance(item, Failure) and item.kind == LATER:
                jobs.append(replace(job, run_at=later(self._clock(), FIRST_WAIT)))
                continue
            look = self._look(job.url, item, before[job.url])
            looks.append(look)
            due = next_look(Moment(job.memory), (*self._library.store.looks(job.url), look))
            jobs.append(replace(job, run_at=due, step=job.step + 1, outcome=look.kind))
        return Work(jobs=tuple(jobs), looks=tuple(looks))

    def _look(self, url: str, item: Capture | Failure, before: Digest | None) -> Look:
        """What one look gave."""
        now = self._clock()
        if isinstance(item, Failure):
            return Look(url, now, "left" if item.kind in LEFT_ALONE else "failed", item.kind)
        return Look(url, now, "same" if self._text(url) == before else "changed")

    def _seen(self, job: Job) -> Moment:
        """When a page was last looked at, or first cited. What came since is news even where a look was killed after
        it had come."""
        looks = self._library.store.looks(job.url)
        return looks[-1].at if looks else Moment(job.memory)

    def _text(self, url: str, seen: Moment | None = None) -> Digest | None:
        """The digest of the text that an address has now, or had when it was `seen`."""
        versions = self._library.store.versions(url)
        known = [one for one in versions if seen is None or (one.fetched or "") <= seen] or versions
        return known[-1].text_sha256 if known else None


def plan_looks(library: Library, now: Moment) -> Work:
    """Jobs for all pages that the latest editions cite and that are not looked at yet."""
    cited = sorted({url for brief in latest_briefs(library) for url in cited_urls(brief)})
    due = next_look(now, ())
    return Work(new=tuple(Job("look", url, url, due, memory=now) for url in cited))


def latest_briefs(library: Library) -> Iterator[Brief]:
    """The newest edition of every story that has one."""
    for status in library.store.stories():
        edition = library.store.latest(status.story.id)
        if edition is not None:
            yield decode(edition.payload, Brief)


def cited_urls(brief: Brief) -> Iterator[str]:
    """Addresses on the web of what a brief cites."""
    for source in brief.sources:
        if "cited" in source.roles and source.url.startswith(("http://", "https://")):
            yield source.url
