"""Arrivals: from files to acknowledged article versions, one batch at a time.

A batch is first on the disk in the archive, then in the store in one transaction: a capture is either acknowledged with
its record, or it never arrived. A run that is killed is made good by running it again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from alteram.compute import Compute, Fault
from alteram.compute.named import Named
from alteram.config import LIMITS
from alteram.engine.library import Library, require_writable
from alteram.errors import AlteramError, UsageError
from alteram.model.articles import Arrival, Article, Capture, Failure
from alteram.model.ids import Digest, Moment
from alteram.model.outlets import Registry

if TYPE_CHECKING:
    from alteram.stages.extract import Extracted
    from alteram.stages.ingest import Skipped

BATCH = 64
"""Captures in one transaction: one flush of the disk for so many pages costs nothing beside reading them."""

Progress = Callable[[int, int | None, str], None]
"""Told after each item: how many are done, of how many (None: not known), and what the last one was."""

Clock = Callable[[], Moment]
"""Gives the present time; it dates records of captures that do not say when they were fetched, nothing else."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: new article versions, captures that were known, new refusals, files of no known type."""

    imported: int
    known: int
    refused: tuple[Failure, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The stages that an arrival goes through: the door, extraction (in a child) and resolution (here)."""

    door: "Callable[[Path], Iterator[Capture | Failure | Skipped]]"
    extract: "Callable[[Capture], Extracted | Failure]"
    resolve: "Callable[[Extracted, Capture, Registry], Article | Failure]"

    @classmethod
    def installed(cls) -> "Steps":
        """Alteram's own stages; imported only here, because reading a library needs none of them.

        Extraction is only named: this process reads no page.
        """
        from alteram.stages.extract import resolve
        from alteram.stages.ingest import captures

        extract: Named[Capture, Extracted | Failure] = Named("alteram.stages.extract.reading", "extract_article")
        return cls(captures, extract, resolve)


def import_paths(
    library: Library,
    paths: Sequence[Path | str],
    *,
    compute: Compute,
    progress: Progress,
    clock: Clock,
    steps: Steps | None = None,
) -> ImportReport:
    """Imports files and folders; safe to repeat.

    Raises `UsageError` before anything is read when a path does not exist, `LibraryFull` when the disk is full. What
    cannot be read is refused, stored and listed; its neighbours go on.
    """
    require_writable(library)
    steps = steps or Steps.installed()
    streams = [steps.door(_path(path)) for path in paths]
    arriving = chain.from_iterable(streams)
    return import_arriving(library, arriving, compute=compute, progress=progress, clock=clock, steps=steps)


def import_arriving(
    library: Library,
    arriving: "Iterable[Capture | Failure | Skipped]",
    *,
    compute: Compute,
    progress: Progress,
    clock: Clock,
    steps: Steps | None = None,
) -> ImportReport:
    """Imports what comes through any door, drawn lazily; otherwise as `import_paths`."""
    require_writable(library)
    steps = steps or Steps.installed()
    intake = _Intake(library, steps, progress, clock)
    for result in compute.map(steps.extract, intake.fresh(arriving)):
        intake.take(result)
    intake.flush()
    return intake.report()


def _path(path: Path | str) -> Path:
    """A path on this machine; an address is none."""
    if isinstance(path, str) and path.startswith(("http://", "https://")):
        raise UsageError(f"{path} is an address, not a file. Save the page and import the file.")
    return Path(path)


class _Intake:
    """One import under way: what waits for its result, what waits for its transaction, and the counts."""

    def __init__(self, library: Library, steps: Steps, progress: Progress, clock: Clock) -> None:
        self._library = library
        self._steps = steps
        self._progress = progress
        self._clock = clock
        self._tail = library.store.archive_tail()
        buried = library.store.tombstones()
        self._removed_urls = {tombstone.url for tombstone in buried}
        self._removed_payloads = {tombstone.payload_sha256 for tombstone in buried}
        self._waiting: deque[Capture] = deque()
        self._held: set[tuple[str, Digest]] = set()
        self._read: list[tuple[Capture, Article | Failure]] = []
        self._refusals: list[Failure] = []
        self._refused: list[Failure] = []
        self._imported = self._known = self._skipped = 0

    def fresh(self, arrived: "Iterable[Capture | Failure | Skipped]") -> Iterator[Capture]:
        """The captures that have to be read; counts the rest. Called ahead of `take`, so it writes nothing."""
        for item in arrived:
            if isinstance(item, Capture) and not self._settled(item):
                self._held.add((item.url, item.payload_sha256))
                self._waiting.append(item)
                yield item
                continue
            if isinstance(item, Failure):
                self._refuse(item)
            elif not isinstance(item, Capture):
                self._skipped += 1
            self._tell(item.subject)

    def take(self, result: "Extracted | Failure | Fault") -> None:
        """Takes the result of the capture that has waited longest."""
        capture = self._waiting.popleft()
        outcome = self._outcome(capture, result)
        if isinstance(outcome, Failure):
            self._refused.append(outcome)
        else:
            self._imported += 1
        if isinstance(outcome, Failure) and not _archived(capture, outcome):
            self._refusals.append(outcome)
            self._held.discard((capture.url, capture.payload_sha256))
        else:
            self._read.append((capture, outcome))
        if len(self._read) >= BATCH:
            self.flush()
        self._tell(capture.subject or capture.url)

    def flush(self) -> None:
        """Acknowledges what was read: archive first, then store. What fails half-way leaves no trace."""
        refusals, self._refusals = self._refusals, []
        if refusals:
            self._library.store.add_failures(refusals)
        read, self._read = self._read, []
        if not read:
            return
        archive = self._library.archive
        try:
            arrivals = [self._archive(capture, outcome) for capture, outcome in read]
            archive.sync()
            self._library.store.add_arrivals(arrivals, arrivals[-1].record)
        except AlteramError:
            archive.truncate(self._tail)
            raise
        self._tail = arrivals[-1].record
        self._held.difference_update((capture.url, capture.payload_sha256) for capture, _ in read)

    def report(self) -> ImportReport:
        """The counts."""
        return ImportReport(self._imported, self._known, tuple(self._refused), self._skipped)

    def _outcome(self, capture: Capture, result: "Extracted | Failure | Fault") -> Article | Failure:
        """What became of a capture."""
        if isinstance(result, Fault):
            return Failure("extract", _subject(capture), result.kind, result.message)
        if isinstance(result, Failure):
            return result
        article = self._steps.resolve(result, capture, self._library.registry)
        if isinstance(article, Article) and self._is_removed(article.url, article.payload_sha256):
            return _removed(replace(capture, url=article.url))
        return article

    def _archive(self, capture: Capture, outcome: Article | Failure) -> Arrival:
        """Writes the record of a capture."""
        record = self._library.archive.append(capture, self._clock())
        if isinstance(outcome, Failure):
            return Arrival(capture, record, None, (outcome,))
        return Arrival(capture, record, outcome)

    def _settled(self, capture: Capture) -> bool:
        """Whether a capture needs no reading: it was removed, or is known; counts it then."""
        if self._is_removed(capture.url, capture.payload_sha256):
            self._refuse(_removed(capture))
            return True
        if self._is_known(capture):
            self._known += 1
            return True
        return False

    def _tell(self, subject: str) -> None:
        """Reports progress."""
        self._progress(self._imported + self._known + self._skipped + len(self._refused), None, subject)

    def _is_known(self, capture: Capture) -> bool:
        """Whether a capture was acknowledged before, or is on its way in this very run."""
        key = (capture.url, capture.payload_sha256)
        return key in self._held or self._library.store.knows(*key)

    def _is_removed(self, url: str, payload: Digest) -> bool:
        """Whether this address or these bytes were removed."""
        return url in self._removed_urls or payload in self._removed_payloads

    def _refuse(self, failure: Failure) -> None:
        """Counts and keeps a refusal of what has no record."""
        self._refused.append(failure)
        self._refusals.append(failure)


def _archived(capture: Capture, failure: Failure) -> bool:
    """Whether a refused capture is archived: not when it is too large to keep, nor when it was removed on request."""
    return failure.kind != REMOVED and len(capture.payload) <= LIMITS.page_bytes


REMOVED = "removed"
"""Kind of the failure of what was removed on request and came again."""


def _removed(capture: Capture) -> Failure:
    """The refusal of what was removed."""
    return Failure("ingest", _subject(capture), REMOVED, "This address or these bytes were removed on request.")


def _subject(capture: Capture) -> str:
    """What to call a capture in a failure."""
    return capture.url or capture.subject or capture.payload_sha256
