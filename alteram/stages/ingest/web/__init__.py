"""The second door: what is fetched. Decisions are functions in the modules here; `client.Client` alone does I/O.

`read_document` reads a feed or sitemap that was polled, `capture_of` a page; what must never be connected to is said
in `guard`, and kept in `resolver`.
"""

from alteram.stages.ingest.web.client import Client, Network
from alteram.stages.ingest.web.documents import Polled, latest, moved, read_document
from alteram.stages.ingest.web.outcomes import LATER, Answer, Errand, Missed
from alteram.stages.ingest.web.pages import capture_of

__all__ = [
    "LATER",
    "Answer",
    "Client",
    "Errand",
    "Missed",
    "Network",
    "Polled",
    "capture_of",
    "latest",
    "moved",
    "read_document",
]
