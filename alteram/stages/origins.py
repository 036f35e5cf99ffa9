"""Origins of a dossier: who stands behind each paragraph of its articles, joined into what counts once."""

from collections.abc import Sequence

from alteram.model.articles import Article
from alteram.model.outlets import Registry
from alteram.model.stories import Origins
from alteram.text.provenance import trace


def trace_origins(articles: Sequence[Article], registry: Registry) -> Origins:
    """Origins of articles numbered 1, 2, ... in their order (see alteram.text.provenance for the method)."""
    return trace(dict(enumerate(articles, start=1)), registry)
