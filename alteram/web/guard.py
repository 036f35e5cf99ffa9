"""The door of the server: whose name it answers to, what it tells browsers, and who may read archived texts.

A page from elsewhere can make a browser ask 127.0.0.1 under a name of its own (DNS rebinding); a server that answers
only to loopback names never gives such a page a byte.
"""

from ipaddress import ip_address

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import Message, Receive, Scope, Send

from alteram.stages.publish import LIVE_POLICY

NAMES = frozenset({b"localhost", b"127.0.0.1", b"[::1]"})
HEADERS = (
    (b"content-security-policy", f"{LIVE_POLICY}; frame-ancestors 'none'".encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"cache-control", b"no-store"),
)
FORWARDED = (b"forwarded", b"via", b"x-real-ip", b"x-forwarded-for", b"x-forwarded-host")


def host_allowed(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the request names this machine, once, by a loopback name, with any port or none."""
    hosts = [value.lower() for name, value in headers if name.lower() == b"host"]
    if len(hosts) != 1:
        return False
    name, colon, port = hosts[0].rpartition(b":")
    if colon and port.isdigit():
        return name in NAMES
    return hosts[0] in NAMES


def from_this_machine(scope: Scope) -> bool:
    """Whether a request comes from loopback itself, not through a proxy that stands there."""
    client = scope.get("client")
    if client is None or any(name.lower() in FORWARDED for name, _ in scope["headers"]):
        return False
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False


class LoopbackApp(Litestar):
    """A Litestar application that answers to loopback names only and puts the security headers on every answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Checks the Host header of a request before anything else sees it."""
        if scope["type"] != ScopeType.HTTP:
            await super().__call__(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in ours]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        if host_allowed(list(scope["headers"])):
            await super().__call__(scope, receive, guarded)
            return
        body = b"This server answers only to localhost, 127.0.0.1 and [::1].\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await guarded({"type": "http.response.start", "status": 421, "headers": headers})
        await guarded({"type": "http.response.body", "body": body, "more_body": False})
