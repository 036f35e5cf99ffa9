"""One child as its parent sees it: a process, two pipes, the chunk it works on, and since when."""

import os
import signal
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from alteram.compute import Fault, child, frames
from alteram.config import Limits

_COMMAND = "import sys; from alteram.compute.child import main; main(*map(int, sys.argv[1:4]), float(sys.argv[4]))"
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Number crunchers start threads at import, which would cost address space and contend with the other children."""


@dataclass(slots=True)
class Chunk:
    """Items that travel together. `places` are their numbers in the call; the first one is what the child works on."""

    call: int
    function: bytes
    places: deque[int]
    items: deque[Any]


@dataclass(slots=True)
class Worker:
    """A running child.

    `deadline` is the time of the monotonic clock at which its present item is overdue; `proven`: it has answered once,
    so its imports are done.
    """

    process: subprocess.Popen[bytes]
    requests: int
    answers: int
    buffer: frames.Buffer = field(default_factory=frames.Buffer)
    chunk: Chunk | None = None
    deadline: float = 0.0
    overdue: bool = False
    proven: bool = False

    def send(self, chunk: Chunk) -> None:
        """Gives an idle child its next chunk; raises `BrokenPipeError` where the child is dead."""
        self.chunk = chunk
        frames.write(self.requests, frames.encode((chunk.function, tuple(chunk.items))))

    def kill(self) -> None:
        """Ends the child at once and gives its pipes back."""
        self.process.kill()
        self.process.wait()
        self._release()

    def end(self) -> Fault | None:
        """Ends a child that is dead or overdue. Says why it died; None where it gave up by itself after its answer."""
        if self.overdue:
            self.kill()
            return Fault("time", "the item took longer than its wall time")
        status = self.process.wait()
        self._release()
        if status == child.OUT_OF_MEMORY:
            return None
        if status == -signal.SIGPROF:
            return Fault("time", "the item took longer than its CPU time")
        if status == -signal.SIGKILL:
            return Fault("memory", "the system killed the child, most likely for want of memory")
        return Fault(
            "crash", f"the child died: {signal.Signals(-status).name if status < 0 else f'exit status {status}'}"
        )

    def _release(self) -> None:
        for descriptor in (self.requests, self.answers):
            os.close(descriptor)


def start(limits: Limits) -> Worker:
    """Starts a child: a fresh interpreter, so nothing of this process's threads and locks is in it."""
    child_requests, requests = os.pipe()
    answers, child_answers = os.pipe()
    os.set_blocking(answers, False)
    bounds = limits.child_memory_bytes, limits.child_cpu_seconds
    # A child in a session of its own is not hit by the terminal's Ctrl-C; it ends when its pipe ends.
    process = subprocess.Popen(
        # Without -P the working folder would come first, and a file "json.py" lying there would run.
        [sys.executable, "-P", "-c", _COMMAND, *map(str, (child_requests, child_answers, *bounds))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(child_requests, child_answers),
        start_new_session=True,
        env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": _search_path()},
    )
    os.close(child_requests)
    os.close(child_answers)
    return Worker(process, requests, answers)


def _search_path() -> str:
    """This process's module search path, so that the child finds the same functions."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100 (resolve() follows links)
