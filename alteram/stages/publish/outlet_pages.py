"""Pages of outlets: what the registry says of each and on what basis, how it does as a supplier, its stories.

Nothing here rates anybody. A place on an axis is a named rater's, on that rater's own scale; what no source supports
is "unknown".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alteram.model.ids import DAY_LENGTH, Moment, OutletId
from alteram.model.listing import OutletStory
from alteram.model.live import Health, Standing
from alteram.model.outlets import Outlet, Place, Registry
from alteram.stages.publish.lists import Pager
from alteram.stages.publish.pages import UNPUBLISHED, render
from alteram.stages.publish.quoting import web_address
from alteram.stages.publish.records import OutletRecord, OutletRecords, outlet_folder
from alteram.stages.publish.views import Frame
from alteram.stages.publish.wording import count, duration, moment, request_failure, words

OUTLET_ROOT = "../../"
"""From an outlet's folder to the root of the site."""
LIST_ROOT = "../"
STORIES_A_PAGE = 100
"""Stories of an outlet on one of its pages."""
NEVER = "never"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Linked:
    """A name, and the address it leads to (None: nowhere)."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of what the registry says: `items` are listed, `reference` is where it can be read."""

    name: str
    items: tuple[Linked, ...]
    reference: Linked | None = None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A declared place: axis and side as Alteram prints them, and the rater's own value on the rater's own scale."""

    axis: str
    side: str
    place: Place
    reference: Linked | None


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing that is known of an outlet as a supplier."""

    name: str
    text: str
    caution: bool = False


def outlet_file(outlet: OutletId | str, place: int = 1) -> str:
    """File of an outlet's page inside the site: its stories take several where they are many."""
    return f"outlets/{outlet_folder(outlet)}/{'index' if place == 1 else f'page-{place}'}.html"


