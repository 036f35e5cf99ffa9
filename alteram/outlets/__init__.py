"""The outlet registry: data in TOML files, one a country, read and checked here.

An outlet is what somebody can point at. What no table supports stays absent ("unknown"); a field that rests on common
knowledge says so in `basis` ("editor, unverified") and never labels anybody state media. docs/ tells the keys.
"""

import copyreg
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from alteram.errors import RegistryError
from alteram.model.ids import Digest, OutletId
from alteram.model.outlets import Outlet, Place, Registry
from alteram.outlets import compact
from alteram.outlets.axes import Axis, axis, load_axes
from alteram.outlets.checks import LISTS, entry_problems, place_problems, shared_problems
from alteram.outlets.domains import registrable
from alteram.outlets.entries import Entry, Problem, Row
from alteram.outlets.lookalikes import look_alike
from alteram.outlets.reading import Read, misnamed, read

__all__ = ["Axis", "Problem", "axis", "check", "load_axes", "load_registry", "look_alike", "registrable"]

FOLDER = Path(__file__).parent


def load_registry(overlay: Path | None = None) -> Registry:
    """The bundled registry, with the outlets and places of `overlay` (a TOML file or a folder) laid over it.

    An overlay's outlet takes the place of the one with its id as a whole; an overlay's place is added to its outlet and
    takes the place of the same rater's on that axis at that date. The outlets come in order of id and the digest is
    over their content, so that files may be split or renamed at will. Raises `RegistryError`, one line a problem, each
    with file and line.
    """
    if overlay is None or overlay.resolve() == FOLDER.resolve():
        return _bundled()[0]
    return _laid_over(overlay)


