"""Functions for children to run: a child finds them by module and name."""

import os
import signal
import sys
import time


def double(number: int) -> int:
    return 2 * number


def process_id(_: object) -> int:
    return os.getpid()


def parent_id(_: object) -> int:
    return os.getppid()


IMPORTER = os.getpid()
"""The process that imported this module."""


def importer(_: object) -> int:
    return IMPORTER


def obey(order: str) -> str:
    """Does what the item says; most of it is not good for the process."""
    if order == "spin":
        while True:
            pass
    if order == "sleep":
        time.sleep(60)
    if order == "grow":
        held = []
        while True:
            held.append(bytearray(1 << 22))
    if order == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if order == "leave":
        os._exit(7)
    if order == "bug":
        raise KeyError("a bug")
    if order == "odd bug":
        raise OddError(1, 2)
    if order == "no memory":
        raise MemoryError("as if")
    if order == "chatter":
        print("words on standard output are not answers", flush=True)
        sys.stdout.flush()
    return order


def large(size: int) -> bytes:
    return b"x" * size


class OddError(Exception):
    """An exception that pickles and cannot be read back."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} {other}")
