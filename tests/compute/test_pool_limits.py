"""What only children can do: be stopped. A stopped one takes nobody with it."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from alteram.compute import Fault, worker
from alteram.compute.named import Named
from alteram.compute.pool import ProcessPool
from alteram.config import Limits
from alteram.model.articles import Capture, Failure
from alteram.model.ids import digest_of
from alteram.stages.extract import extract_article
from tests.compute.work import double, importer, obey, parent_id, process_id

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 150_000_000


@pytest.mark.parametrize(
    ("order", "kind", "limits"),
    [
        ("spin", "time", Limits(child_cpu_seconds=0.5, child_wall_seconds=60)),
        ("sleep", "time", Limits(child_wall_seconds=1.0)),
        ("grow", "memory", Limits(child_memory_bytes=MEMORY, child_wall_seconds=60)),
        ("die", "crash", Limits(child_wall_seconds=60)),
        ("leave", "crash", Limits(child_wall_seconds=60)),
    ],
)
def test_a_stopped_item_is_a_fault_and_its_neighbours_are_done(order: str, kind: str, limits: Limits) -> None:
    orders = ["a", "b", order, "c", "d", "e", "f"]
    with ProcessPool(1, limits) as pool:
        results: list[Any] = list(pool.map(obey, orders))
    fault = results[2]
    assert isinstance(fault, Fault)
    assert fault.kind == kind
    assert results[:2] + results[3:] == ["a", "b", "c", "d", "e", "f"]


def test_many_faults_in_a_row() -> None:
    with ProcessPool(2, Limits(child_memory_bytes=MEMORY, child_wall_seconds=60)) as pool:
        results: list[Any] = list(pool.map(obey, ["die", "leave", "die", "leave", "grow", "a"]))
    assert [getattr(result, "kind", result) for result in results] == ["crash"] * 4 + ["memory", "a"]


def test_a_slow_caller_is_not_taken_for_a_slow_child() -> None:
    limits = Limits(child_wall_seconds=0.3)
    with ProcessPool(1, limits) as pool:
        results = pool.map(double, range(8))
        found = [next(results)]
        time.sleep(1.0)
        found.extend(results)
    assert found == [2 * number for number in range(8)]


def test_a_child_killed_while_idle_is_replaced() -> None:
    with ProcessPool(1) as pool:
        (first,) = pool.map(process_id, [0])
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        time.sleep(0.2)
        (second,) = pool.map(process_id, [0])
    assert isinstance(second, int)
    assert second != first


def test_a_bug_carries_the_childs_traceback() -> None:
    with ProcessPool(1) as pool, pytest.raises(KeyError) as caught:
        list(pool.map(obey, ["bug"]))
    assert 'raise KeyError("a bug")' in "".join(caught.value.__notes__)


def test_an_exception_that_cannot_travel_is_told_in_words() -> None:
    with ProcessPool(1) as pool, pytest.raises(RuntimeError, match="OddError: 1 2"):
        list(pool.map(obey, ["odd bug"]))


def test_what_a_function_prints_is_no_answer() -> None:
    with ProcessPool(1) as pool:
        assert list(pool.map(obey, ["chatter", "a"])) == ["chatter", "a"]


def test_functions_that_a_child_cannot_find_are_refused_at_once() -> None:
    def inner(number: int) -> int:
        return number

    inner.__module__ = "__main__"
    with ProcessPool(1) as pool:
        with pytest.raises((AttributeError, TypeError, ValueError)):
            pool.map(lambda number: number, [1])
        with pytest.raises(ValueError, match="put it into a module"):
            pool.map(inner, [1])


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one worker"):
        ProcessPool(0)


def test_start_up_is_short() -> None:
    """In CPU time, so that a busy machine does not matter: a child with all that extraction imports."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    capture = Capture("https://paper.example/a", b"", digest_of(b""), "text/html")
    with ProcessPool(1) as pool:
        (answer,) = pool.map(extract_article, [capture])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert isinstance(answer, Failure)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3.0


