"""The list of stories as pages: the newest, a day's, those without a brief, and what a reader searched or narrowed.

On a static site these pages are made before; on a live server the same page answers a query string. No JavaScript.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from alteram.model.ids import Moment, day
from alteram.model.listing import Choice, Wanted
from alteram.stages.publish.pages import UNPUBLISHED, render
from alteram.stages.publish.views import Frame, StoryRow
from alteram.stages.publish.wording import count, moment

A_PAGE = 30
"""Stories on one page of the list."""
OTHERS_SHOWN = 20
"""Stories without a brief on the front page."""
OTHERS_A_PAGE = 300
MOST_OPTIONS = 200
"""Outlets among which a reader chooses, those with the most stories; any other is named in the address."""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among its like: `place` of `pages`, and the addresses beside it ("" for none)."""

    place: int = 1
    pages: int = 1
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a form."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The search form of a live page, filled in as it was sent."""

    words: str
    outlets: tuple[Option, ...]
    languages: tuple[Option, ...]
    day: str
    origins: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the rows of a list: `title` and `total` where it is not the whole list, and the stories
    without a brief, `others` of them in all, at `others_at`. `found` says that the order is the match's, not time's.
    """

    title: str = ""
    total: int = 0
    others: int = 0
    others_at: str = ""
    days_at: str = ""
    found: bool = False
    pager: Pager = Pager()
    form: Form | None = None
    empty: str = "No story has a brief yet. A brief needs two outlets and three facts that can be published."


WHOLE = Around()


def newest_first(rows: Iterable[StoryRow]) -> tuple[StoryRow, ...]:
    """Rows in the order of the story list: latest change first, then id."""
    by_id = sorted(rows, key=lambda row: row.story)
    return tuple(sorted(by_id, key=lambda row: row.updated or "", reverse=True))


def story_list_page(rows: Iterable[StoryRow], *, frame: Frame = UNPUBLISHED) -> str:
    """The front page of a few stories, all on it."""
    ordered = newest_first(rows)
    others = [row for row in ordered if not row.brief]
    return list_page(ordered, frame=frame, root="", around=Around(others=len(others)))


def list_page(rows: Sequence[StoryRow], *, frame: Frame, root: str, around: Around = WHOLE) -> str:
    """One page of the list, rows in the order given.

    Stories without a brief have passed no gate: their titles stand only on unpublished pages.
    """
    briefs = tuple(row for row in rows if row.brief)
    lead = briefs[0] if briefs and not around.title and around.pager.place == 1 else None
    shown = rows if around.found and frame.unpublished else briefs[1:] if lead else briefs
    return render(
        "stories.html",
        frame,
        root,
        lead=lead,
        days=((None, tuple(shown)),) if around.found else by_day(shown),
        others=() if around.found or not frame.unpublished else tuple(row for row in rows if not row.brief),
        around=around,
    )


def by_day(rows: Iterable[StoryRow]) -> tuple[tuple[str | None, tuple[StoryRow, ...]], ...]:
    """Rows under the day of their latest change, in the order given."""
    days: dict[str | None, list[StoryRow]] = {}
    for row in rows:
        days.setdefault(day(row.updated) if row.updated else None, []).append(row)
    return tuple((each, tuple(group)) for each, group in days.items())


def days_page(days: Sequence[Choice], *, frame: Frame) -> str:
    """Every day with a brief, latest first."""
    ordered = sorted((each for each in days if each.kind == "day"), key=lambda each: each.value, reverse=True)
    return render("days.html", frame, "../", days=tuple(ordered))


def day_around(value: str, total: int) -> Around:
    """What stands around the stories of a day."""
    return Around(
        title=moment(Moment(value)),
        total=total,
        days_at="days/index.html",
        empty="No story changed last then.",
    )


def around_found(
    wanted: Wanted, total: int, form: Form | None, choices: Mapping[str, str], *, others: int = 0
) -> Around:
    """What stands around what a reader searched or narrowed the live list to."""
    asked = {
        "q": wanted.words,
        "outlet": wanted.outlet,
        "language": wanted.language,
        "day": wanted.day,
        "origins": str(wanted.origins) if wanted.origins else "",
        "show": "others" if wanted.briefs is False else "",
    }
    given = {name: value for name, value in asked.items() if value}
    pages = max(1, -(-total // max(wanted.most, 1)))
    place = wanted.first // max(wanted.most, 1) + 1

    def at(number: int) -> str:
        return (
            f"index.html?{urlencode({**given, 'page': str(number)}, errors='replace')}" if 1 <= number <= pages else ""
        )

    return Around(
        title=_title(wanted, choices) if given else "",
        total=total,
        others=others,
        others_at="index.html?show=others" if others > OTHERS_SHOWN else "",
        days_at="days/index.html",
        found=bool(given),
        pager=Pager(place, pages, at(place - 1), at(place + 1)),
        form=form,
        empty="No story answers to that." if given or place > 1 else WHOLE.empty,
    )


def _title(wanted: Wanted, choices: Mapping[str, str]) -> str:
    """What was asked for, in words."""
    parts = [f"“{wanted.words}”"] if wanted.words else []
    parts += [choices.get(wanted.outlet, wanted.outlet)] if wanted.outlet else []
    parts += [f"language {wanted.language}"] if wanted.language else []
    parts += [moment(Moment(wanted.day))] if wanted.day else []
    parts += [f"at least {count(wanted.origins, 'independent origin')}"] if wanted.origins else []
    parts += ["not enough to brief"] if wanted.briefs is False else []
    return ", ".join(parts)


def form_of(wanted: Wanted, choices: Sequence[Choice], names: Mapping[str, str]) -> Form:
    """The form with what can be chosen; `names` are those of outlets."""

    def options(kind: str, chosen: str) -> tuple[Option, ...]:
        of = sorted((each for each in choices if each.kind == kind), key=lambda each: (-each.stories, each.value))
        kept = of[:MOST_OPTIONS] + [each for each in of[MOST_OPTIONS:] if each.value == chosen]
        texts = {each.value: f"{names.get(each.value, each.value)} ({each.stories})" for each in kept}
        if chosen and chosen not in texts:
            texts[chosen] = chosen
        ordered = sorted(texts.items(), key=lambda each: (each[1].casefold(), each[0]))
        return tuple(Option(value, text, value == chosen) for value, text in ordered)

    return Form(
        wanted.words, options("outlet", wanted.outlet), options("language", wanted.language), wanted.day, wanted.origins
    )


@dataclass(frozen=True, slots=True)
class MovedStory:
    """A story that had a page and went up in another: `new` is None where that one has no page. `editions` are the
    numbers of those that it had."""

    old: str
    new: str | None
    headline: str
    editions: tuple[int, ...] = field(default=())


def moved_page(story: MovedStory, *, frame: Frame, address: str) -> str:
    """The page at an old address: it leads on by itself, and names the new one as canonical."""
    root = "../../"
    place = f"stories/{story.new}/index.html" if story.new else "index.html"
    return render("moved.html", frame, root, story=story, target=root + place, canonical=(address or root) + place)


def list_files(rows: Sequence[StoryRow], *, frame: Frame) -> Iterator[tuple[str, str]]:
    """Every page of the list of a static site as (path, HTML): page by page, day by day, and what has no brief."""
    ordered = newest_first(rows)
    briefs = [row for row in ordered if row.brief]
    others = [row for row in ordered if not row.brief]
    yield from _paged(briefs, others, frame)
    if frame.unpublished and len(others) > OTHERS_SHOWN:
        names = ("others.html", "others-{}.html")
        for path, part, pager in _parts(others, OTHERS_A_PAGE, names):
            around = Around(title="Not enough to brief", total=len(others), pager=pager, found=True)
            yield path, list_page(part, frame=frame, root="", around=around)
    days = by_day(briefs)
    dated = [Choice("day", each, len(group)) for each, group in days if each]
    yield "days/index.html", days_page(dated, frame=frame)
    for each, group in days:
        if each:
            yield f"days/{each}.html", list_page(group, frame=frame, root="../", around=day_around(each, len(group)))


def _paged(briefs: Sequence[StoryRow], others: Sequence[StoryRow], frame: Frame) -> Iterator[tuple[str, str]]:
    """The front page and those behind it."""
    for path, part, pager in _parts(briefs, A_PAGE, ("index.html", "page-{}.html")):
        first = pager.place == 1
        around = Around(
            others=len(others) if first else 0,
            others_at="others.html" if first and len(others) > OTHERS_SHOWN and frame.unpublished else "",
            days_at="days/index.html" if briefs else "",
            pager=pager,
        )
        rows = (*part, *others[:OTHERS_SHOWN]) if first else part
        yield path, list_page(rows, frame=frame, root="", around=around)


def _parts(
    rows: Sequence[StoryRow], most: int, names: tuple[str, str]
) -> Iterator[tuple[str, Sequence[StoryRow], Pager]]:
    """Rows in parts, each with its path: the first has a name of its own, the others a number in theirs."""
    pages = max(1, -(-len(rows) // most))

    def path(place: int) -> str:
        return names[0] if place == 1 else names[1].format(place) if 1 <= place <= pages else ""

    for place in range(1, pages + 1):
        pager = Pager(place, pages, path(place - 1) if place > 1 else "", path(place + 1))
        yield path(place), rows[(place - 1) * most : place * most], pager
