"""Settings: every number that bounds what Alteram takes in, and what a public site must say of its publisher."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on foreign input. Bytes unless the name says otherwise."""

    page_bytes: int = 8 * 1024 * 1024
    """A page after decompression; real news pages of the measured sets stay below 2 MB."""
    line_bytes: int = 4 * 1024 * 1024
    """One line of an article file."""
    archive_record_bytes: int = 32 * 1024 * 1024
    """One record of a web archive after decompression."""
    archive_records: int = 1_000_000
    """Records that are read of one web archive."""
    text_characters: int = 400_000
    """A canonical text; longer ones are refused, not cut."""
    child_memory_bytes: int = 1024 * 1024 * 1024
    """Address space a parsing child may add to what it starts with."""
    child_cpu_seconds: float = 8.0
    """CPU time for one document."""
    child_wall_seconds: float = 12.0
    """Wall time for one document."""


@dataclass(frozen=True, slots=True)
class NetworkLimits:
    """Bounds on what is asked of other people's servers, and on what is taken from them."""

    request_seconds: float = 20.0
    """One request, from looking up the name to the last byte."""
    received_bytes: int = 8 * 1024 * 1024
    """A body as it is sent, before decompression."""
    feed_bytes: int = 10 * 1024 * 1024
    """A feed or sitemap after decompression; a page has `Limits.page_bytes`."""
    robots_bytes: int = 512 * 1024
    """What is read of a robots.txt; RFC 9309 (2.5) asks for at least 500 KiB."""
    kept_robots_seconds: float = 86_400.0
    """How long a robots.txt is believed; RFC 9309 (2.4) allows a day."""
    no_robots_seconds: float = 900.0
    """How long a host is left alone whose robots.txt could not be asked for."""
    header_bytes: int = 32 * 1024
    """One header line of an answer; content policies of news sites come to over 10 KiB."""
    headers: int = 128
    """Header lines of an answer."""
    redirects: int = 5
    """Redirects that are followed from one address."""
    attempts: int = 3
    """Requests for one address, when the server fails for the moment."""
    backoff_seconds: float = 1.0
    """Wait before the second attempt; it doubles with each further one."""
    longest_wait_seconds: float = 60.0
    """Longest wait for one host within a run; where more is asked for, the page is left for a later run."""
    longest_retry_seconds: float = 86_400.0
    """Longest that a server's Retry-After keeps us from asking again."""
    host_pause_seconds: float = 1.0
    """Between two requests to one host that states no crawl-delay."""
    host_seconds: float = 600.0
    """Time that one host's pages may take in one run."""
    connections: int = 64
    """Open at once, one a host."""
    idle_seconds: float = 2.5
    """How long a connection is kept for the host's next page: a little over its pause, so that few are open at once."""
    kept_robots: int = 1_000
    """Hosts whose robots.txt is remembered within a run."""
    pages_a_feed: int = 200
    """New pages that one feed or sitemap may bring in one run, latest first."""
    sitemaps: int = 5
    """Sitemaps that are read of one index."""
    full_fetch_seconds: float = 86_400.0
    """After so long a feed is asked for whole, whatever its ETag says."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind a public site. All three are needed to publish, or `--private`."""

    name: str = ""
    contact: str = ""
    corrections: str = ""

    @property
    def complete(self) -> bool:
        """Whether a public site may name this publisher."""
        return bool(self.name and self.contact and self.corrections)


@dataclass(frozen=True, slots=True)
class Rules:
    """When a story gets a brief, and how long briefs are (DESIGN of the form: 4 to 8 facts of 15 to 45 words)."""

    least_outlets: int = 2
    least_facts: int = 3
    most_facts: int = 8
    enough_facts: int = 6
    """From here on only what several articles carry is added: details of a single one make a brief no better."""
    least_confidence: float = 0.6
    """No fact comes from a page whose two extractors agree less than this."""


LIMITS = Limits()
NETWORK = NetworkLimits()
RULES = Rules()
