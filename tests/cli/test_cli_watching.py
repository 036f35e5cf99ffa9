"""watch: what it prints, how it stops, and what it says of itself from outside."""

import json
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from alteram.engine.library import Library
from alteram.errors import AlteramError
from evals.loopback import Loopback
from tests.cli.conftest import Alteram
from tests.cli.wire import HERE, ME


def stop_when(library: Path, articles: int, number: signal.Signals, limit: float = 60.0) -> threading.Thread:
    """Sends this process a signal as soon as the library holds so many articles, or after `limit` seconds."""

    def wait() -> None:
        end = time.monotonic() + limit
        while time.monotonic() < end:
            time.sleep(0.05)
            # While the watch makes the library there is none to be read.
            with suppress(AlteramError), Library.open(library) as reader:
                if len(list(reader.store.articles())) >= articles:
                    break
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_says_what_it_does_and_stops_cleanly(
    alteram: Alteram, server: Loopback, library: Path, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    thread = stop_when(library, 4, number)
    answered = alteram("watch", "sample-wire", *ME, *HERE)
    thread.join()
    assert (answered.code, answered.err) == (0, "")
    lines = answered.out.splitlines()
    assert lines[0] == "Watching 1 feed; Ctrl-C stops."
    assert "1 feed polled (0 not modified)" in lines[1]
    assert lines[-1] == "4 articles imported."
    assert signal.getsignal(number) is before
    status = alteram("watch", "--status")
    assert status.code == 0
    (pages,) = [line.split() for line in status.out.splitlines() if line.startswith("page")]
    assert " ".join(pages) == "page 0 due 0 waiting 0 under way 4 settled"


def test_watch_and_its_status_as_json(alteram: Alteram, server: Loopback, library: Path) -> None:
    thread = stop_when(library, 4, signal.SIGINT)
    answered = alteram("watch", "sample-wire", *ME, *HERE, "--format", "json")
    thread.join()
    turns = [json.loads(line) for line in answered.out.splitlines()]
    assert sum(turn["articles"] for turn in turns) == 4
    status = json.loads(alteram("watch", "--status", "--format", "json").out)
    assert {row["kind"]: row["settled"] for row in status["kinds"]}["page"] == 4
    assert status["next_due"]
    assert sum(outlet["articles"] for outlet in status["outlets"]) == 4


def test_watch_without_a_contact_is_wrong_usage(alteram: Alteram, server: Loopback) -> None:
    answered = alteram("watch", "sample-wire", *HERE)
    assert answered.code == 2
    assert "--contact" in answered.err


def test_status_of_no_library_is_wrong_usage(alteram: Alteram) -> None:
    assert alteram("watch", "--status").code == 2
