"""Errands: many addresses asked for in the background, their answers drawn one by one by whoever works on them.

The network has a thread of its own, so that no server waits for our work and no deadline runs out because of it.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from types import TracebackType
from urllib.parse import urlsplit

from alteram.stages.ingest.web import Answer, Client, Errand, Missed, Network

WAITING = 32
"""Answers that may wait to be drawn; then hosts are asked for no more until one is."""

Done = tuple[Errand, Answer | Missed]
_Queue = queue.SimpleQueue[Done | None]


class Errands:
    """The network's thread, with the door open. Use it in a `with`; leaving it stops whatever is still under way."""

    def __init__(self, network: Network) -> None:
        self._client = Client(network)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="alteram-network", daemon=True)

    def __enter__(self) -> "Errands":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._client.__aenter__(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    async def _end(self) -> None:
        """Stops what is under way, and closes the door."""
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await self._client.__aexit__()

    def run(self, errands: Sequence[Errand]) -> Iterator[Done]:
        """Every errand with what it gave, in the order in which they end: hosts side by side, one's addresses in order.

        Raises what a bug raised in the background. An iterator that is given up ends the rest.
        """
        done: _Queue = queue.SimpleQueue()
        room = asyncio.Semaphore(WAITING)
        work: Future[None] = asyncio.run_coroutine_threadsafe(self._all(errands, done, room), self._loop)
        work.add_done_callback(lambda _: done.put(None))
        try:
            while (item := done.get()) is not None:
                self._loop.call_soon_threadsafe(room.release)
                yield item
            work.result()
        finally:
            work.cancel()

    async def _all(self, errands: Sequence[Errand], done: _Queue, room: asyncio.Semaphore) -> None:
        """Runs every host's errands; the first bug ends all."""
        by_host: dict[str, list[Errand]] = {}
        for errand in errands:
            by_host.setdefault(_host(errand.url), []).append(errand)
        async with asyncio.TaskGroup() as tasks:
            for own in by_host.values():
                tasks.create_task(self._host(own, done, room))

    async def _host(self, errands: Sequence[Errand], done: _Queue, room: asyncio.Semaphore) -> None:
        """One host's errands, one after the other."""
        for errand in errands:
            answer = await self._client.get(errand)
            await room.acquire()
            done.put((errand, answer))


def _host(url: str) -> str:
    with contextlib.suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""
