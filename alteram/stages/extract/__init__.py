"""Extract: a capture's bytes to one article version (title, text, what the page says of itself), or a refusal.

`extract_article` is pure and runs in a child process; `resolve` runs in the parent and says whose article it is.
"""

from alteram.stages.extract.extracted import EXTRACTOR, Extracted
from alteram.stages.extract.identity import resolve
from alteram.stages.extract.reading import extract_article

__all__ = ["EXTRACTOR", "Extracted", "extract_article", "resolve"]
