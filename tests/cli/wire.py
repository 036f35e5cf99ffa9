"""A fictional wire on loopback: the bundled sample's pages at their addresses, with a feed of four."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import alteram as package
from alteram.cli import fetching
from alteram.stages.ingest.web import Network
from evals.loopback import Asked, Loopback, answer, network

PAGES = Path(package.__file__).parent / "sample" / "pages"
HERE = ("--workers", "0")
ME = ("--contact", "me@reader.example")
INDEX = {
    entry["url"]: PAGES / entry["file"]
    for entry in map(json.loads, (PAGES / "index.jsonl").read_text("utf-8").splitlines())
}
HARBOUR = [url for url, path in INDEX.items() if path.name[:2] in ("18", "19", "20", "21")]
OUTLET = """[[outlet]]
id = "sample-wire"
name = "Sample Wire"
domains = ["wire.example"]
feeds = ["{feed}"]
basis = "fictional"

[[outlet]]
id = "sample-mute"
name = "The Mute"
domains = ["mute.example"]
basis = "fictional"
"""
FEED = "https://wire.example/feed"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """The sample's pages at their addresses, with a feed of four, on loopback; contact is asked for as ever."""
    feed = "".join(f"<item><title>T</title><link>{url.replace('https:', 'http:')}</link></item>" for url in HARBOUR)

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        path = INDEX.get(f"https://{asked.host}{asked.path}")
        if path is not None:
            writer.write(answer(200, path.read_bytes(), content_type="text/html; charset=utf-8"))
        elif asked.path == "/feed":
            rss = f'<rss version="2.0"><channel><title>W</title>{feed}</channel></rss>'
            writer.write(answer(200, rss.encode(), etag='"1"') if "if-none-match" not in asked.headers else answer(304))
        else:
            writer.write(answer(404))

    real = fetching.open_network
    with Loopback(play) as server:

        def here(contact: str) -> Network:
            stated = real(contact)
            return replace(network(server), contact=stated.contact, clock=stated.clock)

        monkeypatch.setattr(fetching, "open_network", here)
        monkeypatch.setattr("alteram.cli.arriving.open_network", here)
        yield server


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with an outlet that has a feed and one that has none."""
    folder = tmp_path / "alteram-library" / "outlets"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(OUTLET.format(feed=FEED.replace("https:", "http:")))
    return folder.parent
