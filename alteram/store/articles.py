"""Article versions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from alteram.codec import decode, encode
from alteram.model.articles import Article, RecordAddress, Span
from alteram.model.ids import ArticleId
from alteram.model.listing import Heading
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections, existing, insert_or_replace, storable
from alteram.store.search import index_articles

_HEADING = tuple(field.name for field in fields(Heading))
_FIELDS = tuple(field.name for field in fields(Article))
_FETCHED = func.coalesce(tables.articles.c.fetched, "")
_PUBLISHED = func.coalesce(tables.articles.c.published, "")
_STREAM = 200
"""Articles that are read ahead of their consumer; about a megabyte of text."""


class Articles(Connections):
    """What pages say."""

    def articles(self) -> Iterator[Article]:
        """See `Store.articles`. One consistent view from the first article to the last."""
        with self.reading() as connection:
            ids: list[ArticleId] = list(connection.scalars(_current_ids()))
            for start in range(0, len(ids), _STREAM):
                chunk = ids[start : start + _STREAM]
                found = _by_id(connection, chunk)
                yield from (found[article] for article in chunk)

    def article(self, article: ArticleId) -> Article | None:
        """See `Store.article`."""
        return self.articles_by_id((article,)).get(article)

    def articles_by_id(self, ids: Iterable[ArticleId]) -> dict[ArticleId, Article]:
        """See `Store.articles_by_id`; in the order of `ids`."""
        wanted = list(dict.fromkeys(ids))
        found: dict[ArticleId, Article] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                found |= _by_id(connection, wanted[start : start + CHUNK])
        return {article: found[article] for article in wanted if article in found}

    def versions(self, url: str) -> tuple[Article, ...]:
        """See `Store.versions`."""
        query = (
            select(tables.articles)
            .where(tables.articles.c.url == url)
            .order_by(_FETCHED, _PUBLISHED, tables.articles.c.id)
        )
        with self.reading() as connection:
            return tuple(_article(row) for row in connection.execute(query))

    def versions_of(self, urls: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        """See `Store.versions_of`; in the order of the addresses."""
        wanted = sorted(set(urls))
        found: dict[str, list[Article]] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = tables.articles.c.url.in_(wanted[start : start + CHUNK])
                order = (tables.articles.c.url, _FETCHED, _PUBLISHED, tables.articles.c.id)
                for row in connection.execute(select(tables.articles).where(here).order_by(*order)):
                    found.setdefault(row.url, []).append(_article(row))
        return {url: tuple(articles) for url, articles in found.items()}

    def headings(self, ids: Iterable[ArticleId]) -> dict[ArticleId, Heading]:
        """See `Store.headings`; in the order of `ids`."""
        wanted = list(dict.fromkeys(ids))
        columns = [tables.articles.c[name] for name in _HEADING]
        found: dict[ArticleId, Heading] = {}
        with self.reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                here = tables.articles.c.id.in_(wanted[start : start + CHUNK])
                for row in connection.execute(select(*columns).where(here)):
                    found[row.id] = Heading(**row._mapping)
        return {article: found[article] for article in wanted if article in found}

    def current_headings(self) -> dict[ArticleId, Heading]:
        """See `Store.current_headings`; in the order of `articles`."""
        columns = [tables.articles.c[name] for name in _HEADING]
        with self.reading() as connection:
            ids = list(connection.scalars(_current_ids()))
            rows = {row.id: row for row in connection.execute(select(*columns))}
            return {article: Heading(**rows[article]._mapping) for article in ids}

    def suppliers(self) -> Iterator[tuple[Heading, float]]:
        """See `Store.suppliers`. One consistent view from the first article to the last."""
        columns = [tables.articles.c[name] for name in (*Heading.__dataclass_fields__, "confidence")]
        with self.reading() as connection:
            ids: list[ArticleId] = list(connection.scalars(_current_ids()))
            for start in range(0, len(ids), CHUNK):
                chunk = ids[start : start + CHUNK]
                rows = connection.execute(select(*columns).where(tables.articles.c.id.in_(chunk)))
                found = {row.id: row for row in rows}
                for row in (found[each] for each in chunk):
                    values = dict(row._mapping)
                    confidence: float = values.pop("confidence")
                    yield Heading(**values), confidence

    def known_addresses(self, urls: Iterable[str]) -> frozenset[str]:
        """See `Store.known_addresses`."""
        with self.reading() as connection:
            return frozenset(existing(connection, tables.articles, "url", sorted({storable(url) for url in urls})))

    def record(self, article: ArticleId) -> RecordAddress | None:
        """See `Store.record`; of several captures of the same bytes, the one at the first address."""
        query = (
            select(tables.captures).where(tables.captures.c.article == article).order_by(tables.captures.c.url).limit(1)
        )
        with self.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else RecordAddress(row.file, row.offset, row.length)


def _current_ids() -> Select[Any]:
    """Ids of the current versions, in the order of the contract."""
    rank = func.row_number().over(
        partition_by=tables.articles.c.url, order_by=(_FETCHED.desc(), _PUBLISHED.desc(), tables.articles.c.id.desc())
    )
    when = func.coalesce(tables.articles.c.published, tables.articles.c.fetched)
    ranked = select(tables.articles.c.id, when.label("when"), rank.label("rank")).subquery()
    query = select(ranked.c.id).where(ranked.c.rank == 1)
    return query.order_by(ranked.c.when.is_(None), ranked.c.when, ranked.c.id)


def _by_id(connection: Connection, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
    """Those versions that are there; at most `CHUNK`."""
    rows = connection.execute(select(tables.articles).where(tables.articles.c.id.in_(ids)))
    return {article.id: article for article in map(_article, rows)}


def _article(row: Row[Any]) -> Article:
    """A row as the noun."""
    values = dict(row._mapping)
    values["sentences"] = decode(values["sentences"], tuple[Span, ...])
    return Article(**values)


def _article_row(article: Article) -> dict[str, Any]:
    """The noun as a row."""
    row = {name: getattr(article, name) for name in _FIELDS}
    row["sentences"] = encode(article.sentences)
    return row


def insert_articles(connection: Connection, arrived: Sequence[Article]) -> None:
    """Keeps article versions.

    The same bytes at two addresses are one version, because the address is no part of its id; it goes by the address
    that comes first, so that the order in which they arrive does not matter.
    """
    first: dict[ArticleId, Article] = {}
    for article in arrived:
        held = first.get(article.id)
        if held is None or article.url < held.url:
            first[article.id] = article
    ids = list(first)
    known: dict[str, str] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(tables.articles.c.id, tables.articles.c.url).where(
            tables.articles.c.id.in_(ids[start : start + CHUNK])
        )
        known.update({row.id: row.url for row in connection.execute(query)})
    kept = [article for article in first.values() if article.id not in known or article.url < known[article.id]]
    insert_or_replace(connection, tables.articles, [_article_row(article) for article in kept])
    index_articles(connection, sorted(article.id for article in kept))
