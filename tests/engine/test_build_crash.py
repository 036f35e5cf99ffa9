"""A killed build is finished by the next one, with the same bytes.

Half of the points are lines of the store's own code, so that every transaction is cut open; half are moments.
`ALTERAM_CRASH_POINTS=100` runs the full number.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import alteram
from alteram.compute.in_process import InProcess
from alteram.engine.arrivals import import_paths
from alteram.engine.editing import move, pin, split
from alteram.engine.editions import build
from alteram.engine.library import Library
from alteram.engine.verification import tally, verify_library
from alteram.model.listing import Wanted
from tests.engine.fakes import clock, silent
from tests.engine.killing import in_child, killed, lines_run
from tests.engine.test_determinism import outcome

pytestmark = pytest.mark.crash

POINTS = int(os.environ.get("ALTERAM_CRASH_POINTS", "20"))
PACKAGE = Path(alteram.__file__).parent
STORE = str(PACKAGE / "store")
PAGES = sorted((PACKAGE / "sample" / "pages").iterdir())
FIRST, SECOND = PAGES[17:22], PAGES[22:30]


def act(library: Library) -> None:
    """What an editor does to the first stories: two articles are another story, one belongs there, one stays."""
    one = max((status.story for status in library.store.stories()), key=lambda story: (len(story.articles), story.id))
    done = split(library, one.id, one.articles[:2], "two events", clock=clock)
    (other,) = (story for story in done.stories if story != one.id)
    pin(library, one.articles[3], None, "", clock=clock)
    move(library, one.articles[2], other, "", clock=clock)


@pytest.fixture(scope="module", params=["grouped", "edited"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one build behind it, and articles that came since: the next build updates and adds.

    Without editors' acts, and with some.
    """
    path = tmp_path_factory.mktemp("begun") / "library"
    with Library.open(path, create=True) as library:
        import_paths(library, FIRST, compute=InProcess(), progress=silent, clock=clock)
        build(library, compute=InProcess(), progress=silent)
        if request.param == "edited":
            act(library)
        import_paths(library, SECOND, compute=InProcess(), progress=silent, clock=clock)
    return path


def run(path: Path) -> None:
    """The build under test."""
    with Library.open(path, write=True) as library:
        build(library, compute=InProcess(), progress=silent)


State = tuple[dict[str, bytes], tuple[object, ...]]


def state(path: Path) -> State:
    """All editions' bytes and the list of stories; then every row of it, acts, events, ways on from old ids, what was
    withheld, and the index of grouping."""
    with Library.open(path) as library:
        assert tally(verify_library(library)).good
        store = library.store
        rows = store.listing(Wanted(most=10_000)).stories
        names = sorted({*(row.story for row in rows), *(name for act in store.acts() for name in act.stories)})
        events = tuple(store.story_events(name) for name in names)
        withheld = tuple(store.withheld(row.story, row.edition) for row in rows)
        index = store.index_state(), store.indexed()
        return outcome(library), (rows, store.choices(), store.acts(), events, store.redirects(), withheld, index)


def test_a_build_killed_anywhere_is_finished_by_the_next(begun: Path, tmp_path: Path) -> None:
    lines = lines_run(partial(run, Path(shutil.copytree(begun, tmp_path / "counted"))), 0, STORE)
    whole = Path(shutil.copytree(begun, tmp_path / "whole"))
    started = time.perf_counter()
    run(whole)
    seconds = time.perf_counter() - started
    expected = state(whole)
    assert len(expected[0]) > 3
    assert any(key.endswith("/2") for key in expected[0])
    source = random.Random(20310601)
    cut_short = 0
    for point in range(POINTS):
        path = Path(shutil.copytree(begun, tmp_path / f"killed{point}"))
        if point % 2:
            child = in_child(partial(lines_run, partial(run, path), source.randrange(1, lines + 1), STORE))
        else:
            child = in_child(partial(run, path))
            time.sleep(source.uniform(0.02, 1) * seconds)
            os.kill(child, signal.SIGKILL)
        cut_short += killed(child)
        run(path)
        assert state(path) == expected, f"point {point}"
        shutil.rmtree(path)
    assert cut_short >= POINTS // 2


def test_a_build_killed_twice_is_finished_by_the_third(begun: Path, tmp_path: Path) -> None:
    lines = lines_run(partial(run, Path(shutil.copytree(begun, tmp_path / "whole"))), 0, STORE)
    path = Path(shutil.copytree(begun, tmp_path / "twice"))
    for part in (0.4, 0.6):
        assert killed(in_child(partial(lines_run, partial(run, path), int(part * lines), STORE)))
    run(path)
    assert state(path) == state(tmp_path / "whole")


def test_readers_see_whole_editions_while_a_build_is_dead(begun: Path, tmp_path: Path) -> None:
    lines = lines_run(partial(run, Path(shutil.copytree(begun, tmp_path / "whole"))), 0, STORE)
    final, _ = state(tmp_path / "whole")
    for tenth in (3, 6, 9):
        path = Path(shutil.copytree(begun, tmp_path / f"dead{tenth}"))
        assert killed(in_child(partial(lines_run, partial(run, path), tenth * lines // 10, STORE)))
        found, _ = state(path)
        editions = {key: payload for key, payload in found.items() if key != "stories"}
        assert editions
        assert all(final[key] == payload for key, payload in editions.items())


def test_the_command_with_its_workers_may_be_killed(begun: Path, tmp_path: Path) -> None:
    run(Path(shutil.copytree(begun, tmp_path / "whole")))
    path = Path(shutil.copytree(begun, tmp_path / "killed"))
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    words = [sys.executable, "-m", "alteram", "build", "--library", str(path), "--workers", "2"]
    command = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.0)
    command.kill()
    command.wait()
    again = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert state(path) == state(tmp_path / "whole")


LAST = "the last one is another event"


def acted(library: Library) -> bool:
    """Whether the act under test is kept."""
    return any(each.reason == LAST for each in library.store.acts())


def act_once(path: Path) -> None:
    """Splits the last article off the largest story, unless that was done."""
    with Library.open(path, write=True) as library:
        if not acted(library):
            stories = [status.story for status in library.store.stories()]
            one = max(stories, key=lambda story: (len(story.articles), story.id))
            split(library, one.id, one.articles[-1:], LAST, clock=clock)


def test_an_act_killed_anywhere_is_whole_or_not_there(begun: Path, tmp_path: Path) -> None:
    lines = lines_run(partial(act_once, Path(shutil.copytree(begun, tmp_path / "counted"))), 0, STORE)
    whole = Path(shutil.copytree(begun, tmp_path / "whole"))
    act_once(whole)
    run(whole)
    expected = state(whole)
    source = random.Random(20310602)
    there = 0
    for point in range(POINTS):
        path = Path(shutil.copytree(begun, tmp_path / f"killed{point}"))
        assert killed(in_child(partial(lines_run, partial(act_once, path), source.randrange(1, lines + 1), STORE)))
        with Library.open(path) as library:
            done = acted(library)
            stories = [status.story for status in library.store.stories()]
        with Library.open(begun) as library:
            before = [status.story for status in library.store.stories()]
        assert (stories != before) == done, f"point {point}"
        there += done
        act_once(path)
        run(path)
        assert state(path) == expected, f"point {point}"
        shutil.rmtree(path)
    assert there < POINTS
