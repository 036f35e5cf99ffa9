"""The decorator of loops that are compiled (Numba, BSD): integer arithmetic over arrays, the same on every machine.

In NumPy the same work is some two hundred small calls an article and takes three times as long (docs/grouping.md).
Compiled code is kept beside the module, or in the user's cache where that may not be written to.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled when it is first called with arguments of some types."""
    return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
