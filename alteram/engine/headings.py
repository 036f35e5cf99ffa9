"""Headings of articles as they may be shown: under the outlet that owns them today, no title that accuses (gate G7)."""

from collections.abc import Iterable
from dataclasses import replace

from alteram.engine.library import Library
from alteram.engine.ownership import owned
from alteram.model.ids import ArticleId
from alteram.model.listing import Heading
from alteram.text.people.persons import harms
from alteram.text.people.titles import lone_title


def printed_headings(library: Library, articles: Iterable[ArticleId]) -> dict[ArticleId, Heading]:
    """Headings by article. Two statements: texts are read only of those whose title has a word of harm in it."""
    found = library.store.headings(articles)
    harmful = [article for article, heading in found.items() if harms(heading.title, 0, len(heading.title))]
    texts = library.store.articles_by_id(harmful) if harmful else {}
    return {
        article: owned(
            replace(heading, title=lone_title(texts[article])) if article in texts else heading, library.registry
        )
        for article, heading in found.items()
    }
