"""The child's side: takes chunks of items, does them one by one under its limits, answers after each.

Memory is bounded by RLIMIT_AS above what the process has after its imports; CPU time of one item by the profiling
timer, whose signal ends the process whatever C code it is in. Wall time is the parent's to watch.
"""

import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alteram.compute import frames

OUT_OF_MEMORY = 3
"""Exit status after an item ran out of memory: the process is not used again."""


def main(requests: int, answers: int, memory_bytes: int, cpu_seconds: float) -> None:
    """Serves until the pipe of requests ends. Arguments are two open descriptors and the limits of one item."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    bounded = False
    while True:
        try:
            pickled, items = frames.read(requests)
        except EOFError:
            return
        try:
            function = pickle.loads(pickled)  # noqa: S301 (from our own parent)
        except Exception as error:
            frames.write(answers, failed(error))
            continue
        if not bounded:
            bound_memory(memory_bytes)
            bounded = True
        for item in items:
            _answer(function, item, answers, cpu_seconds)


def _answer(function: Callable[[Any], Any], item: Any, answers: int, cpu_seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        frame = frames.encode(("result", function(item)))
    except MemoryError:
        signal.setitimer(signal.ITIMER_PROF, 0)
        frames.write(answers, frames.encode(("memory", "the item needs more memory than it may have")))
        sys.stderr.flush()
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        frame = failed(error)
    signal.setitimer(signal.ITIMER_PROF, 0)
    frames.write(answers, frame)


def failed(error: Exception) -> bytes:
    """A frame that carries an exception, with its traceback as text since a traceback cannot travel."""
    text = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes: some exceptions pickle and cannot be read back)
    except Exception:
        return frames.encode(("error", RuntimeError(f"{type(error).__name__}: {error}"), text))
    return frames.encode(("error", error, text))


def bound_memory(more: int) -> None:
    """Lets the address space grow by `more` bytes from here; where the system does not tell its size, not at all."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    now = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + more if hard == resource.RLIM_INFINITY else min(now + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
