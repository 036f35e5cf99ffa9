"""A browser, the static site on disk and the live server on loopback, for the browser tests."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from alteram.config import Publisher
from alteram.stages.publish import render_site, write_site
from alteram.web import server
from tests.stages.publish.harbour import STORY
from tests.stages.publish.harbour_outlets import NOTES, PAGES, records, stories_of
from tests.web.fake import UNBRIEFED, FakeLibrary

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def executable() -> str | None:
    """The browser: what CHROME names, else the first that is installed."""
    named = os.environ.get("CHROME")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, ("/usr/bin/chromium", *NAMES))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None:
        message = "NO BROWSER: install one with `apt-get install chromium`, or name one in CHROME"
        if os.environ.get("STRICT") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the static site as it lies on the disk."""
    folder = tmp_path_factory.mktemp("published") / "site"
    publisher = Publisher("The Reading Room", "desk@room.example", "https://room.example/corrections")
    newest = replace(STORY.editions[-1], notes=NOTES, outlets=PAGES)
    story = replace(STORY, editions=(*STORY.editions[:-1], newest))
    write_site(folder, render_site([story], [UNBRIEFED], records(), told=stories_of, publisher=publisher))
    return folder.as_uri()


@pytest.fixture(scope="session")
def live_site() -> Iterator[str]:
    """Address of a live server on a free port."""
    running = server(FakeLibrary(), port=0)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not running.started:
        if time.monotonic() > deadline or not thread.is_alive():
            pytest.fail("the server did not start")
        time.sleep(0.02)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(params=["static", "live"])
def site(request: pytest.FixtureRequest) -> str:
    """Both sites, one after the other."""
    address: str = request.getfixturevalue(f"{request.param}_site")
    return address


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
