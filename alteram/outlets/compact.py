"""The bundled registry in a pre-parsed form, so that no command waits for two thousand TOML tables.

`bundled.json` lies beside the country files and is written from them by `python -m tools.registry`. It carries the
SHA-256 of the files it was made of: where they no longer agree it is not believed, and the TOML is read.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from alteram.model.ids import Digest, OutletId
from alteram.model.outlets import Outlet, Place, Registry

FILE = "bundled.json"

_NAMES = tuple(field.name for field in fields(Outlet) if field.name != "places")
_LISTS = frozenset(field.name for field in fields(Outlet) if field.default == () or field.name == "domains")
_DEFAULTS = {field.name: field.default for field in fields(Outlet)}


def source_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the TOML files of a folder, in order of name."""
    total = hashlib.sha256()
    for file in sorted(folder.glob("*.toml")):
        content = file.read_bytes()
        total.update(f"{file.name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def content_digest(outlet: Outlet) -> str:
    """SHA-256 over every field of an outlet."""
    return hashlib.sha256(json.dumps(asdict(outlet), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def registry_digest(axes: Iterable[Any], contents: Iterable[str]) -> Digest:
    """The digest of a registry: over the axes, and over its outlets' own digests in order of outlet id."""
    head = json.dumps([asdict(axis) for axis in axes], sort_keys=True, ensure_ascii=True)
    return Digest(hashlib.sha256("\n".join((head, *contents)).encode()).hexdigest())


def dump(registry: Registry, source: str) -> str:
    """A registry as `bundled.json` holds it: a line an outlet, with its digest, and only what differs from nothing."""
    head = {"source": source, "digest": registry.digest}
    rows = [json.dumps(_row(outlet), ensure_ascii=False, separators=(",", ":")) for outlet in registry]
    return f'{json.dumps(head)[:-1]}, "outlets": [\n' + ",\n".join(rows) + "\n]}\n"


def _row(outlet: Outlet) -> list[Any]:
    values = {name: getattr(outlet, name) for name in _NAMES}
    told = {name: value for name, value in values.items() if name == "domains" or value != _DEFAULTS[name]}
    return [content_digest(outlet), told, [asdict(place) for place in outlet.places]]


def load(folder: Path) -> tuple[Registry, dict[OutletId, str]] | None:
    """The registry of a folder with each outlet's digest; None where there is no form of just these files."""
    file = folder / FILE
    try:
        table = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(table, dict) or table.get("source") != source_digest(folder):
        return None
    outlets, contents = [], {}
    for content, told, places in table["outlets"]:
        for name in _LISTS & told.keys():
            told[name] = tuple(told[name])
        outlet = Outlet(**told, places=tuple(Place(**place) for place in places))
        outlets.append(outlet)
        contents[outlet.id] = content
    return Registry(tuple(outlets), Digest(table["digest"])), contents


def is_current(folder: Path) -> bool:
    """Whether a folder's pre-parsed form is of its TOML files as they are."""
    return load(folder) is not None
