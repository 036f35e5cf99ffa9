"""What a library has to do, and how the outlets that it asks do: for whoever looks at a watch from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from alteram.engine.health import health
from alteram.engine.library import Library
from alteram.model.ids import Moment
from alteram.model.live import Health, Job, JobKind, Standing


@dataclass(frozen=True, slots=True)
class KindStatus:
    """Jobs of one kind: `due` now, `waiting` for their time, `held` (under way), `settled`."""

    kind: JobKind
    due: int
    waiting: int
    held: int
    settled: int


@dataclass(frozen=True, slots=True)
class Status:
    """All jobs by kind, when something is due next, every outlet with its health, and hosts that nobody knows."""

    kinds: tuple[KindStatus, ...]
    next_due: Moment | None
    outlets: tuple[Health, ...]
    hosts: tuple[Standing, ...]


def status(library: Library, now: Moment) -> Status:
    """How things stand at `now`."""
    kinds: tuple[JobKind, ...] = get_args(JobKind)
    known = health(library)
    return Status(
        tuple(_of_kind(library, kind, now) for kind in kinds),
        library.store.next_due(kinds),
        tuple(known[outlet] for outlet in sorted(known)),
        tuple(one for one in library.store.standings() if one.who not in known),
    )


def _of_kind(library: Library, kind: JobKind, now: Moment) -> KindStatus:
    jobs = tuple(library.store.jobs(kind))

    def count(wanted: Callable[[Job], bool]) -> int:
        return sum(map(wanted, jobs))

    return KindStatus(
        kind,
        due=count(lambda job: job.lease is None and job.run_at is not None and job.run_at <= now),
        waiting=count(lambda job: job.lease is None and job.run_at is not None and job.run_at > now),
        held=count(lambda job: job.lease is not None),
        settled=count(lambda job: job.run_at is None),
    )
