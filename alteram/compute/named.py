"""Functions told by name: the parent of children that work need not import what they work with."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Named(Generic[T, R]):
    """A function of one item that `factory`, a function without arguments in `module`, makes ready.

    Naming it imports nothing. Calling it here, or unpickling it in a child, imports the module and calls the factory
    once a process: whatever is costly to load is loaded there, before limits count.
    """

    def __init__(self, module: str, factory: str) -> None:
        self._name = module, factory

    def __call__(self, item: T) -> R:
        result: R = made(*self._name)(item)
        return result

    def __reduce__(self) -> tuple[Callable[[str, str], Callable[[Any], Any]], tuple[str, str]]:
        return made, self._name


@lru_cache(maxsize=None)
def made(module: str, factory: str) -> Callable[[Any], Any]:
    """What the factory gives. Raises `ImportError` or `AttributeError` where there is none of that name."""
    function: Callable[[Any], Any] = getattr(import_module(module), factory)()
    return function
