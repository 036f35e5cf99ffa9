"""Work in child processes with limits. A killed child is replaced; its other items are done by the next one."""

import os
import pickle
import selectors
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

from alteram.compute import Compute, Fault, frames
from alteram.compute.in_process import InProcess
from alteram.compute.worker import Chunk, Template, Worker
from alteram.config import LIMITS, Limits

T = TypeVar("T")
R = TypeVar("R")

CHUNK_ITEMS = 4
"""Items that travel together: a page costs some 15 ms, so a round trip is lost in it, and small chunks share evenly."""
LOOK_AHEAD = 3
"""Chunks a worker that are drawn before their turn; with `CHUNK_ITEMS` this bounds what lies in memory."""
START_SECONDS = 30.0
"""Wall time for a child's start and imports, on top of its first item's."""
MOST_ATTEMPTS = 2
"""Times a chunk is sent before a child that dies on receiving it is taken as the chunk's fault."""


@dataclass(slots=True)
class _Raised:
    """An exception of the function, to be raised when its item's turn comes."""

    error: Exception


@dataclass(slots=True)
class _Call:
    """One running `map`: chunks not yet sent, and answers that wait for their turn."""

    number: int
    pending: deque[Chunk] = field(default_factory=deque)
    answers: dict[int, Any] = field(default_factory=dict)


class ProcessPool:
    """`Compute` over `workers` children, started at need. Functions and items must pickle: top-level functions only.

    `limits` bound one item: address space it may add, CPU seconds, wall seconds.
    """

    def __init__(self, workers: int, limits: Limits = LIMITS) -> None:
        if workers < 1:
            raise ValueError(f"a pool needs at least one worker, not {workers}")
        self._size = workers
        self._limits = limits
        self._workers: list[Worker] = []
        self._calls: dict[int, _Call] = {}
        self._next_call = 0
        self._template = Template(limits)
        self._finalizer = weakref.finalize(self, _end, self._template, self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Fault]:
        """Results in the order of `items`, drawn lazily with a bounded look-ahead; a bug in `function` is raised."""
        if getattr(function, "__module__", None) == "__main__":
            raise ValueError("a function of the main script cannot be found by a child: put it into a module")
        return self._map(pickle.dumps(function), iter(items))

    def _map(self, function: bytes, items: Iterator[T]) -> Iterator[Any]:
        call = _Call(self._next_call)
        self._next_call += 1
        self._calls[call.number] = call
        drawn = turn = 0
        try:
            while True:
                while drawn - turn < self._size * LOOK_AHEAD * CHUNK_ITEMS:
                    batch = deque(islice(items, CHUNK_ITEMS))
                    if not batch:
                        break
                    places = deque(range(drawn, drawn + len(batch)))
                    call.pending.append(Chunk(call.number, function, places, batch))
                    drawn += len(batch)
                    self._dispatch()
                if turn == drawn:
                    return
                while turn not in call.answers:
                    self._dispatch()
                    self._receive()
                answer = call.answers.pop(turn)
                turn += 1
                if isinstance(answer, _Raised):
                    raise answer.error
                yield answer
        finally:
            del self._calls[call.number]

    def close(self) -> None:
        """Ends the children. The pool may be used again; it then starts new ones."""
        for worker in self._workers:
            if worker.chunk is not None:
                self._requeue(worker.chunk)
        _end(self._template, self._workers)

    def _dispatch(self) -> None:
        """Gives waiting chunks to idle children, oldest call first, starting children up to the pool's size."""
        for call in tuple(self._calls.values()):
            while call.pending:
                worker = self._idle(call.pending[0].function)
                if worker is None:
                    return
                self._send(worker, call.pending.popleft())

    def _idle(self, function: bytes) -> Worker | None:
        for worker in self._workers:
            if worker.chunk is None:
                return worker
        return self._start(function) if len(self._workers) < self._size else None

    def _start(self, function: bytes) -> Worker:
        worker = self._template.worker(function)
        self._workers.append(worker)
        return worker

    def _send(self, worker: Worker, chunk: Chunk) -> None:
        """Sends a chunk; a child that died while it was idle is replaced first."""
        for _ in range(MOST_ATTEMPTS):
            try:
                worker.send(chunk)
            except BrokenPipeError:
                worker.chunk = None
                self._bury(worker)
                worker = self._start(chunk.function)
            else:
                allowance = self._limits.child_wall_seconds + (0 if worker.proven else START_SECONDS)
                worker.deadline = time.monotonic() + allowance
                return
        self._answer(chunk, Fault("crash", "the child died on receiving the item"))
        self._requeue(chunk)

    def _receive(self) -> None:
        """Waits until a child says something, dies or is overdue, and keeps the answers."""
        busy = [worker for worker in self._workers if worker.chunk is not None]
        with selectors.DefaultSelector() as selector:
            for worker in busy:
                selector.register(worker.answers, selectors.EVENT_READ, worker)
            nearest = min(worker.deadline for worker in busy)
            heard = [key.data for key, _ in selector.select(max(0.0, nearest - time.monotonic()))]
        now = time.monotonic()
        for worker in busy:
            if worker in heard:
                self._read(worker)
            elif worker.deadline <= now:
                # Only silence counts: a child whose answers lay unread while the caller was busy is not overdue.
                worker.overdue = True
                self._bury(worker)

    def _read(self, worker: Worker) -> None:
        """Takes what a child has written so far; the end of its pipe is its death."""
        data = os.read(worker.answers, frames.READ_SIZE)
        worker.buffer.feed(data)
        for message in worker.buffer.messages():
            self._keep(worker, message)
        if not data:
            self._bury(worker)

    def _keep(self, worker: Worker, message: tuple[Any, ...]) -> None:
        """One answer of a child, for the first item of its chunk."""
        chunk = worker.chunk
        if chunk is None:
            return
        kind, value, *rest = message
        if kind == "error":
            value.add_note(f"in a child process:\n{rest[0]}")
            value = _Raised(value)
        elif kind == "memory":
            value = Fault("memory", value)
        self._answer(chunk, value)
        worker.proven = True
        worker.deadline = time.monotonic() + self._limits.child_wall_seconds
        if not chunk.items:
            worker.chunk = None

    def _bury(self, worker: Worker) -> None:
        """Ends a dead or overdue child: its present item has a fault, the rest of its chunk goes to the next child."""
        fault = worker.end()
        self._workers.remove(worker)
        chunk = worker.chunk
        if chunk is None:
            return
        if fault is not None:
            self._answer(chunk, fault)
        self._requeue(chunk)

    def _answer(self, chunk: Chunk, value: Any) -> None:
        """Keeps the answer for the chunk's first item; one of an abandoned call is dropped."""
        chunk.items.popleft()
        place = chunk.places.popleft()
        call = self._calls.get(chunk.call)
        if call is not None:
            call.answers[place] = value

    def _requeue(self, chunk: Chunk) -> None:
        call = self._calls.get(chunk.call)
        if chunk.items and call is not None:
            call.pending.appendleft(chunk)


def _end(template: Template, workers: list[Worker]) -> None:
    """Kills and forgets children."""
    template.close()
    while workers:
        workers.pop().release()


def choose(workers: int | None) -> Compute:
    """Where to work: 0 is this process, without limits; None is a child for every processor this process may use."""
    if workers == 0:
        return InProcess()
    return ProcessPool(workers if workers is not None else len(os.sched_getaffinity(0)))
