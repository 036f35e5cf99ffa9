"""The axes on which raters place outlets: declared in axes.toml, never guessed."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

AXES_FILE = Path(__file__).with_name("axes.toml")


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis. `sides` are all words a place may have; `opposed` is the pair whose narratives face each other.

    `labels` are the two labels of the pair as a brief prints them ("Pro-establishment narrative"), in the order of
    `opposed`. `country` is set for an axis that has a meaning in one country only.
    """

    id: str
    sides: tuple[str, ...]
    opposed: tuple[str, str]
    labels: tuple[str, str]
    about: str = ""
    country: str | None = None
    fictional: bool = False


@lru_cache(maxsize=1)
def load_axes() -> tuple[Axis, ...]:
    """All declared axes, in the order of the file."""
    table = tomllib.loads(AXES_FILE.read_text(encoding="utf-8"))
    return tuple(
        Axis(
            id=row["id"],
            sides=tuple(row["sides"]),
            opposed=(row["opposed"][0], row["opposed"][1]),
            labels=(row["labels"][0], row["labels"][1]),
            about=row.get("about", ""),
            country=row.get("country"),
            fictional=row.get("fictional", False),
        )
        for row in table["axis"]
    )


def axis(name: str) -> Axis | None:
    """The axis of that id, or None."""
    return next((each for each in load_axes() if each.id == name), None)
