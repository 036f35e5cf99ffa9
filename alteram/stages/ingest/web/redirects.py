"""Where a redirect may lead: to another public address, a few times, never back, never from https to http."""

from collections.abc import Sequence

from alteram.stages.ingest.addresses import public_address
from alteram.stages.ingest.files import Refused

STATUSES = frozenset((301, 302, 303, 307, 308))


def next_hop(hops: Sequence[str], location: str, most: int) -> str:
    """The address that `location` leads to from the last of `hops`, the addresses so far.

    Raises `Refused` ("redirects", "bad-redirect", "downgrade") where it must not be followed.
    """
    here = hops[-1]
    if not location.strip():
        raise Refused("bad-redirect", "the server redirects and does not say where to")
    if len(hops) > most:
        raise Refused("redirects", f"more than {most} redirects")
    there = public_address(location, here)
    if there is None:
        raise Refused("bad-redirect", f"the server redirects to what is no public web address: {location[:100]!r}")
    if there in hops:
        raise Refused("redirects", f"redirect loop: back to {there}")
    if here.startswith("https:") and not there.startswith("https:"):
        raise Refused("downgrade", f"the server redirects from https to http: {there[:100]}")
    return there
