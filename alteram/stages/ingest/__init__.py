"""The first door: files of pages, article lines and web archives become captures; feeds and sitemaps become leads.

`captures` reads what lies on disk; `feeds.parse_feed` and `sitemaps.parse_sitemap` read what a server sent.
Only `web.client` opens a socket. Nothing that arrives is believed: a bad datum is a `Failure`, its neighbours go on.
"""

from alteram.stages.ingest.files import KNOWN_TYPES, Skipped
from alteram.stages.ingest.walk import captures

__all__ = ["KNOWN_TYPES", "Skipped", "captures"]
