"""What a run did, counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from alteram.engine.arrivals import ImportReport
from alteram.model.articles import Failure
from alteram.model.ids import Digest
from alteram.stages.ingest.web import LATER

ROBOTS, PAYWALLED, RESERVED = "robots", "paywalled", "reserved"
LEFT_ALONE = (ROBOTS, PAYWALLED, RESERVED)
"""Kinds of failure of what was left alone at its site's own word."""
MOST_KEPT = 1_000
"""Failures that a report lists; a run of weeks counts the others only."""


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a fetch did.

    Feeds: how many were `polled`, of these `not_modified` and `unread` (they failed), and how many were left out
    (`not_due`: gone, or the server asked for more time). Addresses that they name: `known` already, `fetched` (a page
    came), `robots`, `paywalled`, `reserved` (left alone at their site's word), `later` (left for another run), and what
    `failed`. `imported` is what the import made of the pages; `pages` says which bytes an address gave.
    """

    polled: int
    not_modified: int
    unread: int
    not_due: int
    known: int
    fetched: int
    robots: int
    paywalled: int
    reserved: int
    later: int
    failed: tuple[Failure, ...]
    imported: ImportReport
    pages: tuple[tuple[str, Digest], ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts of a run under way. `pages` are noted only where `noting`: of single addresses, not of whole feeds."""

    noting: bool = False
    polled: int = 0
    not_modified: int = 0
    unread: int = 0
    not_due: int = 0
    known: int = 0
    fetched: int = 0
    imported: int = 0
    known_bytes: int = 0
    failures: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    refused: list[Failure] = field(default_factory=list)
    pages: list[tuple[str, Digest]] = field(default_factory=list)

    def miss(self, failure: Failure) -> None:
        """Counts an address that gave nothing."""
        self.kinds[failure.kind] += 1
        if failure.kind not in (*LEFT_ALONE, LATER):
            self.failures += 1
            self._keep(self.failed, (failure,))

    def take(self, report: ImportReport) -> None:
        """Adds what an import did."""
        self.imported += report.imported
        self.known_bytes += report.known
        self._keep(self.refused, report.refused)

    def report(self) -> FetchReport:
        """The counts as they are now."""
        return FetchReport(
            polled=self.polled,
            not_modified=self.not_modified,
            unread=self.unread,
            not_due=self.not_due,
            known=self.known,
            fetched=self.fetched,
            robots=self.kinds[ROBOTS],
            paywalled=self.kinds[PAYWALLED],
            reserved=self.kinds[RESERVED],
            later=self.kinds[LATER],
            failed=tuple(self.failed),
            imported=ImportReport(self.imported, self.known_bytes, tuple(self.refused), 0),
            pages=tuple(self.pages),
        )

    def _keep(self, kept: list[Failure], new: Iterable[Failure]) -> None:
        for failure in new:
            if len(kept) < MOST_KEPT:
                kept.append(failure)
