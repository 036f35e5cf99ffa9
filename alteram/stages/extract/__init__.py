"""Extract: a capture's bytes to one article version (title, text, what the page says of itself), or a refusal.

`extract_article` is pure and runs in a child process; `resolve` runs in the parent and says whose article it is. The
readers of pages are imported at the first page: the parent, which reads none, never pays for them.
"""

from alteram.model.articles import Capture, Failure
from alteram.stages.extract.extracted import EXTRACTOR, Extracted
from alteram.stages.extract.identity import resolve

__all__ = ["EXTRACTOR", "Extracted", "extract_article", "resolve"]


def extract_article(capture: Capture) -> Extracted | Failure:
    """The article of one capture, or the reason why it gives none. Pure, and safe to call only under limits."""
    from alteram.stages.extract import reading

    return reading.extract_article(capture)
