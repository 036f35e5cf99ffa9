"""The live server: the pages of a library on this machine."""

from alteram.web.app import create_app
from alteram.web.reader import Reader
from alteram.web.serve import DEFAULT_HOST, DEFAULT_PORT, serve, server

__all__ = ["DEFAULT_HOST", "DEFAULT_PORT", "Reader", "create_app", "serve", "server"]
