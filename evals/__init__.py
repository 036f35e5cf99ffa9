"""Quality, measured: every eval prints its figures, and none may fall below its floor in `floors.toml`.

A section of that file is one eval: `[name.floors]` least values by figure, `[name.data]` SHA-256 of what was measured.
Floors are lowered only on purpose: with ALTERAM_LOWER_FLOOR=1 a missed floor is no failure, so that the commit that
lowers it can be made, and has to say why.
"""

import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
SHARED = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
"""The research data beside the checkout; absent on most machines."""
OVERRIDE = "ALTERAM_LOWER_FLOOR"


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of one eval, and digests of the data that they were measured on."""

    floors: Mapping[str, float]
    data: Mapping[str, str]


def floors(name: str, source: Path = FLOORS) -> Floors:
    """The section of one eval; raises `KeyError` where there is none."""
    section = tomllib.loads(source.read_text(encoding="utf-8"))[name]
    return Floors(section.get("floors", {}), section.get("data", {}))


def data_digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def missed(
    name: str, figures: Mapping[str, float], digests: Mapping[str, str] | None = None, source: Path = FLOORS
) -> tuple[str, ...]:
    """What is wrong with an eval's figures, in words: below a floor, not measured, or measured on other data.

    Empty when all is well, and when the override is set.
    """
    if os.environ.get(OVERRIDE) == "1":
        return ()
    known = floors(name, source)
    found = [
        f"{name}: {figure} is {figures[figure]:.4f}, its floor is {floor}" if figure in figures
        else f"{name}: {figure} was not measured"
        for figure, floor in known.floors.items()
        if figures.get(figure, float("-inf")) < floor
    ]  # fmt: skip
    changed = [
        f"{name}: the data {key!r} are not those of its floors"
        for key, digest in (digests or {}).items()
        if known.data.get(key) != digest
    ]
    return (*found, *changed)
