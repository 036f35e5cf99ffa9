"""An entry of a feed, as a parser gave it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: texts may be markup, the link may be anything, `stated` is a date in the parser's spelling."""

    title: str
    link: str
    stated: str
    summary: str
