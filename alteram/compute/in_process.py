"""Work in this process, one item after the other: no limits, nothing to start."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from alteram.compute import Fault

T = TypeVar("T")
R = TypeVar("R")


class InProcess:
    """`Compute` without children. For tests, small trusted work and debuggers: a runaway item is not stopped."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Fault]:
        """Results in order, each made when it is asked for. Running out of memory is a `Fault`, as in a child."""
        for item in items:
            try:
                result: R | Fault = function(item)
            except MemoryError as error:
                result = Fault("memory", f"out of memory: {error}")
            yield result

    def close(self) -> None:
        """Nothing to end."""
