"""Whose article it is, by the registry as it is now: an outlet added after an import owns what it published."""

from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from alteram.model.articles import Article
from alteram.model.listing import Heading
from alteram.model.outlets import Registry

AnyArticle = TypeVar("AnyArticle", Article, Heading)


def owned(article: AnyArticle, registry: Registry) -> AnyArticle:
    """The article with the outlet that owns its address today; unchanged where that is the outlet it has."""
    host = urlsplit(article.url).hostname
    outlet = registry.at(host) if host else None
    if outlet is None:
        return article if article.outlet is None else replace(article, outlet=None, name=host or article.name)
    if (article.outlet, article.name) == (outlet.id, outlet.name):
        return article
    return replace(article, outlet=outlet.id, name=outlet.name)
