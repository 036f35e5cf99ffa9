"""Errands: addresses asked for in the background, their answers drawn by whoever works on them.

The network has a thread of its own, so that no server waits for our work and no deadline runs out because of it.
"""

import asyncio
import queue
import threading
from types import TracebackType

from alteram.stages.ingest.web import Answer, Client, Errand, Missed, Network

WAITING = 32
"""Answers that may wait to be drawn; then no further one is taken in until one is drawn."""

Done = tuple[Errand, Answer | Missed]


class Errands:
    """The network's thread, with the door open. Use it in a `with`; leaving it stops whatever is still under way."""

    def __init__(self, network: Network) -> None:
        self._client = Client(network)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="alteram-network", daemon=True)
        self._done: queue.SimpleQueue[Done | BaseException] = queue.SimpleQueue()
        self._room = asyncio.Semaphore(WAITING)

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

    def submit(self, errand: Errand) -> None:
        """Starts on an errand; those of one host wait for one another."""
        asyncio.run_coroutine_threadsafe(self._run(errand), self._loop)

    def collect(self, most: int, seconds: float) -> list[Done]:
        """Up to `most` errands that are done, waiting so many seconds for the first. Raises what a bug raised."""
        came: list[Done] = []
        while len(came) < most:
            try:
                item = self._done.get(timeout=seconds) if not came else self._done.get_nowait()
            except queue.Empty:
                break
            if isinstance(item, BaseException):
                raise item
            self._loop.call_soon_threadsafe(self._room.release)
            came.append(item)
        return came

    async def _run(self, errand: Errand) -> None:
        try:
            answer = await self._client.get(errand)
            await self._room.acquire()
        except Exception as error:
            self._done.put(error)
        else:
            self._done.put((errand, answer))
