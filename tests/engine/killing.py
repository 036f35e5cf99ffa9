"""Processes that are killed at a chosen point, for tests of what a library keeps through it."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import alteram

PACKAGE = str(Path(alteram.__file__).parent)
LONGEST = 300
"""Seconds after which a child that hangs is ended (by SIGALRM)."""


def in_child(work: Callable[[], object]) -> int:
    """Runs `work` in a forked child; gives its process id. It ends with 0, or with 1 where `work` raised."""
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(LONGEST)
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


def lines_run(work: Callable[[], object], kill_at: int, within: str | tuple[str, ...] = PACKAGE) -> int:
    """Counts the lines of code in the folders `within` that `work` runs; this process is killed at line `kill_at`."""
    count = 0

    def local(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return local

    def calls(frame: FrameType, _event: str, _argument: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(within) else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def ended(child: int) -> int:
    """Waits for a child: its exit code, or the negative number of the signal that ended it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed(child: int) -> bool:
    """Waits for a child; whether it was killed."""
    return ended(child) == -signal.SIGKILL
