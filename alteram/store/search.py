"""Full-text search: which stories hold an article with these words. SQLite's FTS5.

What a reader types never reaches the query language of FTS5: words and quoted phrases are read out of it, and each is
handed over as a quoted string. Time is bounded by their number, and by ranking only the articles that came last.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, Float, Integer, Subquery, column, delete, func, insert, select, text

from alteram.model.listing import Found, Wanted
from alteram.store import tables
from alteram.store.connections import CHUNK, Connections
from alteram.store.listing import listed, marks_of, narrowed

MOST_RANKED = 1_000
"""Matching articles that are ranked, those that came last into the library first: each costs some microseconds, and
whoever finds more asks for another word."""
MOST_TERMS = 8
"""Words and phrases that are read of what was typed."""
MOST_CHARACTERS = 200
TITLE_WEIGHT = 5.0
"""A word in a title counts as so many in the text (weights of fields as in BM25F, Robertson and Zaragoza 2009)."""
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_HITS = text(
    f"SELECT rowid AS n, bm25(search, {TITLE_WEIGHT}, 1.0) AS score FROM search "  # noqa: S608 - no foreign text in it
    f"WHERE search MATCH :phrase ORDER BY rowid DESC LIMIT {MOST_RANKED}"
)
_ADD = text("INSERT INTO search (rowid, title, text) VALUES (:n, :title, :text)")
_REMOVE = text("INSERT INTO search (search, rowid, title, text) VALUES ('delete', :n, :title, :text)")
_PURGE = text("INSERT INTO search (search) VALUES ('optimize')")


class Searches(Connections):
    """What a reader asks for in words."""

    def search(self, wanted: Wanted) -> Found:
        """See `Store.search`."""
        phrase = match_expression(wanted.words)
        if not phrase:
            return Found((), 0)
        best = _best()
        query = (
            select(tables.listing, func.count().over().label("found"))
            .join(best, best.c.story == tables.listing.c.story)
            .order_by(best.c.rank, tables.listing.c.sorted_by.desc(), tables.listing.c.story)
        )
        asked = narrowed(query, wanted).limit(wanted.most).offset(wanted.first)
        with self.reading() as connection:
            rows = connection.execute(asked, {"phrase": phrase}).all()
            marks = marks_of(connection, [row.story for row in rows])
        return Found(tuple(listed(row, marks) for row in rows), rows[0].found if rows else 0)


def match_expression(typed: str) -> str:
    """What was typed as an expression of FTS5: every word and quoted phrase, all of which one article must have.

    Gives "" where there is no word in it.
    """
    found = []
    for phrase, word in _TERM.findall(typed[:MOST_CHARACTERS]):
        words = _WORD.findall(phrase or word)
        if words:
            found.append('"' + " ".join(words) + '"')
    return " ".join(found[:MOST_TERMS])


def _best() -> Subquery:
    """Stories with the best rank of an article in them, of the articles that match `:phrase`."""
    hits = _HITS.columns(column("n", Integer), column("score", Float)).cte("hits")
    documents, members = tables.search_documents.c, tables.members.c
    rank = func.min(func.round(hits.c.score, 4)).label("rank")
    joined = hits.join(tables.search_documents, documents.n == hits.c.n)
    joined = joined.join(tables.members, members.article == documents.article)
    return select(members.story, rank).select_from(joined).group_by(members.story).subquery()


def index_articles(connection: Connection, ids: Sequence[str]) -> None:
    """Enters the words of articles that stand in the table `articles`, where they are not in the index yet."""
    documents = tables.search_documents.c
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        known = set(connection.scalars(select(documents.article).where(documents.article.in_(chunk))))
        new = [article for article in chunk if article not in known]
        if not new:
            continue
        last = connection.scalar(select(func.max(documents.n))) or 0
        numbered = [{"n": n, "article": article} for n, article in enumerate(new, start=last + 1)]
        connection.execute(insert(tables.search_documents), numbered)
        connection.execute(_ADD, _words(connection, new))


def unindex_articles(connection: Connection, ids: Sequence[str]) -> None:
    """Takes the words of articles out of the index, before they leave the table `articles`; no trace stays."""
    gone = False
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        rows = _words(connection, chunk)
        if rows:
            connection.execute(_REMOVE, rows)
            connection.execute(delete(tables.search_documents).where(tables.search_documents.c.article.in_(chunk)))
            gone = True
    if gone:
        connection.execute(_PURGE)


def _words(connection: Connection, ids: Sequence[str]) -> list[dict[str, object]]:
    """What the index takes of articles that have a number in it."""
    documents, articles = tables.search_documents.c, tables.articles.c
    query = (
        select(documents.n, articles.title, articles.text)
        .join(tables.articles, articles.id == documents.article)
        .where(documents.article.in_(ids))
        .order_by(documents.n)
    )
    return [dict(row._mapping) for row in connection.execute(query)]
