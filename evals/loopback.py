"""A server on loopback that plays what it is told, and a network that leads nowhere else: for evals and tests."""

import asyncio
import gzip
import json
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from alteram.config import NetworkLimits
from alteram.model.ids import Moment
from alteram.stages.ingest.web import Network
from alteram.stages.ingest.web.guard import public_endpoint

NOW = Moment("2026-11-02T12:00:00Z")
QUICK = NetworkLimits(request_seconds=1.0, backoff_seconds=0.01, host_pause_seconds=0.0, longest_wait_seconds=2.0)
"""Bounds for servers that answer at once or never."""
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><item><title>A bridge opens</title>'
    "<link>http://outlet.example/a</link></item></channel></rss>"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came: names of headers in lower case."""

    host: str
    path: str
    headers: Mapping[str, str]


Play = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Loopback:
    """A server on loopback addresses, each with a port of its own, in a thread of its own; use it in a `with`."""

    play: Play
    addresses: Sequence[str] = ("127.0.0.1",)
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    ports: dict[str, int] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Loopback":
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join()
        self._loop.close()

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    async def _listen(self) -> None:
        for address in self.addresses:
            server = await asyncio.start_server(self._serve, address, 0, ssl=self.tls)
            self.ports[address] = server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                one = Asked(headers.get("host", ""), first.split(" ")[1], headers)
                self.asked.append(one)
                await self.play(one, writer)
                await writer.drain()
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


def network(
    *servers: Loopback,
    hosts: Mapping[str, tuple[str, int]] | None = None,
    limits: NetworkLimits = QUICK,
    tls: ssl.SSLContext | None = None,
    clock: Callable[[], Moment] = lambda: NOW,
) -> Network:
    """A network in which every name, or those of `hosts`, leads to the servers (port 443 to the second one), and which
    otherwise has the shipped policy."""
    endpoints = {(address, port) for server in servers for address, port in server.ports.items()}

    async def lookup(host: str, port: int) -> Sequence[tuple[str, int]]:
        if hosts is not None:
            if host not in hosts:
                raise OSError("no such host")
            return (hosts[host],)
        server = servers[-1] if port == 443 else servers[0]
        return tuple(server.ports.items())

    def allowed(address: str, port: int) -> bool:
        return (address, port) in endpoints or public_endpoint(address, port)

    return Network("eval@alteram.example", clock, limits, lookup, allowed, tls)


def answer(status: int = 200, body: bytes = b"", /, **headers: str) -> bytes:
    """A whole answer; `content_type="..."` is the header Content-Type."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *lines]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def page(number: int = 0) -> bytes:
    """A news page, each number another."""
    text = "".join(
        f"<p>Sentence {number}-{k} says that the new harbour bridge of Varnholm opened.</p>" for k in range(8)
    )
    head = f"<!doctype html><html lang=en><head><title>Harbour bridge {number} opens</title></head>"
    return f"{head}<body><article><h1>Harbour bridge {number} opens</h1>{text}</article></body></html>".encode()


