"""Editors' acts, what became of stories, the list ready to be shown, and full-text search."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
)


def _id(name: str, *constraints: SchemaItem) -> "sa.Column[str]":
    """A part of a primary key."""
    return sa.Column(name, _ORDERED, *constraints, primary_key=True)


def _serial(name: str) -> "sa.Column[int]":
    """A number that is a primary key, or part of one."""
    return sa.Column(name, sa.Integer(), primary_key=True)


def _ordered(name: str, nullable: bool = False) -> "sa.Column[str]":
    """A string that is compared by code point."""
    return sa.Column(name, _ORDERED, nullable=nullable)


def _text(name: str) -> "sa.Column[str]":
    """A string that is never ordered by."""
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str, nullable: bool = False) -> "sa.Column[int]":
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _json(name: str) -> "sa.Column[bytes]":
    """JSON, byte for byte."""
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def upgrade() -> None:
    """Adds the tables, and the words of the articles that are there."""
    _add_acts()
    _add_listing()
    op.create_table("withheld_texts", _id("story"), _serial("number"), _json("texts"))
    op.create_table("search_documents", _serial("n"), sa.Column("article", _ORDERED, nullable=False, unique=True))
    op.execute("INSERT INTO search_documents (n, article) SELECT row_number() OVER (ORDER BY id), id FROM articles")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SEARCH)
        op.execute(
            "INSERT INTO search (rowid, title, text) SELECT n, title, text FROM search_documents "
            "JOIN articles ON articles.id = search_documents.article ORDER BY n"
        )


def _add_acts() -> None:
    """What editors have settled, and what became of stories."""
    op.create_table(
        "acts",
        _serial("number"),
        _text("kind"),
        _ordered("at"),
        _text("reason"),
        _json("stories"),
        _json("named"),
        _json("others"),
        _ordered("undone", nullable=True),
    )
    op.create_table(
        "story_events",
        _serial("number"),
        _text("kind"),
        _text("by"),
        _ordered("at", nullable=True),
        _ordered("story"),
        _ordered("other", nullable=True),
        _number("articles"),
        _number("act", nullable=True),
        _text("reason"),
        _json("overrides"),
    )
    op.create_index("story_events_by_story", "story_events", ["story"])
    op.create_index("story_events_by_other", "story_events", ["other"])


def _add_listing() -> None:
    """The list; it is filled when the library is next opened for writing."""
    op.create_table(
        "listing",
        _id("story"),
        _ordered("stamp"),
        _ordered("sorted_by"),
        _text("headline"),
        *(_number(name) for name in ("brief", "edition", "articles", "outlets", "origins", "facts")),
        *(_number(name) for name in ("disagreements", "narratives")),
        _ordered("opened", nullable=True),
        _ordered("updated", nullable=True),
        _text("summary"),
        _text("reason"),
    )
    op.create_index("listing_in_order", "listing", ["sorted_by", "story", "brief", "origins"])
    op.create_index("listing_by_brief", "listing", ["brief", "sorted_by", "story", "origins"])
    op.create_table(
        "listing_marks", _id("kind"), _id("value"), _id("story", sa.ForeignKey("listing.story", ondelete="CASCADE"))
    )
    op.create_index("listing_marks_by_story", "listing_marks", ["story"])
    op.create_table("choices", _id("kind"), _id("value"), _number("stories"))
