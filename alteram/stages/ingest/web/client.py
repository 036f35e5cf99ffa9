"""The one door to the network: asks for an address, and gives an answer or the reason why there is none.

What may be asked, when, and what an answer means is decided in the modules beside this one; here the decisions are
kept: one connection a host, pauses, robots.txt first, redirects one by one, deadlines, bounds on what is read. Cookies,
proxies and credentials are neither kept nor sent.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp
import stamina
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from alteram import __version__
from alteram.config import NETWORK, NetworkLimits
from alteram.model.articles import Failure
from alteram.model.ids import Moment
from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.files import Refused, failure
from alteram.stages.ingest.web.bodies import ACCEPTED, Body
from alteram.stages.ingest.web.guard import Policy, public_endpoint
from alteram.stages.ingest.web.outcomes import LATER, Answer, Errand, Missed, Trouble, Validators
from alteram.stages.ingest.web.redirects import STATUSES, next_hop
from alteram.stages.ingest.web.resolver import (
    AddressRefused,
    GuardedResolver,
    Lookup,
    guarded_sockets,
    system_lookup,
)
from alteram.stages.ingest.web.retries import require_usable
from alteram.stages.ingest.web.robots import AGENT, Rules, robots_address, rules_of, rules_without

CHUNK = 64 * 1024
PAGE_TYPES = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"

_NO_HOST = frozenset(("bad-address", "not-public", "no-connection", "no-answer", "bad-certificate", "timeout", LATER))
"""What keeps us from a host altogether: the reason for its pages is this one, not its rules."""

# stamina tells of each retry; what comes of them is told by the failure, and nothing goes to a user's terminal.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Network:
    """What the door needs. `contact` is an address at which a site can reach whoever runs this; `clock` dates answers.

    `lookup`, `allowed` and `tls` are seams for tests: as they stand here, only public addresses are connected to.
    """

    contact: str
    clock: Callable[[], Moment]
    limits: NetworkLimits = NETWORK
    lookup: Lookup = system_lookup
    allowed: Policy = public_endpoint
    tls: ssl.SSLContext | None = None

    @property
    def agent(self) -> str:
        """How we introduce ourselves."""
        return f"{AGENT}/{__version__} (+{self.contact})"


@dataclass(slots=True)
class _Host:
    """One host within a run. Times are those of a monotonic clock."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    began: float | None = None
    next_request: float = 0.0
    closed_until: float = 0.0