class Scenario:
    """Plays one file of the bad inputs that says what a server does."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._routes: Mapping[str, Mapping[str, Any]] = source.get("routes", {})
        self.start = str(source.get("start", "/" if "/" in self._routes else next(iter(self._routes), "/")))
        self._times = 0

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Plays a request; paths that are not in it do not exist, and one that is redirected to does."""
        route = self._routes.get(asked.path.partition("?")[0])
        if route is None:
            writer.write(answer(404) if asked.path == "/robots.txt" else answer(200, page(), content_type="text/html"))
            return
        self._times += 1
        endless = next((getattr(self, f"_{key}") for key in route if hasattr(self, f"_{key}")), None)
        if endless is not None:
            await endless(route, writer)
            return
        writer.write(self._plain(asked, route))
        if "raw" in route or "chunked_cut" in route or "reset_after" in route or "body_len" in route:
            await _cut(writer, hard="reset_after" in route)

    def _plain(self, asked: Asked, route: Mapping[str, Any]) -> bytes:
        """An answer that can be written at once."""
        if "raw" in route:
            return str(route["raw"]).encode()
        if "body_len" in route:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {route['content_length']}\r\n\r\n"
            return head.encode() + b"x" * int(route["body_len"])
        if "chunked_cut" in route:
            return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf of it"
        if "reset_after" in route:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + b"x" * int(route["reset_after"])
        if "layers" in route:
            return answer(200, page(), content_encoding=", ".join(["gzip"] * int(route["layers"])))
        if "br_zeros_mb" in route:
            return answer(200, b"\x00" * 64, content_encoding="br")
        if "set_cookie" in route:
            cookies = "".join(f"Set-Cookie: c{n}=1\r\n" for n in range(int(route["set_cookie"])))
            return f"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{cookies}\r\n".encode()
        headers = {
            key: str(route[key]) for key in ("location", "retry_after", "etag", "date", "content_type") if key in route
        }
        if "location_growing" in route:
            headers["location"] = "/?" + "x" * max(600, 2 * len(asked.path))
            return answer(302, **headers)
        if "location_raw" in route:
            headers["location"] = str(route["location_raw"])
        body = FEED.encode() if "body_feed" in route else str(route.get("body", "")).encode()
        if "body_changes" in route:
            body = page(self._times)
        return answer(int(route.get("status", 200)), body, **{"set_cookie": "session=1", **headers})

    async def _drip_headers(self, route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "a" * 100_000:
            writer.write(letter.encode())
            await writer.drain()
            await asyncio.sleep(float(route["drip_headers"]) / 10)

    async def _drip_body(self, route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(float(route["drip_body"]) / 10)

    async def _endless(self, _route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        await _repeat(writer, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)

    async def _endless_headers(self, _route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        await _repeat(writer, b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n" * 100)

    async def _endless_1xx(self, _route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        await _repeat(writer, b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")

    async def _gzip_zeros_mb(self, route: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        for _ in range(int(route["gzip_zeros_mb"])):
            writer.write(packer.compress(bytes(1 << 20)))
            await writer.drain()


async def _repeat(writer: asyncio.StreamWriter, head: bytes, piece: bytes) -> None:
    writer.write(head)
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)


async def _cut(writer: asyncio.StreamWriter, hard: bool) -> None:
    """Ends the connection, with a reset where `hard`."""
    await writer.drain()
    await asyncio.sleep(0.02)
    if hard:
        own = writer.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        writer.transport.abort()
    raise ConnectionResetError


def load(path: Path) -> dict[str, Any]:
    """A scenario's file."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def packed(body: bytes) -> bytes:
    """A body as gzip."""
    return gzip.compress(body, mtime=0)


_CA = """[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = names
x509_extensions = extensions
[names]
commonName = supplied
[extensions]
subjectAltName = DNS:{name}
"""


def can_make_certificates() -> bool:
    """Whether OpenSSL's command is there."""
    return shutil.which("openssl") is not None


def certificate(folder: Path, name: str, years: tuple[int, int] = (2020, 2049)) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a new certificate of its own for `name`, and the certificate's file."""
    folder.mkdir()
    (folder / "index.txt").touch()
    (folder / "ca.cnf").write_text(_CA.format(name=name))
    dates = [f"{years[0]}0101000000Z", f"{years[1]}0101000000Z"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made = ["-keyfile", "key.pem", "-in", "request.pem", "-out", "certificate.pem", "-notext"]
    for command in (
        ["req", *kind, "-keyout", "key.pem", "-out", "request.pem", "-subj", f"/CN={name}"],
        ["ca", "-batch", "-config", "ca.cnf", "-selfsign", *made, "-startdate", dates[0], "-enddate", dates[1]],
    ):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context, folder / "certificate.pem"


def trusting(*certificates: Path) -> ssl.SSLContext:
    """A client's context that trusts these certificates only."""
    context = ssl.create_default_context()
    for path in certificates:
        context.load_verify_locations(path)
    return context
