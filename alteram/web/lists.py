"""The list of stories, live: what a query string asks for, and the page that answers it.

Nothing in a query string is an error: a value that makes no sense asks for nothing.
"""

from collections.abc import Mapping
from datetime import date

from alteram.model.listing import Wanted
from alteram.stages.publish import (
    A_PAGE,
    OTHERS_SHOWN,
    Frame,
    StoryRow,
    around_found,
    day_around,
    days_page,
    form_of,
    list_page,
)
from alteram.web.reader import Reader

MOST_CHARACTERS = 200
"""Characters of one value that are read."""
MOST_PAGES = 100_000


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """What a query string asks for: q, outlet, language, day, origins, show=others, page."""
    values = {name: value.strip()[:MOST_CHARACTERS] for name, value in query.items()}
    asked = Wanted(
        words=values.get("q", ""),
        outlet=values.get("outlet", ""),
        language=values.get("language", "").lower(),
        day=_day(values.get("day", "")),
        origins=_number(values.get("origins", ""), 999),
    )
    narrowed = asked != Wanted()
    briefs = False if values.get("show") == "others" else None if narrowed else True
    place = max(1, _number(values.get("page", ""), MOST_PAGES))
    return Wanted(
        asked.words, asked.outlet, asked.language, asked.day, asked.origins, briefs, (place - 1) * A_PAGE, A_PAGE
    )


def front_page(reader: Reader, query: Mapping[str, str], frame: Frame) -> str:
    """The list as a query string asks for it. Archived texts are searched for readers on this machine only."""
    wanted = wanted_of(query if frame.live else {name: value for name, value in query.items() if name != "q"})
    found = reader.listing(wanted)
    rows = list(found.stories)
    others = 0
    if wanted.briefs and not wanted.first:
        more = reader.listing(Wanted(briefs=False, most=OTHERS_SHOWN))
        rows, others = [*rows, *more.stories], more.total
    names = reader.outlet_names()
    form = form_of(wanted, reader.choices(), names) if frame.live else None
    around = around_found(wanted, found.total, form, names, others=others)
    return list_page(tuple(map(reader.shown, rows)), frame=frame, root="", around=around)


def day_page(reader: Reader, value: str, frame: Frame) -> str | None:
    """The stories with a brief that changed last on a day; None where that is no day, or has none."""
    found = reader.listing(Wanted(day=value, briefs=True, most=MOST_PAGES)) if _day(value) else None
    if found is None or not found.stories:
        return None
    rows: tuple[StoryRow, ...] = tuple(map(reader.shown, found.stories))
    return list_page(rows, frame=frame, root="../", around=day_around(value, found.total))


def all_days(reader: Reader, frame: Frame) -> str:
    """Every day."""
    return days_page(reader.choices(), frame=frame)


def _day(text: str) -> str:
    """A day as it is written in the library, "" where it is none."""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("2031-05-02") else ""
    except ValueError:
        return ""


def _number(text: str, most: int) -> int:
    """A number of at most six ASCII digits, never above `most`; 0 where it is none."""
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0