def check(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of the outlet files in `folder` as laid over the bundled ones (None: of the bundled ones).

    What looks like an outlet file and is not read, because of its name, is a problem here and nowhere else.
    """
    base = read(FOLDER)
    if folder is None or folder.resolve() == FOLDER.resolve():
        return _problems(base)
    return (*misnamed(folder), *_problems(_together(base, read(folder))))


@lru_cache(maxsize=1)
def _bundled() -> tuple[Registry, dict[OutletId, str]]:
    """The bundled registry and the digest of each of its outlets: read once a process."""
    return compact.load(FOLDER) or parsed(FOLDER)


def parsed(folder: Path) -> tuple[Registry, dict[OutletId, str]]:
    """The registry of a folder read from its TOML, without its pre-parsed form, and the digest of each outlet."""
    found = read(folder)
    _refuse(_problems(found))
    outlets = _with_places({OutletId(entry.id): _outlet(entry.row) for entry in found.outlets}, found.places)
    return _registry(outlets, {})


def _laid_over(overlay: Path) -> Registry:
    """The bundled registry with an overlay. The bundled files are read only where a problem needs their lines."""
    bundled, contents = _bundled()
    over = read(overlay)
    replaced = {entry.id for entry in over.outlets}
    kept = {outlet.id: outlet for outlet in bundled if outlet.id not in replaced}
    base = tuple(_as_entry(outlet) for outlet in kept.values())
    if _problems(Read(over.outlets, over.places, over.problems), base):
        _refuse(_problems(_together(read(FOLDER), over)))
    own = {OutletId(entry.id): _outlet(entry.row) for entry in over.outlets}
    outlets = _with_places(kept | own, over.places)
    same = {id_: contents[id_] for id_, outlet in outlets.items() if kept.get(id_) is outlet}
    return _registry(outlets, same)[0]


def _together(base: Read, over: Read) -> Read:
    """An overlay over the files below it; its outlet takes the place of the one with its id."""
    replaced = {entry.id for entry in over.outlets}
    kept = tuple(entry for entry in base.outlets if entry.id not in replaced)
    return Read(kept + over.outlets, base.places + over.places, base.problems + over.problems)


def _registry(outlets: dict[OutletId, Outlet], known: dict[OutletId, str]) -> tuple[Registry, dict[OutletId, str]]:
    """Outlets as a registry in order of id. `known` are digests of outlets that need not be made again."""
    ordered = tuple(outlets[id_] for id_ in sorted(outlets))
    contents = {outlet.id: known.get(outlet.id) or compact.content_digest(outlet) for outlet in ordered}
    return Registry(ordered, compact.registry_digest(load_axes(), contents.values())), contents


def _refuse(problems: Iterable[Problem]) -> None:
    """Raises an error that lists what is wrong, when something is."""
    lines = "\n".join(str(problem) for problem in problems)
    if lines:
        raise RegistryError(f"the outlet registry is wrong; mend these lines and try again:\n{lines}")


def _problems(found: Read, below: tuple[Entry, ...] = ()) -> tuple[Problem, ...]:
    """Problems of reading, of each entry and between entries, in the order of files and lines, each once.

    `below` are entries that are known to be good by themselves.
    """
    every = below + found.outlets
    listed = [
        *found.problems,
        *(problem for entry in found.outlets for problem in entry_problems(entry)),
        *(problem for entry in found.places for problem in place_problems(entry, {other.id for other in every})),
        *shared_problems(every),
    ]
    return tuple(sorted(dict.fromkeys(listed), key=lambda problem: (problem.file, problem.line, problem.message)))


def _as_entry(outlet: Outlet) -> Entry:
    """A bundled outlet as far as other entries can clash with it."""
    row: dict[str, Any] = {"id": outlet.id, "name": outlet.name, "domains": list(outlet.domains)}
    row |= {key: value for key in ("owner", "group") if (value := getattr(outlet, key)) is not None}
    return Entry(row, "", 0, ())


def _with_places(outlets: dict[OutletId, Outlet], places: Iterable[Entry]) -> dict[OutletId, Outlet]:
    """Outlets with places that were declared by themselves."""
    found = dict(outlets)
    for entry in places:
        values = dict(entry.row)
        outlet = found[OutletId(values.pop("outlet"))]
        new = Place(**values)
        others = tuple(each for each in outlet.places if _whose(each) != _whose(new))
        found[outlet.id] = replace(outlet, places=(*others, new))
    return found


def _whose(place: Place) -> tuple[str, str, str]:
    return place.axis, place.rater, place.date


def _outlet(row: Row) -> Outlet:
    """A checked row as an outlet."""
    fields: dict[str, Any] = {
        key: tuple(value) if key in LISTS else value for key, value in row.items() if key not in ("place", "id")
    }
    places = tuple(Place(**place) for place in row.get("place", ()))
    return Outlet(id=OutletId(row["id"]), places=places, **fields)


Value = TypeVar("Value")
Parts = tuple[Digest, Digest, tuple[OutletId, ...], tuple[Outlet, ...]]
_MOST_KEPT = 4
_PARTS: dict[Digest, Parts] = {}
_REBUILT: dict[Digest, Registry] = {}


def _reduced(registry: Registry) -> tuple[Callable[..., Registry], tuple[object, ...]]:
    """How a registry goes to a child process: as what differs from the bundled one, which the child has too.

    Pickled as a whole, two thousand outlets would cost each task 600 kB and 24 ms.
    """
    parts = _PARTS.get(registry.digest)
    if parts is None:
        bundled, _ = _bundled()
        changed = tuple(outlet for outlet in registry if bundled.get(outlet.id) != outlet)
        gone = tuple(outlet.id for outlet in bundled if registry.get(outlet.id) is None)
        if len(changed) + len(gone) > len(registry.outlets):
            return Registry, (registry.outlets, registry.digest)
        parts = _kept(_PARTS, registry.digest, (bundled.digest, registry.digest, gone, changed))
    return _rebuilt, parts


def _rebuilt(base: Digest, digest: Digest, gone: tuple[OutletId, ...], changed: tuple[Outlet, ...]) -> Registry:
    """The registry that another process sent, made once. Raises `RegistryError` where the bundled files differ."""
    bundled, _ = _bundled()
    if bundled.digest != base:
        raise RegistryError("the bundled outlet registry was changed while a command ran; run the command again")
    if digest == base:
        return bundled
    if digest not in _REBUILT:
        found = {outlet.id: outlet for outlet in bundled if outlet.id not in gone}
        found |= {outlet.id: outlet for outlet in changed}
        _kept(_REBUILT, digest, Registry(tuple(found[id_] for id_ in sorted(found)), digest))
    return _REBUILT[digest]


def _kept(cache: dict[Digest, Value], digest: Digest, value: Value) -> Value:
    """Keeps a value by digest, of a few registries at most."""
    if len(cache) >= _MOST_KEPT:
        cache.clear()
    cache[digest] = value
    return value


copyreg.pickle(Registry, _reduced)
