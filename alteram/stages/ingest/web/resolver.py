"""The guard at the socket: names are looked up here, every answer is judged, and each socket is judged once more.

A name that has one answer that may not be connected to is refused as a whole; and a connection goes to an address that
was judged for it, never to one looked up again. An address that stands in a URL passes by the resolver, so the judge
also sits where sockets are made.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from alteram.stages.ingest.web.guard import Policy

Endpoint = tuple[str, int]
"""An IP address as text, and a port."""

Lookup = Callable[[str, int], Awaitable[Sequence[Endpoint]]]
"""Where a host's port can be reached; raises `OSError` where nobody knows."""


class AddressRefused(OSError):
    """An address that may not be connected to."""


async def system_lookup(host: str, port: int) -> Sequence[Endpoint]:
    """What the system's resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple((str(address[0]), int(address[1])) for *_, address in found)


class GuardedResolver(AbstractResolver):
    """A resolver that gives only endpoints which `allowed` allows."""

    def __init__(self, lookup: Lookup, allowed: Policy) -> None:
        self._lookup = lookup
        self._allowed = allowed

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 (the interface of aiohttp)
    ) -> list[ResolveResult]:
        """Every endpoint of a host; raises `AddressRefused` when one of them may not be connected to."""
        endpoints = await self._lookup(host, port)
        for address, there in endpoints:
            require_allowed(self._allowed, address, there)
        if not endpoints:
            raise OSError(f"{host} has no address")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=there,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address, there in dict.fromkeys(endpoints)
        ]

    async def close(self) -> None:
        """Nothing to give back."""


def require_allowed(allowed: Policy, address: str, port: int) -> None:
    """Raises `AddressRefused` for an endpoint that may not be connected to."""
    if not allowed(address, port):
        raise AddressRefused(f"{address} port {port} is not on the open internet")


def guarded_sockets(allowed: Policy) -> Callable[[AddrInfoType], socket.socket]:
    """A maker of sockets that makes none for an endpoint which `allowed` refuses."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        require_allowed(allowed, str(address[0]), int(address[1]))
        return socket.socket(family, kind, protocol)

    return make
