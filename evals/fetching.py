"""Fetching, against a server on loopback that misbehaves: `python -m evals.fetching` prints two figures.

1. Addresses that must never be connected to (`address_forms.txt`): as a link, as the target of a redirect, and as what
   a name resolves to. Connections to them, seen by an audit hook on the socket module, must be 0.
2. The `http_scenario` files of the research data, each played, and what comes of it.

Exits 1 when one of them is not as it must be.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from alteram.model.articles import Failure
from alteram.model.ids import Moment
from alteram.stages.ingest.web import Answer, Client, Errand, Missed, Network, Polled, moved, read_document
from alteram.stages.ingest.web.guard import public_endpoint
from alteram.stages.ingest.web.polling import NEW, after_document, after_missed, is_due, validators
from evals import SHARED
from evals.loopback import (
    NOW,
    QUICK,
    Asked,
    Loopback,
    Scenario,
    answer,
    can_make_certificates,
    certificate,
    load,
    network,
    page,
    trusting,
)

FORMS = Path(__file__).with_name("address_forms.txt")
DATA = SHARED / "bad_inputs"
MOST = 1024 * 1024
START = "http://outlet.example"
Outcome = Answer | Missed


# --- 1: what must never be connected to


@contextmanager
def connections() -> Iterator[list[Any]]:
    """The addresses to which this process connects meanwhile, as Python's own audit events tell them."""
    seen: list[Any] = []
    _watchers.append(seen)
    try:
        yield seen
    finally:
        _watchers.remove(seen)


_watchers: list[list[Any]] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        for seen in _watchers:
            seen.append(arguments[1])


sys.addaudithook(_audit)


def forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Links, and IP addresses, that must never be connected to."""
    lines = [line for line in FORMS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    addresses = tuple(line for line in lines if not any(mark in line for mark in ("/", "[")))
    return tuple(line for line in lines if line not in addresses), addresses


def attempts() -> list[str]:
    """What was connected to although it must not be, over all forms; and forms that gave an answer."""
    links, addresses = forms()
    bracketed = [f"http://[{each}]/" if ":" in each else f"http://{each}/" for each in addresses]
    targets = (*links, *bracketed)
    wrong: list[str] = []

    async def play(asked: Asked, writer: asyncio.StreamWriter) -> None:
        number = asked.path.rpartition("/")[2]
        location = targets[int(number)].encode().decode("latin-1") if number.isdigit() else ""
        writer.write(answer(302, location=location) if location else answer(404))

    async def run(server: Loopback) -> None:
        own = {(address, port) for address, port in server.ports.items()}
        with connections() as seen:
            async with Client(network(server)) as client:
                for number, target in enumerate(targets):
                    for url in (target, f"{START}/{number}"):
                        found = await client.get(Errand(url, MOST))
                        wrong.extend([f"{url}: an answer"] if isinstance(found, Answer) else [])
            for address in addresses:
                hosts = {"paper.example": (address, 80)}
                async with Client(network(server, hosts=hosts)) as client:
                    found = await client.get(Errand("http://paper.example/", MOST))
                    kind = found.failure.kind if isinstance(found, Missed) else "an answer"
                    wrong.extend([f"{address} by name: {kind}"] if kind != "not-public" else [])
        wrong.extend(f"connected to {each}" for each in seen if tuple(each[:2]) not in own)

    with Loopback(play) as server:
        asyncio.run(run(server))
    return wrong


# --- 2: what servers do


@dataclass(slots=True)
class Played:
    """One scenario as it went: what came of its start address, and of the same address once more."""

    first: Outcome
    second: Outcome
    server: Loopback
    seconds: float
    connected: list[Any] = field(default_factory=list)


def play(path: Path, folder: Path) -> str:
    """Plays one scenario; what is wrong with what came of it, "" where nothing is."""
    name = path.stem.removeprefix("http_")
    if name in SPECIAL:
        return SPECIAL[name](folder)
    scenario = Scenario(load(path))
    began = time.perf_counter()
    with Loopback(scenario) as server, connections() as seen:
        first, second = asyncio.run(_twice(network(server), START + scenario.start))
        played = Played(first, second, server, time.perf_counter() - began, seen)
        wrong = CHECKS[name](played)
        beyond = [each for each in seen if tuple(each[:2]) not in set(server.ports.items())]
    return wrong or (f"connected to {beyond[0]}" if beyond else "")


async def _twice(through: Network, url: str) -> tuple[Outcome, Outcome]:
    async with Client(through) as client:
        return await client.get(Errand(url, MOST)), await client.get(Errand(url, MOST))


def _kinds(*allowed: str, most: int = 99) -> Callable[[Played], str]:
    """The first outcome is a failure of one of these kinds, after at most so many requests for both."""

    def check(played: Played) -> str:
        kind = _kind(played.first)
        if kind not in allowed:
            return f"gave {kind}"
        if played.seconds > 8:
            return f"took {played.seconds:.1f} s"
        return f"{len(played.server.paths())} requests" if len(played.server.paths()) > most else ""

    return check


def _kind(outcome: Outcome) -> str:
    return outcome.failure.kind if isinstance(outcome, Missed) else f"an answer ({outcome.status})"


def _when(condition: Callable[[Played], bool]) -> Callable[[Played], str]:
    """The condition holds."""
    return lambda played: "" if condition(played) else f"gave {_kind(played.first)}, then {_kind(played.second)}"


def _waits(seconds: float, requests: int) -> Callable[[Played], str]:
    """The first outcome says how long to wait, after so many requests (the second makes as many or none)."""

    def good(played: Played) -> bool:
        found = played.first
        return isinstance(found, Missed) and found.seconds == seconds and len(played.server.paths()) == requests

    return _when(good)


def _gone(played: Played) -> bool:
    return isinstance(played.first, Missed) and not is_due(after_missed(NEW, played.first, NOW), NOW, asked=False)


def _is_feed(played: Played) -> bool:
    return isinstance(played.first, Answer) and isinstance(read_document(played.first), Polled)


def _etag_lies(played: Played) -> bool:
    """Within a day the feed is asked whether it changed; a day later it is asked for whole, and has changed."""
    if not isinstance(played.first, Answer) or not isinstance(played.second, Answer):
        return False
    state = after_document(played.first, whole=True)
    soon, late = Moment("2026-11-02T13:00:00Z"), Moment("2026-11-03T13:00:00Z")
    asked = validators(state, soon, QUICK), validators(state, late, QUICK)
    return asked[0] is not None and asked[1] is None and played.first.body != played.second.body


CHECKS: dict[str, Callable[[Played], str]] = {
    "redirect_self": _kinds("redirects", most=12),
    "redirect_pair": _kinds("redirects", most=12),
    "redirect_chain_100": _kinds("redirects", most=12),
    "redirect_grow": _kinds("redirects", "bad-redirect", most=12),
    "redirect_file": _kinds("bad-redirect"),
    "redirect_private": _kinds("bad-redirect"),
    "redirect_v6mapped": _kinds("bad-redirect"),
    "redirect_crlf": _kinds("bad-redirect"),
    "redirect_empty": _kinds("bad-redirect"),
    "slow_headers": _kinds("timeout"),
    "slow_body": _kinds("timeout"),
    "endless_body": _kinds("too-large"),
    "endless_headers": _kinds("bad-response"),
    "endless_1xx": _kinds("timeout", "bad-response"),
    "gzip_bomb": _kinds("too-large"),
    "br_bomb": _kinds("bad-encoding"),
    "multi_encoding": _kinds("bad-encoding"),
    "cl_short": _kinds("bad-response"),
    "cl_long": _kinds("incomplete"),
    "chunk_cut": _kinds("incomplete"),
    "reset_mid": _when(lambda p: _kind(p.first) in ("incomplete", "no-answer") and len(p.server.paths()) == 6),
    "status_200_empty": _when(lambda p: isinstance(p.first, Answer) and isinstance(read_document(p.first), Failure)),
    "status_304_uncached": _kinds("not-modified-unasked"),
    "etag_lies": _when(_etag_lies),
    "retry_after_10y": _waits(86_400.0, 1),
    "retry_after_neg": _waits(0.0, 6),
    "gone_410": _when(_gone),
    "ct_lie": _when(_is_feed),
    "date_skew": _when(lambda p: isinstance(p.first, Answer) and p.first.fetched == NOW),
    "cookies_10k": _when(lambda p: not any("cookie" in one.headers for one in p.server.asked)),
    "http09": _kinds("bad-response"),
    "robots_5xx": _kinds("robots", most=0),
}
"""Right outcomes by scenario."""


def _redirected(folder: Path, location: str, secure: bool, check: Callable[[Outcome, Loopback], str]) -> str:
    """What comes of a redirect, http or https, between outlet.example and evil.example."""
    context, path = certificate(folder / "outlet", "outlet.example")
    other, other_path = certificate(folder / "evil", "evil.example")

    async def first(asked: Asked, writer: asyncio.StreamWriter) -> None:
        moves = asked.path != "/robots.txt" and "evil" not in asked.host
        page_answer = answer(200, page(), content_type="text/html")
        writer.write(
            answer(301, location=location, set_cookie="session=1", www_authenticate="Basic")
            if moves
            else answer(404)
            if asked.path == "/robots.txt"
            else page_answer
        )

    with Loopback(first) as plain, Loopback(first, tls=context if secure else other) as safe:
        through = network(plain, safe, tls=trusting(path, other_path))
        url = f"{'https' if secure else 'http'}://outlet.example/feed"
        outcome, _ = asyncio.run(_twice(through, url))
        return check(outcome, plain if secure else safe)


def _downgrade(folder: Path) -> str:
    return _redirected(folder, "http://outlet.example/", True, lambda found, other: _unless(found, "downgrade", other))


def _unless(outcome: Outcome, kind: str, other: Loopback) -> str:
    return "" if _kind(outcome) == kind and not other.asked else f"gave {_kind(outcome)}"


def _lookalike(folder: Path) -> str:
    def check(outcome: Outcome, _other: Loopback) -> str:
        good = isinstance(outcome, Answer) and moved(f"{START}/feed", outcome) is not None
        return "" if good else f"gave {_kind(outcome)}, or would move the feed"

    return _redirected(folder, "https://evil.example/feed", False, check)


def _auth(folder: Path) -> str:
    def check(outcome: Outcome, other: Loopback) -> str:
        sent = [name for one in other.asked for name in one.headers if "cookie" in name or "authori" in name]
        return f"sent {sent}" if sent or not other.asked or not isinstance(outcome, Answer) else ""

    return _redirected(folder, "https://evil.example/", False, check)


def _named(*answers: Sequence[tuple[str, int]], own: set[tuple[str, int]]) -> Network:
    """A network in which each lookup gives the next of these answers; 93.184.216.34 stands for the server."""
    waiting = list(answers)

    async def lookup(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return replace(network(), lookup=lookup, allowed=lambda a, p: (a, p) in own or public_endpoint(a, p))


def _rebind(_folder: Path) -> str:
    async def each(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(404, connection="close"))
        raise ConnectionResetError

    with Loopback(each) as public, Loopback(each) as private:
        own = set(public.ports.items())
        through = _named(tuple(own), tuple(private.ports.items()), own=own)
        outcome, _ = asyncio.run(_twice(through, f"{START}/"))
        good = _kind(outcome) == "not-public" and public.connections == 1 and not private.connections
        return "" if good else f"gave {_kind(outcome)}, {private.connections} connections"


def _mixed(_folder: Path) -> str:
    with connections() as seen:
        through = _named((("93.184.216.34", 80), ("10.0.0.1", 80)), own=set())
        outcome, _ = asyncio.run(_twice(through, f"{START}/"))
    return "" if _kind(outcome) == "not-public" and not seen else f"gave {_kind(outcome)}, connected to {seen}"


def _certificates(folder: Path) -> str:
    """Expired, of another name, and not signed by anybody we trust; a good one is the control."""
    good = certificate(folder / "good", "outlet.example")
    cases = {
        "good": (good, trusting(good[1])),
        "expired": ((old := certificate(folder / "old", "outlet.example", (2020, 2021))), trusting(old[1])),
        "wrong name": ((other := certificate(folder / "other", "other.example")), trusting(other[1])),
        "self-signed": (good, trusting()),
    }
    wrong = []
    for name, ((context, _), client) in cases.items():
        with Loopback(Scenario({}), tls=context) as server:
            outcome, _ = asyncio.run(_twice(network(server, tls=client), "https://outlet.example/"))
            right = isinstance(outcome, Answer) if name == "good" else _kind(outcome) == "bad-certificate"
            wrong += [] if right else [f"{name}: {_kind(outcome)}"]
    return ", ".join(wrong)


SPECIAL: dict[str, Callable[[Path], str]] = {
    "redirect_downgrade": _downgrade,
    "redirect_lookalike": _lookalike,
    "redirect_auth": _auth,
    "dns_rebind": _rebind,
    "dns_mixed": _mixed,
    "tls_expired": _certificates,
}
"""Scenarios that need more than one server, or names, or certificates."""
NEED_CERTIFICATES = frozenset(("redirect_downgrade", "redirect_lookalike", "redirect_auth", "tls_expired"))


def scenarios(folder: Path) -> tuple[Path, ...]:
    """Makes the research data's bad inputs in `folder`; gives the files that say what a server does."""
    for name in ("make.py", "manifest.jsonl"):
        shutil.copy(DATA / name, folder / name)
    (folder / "real").symlink_to((DATA / "real").resolve())
    subprocess.run([sys.executable, "make.py"], cwd=folder, check=True, capture_output=True)
    return tuple(sorted((folder / "gen").glob("http_*.json")))


def main() -> int:
    """Prints the two figures."""
    links, addresses = forms()
    wrong = attempts()
    tried = 2 * len(links) + 3 * len(addresses)
    print(f"addresses: {len(links) + len(addresses)} forms, {tried} attempts, {len(wrong)} wrong")
    failed = [*wrong]
    for line in wrong:
        print(f"  {line}")
    if not DATA.is_dir() or not can_make_certificates():
        print("the research data, or OpenSSL's command, is not there", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        paths = scenarios(Path(temporary))
        for path in paths:
            (own := Path(temporary) / f"run-{path.stem}").mkdir()
            if verdict := play(path, own):
                print(f"  {path.stem}: {verdict}")
                failed.append(path.stem)
    print(f"scenarios: {len(paths)} played, {len([one for one in failed if one.startswith('http_')])} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
