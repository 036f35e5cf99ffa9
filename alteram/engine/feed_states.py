"""What a library remembers of the feeds that it polls: one JSON file, replaced as a whole."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alteram.codec import decode, encode, pretty
from alteram.errors import LibraryError
from alteram.stages.ingest.web.polling import FeedState
from alteram.store.connections import translated

FEEDS = "feeds.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class FeedStates:
    """The file: every feed by its address."""

    version: int = VERSION
    feeds: dict[str, FeedState] = field(default_factory=dict)


def read_states(library: Path) -> dict[str, FeedState]:
    """The states of all feeds that were ever polled; raises `LibraryError` for a file that is not ours."""
    path = library / FEEDS
    try:
        found = decode(path.read_bytes(), FeedStates)
    except FileNotFoundError:
        return {}
    except (ValueError, OSError) as error:
        raise LibraryError(
            f"{path} cannot be read ({error}). Move it away: feeds are then asked for whole again, and nothing is lost."
        ) from error
    if found.version != VERSION:
        raise LibraryError(f"{path} was written by another version of Alteram ({found.version}). Move it away.")
    return found.feeds


def write_states(library: Path, states: Mapping[str, FeedState]) -> None:
    """Replaces the file; whoever is killed meanwhile leaves the old one. Raises `LibraryFull`, `LibraryError`."""
    path, new = library / FEEDS, library / f"{FEEDS}.new"
    content = pretty(encode(FeedStates(VERSION, dict(sorted(states.items())))))
    with translated(str(library)):
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
