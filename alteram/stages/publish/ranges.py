"""The values of a disagreement on one line: a drawing beside the table, for eyes only (the table says it all)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alteram.model.briefs import Side
from alteram.stages.publish.wording import figure

LEFT, RIGHT = 60, 920
"""Where the least and the greatest value stand, of a width of 1000."""
OPEN_LENGTH = 60
"""How far an unbounded value is drawn beyond its bound."""
ROW, FOOT = 30, 40
"""Height of one side's row, and of the labels below."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One side: from `start` to `end` at height `y`; `open` when it has no upper bound."""

    start: int
    end: int
    y: int
    open: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A value named below the line."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing, 1000 wide and `height` high."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int


def strip(sides: Sequence[Side]) -> Strip | None:
    """The drawing of sides that all have a lower bound; None where one has none, or where all share one value."""
    bounds = [(side.low, side.high) for side in sides if side.low is not None]
    if len(bounds) < max(2, len(sides)):
        return None
    values = sorted({value for pair in bounds for value in pair if value is not None})
    least, greatest = values[0], values[-1]
    if least == greatest:
        return None

    def x(value: float) -> int:
        return round(LEFT + (RIGHT - LEFT) * (value - least) / (greatest - least))

    bars = []
    for place, (low, high) in enumerate(bounds):
        start = x(low)
        end = min(start + OPEN_LENGTH, RIGHT + OPEN_LENGTH) if high is None else x(high)
        bars.append(Bar(start, end, ROW // 2 + ROW * place, high is None))
    return Strip(tuple(bars), _ticks(values, x), ROW * len(bounds) + FOOT)


def _ticks(values: Sequence[float], x: Callable[[float], int]) -> tuple[Tick, ...]:
    """The values, least and greatest first; one that would stand on another's label is left out."""
    ticks: list[Tick] = []
    for value in (values[0], values[-1], *values[1:-1]):
        tick = Tick(x(value), figure(value))
        if all(abs(tick.x - other.x) > 14 * (len(tick.text) + len(other.text)) / 2 + 20 for other in ticks):
            ticks.append(tick)
    return tuple(ticks)
