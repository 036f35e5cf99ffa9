"""The bench of fetching, small: the same servers, fetch and account, and that the account sees what is wrong."""

from collections import Counter
from dataclasses import replace

import pytest

from bench.fetch_fleet import PROC, STEPS, Run, Sample, account, memory, run, table
from bench.fleet_server import ODD, host_name, page, path_of, plan

HOSTS, PAGES = 5, 4

pytestmark = pytest.mark.skipif(not (PROC / "self" / "status").is_file(), reason="needs /proc to see memory")


@pytest.fixture(scope="module")
def fetched() -> Run:
    """One fetch of twenty pages, with child processes."""
    return run(HOSTS, PAGES, pause=0.0)


def test_every_page_is_where_it_belongs(fetched: Run) -> None:
    assert account(fetched) == []
    assert table(fetched)[-1] == "served 18 - stored 13 - refused 5 = 0"
    assert set(fetched.plan.values()) == {"article", *ODD.values()}


def test_the_fetch_saw_its_memory_and_every_page_acknowledged(fetched: Run) -> None:
    samples = fetched.samples()
    assert [sample.pages for sample in samples] == [2 * (number + 1) for number in range(STEPS)]
    assert all(sample.main > 10 and sample.children for sample in samples)
    assert fetched.measured["settled"] == HOSTS * PAGES
    assert 0 < fetched.measured["others"] <= fetched.measured["seconds"]


def test_a_page_that_is_lost_or_kept_twice_is_told(fetched: Run) -> None:
    first, second, *_ = (address for address, kind in fetched.plan.items() if kind == "article")
    articles = fetched.kept.articles + Counter({second: 1}) - Counter({first: 1})
    wrong = account(replace(fetched, kept=replace(fetched.kept, articles=articles)))
    assert [line.partition(" ")[0] for line in wrong] == [first, second]


def test_a_refusal_under_another_name_is_told(fetched: Run) -> None:
    reserved = next(address for address, kind in fetched.plan.items() if kind == "tdm")
    refused = {**fetched.kept.refused, reserved: ("http-404",), "paper0.example/other": ("timeout",)}
    wrong = account(replace(fetched, kept=replace(fetched.kept, refused=refused)))
    assert [line.partition(" ")[0] for line in wrong] == [reserved, "paper0.example/other:"]


def test_a_second_request_a_second_connection_and_haste_are_told(fetched: Run) -> None:
    name = host_name(0)
    path = path_of(0, 0, PAGES)
    tally = fetched.served["hosts"][name]
    asked = {**tally["asked"], path: 2, "/other": 1}
    hosts = {**fetched.served["hosts"], name: {**tally, "asked": asked, "most": 2}}
    wrong = account(replace(fetched, served={**fetched.served, "hosts": hosts}))
    assert [line.partition(" ")[0] for line in wrong] == [name + path, f"{name}/other:", f"{name}:"]
    hasty = account(replace(fetched, pause=60.0))
    assert len(hasty) == HOSTS
    assert all("asked again after" in line for line in hasty)


def test_memory_that_grows_is_told_and_memory_that_settles_is_not() -> None:
    def samples(main: list[float], child: list[float]) -> list[Sample]:
        return [
            Sample(100 * n, float(n), one, (two, 1.0), 9) for n, (one, two) in enumerate(zip(main, child, strict=True))
        ]

    flat = [100.0, *[119.0] * (STEPS - 1)]
    once = [60.0] * 3 + [100.0] * (STEPS - 3)
    assert memory(samples(flat, once)) == []
    assert len(memory(samples([*flat[:-1], 121.0], [*once[:-1], 121.0]))) == 2
    assert memory(samples(flat, once)[:-1]) == [f"memory was seen {STEPS - 1} times, not {STEPS}"]


def test_pages_are_those_of_their_numbers_and_all_different() -> None:
    planned = plan(40, 20)
    articles = [address.partition("/") for address, kind in planned.items() if kind == "article"]
    bodies = [page(name, f"/{path}", "article") for name, _, path in articles]
    assert len(set(bodies)) == len(bodies) == 660
    assert bodies[7] == page(articles[7][0], f"/{articles[7][2]}", "article")
    assert all(30_000 < len(body) < 65_000 for body in bodies)
    assert Counter(planned.values())["forbidden"] == 20