def outlet_pages(record: OutletRecord) -> int:
    """How many pages an outlet has."""
    return max(1, -(-record.stories // STORIES_A_PAGE))


def outlet_page(
    record: OutletRecord,
    records: OutletRecords,
    stories: Sequence[OutletStory],
    place: int = 1,
    *,
    frame: Frame = UNPUBLISHED,
) -> str:
    """A page of one outlet, with those of its stories that stand on it; lies two folders below the root of the site."""
    outlet, pages, last = record.outlet, records.pages, outlet_pages(record)
    return render(
        "outlet.html",
        frame,
        OUTLET_ROOT,
        record=record,
        stories=stories,
        pager=Pager(
            place,
            last,
            outlet_file(outlet.id, place - 1) if place > 1 else "",
            outlet_file(outlet.id, place + 1) if place < last else "",
        ),
        outlet=outlet,
        kind="" if outlet.kind == UNKNOWN else words("outlet_kinds", outlet.kind),
        entry=tuple(_entry(outlet, records.registry, pages)),
        places=tuple(map(_place, outlet.places)),
        feeds=tuple(_web(address) for address in (*outlet.feeds, *outlet.sitemaps)),
        fetched=last_fetched(outlet, record.health),
        health=health_lines(record.health),
        shared=tuple(_related(each, pages) for each in _same_owner(outlet, records.registry)),
    )


def outlet_list_page(records: OutletRecords, *, frame: Frame = UNPUBLISHED) -> str:
    """Everybody who has an article in the library; lies one folder below the root of the site."""
    rows = tuple((record, _state(record.health)) for record in records.outlets)
    return render("outlets.html", frame, LIST_ROOT, rows=rows, unknown=records.unknown)


def _entry(outlet: Outlet, registry: Registry, pages: frozenset[OutletId]) -> Iterable[EntryLine]:
    """What the registry says of an outlet, in the order of the page."""
    reference = _web(outlet.control_reference) if outlet.control_reference else None
    of_ties = bool(outlet.ties and not outlet.control)
    yield _line("Domains", outlet.domains)
    if outlet.aliases:
        yield _line("Also known as", outlet.aliases)
    yield _line("Country", (outlet.country or UNKNOWN,))
    yield _line("Kind", (words("outlet_kinds", outlet.kind),))
    yield _line("Language", (outlet.language or UNKNOWN,))
    yield _line("Owner", (outlet.owner or UNKNOWN,))
    yield _line("Group", (outlet.group or UNKNOWN,))
    yield _line("Control", (words("control", outlet.control or UNKNOWN),), None if of_ties else reference)
    if outlet.ties:
        yield _line("Ties to a state", (words("ties", outlet.ties),), reference if of_ties else None)
    if outlet.memberships:
        yield EntryLine("Takes copy from", tuple(_named(each, registry, pages) for each in outlet.memberships))
    if outlet.syndicates:
        yield EntryLine("Carries texts of", tuple(_named(each, registry, pages) for each in outlet.syndicates))
    if outlet.credits:
        yield _line("Credited as", outlet.credits)
    yield _line("Machine use", (words("machine_use", outlet.machine_use) if outlet.machine_use else "no wish known",))
    yield _line("Licence of its texts", (outlet.licence or UNKNOWN,))
    yield _line("Basis of this entry", (outlet.basis,))


def _line(name: str, texts: Iterable[str], reference: Linked | None = None) -> EntryLine:
    return EntryLine(name, tuple(Linked(text, None) for text in texts), reference)


def _web(address: str) -> Linked:
    """An address or other reference; it leads there only where it is a plain web address."""
    return Linked(address, web_address(address))


def _named(outlet: str, registry: Registry, pages: frozenset[OutletId]) -> Linked:
    """An outlet by id; its bare id where the registry does not have it."""
    known = registry.get(outlet)
    return Linked(outlet, None) if known is None else _related(known, pages)


def _related(outlet: Outlet, pages: frozenset[OutletId]) -> Linked:
    """Another outlet: it leads to its page where it has one."""
    return Linked(outlet.name, f"{OUTLET_ROOT}{outlet_file(outlet.id)}" if outlet.id in pages else None)


def _same_owner(outlet: Outlet, registry: Registry) -> tuple[Outlet, ...]:
    """Other outlets of the same owner, by name: together they are one origin."""
    shared = (each for each in registry if outlet.owner and each.owner == outlet.owner and each.id != outlet.id)
    return tuple(sorted(shared, key=lambda each: (each.name.casefold(), each.id)))


def _place(place: Place) -> PlaceLine:
    axis, _, country = place.axis.partition(":")
    named = words("axes", axis)
    reference = _web(place.reference) if place.reference else None
    return PlaceLine(f"{named} ({country})" if country else named, place.side, place, reference)


def last_fetched(outlet: Outlet, health: Health | None) -> str:
    """When its feeds were last fetched with success: by the registry, or since by this library, whichever is later."""
    standing = health.standing if health else None
    checked = outlet.checked if outlet.checked not in (None, NEVER) else None
    succeeded = standing.succeeded[:DAY_LENGTH] if standing and standing.succeeded else None
    last = max(filter(None, (checked, succeeded)), default=None)
    if last is None:
        return NEVER if standing or outlet.checked == NEVER else UNKNOWN
    by = "its servers answered this library" if last == succeeded else "as the registry says"
    return f"{moment(Moment(last))} ({by})"


def health_lines(health: Health | None) -> tuple[HealthLine, ...]:
    """What is known of an outlet as a supplier, in words."""
    if health is None:
        return ()
    lines = [*_standing_lines(health.standing)]
    if health.confidence is not None:
        by = "the mean agreement of two extractors on its latest articles (50 at most; 1 for text given as text)"
        lines.append(HealthLine("Extraction", f"{health.confidence:.2f} of 1, {by}"))
    if health.latest is not None:
        lines.append(HealthLine("Latest article", moment(health.latest)))
    if health.usual_hours is not None:
        usual = duration(health.usual_hours)
        lines.append(HealthLine("Usual gap", f"nine in ten of its articles come within {usual} of the one before"))
    if health.silent_hours is not None:
        silent = f"no article for {duration(health.silent_hours)}, which is longer than usual"
        lines.append(HealthLine("Silence", silent, caution=True))
    return tuple(lines)


def _standing_lines(standing: Standing | None) -> Iterable[HealthLine]:
    """How it answered."""
    if standing is None:
        yield HealthLine("Requests", "this library has not asked it for anything")
        return
    yield HealthLine("Last success", moment(standing.succeeded) if standing.succeeded else NEVER)
    if standing.failures:
        row = f"{count(standing.failures, 'failure')} in a row, the last on {moment(standing.failed)}"
        yield HealthLine("Now failing", f"{row}: {request_failure(standing.failure)}", caution=True)


def _state(health: Health | None) -> HealthLine:
    """The health of an outlet in a few words, for a list."""
    standing = health.standing if health else None
    if standing is not None and standing.failures:
        return HealthLine("", f"{count(standing.failures, 'failure')} in a row", caution=True)
    if health is not None and health.silent_hours is not None:
        return HealthLine("", f"silent for {duration(health.silent_hours)}", caution=True)
    if standing is None or standing.succeeded is None:
        return HealthLine("", "not asked")
    return HealthLine("", f"answered {moment(Moment(standing.succeeded[:DAY_LENGTH]))}")
