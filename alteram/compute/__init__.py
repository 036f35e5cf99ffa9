"""One method: an ordered, fault-keeping map, in this process or in child processes with limits."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Fault:
    """What stopped one item: its child ran out of time or memory, or died. A Python exception is a bug: raised."""

    kind: Literal["time", "memory", "crash"]
    message: str


class Compute(Protocol):
    """Where work runs."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Fault]:
        """Results in the order of `items`, drawn lazily; an item that hits a limit gives a `Fault`, the rest go on."""
        ...

    def close(self) -> None:
        """Ends the children."""
        ...
