"""Whose article it is, by the registry as it is now: an outlet added after an import owns what it published."""

from dataclasses import replace
from urllib.parse import urlsplit

from alteram.model.articles import Article
from alteram.model.outlets import Registry


def owned(article: Article, registry: Registry) -> Article:
    """The article with the outlet that owns its address today; unchanged where that is the outlet it has."""
    host = urlsplit(article.url).hostname
    outlet = registry.at(host) if host else None
    if outlet is None:
        return article if article.outlet is None else replace(article, outlet=None, name=host or article.name)
    if (article.outlet, article.name) == (outlet.id, outlet.name):
        return article
    return replace(article, outlet=outlet.id, name=outlet.name)
