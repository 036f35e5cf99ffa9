"""Runs the real command line against three fictional sites that this machine plays to itself.

    python -m examples.live fetch --contact you@your.site

Alteram never connects to an address that is not public, and has no switch that would let it: so it could not reach a
server on this machine. This launcher gives it, for one command, another network: three names lead to one loopback
address and port, which is the only one that may be connected to; every other name leads nowhere. It also sets the
clock to the day after the last of the pages, because a page that claims to come from the future is not believed.
Everything else, the bounds and manners of fetching too, is as it is shipped.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType

from alteram import cli
from alteram.cli import fetching
from alteram.model.ids import Moment
from alteram.stages.ingest.web import Network
from evals.loopback import Loopback
from examples.live.sites import SITES, play

BEGIN = datetime(2026, 10, 26, 9, tzinfo=UTC)
"""When the example takes place: a day after the last of its pages."""


def ticking() -> Callable[[], Moment]:
    """A clock that stands at `BEGIN` now and then goes on as clocks do."""
    started = time.monotonic()

    def now() -> Moment:
        passed = timedelta(seconds=time.monotonic() - started)
        return Moment((BEGIN + passed).strftime("%Y-%m-%dT%H:%M:%SZ"))

    return now


def led_here(network: Network, endpoint: tuple[str, int]) -> Network:
    """A network in which the names of the sites lead to `endpoint`, and which leads nowhere else."""
    names = {site.host for site in SITES}

    async def lookup(host: str, _port: int) -> Sequence[tuple[str, int]]:
        if host not in names:
            raise OSError(f"{host} is not one of the example's sites")
        return (endpoint,)

    return replace(network, lookup=lookup, allowed=lambda address, port: (address, port) == endpoint)


def commands() -> list[ModuleType]:
    """The modules of the command line."""
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(f"{cli.__name__}.")]


def main() -> None:
    """Plays the sites and runs one command, whose words are those of this process."""
    shipped, now = fetching.open_network, ticking()
    with Loopback(play) as server:
        endpoint = next(iter(server.ports.items()))

        def open_network(contact: str) -> Network:
            return replace(led_here(shipped(contact), endpoint), clock=now)

        for module in commands():
            for name, ours in (("open_network", open_network), ("now", now)):
                if hasattr(module, name):
                    setattr(module, name, ours)
        sys.argv[0] = "alteram"
        cli.main()


if __name__ == "__main__":
    main()
