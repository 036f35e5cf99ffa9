"""What a library keeps of the work of grouping, so that a build costs what has arrived and not what is there."""

from collections.abc import Mapping
from dataclasses import dataclass

from alteram.model.ids import ArticleId


@dataclass(frozen=True, slots=True)
class Indexed:
    """One article in the index. `number` is its own in this library; the bytes are read by `stages.stories` only.

    `day` is that of its time, counted from year 1; None where it is unknown. `fixed` is the short part of its print and
    `body` the other (both empty once the article was removed, `body` also where it was not asked for). `candidates` are
    the earlier articles with which it was compared, `ties` those with which it may be one event, by number.
    """

    number: int
    article: ArticleId
    day: int | None
    fixed: bytes
    body: bytes
    candidates: bytes
    ties: bytes


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index holds: the `days` of its articles, as in `Indexed`, and the number that is free next.

    `made_by` names the weights and rules that made it, `settled` is a digest of what editors had settled by then; both
    are "" for an index that was never made.
    """

    made_by: str
    settled: str
    days: Mapping[ArticleId, int | None]
    next_number: int


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What grouping has changed in an index; `made_by` and `settled` as in `IndexState`.

    `rows` are new, or take the place of those with their number, keeping the print where `fixed` is empty; `gone` are
    numbers that leave. With `anew` nothing of what was there before stays.
    """

    made_by: str
    settled: str = ""
    rows: tuple[Indexed, ...] = ()
    gone: tuple[int, ...] = ()
    anew: bool = False
