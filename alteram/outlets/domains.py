"""Hosts and the domains that somebody registers, by the bundled snapshot of the Public Suffix List (no network)."""

import ipaddress
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def ascii_host(host: str) -> str:
    """A host in lower case and in its ASCII (IDNA punycode) form, without port and final dot."""
    bare = host.strip().lower().rstrip(".")
    if not bare.startswith("["):
        bare = bare.partition(":")[0]
    return ".".join(_ascii_label(label) for label in bare.split("."))


def _ascii_label(label: str) -> str:
    """One label in its ASCII form, or as it is where it has none."""
    if label.isascii():
        return label
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return label


def well_formed(host: str) -> bool:
    """Whether a host is at least two ASCII labels of letters, digits and hyphens, in lower case."""
    labels = host.split(".")
    return len(host) <= 253 and len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def is_address(host: str) -> bool:
    """Whether a host is an IP address, which nobody registers as a domain."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> "TLDExtract":
    """The list's rules. Private suffixes count ("wordpress.com"): two blogs of one host are two owners.

    The library brings an HTTP client along, which a process that asks for no domain need not load.
    """
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=65536)
def registrable(host: str) -> str:
    """The registrable domain of a host ("news.bbc.co.uk" gives "bbc.co.uk").

    A host with no known suffix ("paper.example") falls under the list's rule "*": its last two labels. An IP address,
    a single label and a public suffix are returned as they are.
    """
    bare = ascii_host(host)
    if is_address(bare) or "." not in bare:
        return bare
    parts = _suffixes()(bare)
    if parts.domain and parts.suffix:
        return f"{parts.domain}.{parts.suffix}"
    return bare if parts.suffix else ".".join(bare.split(".")[-2:])


@lru_cache(maxsize=65536)
def suffix(host: str) -> str:
    """The public suffix of a host ("co.uk"); its last label where the list has none, "" for an IP address."""
    bare = ascii_host(host)
    if is_address(bare):
        return ""
    return _suffixes()(bare).suffix or bare.rpartition(".")[2]


def is_public_suffix(host: str) -> bool:
    """Whether a host is a suffix under which strangers register ("co.uk", "com")."""
    return suffix(host) == ascii_host(host)
