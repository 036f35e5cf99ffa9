"""Functions told by name: the parent of children that work need not import what they work with."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Named(Generic[T, R]):
    """The function `name` of the module `module`, of one item.

    Naming it imports nothing. Calling it here, or unpickling it in a child, imports the module: in a child that is
    before limits count.
    """

    def __init__(self, module: str, name: str) -> None:
        self._name = module, name

    def __call__(self, item: T) -> R:
        """The function's result, here."""
        result: R = found(*self._name)(item)
        return result

    def __reduce__(self) -> tuple[Callable[[str, str], Callable[[Any], Any]], tuple[str, str]]:
        return found, self._name


def found(module: str, name: str) -> Callable[[Any], Any]:
    """The function of that name. Raises `ImportError` or `AttributeError` where there is none of that name."""
    function: Callable[[Any], Any] = getattr(import_module(module), name)
    return function
