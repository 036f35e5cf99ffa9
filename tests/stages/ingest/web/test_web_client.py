"""The door to the network, against a server on loopback: what it asks, when, and what it never does."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from alteram.config import NetworkLimits
from alteram.stages.ingest.web import Answer, Client, Errand, Missed, Network
from alteram.stages.ingest.web.outcomes import Validators
from evals.fetching import DATA, NEED_CERTIFICATES, attempts, connections, forms, play, scenarios
from evals.loopback import QUICK, Asked, Loopback, answer, can_make_certificates, network, page

MOST = 1_000_000
SITE = "http://paper.example"
Reply = Callable[[Asked], bytes]


def serving(reply: Reply) -> Loopback:
    """A server that answers at once; without robots.txt where `reply` gives nothing for it."""

    async def each(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(asked) or answer(404))

    return Loopback(each)


def fetched(through: Network, *errands: Errand) -> list[Answer | Missed]:
    """What the errands give, one after the other."""

    async def run() -> list[Answer | Missed]:
        async with Client(through) as client:
            return [await client.get(errand) for errand in errands]

    return asyncio.run(run())


def kind(outcome: Answer | Missed) -> str:
    return outcome.failure.kind if isinstance(outcome, Missed) else str(outcome.status)


def pages(asked: Asked) -> bytes:
    return b"" if asked.path == "/robots.txt" else answer(200, page(), content_type="text/html")


def robots(text: str) -> Reply:
    return lambda asked: answer(200, text.encode()) if asked.path == "/robots.txt" else pages(asked)


# --- what is never connected to


def test_the_list_of_forms_is_long() -> None:
    links, addresses = forms()
    assert len({*links, *addresses}) >= 60
    assert min(len(links), len(addresses)) >= 30


def test_no_form_of_a_private_address_is_connected_to() -> None:
    assert attempts() == []


def test_the_audit_sees_connections_where_there_are_some() -> None:
    with serving(pages) as server, connections() as seen:
        assert kind(fetched(network(server), Errand(f"{SITE}/", MOST))[0]) == "200"
        assert {tuple(each) for each in seen} == set(server.ports.items())


def test_the_shipped_network_refuses_loopback_by_name() -> None:
    async def lookup(_host: str, port: int) -> Sequence[tuple[str, int]]:
        return (("127.0.0.1", port),)

    with connections() as seen:
        shipped = replace(Network("eval@alteram.example", network().clock, QUICK), lookup=lookup)
        assert kind(fetched(shipped, Errand("https://paper.example/", MOST))[0]) == "not-public"
    assert seen == []


# --- what is asked


def test_a_request_introduces_itself_and_asks_robots_once() -> None:
    with serving(pages) as server:
        found = fetched(network(server), *[Errand(f"{SITE}/{n}", MOST) for n in range(3)])
        assert [kind(one) for one in found] == ["200"] * 3
        assert [one.path for one in server.asked] == ["/robots.txt", "/0", "/1", "/2"]
        assert server.connections == 1
        agents = {one.headers["user-agent"] for one in server.asked}
    assert len(agents) == 1
    assert "eval@alteram.example" in agents.pop()


def test_validators_are_sent_and_not_modified_is_an_answer() -> None:
    def reply(asked: Asked) -> bytes:
        return answer(304) if asked.headers.get("if-none-match") == '"1"' else pages(asked)

    with serving(reply) as server:
        errand = Errand(f"{SITE}/", MOST, Validators('"1"', "Mon, 02 Nov 2026 10:00:00 GMT"))
        assert kind(fetched(network(server), errand)[0]) == "304"
        assert server.asked[-1].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


def test_what_robots_forbids_is_not_asked_for_on_the_way_either() -> None:
    def reply(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return answer(200, b"User-agent: Alteram\nDisallow: /x\n") if "other" in asked.host else b""
        return answer(302, location="http://other.example/x")

    with serving(reply) as server:
        assert kind(fetched(network(server), Errand(f"{SITE}/", MOST))[0]) == "robots"
        assert [(one.host, one.path) for one in server.asked if one.path != "/robots.txt"] == [("paper.example", "/")]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(500), "robots"),
        (answer(302, location="/robots.txt"), "robots"),
        (answer(403), "200"),
        (answer(200, b"User-agent: *\nDisallow: /private\n" + b"# much more\n" * 90_000), "200"),
    ],
)
def test_robots_that_is_wrong_or_large(reply: bytes, expected: str) -> None:
    with serving(lambda asked: reply if asked.path == "/robots.txt" else pages(asked)) as server:
        assert kind(fetched(network(server), Errand(f"{SITE}/", MOST))[0]) == expected


def test_a_host_that_is_down_is_not_reported_as_robots_and_tried_no_longer_than_once() -> None:
    lookups = []

    async def lookup(host: str, _port: int) -> Sequence[tuple[str, int]]:
        lookups.append(host)
        raise OSError("no such host")

    through = replace(network(), lookup=lookup)
    found = fetched(through, *[Errand(f"{SITE}/{n}", MOST) for n in range(5)])
    assert {kind(one) for one in found} == {"no-connection"}
    assert all(isinstance(one, Missed) and one.passing for one in found)
    assert len(lookups) == QUICK.attempts


# --- when it is asked


def test_a_crawl_delay_is_kept_and_one_that_is_too_long_leaves_the_rest_for_later() -> None:
    with serving(robots("User-agent: *\nCrawl-delay: 0.3\n")) as server:
        began = time.monotonic()
        found = fetched(network(server), *[Errand(f"{SITE}/{n}", MOST) for n in range(3)])
        assert time.monotonic() - began >= 0.6
        assert [kind(one) for one in found] == ["200"] * 3
    with serving(robots("User-agent: *\nCrawl-delay: 3600\n")) as server:
        found = fetched(network(server), *[Errand(f"{SITE}/{n}", MOST) for n in range(3)])
        assert [kind(one) for one in found] == ["200", "later", "later"]
        assert server.paths() == ["/0"]


def test_a_host_has_its_share_of_a_run() -> None:
    limits = replace(QUICK, host_seconds=0.3, host_pause_seconds=0.2)
    with serving(pages) as server:
        found = fetched(network(server, limits=limits), *[Errand(f"{SITE}/{n}", MOST) for n in range(5)])
    assert [kind(one) for one in found] == ["200", "200", "later", "later", "later"]


@pytest.mark.parametrize(("limits", "retry_after", "least"), [(QUICK, "1", 1.0), (QUICK, "-1", 0.0)])
def test_a_busy_server_is_asked_again_when_it_says(limits: NetworkLimits, retry_after: str, least: float) -> None:
    seen: list[str] = []

    def reply(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return b""
        seen.append(asked.path)
        return answer(503, retry_after=retry_after) if len(seen) == 1 else pages(asked)

    with serving(reply) as server:
        began = time.monotonic()
        assert kind(fetched(network(server, limits=limits), Errand(f"{SITE}/", MOST))[0]) == "200"
        assert time.monotonic() - began >= least
    assert len(seen) == 2


def test_a_server_that_wants_more_time_than_a_run_has_is_left_alone() -> None:
    def reply(asked: Asked) -> bytes:
        return b"" if asked.path == "/robots.txt" else answer(429, retry_after="3600")

    with serving(reply) as server:
        found = fetched(network(server), Errand(f"{SITE}/1", MOST), Errand(f"{SITE}/2", MOST))
        assert [kind(one) for one in found] == ["http-429", "later"]
        assert isinstance(found[0], Missed)
        assert found[0].seconds == 3600.0
        assert server.paths() == ["/1"]


def test_one_host_has_one_connection_however_many_ask() -> None:
    open_now: list[int] = [0, 0]

    async def each(asked: Asked, writer: asyncio.StreamWriter) -> None:
        open_now[0] += 1
        open_now[1] = max(open_now)
        await asyncio.sleep(0.02)
        open_now[0] -= 1
        writer.write(pages(asked) or answer(404))

    async def run(server: Loopback) -> list[Answer | Missed]:
        async with Client(network(server)) as client:
            return await asyncio.gather(*[client.get(Errand(f"{SITE}/{n}", MOST)) for n in range(10)])

    with Loopback(each) as server:
        assert [kind(one) for one in asyncio.run(run(server))] == ["200"] * 10
        assert server.connections == 1
    assert open_now[1] == 1


# --- what servers do


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the research data is not beside this checkout")
def test_every_scenario_of_the_bad_inputs_has_the_right_outcome(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    paths = scenarios(tmp_path / "inputs")
    assert len(paths) == 38
    wrong = {}
    for path in paths:
        if path.stem.removeprefix("http_") in NEED_CERTIFICATES and not can_make_certificates():
            continue
        own = tmp_path / path.stem
        own.mkdir()
        wrong[path.stem] = play(path, own)
    assert {name: verdict for name, verdict in wrong.items() if verdict} == {}
