"""One page a file."""

from collections.abc import Iterator
from pathlib import Path

from alteram.config import Limits
from alteram.model.articles import Capture
from alteram.model.ids import digest_of
from alteram.stages.ingest.files import Arrived, Refused, failure, open_file, shown
from alteram.stages.ingest.inflate import chunks, whole
from alteram.stages.ingest.lines import Entry

MEDIA_TYPE = "text/html"


def page(path: Path, entry: Entry, limits: Limits) -> Iterator[Arrived]:
    """The capture of a saved page, inflated when the name ends in .gz; `entry` is what the index says of it, if any."""
    name = shown(path)
    try:
        with open_file(path) as file:
            payload = whole(chunks(file, path.name), limits.page_bytes)
    except Refused as refused:
        yield failure(name, refused.kind, f"{name}: {refused.message}")
        return
    if not payload.strip():
        yield failure(name, "empty", f"{name} is empty; save the page again")
        return
    yield Capture(entry.url, payload, digest_of(payload), MEDIA_TYPE, entry.fetched, subject=name)
