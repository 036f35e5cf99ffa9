"""Every `Compute` keeps the same promises: one suite over all of them."""

from collections.abc import Callable, Iterator

import pytest

from alteram.compute import Compute, Fault
from alteram.compute.in_process import InProcess
from alteram.compute.pool import ProcessPool, choose
from tests.compute.work import double, large, obey


@pytest.fixture(params=[InProcess, lambda: ProcessPool(2)], ids=["in-process", "pool"])
def compute(request: pytest.FixtureRequest) -> Iterator[Compute]:
    make: Callable[[], Compute] = request.param
    made = make()
    yield made
    made.close()


def test_results_come_in_the_order_of_the_items(compute: Compute) -> None:
    assert list(compute.map(double, range(101))) == [2 * number for number in range(101)]


def test_no_items_give_no_results(compute: Compute) -> None:
    assert list(compute.map(double, [])) == []


def test_items_are_drawn_lazily_and_look_ahead_is_bounded(compute: Compute) -> None:
    drawn = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            drawn.append(number)
            yield number
            number += 1

    results = compute.map(double, endless())
    assert drawn == []
    assert [next(results) for _ in range(50)] == list(range(0, 100, 2))
    assert len(drawn) < 50 + 40


def test_a_bug_is_raised_in_its_turn_and_leaves_the_compute_usable(compute: Compute) -> None:
    results = compute.map(obey, ["a", "b", "bug", "c"])
    assert [next(results), next(results)] == ["a", "b"]
    with pytest.raises(KeyError, match="a bug"):
        next(results)
    assert list(compute.map(double, [1, 2])) == [2, 4]


def test_running_out_of_memory_is_a_fault_and_the_rest_go_on(compute: Compute) -> None:
    first, fault, last = compute.map(obey, ["a", "no memory", "b"])
    assert (first, last) == ("a", "b")
    assert isinstance(fault, Fault)
    assert fault.kind == "memory"


def test_two_calls_at_once_do_not_mix(compute: Compute) -> None:
    one, other = compute.map(double, range(30)), compute.map(double, range(100, 130))
    mixed = [number for pair in zip(one, other, strict=True) for number in pair]
    assert mixed[0::2] == list(range(0, 60, 2))
    assert mixed[1::2] == list(range(200, 260, 2))


def test_a_call_that_is_given_up_does_not_disturb_the_next(compute: Compute) -> None:
    results = compute.map(double, range(1000))
    next(results)
    del results
    assert list(compute.map(double, [5])) == [10]


def test_it_may_be_used_after_it_was_closed(compute: Compute) -> None:
    assert list(compute.map(double, [1])) == [2]
    compute.close()
    assert list(compute.map(double, [2])) == [4]


def test_large_results_arrive_whole(compute: Compute) -> None:
    assert [len(result) for result in compute.map(large, [3_000_000, 5, 3_000_000]) if isinstance(result, bytes)] == [
        3_000_000,
        5,
        3_000_000,
    ]


def test_choose() -> None:
    assert isinstance(choose(0), InProcess)
    for workers in (1, None):
        chosen = choose(workers)
        assert isinstance(chosen, ProcessPool)
        chosen.close()
