"""robots.txt (RFC 9309), read by protego: what may be asked for, and how long to wait in between."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

AGENT = "Alteram"
"""The name that a site's rules call us by."""
MOST_WILDCARDS = 4
"""In one rule. Each is another way to match, and their product is time that a stranger would spend for us."""

_RULE = re.compile(r"^(\s*(dis)?allow\s*:)(.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules. `known` is false where they could not be read, which counts as a refusal until they can be."""

    parsed: Protego | None
    known: bool = True

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        if self.parsed is None:
            return self.known
        return bool(self.parsed.can_fetch(url, AGENT))

    def delay(self) -> float | None:
        """Seconds between two requests, where the site states them."""
        stated = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return float(stated) if stated is not None and stated >= 0 else None


FREE = Rules(None)
"""Of a site without rules."""
UNREACHABLE = Rules(None, known=False)
"""Of a site whose rules could not be read (RFC 9309, 2.3.1.4)."""


def robots_address(url: str) -> str:
    """Where the rules for an address stand."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def rules_of(payload: bytes, most: int) -> Rules:
    """The rules in the first `most` bytes of a robots.txt; the last line is left out where it was cut."""
    text = payload[:most].decode("utf-8", "replace").lstrip("\ufeff")
    lines = text.splitlines()
    return Rules(Protego.parse("\n".join(_bounded(line) for line in (lines[:-1] if len(payload) > most else lines))))


def rules_without(kind: str) -> Rules:
    """The rules of a site that gave none, by the kind of the failure: no file is no rule; no answer is a refusal."""
    return FREE if kind.startswith("http-4") and kind not in ("http-408", "http-425", "http-429") else UNREACHABLE


def _bounded(line: str) -> str:
    """A line whose pattern has few wildcards: one that forbids is cut, and forbids more; one that allows is dropped."""
    rule = _RULE.match(line)
    if rule is None or rule[3].count("*") <= MOST_WILDCARDS:
        return line
    parts = re.sub(r"\*+", "*", rule[3]).split("*")
    if len(parts) - 1 <= MOST_WILDCARDS:
        return rule[1] + "*".join(parts)
    return rule[1] + "*".join(parts[: MOST_WILDCARDS + 1]) if rule[2] else ""
