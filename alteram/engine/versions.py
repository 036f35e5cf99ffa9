"""Versions of one article: what an address said at each capture, and what changed from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from alteram.engine.library import Library
from alteram.errors import NotFound
from alteram.model.articles import Article
from alteram.model.ids import ArticleId, Digest, Moment


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that a version has not, or has anew."""

    kind: Literal["removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and how its sentences differ from those of the version before (none for the first)."""

    article: ArticleId
    title: str
    fetched: Moment | None
    published: Moment | None
    text_sha256: Digest
    changes: tuple[Change, ...]


def versions_of(library: Library, url: str) -> tuple[Version, ...]:
    """Every version of an address, oldest first, with sentence-by-sentence changes (Ratcliff and Obershelp 1988).

    Raises NotFound when the library has none.
    """
    articles = library.store.versions(url)
    if not articles:
        raise NotFound(f"{url} is not in the library. `alteram stories --failures` lists what was refused.")
    before: Article | None = None
    found: list[Version] = []
    for article in articles:
        changes = () if before is None else tuple(_changes(_sentences(before), _sentences(article)))
        found.append(
            Version(article.id, article.title, article.fetched, article.published, article.text_sha256, changes)
        )
        before = article
    return tuple(found)


def _sentences(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.sentences]


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (Change("removed", sentence) for sentence in old[a:b])
            yield from (Change("added", sentence) for sentence in new[c:d])
