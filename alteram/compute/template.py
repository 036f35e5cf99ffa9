"""The first child: it imports what the work needs once and is then forked for every worker that is asked for.

It is a fresh interpreter with one thread, so a fork has no lock that another thread might hold. Where an import did
start a thread, workers are fresh interpreters too. It does no item itself: it starts workers, ends them and says how
they ended, so a worker that dies costs nothing but a fork.
"""

import gc
import os
import pickle
import signal
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

from alteram.compute import child, frames

START, END, CLOSE = "start", "end", "close"
"""Requests: `START` brings the descriptors of a worker's two pipes along; `END` is answered with the exit status, None
for a worker that another template started."""
_COMMAND = "import sys; from alteram.compute.child import main; main(*map(int, sys.argv[1:4]), float(sys.argv[4]))"

Bounds = tuple[int, float]
"""Limits of one item: bytes that it may add, CPU seconds."""


def main(control: int) -> None:
    """Serves the pool at the other end of the socket `control` until it says so or is gone; then ends every worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    workers: dict[int, int] = {}
    pool = socket.socket(fileno=control)
    # What is imported here lives as long as the process: to look for garbage among it is time lost, here and in forks.
    gc.disable()
    try:
        while (request := _request(pool))[0] != CLOSE:
            if request[0] == START:
                _, number, function, bounds, pipes = request
                _prepare(function)
                workers[number] = _fork(pool, pipes, bounds) if _alone() else _spawn(pipes, bounds)
                for descriptor in pipes:
                    os.close(descriptor)
            else:
                _, number, kill = request
                process = workers.pop(number, None)
                frames.write(pool.fileno(), frames.encode(None if process is None else _ended(process, kill)))
    except (EOFError, ConnectionError):
        pass  # The pool is gone, and whoever started it with it.
    for process in workers.values():
        _ended(process, kill=True)


def _request(pool: socket.socket) -> tuple[Any, ...]:
    """The next request; descriptors that came along are its last part."""
    mark, pipes, _, _ = socket.recv_fds(pool, 1, 2)
    if not mark:
        raise EOFError
    message: tuple[Any, ...] = frames.read(pool.fileno())
    return (*message, pipes) if pipes else message


def _prepare(function: bytes) -> None:
    """Imports what a pickled function needs; a function that cannot be read is the worker's to complain of."""
    try:
        pickle.loads(function)  # noqa: S301 (from our own parent)
    except Exception:
        return


def _alone() -> bool:
    """Whether this process has one thread; where the system does not tell, Python's own threads are counted."""
    tasks = Path("/proc/self/task")
    if tasks.is_dir():
        return sum(1 for _ in tasks.iterdir()) == 1
    return len(sys._current_frames()) == 1


def _fork(pool: socket.socket, pipes: list[int], bounds: Bounds) -> int:
    """A worker as a fork of this process; its process id."""
    gc.freeze()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        pool.close()
        gc.enable()
        child.main(pipes[0], pipes[1], *bounds)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _spawn(pipes: list[int], bounds: Bounds) -> int:
    """A worker as a fresh interpreter; its process id."""
    command = [sys.executable, "-P", "-c", _COMMAND, *map(str, (*pipes, *bounds))]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=pipes)
    process.returncode = 0  # It is waited for by its id.
    return process.pid


def _ended(process: int, kill: bool) -> int:
    """Waits for a worker, killed before or not. Its exit status, negative for the signal that ended it."""
    if kill:
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
