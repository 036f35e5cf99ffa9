"""How a figure moved: its values by time as a drawing, each point numbered as in the list that stands below it.

A value is drawn as it is known: a number as a dot, a range as a bar between two caps and without a middle, "at least"
as a dot with an arrow; a time as an instant, a day as a bar from its beginning to its end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alteram.model.briefs import Point
from alteram.model.ids import Moment, day, has_time
from alteram.stages.publish.wording import figure
from alteram.text.people.titles import MONTHS

WIDTH, HEIGHT = 400, 240
TOP, RIGHT, BOTTOM = 24, 378, 190
"""Where the plot ends above, at the right and below."""
CHARACTER = 7.4
"""Width of a character of a label."""
TICK_APART, LABEL_APART = 15, 8
"""Least distance of two labels of values from each other, and gap between two labels of times."""
SHIFT = 9.0
"""How far points of one time and value stand from each other."""
LEAST_TIMES = 3
"""Times from which values are drawn."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: number, place in time from `left` to `right`, value from `low` down to `high` up, as they are drawn.

    `dots` are the heights of what is exact, `caps` of the ends of a range; `up` and `down` say which end is open.
    """

    number: int
    x: float
    left: float
    right: float
    low: float
    high: float
    dots: tuple[float, ...]
    caps: tuple[float, ...]
    up: bool
    down: bool
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A value beside the axis, or a time below it with its day on a second line."""

    at: float
    text: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The drawing: 400 wide and 240 high, the plot from `left` on."""

    left: float
    marks: tuple[Mark, ...]
    values: tuple[Label, ...]
    times: tuple[Label, ...]
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP
    right: int = RIGHT
    bottom: int = BOTTOM


def course(points: Sequence[Point]) -> Course | None:
    """The drawing of points with three times or more that are not all one value; else None."""
    bounds = sorted({bound for point in points for bound in (point.low, point.high) if bound is not None})
    if len({point.as_of for point in points}) < LEAST_TIMES or len(bounds) < 2:
        return None
    left = 14 + CHARACTER * max(len(figure(bound)) for bound in bounds)
    x, y = _time_scale(points, left), _value_scale(bounds)
    marks = _apart([_mark(number, point, x, y) for number, point in enumerate(points, start=1)], left)
    return Course(left, marks, _value_labels(bounds, y), _time_labels(points, x, left))


def _span(moment: Moment) -> tuple[float, float]:
    """First and last second of a moment as it is known."""
    begin = datetime.fromisoformat(moment if has_time(moment) else f"{day(moment)}T00:00:00+00:00")
    end = begin if has_time(moment) else begin + timedelta(days=1)
    return begin.timestamp(), end.timestamp()


def _time_scale(points: Sequence[Point], left: float) -> Callable[[float], float]:
    spans = [_span(point.as_of) for point in points]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    begin, end = left + 12, RIGHT - 18
    return lambda second: round(begin + (end - begin) * (second - first) / max(1.0, last - first), 1)


def _value_scale(bounds: Sequence[float]) -> Callable[[float], float]:
    """From nothing on, where that is not far below the least value: else the differences would not be seen."""
    least, greatest = bounds[0], bounds[-1]
    bottom = 0.0 if least >= 0 and greatest - least > greatest / 4 else least - (greatest - least) / 4
    return lambda value: round(BOTTOM - (BOTTOM - TOP - 14) * (value - bottom) / (greatest - bottom), 1)


def _mark(number: int, point: Point, x: Callable[[float], float], y: Callable[[float], float]) -> Mark:
    left, right = map(x, _span(point.as_of))
    known = tuple(y(bound) for bound in (point.low, point.high) if bound is not None)
    up, down = point.high is None and bool(known), point.low is None and bool(known)
    low = BOTTOM if down else known[0]
    high = TOP - 12 if up else known[-1]
    exact = len(set(known)) == 1
    return Mark(
        number=number,
        x=(left + right) / 2,
        left=left,
        right=right,
        low=low,
        high=high,
        dots=known[:1] if exact else (),
        caps=() if exact else known,
        up=up,
        down=down,
        label_x=0.0,
        label_y=0.0,
    )


def _apart(marks: list[Mark], left: float) -> tuple[Mark, ...]:
    """The marks, those at one place beside each other, each with its number where nothing else stands."""
    placed: list[Mark] = []
    for mark in marks:
        same = sum(1 for other in placed if other.low == mark.low and abs(other.left - mark.left) < 1)
        placed.append(replace(mark, x=mark.x + SHIFT * same))
    dots = [(mark.x, y) for mark in placed for y in mark.dots or mark.caps]
    numbers: list[tuple[float, float]] = []
    for at, mark in enumerate(placed):
        spots = _spots(mark.x, (mark.dots or mark.caps)[-1], left)
        free = next((one for one in spots if not _meets(one, dots, 9) and not _meets(one, numbers, 14)), spots[0])
        numbers.append(free)
        placed[at] = replace(mark, label_x=round(free[0], 1), label_y=round(free[1] + 4, 1))
    return tuple(placed)


def _spots(x: float, y: float, left: float) -> tuple[tuple[float, float], ...]:
    """Places for a number around a point, best first."""
    near = [(x + dx, y + dy) for dy in (-9, 9, -22, 22, -35) for dx in (11, -11, 22, -22)]
    return tuple((a, b) for a, b in near if left + 8 < a < WIDTH - 8 and TOP - 18 < b < BOTTOM - 4) or (
        (x + 11, y - 9),
    )


def _meets(spot: tuple[float, float], taken: list[tuple[float, float]], wide: float) -> bool:
    return any(abs(spot[0] - x) < wide and abs(spot[1] - y) < 9 for x, y in taken)


def _value_labels(bounds: Sequence[float], y: Callable[[float], float]) -> tuple[Label, ...]:
    """Values at the left, greatest and least first; one that would touch another is left out."""
    labels: list[Label] = []
    for bound in (bounds[-1], bounds[0], *reversed(bounds[1:-1])):
        if all(abs(y(bound) - other.at) >= TICK_APART for other in labels):
            labels.append(Label(y(bound), figure(bound)))
    return tuple(labels)


def _time_labels(points: Sequence[Point], x: Callable[[float], float], left: float) -> tuple[Label, ...]:
    """Times below, first and last first; the day stands below the clock, or alone where no clock is known."""
    moments = sorted({point.as_of for point in points})
    labels: list[Label] = []
    for moment in (moments[0], moments[-1], *moments[1:-1]):
        begin, end = _span(moment)
        number, month = int(moment[8:10]), MONTHS[int(moment[5:7]) - 1][:3]
        written = f"{number} {month}"
        label = (
            Label(x((begin + end) / 2), moment[11:16], written)
            if has_time(moment)
            else Label(x((begin + end) / 2), written)
        )
        half = CHARACTER * max(len(label.text), len(label.second)) / 2
        inside = Label(min(max(label.at, left - 6 + half), WIDTH - half), label.text, label.second)
        if all(abs(inside.at - other.at) >= half * 2 + LABEL_APART for other in labels):
            labels.append(inside)
    return tuple(sorted(labels, key=lambda label: label.at))
