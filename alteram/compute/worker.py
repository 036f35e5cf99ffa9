"""Children as their parent sees them: the template that makes workers, and one worker with its pipes and its chunk."""

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from alteram.compute import Fault, child, frames, template
from alteram.config import Limits

_COMMAND = "import sys; from alteram.compute.template import main; main(int(sys.argv[1]))"
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Number crunchers start threads at import, which would cost address space, contend, and forbid a fork."""
PATIENCE = 30.0
"""Wall seconds for the template's answer, its imports included; beyond, it is killed with all its workers."""


@dataclass(slots=True)
class Chunk:
    """Items that travel together. `places` are their numbers in the call; the first one is what the child works on."""

    call: int
    function: bytes
    places: deque[int]
    items: deque[Any]


class Template:
    """The process whose forks are the workers, started with the first of them."""

    def __init__(self, limits: Limits) -> None:
        self._bounds = limits.child_memory_bytes, limits.child_cpu_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._started = 0

    def worker(self, function: bytes) -> "Worker":
        """Starts a worker that has imported what the pickled `function` needs; does not wait for it."""
        child_requests, requests = os.pipe()
        answers, child_answers = os.pipe()
        os.set_blocking(answers, False)
        self._started += 1
        message = frames.encode((template.START, self._started, function, self._bounds))
        try:
            self._ask(message, child_requests, child_answers)
        except OSError:
            # Killed from outside since the last worker: a new one takes its place, and its workers are no more ours.
            self.close()
            self._ask(message, child_requests, child_answers)
        finally:
            os.close(child_requests)
            os.close(child_answers)
        return Worker(self._started, self._end, requests, answers)

    def close(self) -> None:
        """Ends every worker and the process itself, and waits for it."""
        process, control, self._process, self._control = self._process, self._control, None, None
        if process is None or control is None:
            return
        try:
            _send(control, frames.encode((template.CLOSE,)))
            process.wait(PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            _kill(process)
        control.close()

    def _end(self, number: int, kill: bool) -> int | None:
        """Ends a worker, or waits for one that is dying. Its exit status; None where nobody knows it any more."""
        process, control = self._process, self._control
        if process is None or control is None:
            return None
        try:
            _send(control, frames.encode((template.END, number, kill)))
            return _answer(control)
        except (OSError, EOFError):
            self.close()
            return None

    def _ask(self, message: bytes, *pipes: int) -> None:
        if self._control is None:
            self._start()
        if self._control is not None:
            _send(self._control, message, *pipes)

    def _start(self) -> None:
        """A fresh interpreter, so nothing of this process's threads and locks is in it."""
        ours, theirs = socket.socketpair()
        with theirs:
            # In a session of its own it is not hit by the terminal's Ctrl-C; it ends when its socket does.
            self._process = subprocess.Popen(
                # Without -P the working folder would come first, and a file "json.py" lying there would run.
                [sys.executable, "-P", "-c", _COMMAND, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
                env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": _search_path()},
            )
        self._control = ours


@dataclass(slots=True)
class Worker:
    """A running worker.

    `deadline` is the time of the monotonic clock at which its present item is overdue; `proven`: it has answered once,
    so its imports are done.
    """

    number: int
    ended: Callable[[int, bool], int | None]
    requests: int
    answers: int
    buffer: frames.Buffer = field(default_factory=frames.Buffer)
    chunk: Chunk | None = None
    deadline: float = 0.0
    overdue: bool = False
    proven: bool = False

    def send(self, chunk: Chunk) -> None:
        """Gives an idle worker its next chunk; raises `BrokenPipeError` where it is dead."""
        self.chunk = chunk
        frames.write(self.requests, frames.encode((chunk.function, tuple(chunk.items))))

    def end(self) -> Fault | None:
        """Ends a worker that is dead or overdue. Says why it died; None where it gave up by itself after its answer."""
        status = self.ended(self.number, self.overdue)
        self.release()
        if self.overdue:
            return Fault("time", "the item took longer than its wall time")
        if status == child.OUT_OF_MEMORY:
            return None
        if status == -signal.SIGPROF:
            return Fault("time", "the item took longer than its CPU time")
        if status == -signal.SIGKILL:
            return Fault("memory", "the system killed the child, most likely for want of memory")
        if status is None:
            return Fault("crash", "the child died together with the process that started it")
        return Fault(
            "crash", f"the child died: {signal.Signals(-status).name if status < 0 else f'exit status {status}'}"
        )

    def release(self) -> None:
        """Gives the pipes back."""
        for descriptor in (self.requests, self.answers):
            os.close(descriptor)


def _send(control: socket.socket, message: bytes, *pipes: int) -> None:
    """One request to a template, with the descriptors that go with it."""
    control.settimeout(PATIENCE)
    socket.send_fds(control, [b"-"], pipes)
    control.sendall(message)


def _answer(control: socket.socket) -> int | None:
    """A template's answer."""
    buffer = frames.Buffer()
    while not (messages := buffer.messages()):
        data = control.recv(frames.READ_SIZE)
        if not data:
            raise EOFError
        buffer.feed(data)
    answer: int | None = messages[0]
    return answer


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a template that does not listen, and all that it started: they are one session."""
    if process.returncode is None:
        # Not waited for yet, so its number is still its own, dead or alive.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _search_path() -> str:
    """This process's module search path, so that the child finds the same functions."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100 (resolve() follows links)
