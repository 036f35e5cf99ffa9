"""Runs the application on a loopback address with uvicorn."""

from ipaddress import ip_address

import uvicorn

from alteram.errors import UsageError
from alteram.web.app import create_app
from alteram.web.reader import Reader

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8631


def server(reader: Reader, *, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> uvicorn.Server:
    """A server over one library, not started. Port 0 takes a free one.

    Raises UsageError for an address that other machines can reach: archived texts may not leave this one.
    """
    try:
        loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UsageError(
            f"{host} can be reached by other machines, and archived texts may be read on this one only. "
            "Use 127.0.0.1, or write a site with `alteram publish`."
        )
    config = uvicorn.Config(
        create_app(reader),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    return uvicorn.Server(config)


def serve(reader: Reader, *, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> None:
    """Serves one library until interrupted. Raises UsageError as `server` does."""
    server(reader, host=host, port=port).run()
