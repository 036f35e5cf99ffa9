"""Commands about outlets: list, show, check, import."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from alteram.cli.printing import DEFAULT_LIBRARY, Format, FormatOption, LibraryOption, complain, plural, say, say_bytes
from alteram.errors import NotFound, UsageError
from alteram.model.live import Health
from alteram.model.outlets import Outlet, Registry

app = typer.Typer(help="The outlet registry: who owns whom, and who placed whom where.", no_args_is_help=True)


def _registry(library: Path) -> Registry:
    """The shipped registry with the library's own outlets over it, where there is a library."""
    from alteram.engine.library import OUTLETS
    from alteram.outlets import load_registry

    overlay = library / OUTLETS
    return load_registry(overlay if overlay.is_dir() else None)


@app.command("list")
def list_outlets(library: LibraryOption = DEFAULT_LIBRARY, output: FormatOption = Format.text) -> None:
    """List every outlet that the registry knows."""
    registry = _registry(library)
    if output is Format.json:
        from alteram.codec import encode

        keys = ("id", "name", "domains", "country", "kind", "control", "owner", "places")
        say_bytes(encode([{key: getattr(outlet, key) for key in keys} for outlet in registry]))
        return
    for outlet in registry:
        say(f"{outlet.id:28} {outlet.name} ({', '.join(outlet.domains)})")
    say(plural(len(registry.outlets), "outlet"))


@app.command("show")
def show_outlet(
    wanted: Annotated[str, typer.Argument(metavar="ID|DOMAIN")],
    library: LibraryOption = DEFAULT_LIBRARY,
    output: FormatOption = Format.text,
) -> None:
    """Show one outlet, by id or by domain. A look-alike of a known domain is not that outlet, and says so."""
    from alteram.outlets.lookalikes import look_alike

    registry = _registry(library)
    outlet = registry.get(wanted) or registry.at(wanted)
    if outlet is None:
        likeness = look_alike(registry, wanted)
        if likeness is not None:
            raise NotFound(
                f"{wanted} is not known, and resembles {likeness.domains[0]} ({likeness.name}). It is not that outlet."
            )
        raise NotFound(f"{wanted} is not in the registry. Add it with a file in LIBRARY/outlets; see docs/outlets.md.")
    health = _health(library, outlet)
    if output is Format.json:
        from alteram.codec import encode

        say_bytes(encode({**{key.name: getattr(outlet, key.name) for key in fields(outlet)}, "health": health}))
        return
    for line in _lines(outlet, health):
        say(line)


def _health(library: Path, outlet: Outlet) -> Health | None:
    """How the outlet does as a supplier of the library, where there is one."""
    from alteram.engine.library import STORE, Library

    if not (library / STORE).is_file():
        return None
    from alteram.engine.health import health

    with Library.open(library) as opened:
        return health(opened).get(outlet.id)


CONTROL_WORDS = {"state-controlled": "state-controlled (state media)"}
"""Only outlets that a state controls are called state media."""


def _lines(outlet: Outlet, health: Health | None) -> list[str]:
    from alteram.stages.publish import health_lines

    shown = [
        ("id", outlet.id),
        ("name", outlet.name),
        ("domains", ", ".join(outlet.domains)),
        ("also known as", ", ".join(outlet.aliases)),
        ("country", outlet.country),
        ("kind", outlet.kind),
        ("language", outlet.language),
        ("owner", outlet.owner or "unknown"),
        ("group", outlet.group),
        ("control", CONTROL_WORDS.get(outlet.control or "", outlet.control) or "unknown"),
        ("ties", (outlet.ties or "").replace("-", " ")),
        ("reference", outlet.control_reference),
        ("credited as", ", ".join(outlet.credits)),
        ("copy from", ", ".join(outlet.memberships)),
        ("carries", ", ".join(outlet.syndicates)),
        ("opinion pages", ", ".join(outlet.opinion_paths)),
        ("feeds", ", ".join((*outlet.feeds, *outlet.sitemaps))),
        ("checked", outlet.checked or "unknown"),
        ("licence", outlet.licence),
        ("machine use", outlet.machine_use),
        ("basis", outlet.basis),
    ]
    lines = [f"{name:14} {value}" for name, value in shown if value]
    lines += [
        f"{'placed':14} {place.axis}: {place.side} ({place.place} on {place.scale}), by {place.rater}, {place.date}"
        for place in outlet.places
    ]
    lines += [f"{line.name.lower():14} {line.text}" for line in health_lines(health)]
    return [*lines, *(["fictional"] if outlet.fictional else [])]


@app.command("check")
def check_outlets(
    folder: Annotated[Path | None, typer.Argument(help="Folder of outlet files; default: the library's own.")] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Check outlet files: every problem with its file and line. Exits 1 when there is one."""
    from alteram.engine.library import OUTLETS
    from alteram.outlets import check

    place = folder or (library / OUTLETS if (library / OUTLETS).is_dir() else None)
    if place is not None and not place.exists():
        raise UsageError(f"There is no folder {place}.")
    problems = check(place)
    for problem in problems:
        say(str(problem))
    say(plural(len(problems), "problem"))
    if problems:
        raise typer.Exit(1)


@app.command("import")
def import_csv(
    source: Annotated[Path, typer.Argument(metavar="CSV", help="Ratings that you have a licence for, one a line.")],
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """Import ratings into the library. A row without rater is refused, with its line and column. Safe to repeat."""
    from alteram.engine.library import OUTLETS
    from alteram.outlets.ratings import import_ratings

    if not source.is_file():
        raise UsageError(f"There is no file {source}.")
    done = import_ratings(source, library / OUTLETS, _registry(library))
    for refused in done.refused:
        complain(str(refused))
    say(
        f"{plural(done.added, 'place')} new, {done.changed:,} changed, {done.same:,} as before, "
        f"{plural(len(done.refused), 'row')} refused: {done.file}"
    )
    if done.refused and not done.added + done.changed + done.same:
        raise typer.Exit(1)
