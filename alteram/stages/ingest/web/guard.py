"""Which network addresses may be connected to: those of the open internet, and no other.

An IPv6 address can carry an IPv4 one (mapped, compatible and translated forms, 6to4, NAT64, ISATAP); what counts then
is the address inside. The ranges are those of the IANA special-purpose registries (RFC 6890), written out because the
standard library's own tables differ between versions of Python.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PORTS = frozenset((80, 443))

Policy = Callable[[str, int], bool]
"""Whether an IP address, as text, may be connected to at a port."""

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own service, in a public range
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)
"""Networks whose addresses carry an IPv4 address, and how many bits lie to the right of it."""
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))


def public_endpoint(address: str, port: int) -> bool:
    """The policy that Alteram ships: public addresses, ports 80 and 443."""
    return port in PORTS and is_public_address(address)


def is_public_address(address: str) -> bool:
    """Whether an IP address, as text, is one of the open internet; what is no address is not, nor one with a scope."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _public_4(parsed)
    return parsed.scope_id is None and _public_6(parsed)


def _public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC_4)


def _public_6(address: IPv6Address) -> bool:
    number = int(address)
    for network, right in _CARRIERS:
        if address in network:
            return _public_4(IPv4Address(number >> right & 0xFFFFFFFF))
    if address not in _GLOBAL_6 or any(address in network for network in _NOT_PUBLIC_6):
        return False
    return number >> 32 & 0xFFFFFFFF not in _ISATAP or _public_4(IPv4Address(number & 0xFFFFFFFF))