def test_children_end_with_their_pool() -> None:
    pool = ProcessPool(2)
    ids = {result for result in pool.map(process_id, range(20)) if isinstance(result, int)}
    pool.close()
    assert ids
    for one in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)


INTERRUPTED = """
import sys
from alteram.compute.pool import ProcessPool
from tests.compute.work import obey, process_id
with ProcessPool(1) as pool:
    print(*pool.map(process_id, [0]), flush=True)
    list(pool.map(obey, ["sleep"]))
"""


def test_ctrl_c_ends_parent_and_child() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.send_signal(signal.SIGINT)
    _, errors = parent.communicate(timeout=10)
    assert "KeyboardInterrupt" in errors
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_files_in_the_working_folder_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "pickle.py").write_text("open('ran', 'w').close()")
    code = "from alteram.compute.pool import ProcessPool; from tests.compute.work import double\n"
    code += "with ProcessPool(1) as pool: print(*pool.map(double, [21]))"
    answer = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "42"
    assert not (tmp_path / "ran").exists()


def test_workers_are_forks_of_one_process_also_after_a_death() -> None:
    with ProcessPool(2) as pool:
        first = {result for result in pool.map(parent_id, range(20)) if isinstance(result, int)}
        list(pool.map(obey, ["die", "die"]))
        second = {result for result in pool.map(parent_id, range(20)) if isinstance(result, int)}
    assert len(first) == 1
    assert second == first
    assert first != {os.getpid()}


def test_what_a_function_needs_is_imported_once_for_all_workers() -> None:
    """`importer` tells which process imported its module: the parent of every worker."""
    with ProcessPool(2) as pool:
        found = set(pool.map(importer, range(20)))
        parents = set(pool.map(parent_id, range(20)))
    assert found == parents


def test_a_module_that_starts_a_thread_gives_fresh_interpreters() -> None:
    """Nothing may be forked while another thread may hold a lock."""
    named: Named[int, tuple[int, int]] = Named("tests.compute.threaded", "importer_and_self")
    with ProcessPool(2) as pool:
        results: list[Any] = list(pool.map(named, range(8)))
        (fault,) = pool.map(obey, ["leave"])
        assert list(pool.map(double, [4])) == [8]
    assert all(importing == own for importing, own in results)
    assert isinstance(fault, Fault)
    assert fault.kind == "crash"


def test_a_template_killed_from_outside_is_replaced() -> None:
    with ProcessPool(1) as pool:
        (template,) = pool.map(parent_id, [0])
        assert isinstance(template, int)
        os.kill(template, signal.SIGKILL)
        results: list[Any] = list(pool.map(obey, ["a", "die", "b"]))
        assert [getattr(result, "kind", result) for result in results] == ["a", "crash", "b"]
        (other,) = pool.map(parent_id, [0])
    assert other != template


def test_a_template_that_hangs_is_killed_with_its_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.5)
    pool = ProcessPool(1)
    (template,) = pool.map(parent_id, [0])
    assert isinstance(template, int)
    os.kill(template, signal.SIGSTOP)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(template, 0)
    assert list(pool.map(double, [1])) == [2]
    pool.close()


def test_a_named_function_is_not_imported_by_the_parent() -> None:
    code = """
import sys
from alteram.compute.named import Named
from alteram.compute.pool import ProcessPool
with ProcessPool(1) as pool:
    print(list(pool.map(Named("tests.compute.work", "double"), [21])), "tests.compute.work" in sys.modules)
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[42] False"


def test_a_named_function_that_does_not_exist_is_a_bug() -> None:
    missing: Named[int, int] = Named("tests.compute.work", "no_such_function")
    with pytest.raises(AttributeError):
        missing(1)
    with ProcessPool(1) as pool:
        with pytest.raises(AttributeError):
            list(pool.map(missing, [1]))
        assert list(pool.map(double, [1])) == [2]
