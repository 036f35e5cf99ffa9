"""What a page shows of a disagreement: its kind and slot in words, its sides, their course in time, what is denied."""

from dataclasses import dataclass

from alteram.model.briefs import Denial, Disagreement, Point, Side
from alteram.model.ids import Moment
from alteram.stages.publish.citing import outlet_names
from alteram.stages.publish.courses import Course, course
from alteram.stages.publish.plain import bounds_of, slot_words, value_of
from alteram.stages.publish.ranges import Strip, strip
from alteram.stages.publish.reading import BriefReader, PassageView, SentenceView
from alteram.stages.publish.wording import listing, words


@dataclass(frozen=True, slots=True)
class SideView:
    """One row of a disagreement's table."""

    value: str
    bounds: str
    holder: str
    carriers: str
    as_of: Moment | None
    as_of_from: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """One value at one time, as the list below the drawing has it."""

    value: str
    holder: str
    as_of: Moment
    passage: PassageView


@dataclass(frozen=True, slots=True)
class DenialView:
    """Who denies a value, and where."""

    holder: str
    value: str
    passage: PassageView


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement: its kind in words, what it is about, its sides; `strip` only where there is no `course`."""

    sentence: SentenceView | None
    kind: str
    note: str
    slot: str
    sides: tuple[SideView, ...]
    strip: Strip | None
    course: Course | None
    points: tuple[PointView, ...]
    denials: tuple[DenialView, ...]


def disagreement_view(reader: BriefReader, disagreement: Disagreement) -> DisagreementView:
    """A disagreement with its table, and a drawing where there is something to draw."""
    unit = disagreement.slot.unit
    drawn = course(disagreement.points) if unit != "time" else None
    return DisagreementView(
        reader.sentence(disagreement.sentence) if disagreement.sentence else None,
        words("kinds", disagreement.kind),
        words("kind_notes", disagreement.kind),
        slot_words(disagreement),
        tuple(_side(reader, side, unit) for side in disagreement.sides),
        strip(disagreement.sides) if drawn is None and unit != "time" and disagreement.kind != "scope" else None,
        drawn,
        tuple(_point(reader, point, unit) for point in disagreement.points) if drawn else (),
        tuple(_denial(reader, one, disagreement) for one in disagreement.denials),
    )


def _side(reader: BriefReader, side: Side, unit: str) -> SideView:
    return SideView(
        side.text,
        bounds_of(side.text, side.low, side.high, unit),
        side.holder.name,
        listing(outlet_names(reader.brief, (passage.source for passage in side.passages))),
        side.as_of,
        words("as_of_from", side.as_of_from),
        tuple(reader.passage(passage) for passage in side.passages),
    )


def _point(reader: BriefReader, point: Point, unit: str) -> PointView:
    return PointView(
        value_of(point.text, point.low, point.high, unit), point.holder.name, point.as_of, reader.passage(point.passage)
    )


def _denial(reader: BriefReader, denial: Denial, disagreement: Disagreement) -> DenialView:
    return DenialView(denial.holder.name, disagreement.sides[denial.side].text, reader.passage(denial.passage))
