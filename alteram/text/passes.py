"""One pass over a text, from which stretches are cut: no word of an article is read twice.

What a regular expression finds in a stretch is what it finds in the whole text and lies inside the stretch, as long as
no edge of the stretch cuts a find in two and the expression looks at nothing outside its finds. Where an edge does cut,
there is no cut to be had, and the caller reads the stretch by itself.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from alteram.model.articles import Span

T = TypeVar("T")

SHORT = 500
"""Code points up to which a text is read stretch by stretch: a name or a clause that stands alone is asked for once."""
TEXTS = 96
"""Texts whose passes are kept: a dossier's articles, and some."""


class Pass(Generic[T]):
    """What was found in a text, in order and not overlapping: `found[k]` stands at `starts[k]` to `ends[k]`."""

    __slots__ = ("ends", "found", "starts")

    def __init__(self, spans: Sequence[Span], found: Iterable[T]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.found = tuple(found)

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """First and behind the last of what lies in the stretch; None where an edge cuts a find in two."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        if (first and self.ends[first - 1] > start) or (last and self.ends[last - 1] > end):
            return None
        return first, last

    def within(self, start: int, end: int) -> tuple[T, ...] | None:
        """What lies in the stretch from `start` to `end`; None where an edge cuts a find in two."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        if (first and self.ends[first - 1] > start) or (last and self.ends[last - 1] > end):
            return None
        return self.found[first:last]
