"""Jobs, looks at cited pages, and how outlets answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    true,
    tuple_,
    update,
)

from alteram.model.ids import Moment
from alteram.model.live import Contact, Job, JobKind, Look, Standing, Work
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, insert_new, insert_or_replace, storable

_JOBS = tables.jobs.c
_UNSETTLED = _JOBS.run_at.is_not(None)
_HOLD = update(tables.jobs).where(_JOBS.kind == bindparam("of_kind"), _JOBS.key == bindparam("of_key"))
"""Asked once a job that is taken."""
_WITHOUT_SOURCE: tuple[JobKind, ...] = ("look", "build")


class Jobs(Connections):
    """What the live way in has to do, and what it has seen."""

    def put_work(self, work: Work) -> None:
        """See `Store.put_work`."""
        if work == Work():
            return
        with self.writing() as connection:
            for job in work.done:
                connection.execute(delete(tables.jobs).where(_JOBS.kind == job.kind, _JOBS.key == storable(job.key)))
            for chunk in _chunks([_job_row(job) for job in work.jobs]):
                insert_or_replace(connection, tables.jobs, chunk)
            for chunk in _chunks([_job_row(job) for job in work.new]):
                insert_new(connection, tables.jobs, chunk)
            insert_or_replace(connection, tables.looks, [_look_row(look) for look in work.looks])
            _mark(connection, work.contacts)

    def lease(
        self,
        now: Moment,
        until: Moment,
        *,
        most: int,
        a_host: int,
        kinds: Sequence[JobKind],
        sources: Sequence[str] | None = None,
        apart_from: Iterable[str] = (),
    ) -> tuple[Job, ...]:
        """See `Store.lease`."""
        due = _due(now, a_host, _scope(kinds, sources), sorted({storable(host) for host in apart_from}))
        with self.writing() as connection:
            rows = connection.execute(due.limit(most)).all()
            if rows:
                held = [{"of_kind": row.kind, "of_key": row.key} for row in rows]
                connection.execute(_HOLD.values(lease=until), held)
        return tuple(replace(_job(row), lease=until) for row in rows)

    def release(self) -> tuple[Job, ...]:
        """See `Store.release`."""
        held = _JOBS.lease.is_not(None)
        with self.writing() as connection:
            rows = connection.execute(select(tables.jobs).where(held)).all()
            connection.execute(update(tables.jobs).where(held).values(lease=None))
        # Ordered here: an ORDER BY would be answered by walking through every job instead of those that are held.
        return tuple(sorted((_job(row) for row in rows), key=lambda job: (job.kind, job.key)))

    def rearm(self, now: Moment, kinds: Sequence[JobKind], sources: Sequence[str]) -> None:
        """See `Store.rearm`."""
        waiting = and_(_JOBS.run_at > now, _scope(kinds, sources))
        with self.writing() as connection:
            connection.execute(update(tables.jobs).where(waiting).values(run_at=now))

    def jobs(self, *kinds: JobKind) -> Iterator[Job]:
        """See `Store.jobs`."""
        of_kind = _JOBS.kind.in_(kinds) if kinds else true()
        query = select(tables.jobs).where(of_kind).order_by(_JOBS.kind, _JOBS.key)
        with self.reading() as connection:
            for row in connection.execute(query):
                yield _job(row)

    def job(self, kind: JobKind, key: str) -> Job | None:
        """See `Store.job`."""
        query = select(tables.jobs).where(_JOBS.kind == kind, _JOBS.key == storable(key))
        with self.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _job(row)

    def jobs_by_key(self, kind: JobKind, keys: Iterable[str]) -> dict[str, Job]:
        """See `Store.jobs_by_key`."""
        wanted = sorted({storable(key) for key in keys})
        found: dict[str, Job] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                own = select(tables.jobs).where(_JOBS.kind == kind, _JOBS.key.in_(wanted[start : start + CHUNK]))
                found |= {row.key: _job(row) for row in connection.execute(own)}
        return found

    def next_due(self, kinds: Sequence[JobKind], sources: Sequence[str] | None = None) -> Moment | None:
        """See `Store.next_due`."""
        hosts = _hosts()
        free = and_(_JOBS.host == hosts.c.host, _UNSETTLED, _JOBS.lease.is_(None), _scope(kinds, sources))
        first = select(_JOBS.run_at).where(free).order_by(_JOBS.run_at).limit(1).correlate(hosts).scalar_subquery()
        query = select(func.min(first)).select_from(hosts)
        with self.reading() as connection:
            found: str | None = connection.scalar(query)
        return None if found is None else Moment(found)

    def looks(self, url: str | None = None) -> tuple[Look, ...]:
        """See `Store.looks`."""
        own = true() if url is None else tables.looks.c.url == storable(url)
        query = select(tables.looks).where(own).order_by(tables.looks.c.url, tables.looks.c.at)
        with self.reading() as connection:
            return tuple(Look(row.url, row.at, row.outcome, row.kind) for row in connection.execute(query))

    def looks_of(self, urls: Iterable[str]) -> dict[str, tuple[Look, ...]]:
        """See `Store.looks_of`; in the order of the addresses."""
        wanted = sorted({storable(url) for url in urls})
        columns = tables.looks.c
        found: dict[str, list[Look]] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = columns.url.in_(wanted[start : start + CHUNK])
                for row in connection.execute(select(tables.looks).where(here).order_by(columns.url, columns.at)):
                    found.setdefault(row.url, []).append(Look(row.url, row.at, row.outcome, row.kind))
        return {url: tuple(looks) for url, looks in found.items()}

    def standings(self) -> tuple[Standing, ...]:
        """See `Store.standings`."""
        with self.reading() as connection:
            rows = connection.execute(select(tables.standings).order_by(tables.standings.c.who)).all()
        return tuple(_standing(row) for row in rows)


def _scope(kinds: Sequence[JobKind], sources: Sequence[str] | None) -> ColumnElement[bool]:
    """Jobs of these kinds; where feeds are given, only those feeds and what they named (looks and builds have none).

    Each branch names its kinds, so that each can be found by an index of its own.
    """
    of_kind = _JOBS.kind.in_(kinds)
    if sources is None:
        return of_kind
    feeds = sorted({storable(source) for source in sources})
    without = _JOBS.kind.in_([kind for kind in kinds if kind in _WITHOUT_SOURCE])
    own = and_(of_kind, _JOBS.source == "", _JOBS.key.in_(feeds))
    return or_(without, own, and_(of_kind, _JOBS.source.in_(feeds)))


def _hosts() -> CTE:
    """Every host that has an unsettled job, found by one step in the index `jobs_by_host` a host, however many jobs
    each has; the last row is null."""
    hosts = select(func.min(_JOBS.host).label("host")).where(_UNSETTLED).cte("hosts", recursive=True)
    following = select(func.min(_JOBS.host)).where(_JOBS.host > hosts.c.host, _UNSETTLED).correlate(hosts)
    return hosts.union_all(select(following.scalar_subquery()).where(hosts.c.host.is_not(None)))


def _due(now: Moment, a_host: int, scope: ColumnElement[bool], apart_from: Sequence[str]) -> Select[Any]:
    """Jobs that may be taken: the earliest of every host, then each one's second, and so on up to `a_host`.

    Looks at `a_host` jobs of each host, not at all that are due: to lease 128 of 50,000 at 500 hosts takes 13 ms, where
    numbering all of them took 137 ms (2026).
    """
    hosts = _hosts()
    free = and_(_JOBS.run_at <= now, or_(_JOBS.lease.is_(None), _JOBS.lease <= now), scope)
    here = select(_JOBS.kind, _JOBS.key).where(_JOBS.host == hosts.c.host, free)
    first = here.order_by(_JOBS.run_at, _JOBS.kind, _JOBS.key).limit(a_host).correlate(hosts)
    job = tables.jobs.alias("job")
    turn = func.row_number().over(partition_by=job.c.host, order_by=(job.c.run_at, job.c.kind, job.c.key))
    picked = select(job, turn.label("turn")).join_from(hosts, job, tuple_(job.c.kind, job.c.key).in_(first))
    due = picked.where(hosts.c.host.not_in(apart_from)).subquery("due")
    return select(due).order_by(due.c.turn, due.c.run_at, due.c.kind, due.c.key)


def _mark(connection: Connection, contacts: Sequence[Contact]) -> None:
    """Notes answers, in the order in which they came."""
    names = sorted({contact.who for contact in contacts})
    query = select(tables.standings).where(tables.standings.c.who.in_(names))
    known = {row.who: _standing(row) for row in connection.execute(query)} if names else {}
    for contact in contacts:
        before = known.get(contact.who, Standing(contact.who))
        if contact.failure:
            after = Standing(contact.who, before.succeeded, contact.at, contact.failure, before.failures + 1)
        else:
            after = Standing(contact.who, contact.at, before.failed, before.failure, 0)
        known[contact.who] = after
    insert_or_replace(connection, tables.standings, [_standing_row(known[name]) for name in names])


def _chunks(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _job(row: Row[Any]) -> Job:
    return Job(
        row.kind,
        row.key,
        row.url,
        row.run_at,
        source=row.source,
        tries=row.tries,
        lease=row.lease,
        outcome=row.outcome,
        step=row.step,
        memory=row.memory,
    )


def _job_row(job: Job) -> dict[str, Any]:
    return {
        "kind": job.kind,
        "key": storable(job.key),
        "url": storable(job.url),
        "host": storable(job.host),
        "source": storable(job.source),
        "run_at": job.run_at,
        "lease": job.lease,
        "tries": job.tries,
        "outcome": job.outcome,
        "step": job.step,
        "memory": storable(job.memory),
    }


def _look_row(look: Look) -> dict[str, Any]:
    return {"url": storable(look.url), "at": look.at, "outcome": look.outcome, "kind": look.kind}


def _standing(row: Row[Any]) -> Standing:
    return Standing(row.who, row.succeeded, row.failed, row.failure, row.failures)


def _standing_row(standing: Standing) -> dict[str, Any]:
    return {
        "who": standing.who,
        "succeeded": standing.succeeded,
        "failed": standing.failed,
        "failure": standing.failure,
        "failures": standing.failures,
    }