class Client:
    """The door, open: use it in an `async with`. Nothing it learns of a host outlives it."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._limits = network.limits
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, tuple[float, Rules | Refused]] = {}
        self._reading_rules: dict[str, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession | None = None
        self._open: asyncio.Semaphore | None = None

    async def __aenter__(self) -> "Client":
        network, limits = self._network, self._limits
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(network.lookup, network.allowed),
            socket_factory=guarded_sockets(network.allowed),
            use_dns_cache=False,
            limit=limits.connections,
            limit_per_host=1,
            keepalive_timeout=limits.idle_seconds,
            ssl=network.tls or True,
        )
        self._open = asyncio.Semaphore(limits.connections)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": network.agent, "Accept": PAGE_TYPES, "Accept-Encoding": ACCEPTED},
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
            max_line_size=limits.header_bytes,
            max_field_size=limits.header_bytes,
            max_headers=limits.headers,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, errand: Errand) -> Answer | Missed:
        """Asks for an address, its redirects followed; never raises for what a server does."""
        try:
            return await self._followed(errand, heed=True)
        except Trouble as trouble:
            return Missed(_failure(errand, trouble), trouble.passing, trouble.seconds or 0.0)
        except Refused as refused:
            return Missed(_failure(errand, refused))

    async def _followed(self, errand: Errand, heed: bool) -> Answer:
        """The answer at the end of all redirects. `heed`: robots.txt is asked first, of each host on the way."""
        hops = [errand.url]
        if public_address(errand.url) != errand.url:
            raise Refused("bad-address", "this is no public web address that may be asked for")
        while True:
            rules = await self._rules_for(hops[-1]) if heed else None
            if rules is not None and not rules.allow(hops[-1]):
                raise _forbidden(rules, hops[-1])
            answer = await self._tried(replace(errand, url=hops[-1]), rules)
            if answer.status not in STATUSES:
                return replace(answer, hops=tuple(hops[:-1]))
            hops.append(next_hop(hops, answer.header("location"), self._limits.redirects))

    async def _tried(self, errand: Errand, rules: Rules | None) -> Answer:
        """One address, asked again while its server fails for the moment."""
        limits = self._limits
        async for attempt in stamina.retry_context(
            on=_pause,
            attempts=limits.attempts,
            timeout=None,
            wait_initial=limits.backoff_seconds,
            wait_max=limits.longest_wait_seconds,
            wait_jitter=limits.backoff_seconds / 4,
        ):
            with attempt:
                return await self._paced(errand, rules)
        raise AssertionError("the last attempt raises")

    async def _paced(self, errand: Errand, rules: Rules | None) -> Answer:
        """One request, when it is this host's turn."""
        host = self._hosts.setdefault(urlsplit(errand.url).hostname or "", _Host())
        async with host.lock:
            await self._turn(host)
            try:
                answer = await self._asked(errand)
                if answer.status not in STATUSES:
                    now = datetime.fromisoformat(answer.fetched)
                    require_usable(answer, errand.validators is not None, now, self._limits)
                return answer
            except Trouble as trouble:
                if trouble.seconds is not None:
                    host.closed_until = time.monotonic() + trouble.seconds
                raise
            finally:
                if rules is not None:
                    stated = rules.delay()
                    pause = self._limits.host_pause_seconds if stated is None else stated
                    host.next_request = time.monotonic() + pause

    async def _turn(self, host: _Host) -> None:
        """Waits until a host may be asked; raises `Trouble` ("later") where that is too long for this run."""
        now = time.monotonic()
        if host.began is None:
            host.began = now
        wait = max(host.next_request, host.closed_until) - now
        if wait > self._limits.longest_wait_seconds or now + wait - host.began > self._limits.host_seconds:
            raise Trouble(LATER, "this host has had its share of this run; the rest comes with a later one")
        if wait > 0:
            await asyncio.sleep(wait)

    async def _asked(self, errand: Errand) -> Answer:
        """One request, under a deadline; what goes wrong with it is a `Refused` or a `Trouble`."""
        seconds = self._limits.request_seconds
        if self._session is None or self._open is None:
            raise AssertionError("the client is used in an `async with`")
        try:
            async with self._open, asyncio.timeout(seconds):
                return await self._exchanged(self._session, errand)
        except TimeoutError as error:
            raise Trouble("timeout", f"no whole answer within {seconds:g} s") from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise Refused("bad-certificate", "the server's certificate is not valid for it") from error
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, AddressRefused):
                raise Refused("not-public", f"{error.os_error}; refused") from error
            raise Trouble("no-connection", f"no connection ({error.os_error})", again=True) from error
        except aiohttp.ClientPayloadError as error:
            raise Trouble("incomplete", "the answer ends before its end; not kept", again=True) from error
        except (aiohttp.ClientResponseError, HttpProcessingError) as error:
            raise Refused("bad-response", "the answer is no HTTP/1.1 within bounds") from error
        except aiohttp.InvalidURL as error:
            raise Refused("bad-address", "this is no address that may be asked for") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Trouble("no-answer", f"the connection was lost ({type(error).__name__})", again=True) from error

    async def _exchanged(self, session: aiohttp.ClientSession, errand: Errand) -> Answer:
        """Sends one request and reads its answer, bounded."""
        asked = errand.validators or Validators()
        stated = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
        headers = {name: value for name, value in stated.items() if value}
        async with session.get(URL(errand.url, encoded=True), allow_redirects=False, headers=headers) as response:
            names = {name.lower() for name in response.headers}
            found = {name: tuple(response.headers.getall(name)) for name in sorted(names)}
            coding = ", ".join(found.get("content-encoding", ()))
            body = Body(coding, self._limits.received_bytes, errand.most_bytes, cut=errand.cut)
            # Of anything but a document nothing is read: the connection is closed instead.
            if response.status in (200, 203):
                async for data in response.content.iter_chunked(CHUNK):
                    body.take(data)
                    if body.full:
                        break
                whole = body.whole()
            else:
                whole = b""
            return Answer(errand.url, response.status, found, whole, self._network.clock())

    async def _rules_for(self, url: str) -> Rules:
        """The rules of an address's host, kept for a while; raises again what kept us from the host the last time."""
        address = robots_address(url)
        async with self._reading_rules.setdefault(address, asyncio.Lock()):
            until, found = self._rules.get(address, (0.0, None))
            if found is None or time.monotonic() >= until:
                found = await self._read_rules(address)
                kept = (
                    self._limits.no_robots_seconds if isinstance(found, Refused) else self._limits.kept_robots_seconds
                )
                self._forget()
                self._rules[address] = (time.monotonic() + kept, found)
        if isinstance(found, Refused):
            raise Trouble(found.kind, found.message, passing=isinstance(found, Trouble))
        return found

    def _forget(self) -> None:
        """Makes room for another host's rules: a watch meets more hosts than it needs to remember."""
        while len(self._rules) >= self._limits.kept_robots:
            del self._rules[next(iter(self._rules))]

    async def _read_rules(self, address: str) -> Rules | Refused:
        """Reads a robots.txt. What lies beyond its bound is not read, and a missing one allows everything."""
        most = self._limits.robots_bytes
        try:
            answer = await self._followed(Errand(address, most, cut=True), heed=False)
        except Refused as refused:
            return refused if refused.kind in _NO_HOST else rules_without(refused.kind)
        return rules_of(answer.body, most)


def _pause(error: Exception) -> bool | float:
    """stamina's question: whether to ask again, and after how many seconds where the server said so."""
    if not isinstance(error, Trouble) or not error.again:
        return False
    return True if error.seconds is None else error.seconds


def _forbidden(rules: Rules, url: str) -> Refused:
    """The refusal of what robots.txt does not allow."""
    if rules.known:
        return Refused("robots", f"the site's robots.txt asks {AGENT} not to fetch {url}")
    return Trouble("robots", "the site's robots.txt could not be read, which counts as a refusal")


def _failure(errand: Errand, refused: Refused) -> Failure:
    return failure(errand.url, refused.kind, f"{errand.url}: {refused.message}")
