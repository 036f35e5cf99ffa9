"""The first library."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _id(name: str, *constraints: SchemaItem) -> "sa.Column[str]":
    """A part of a primary key."""
    return sa.Column(name, _ORDERED, *constraints, primary_key=True)


def _ordered(name: str, *constraints: SchemaItem, nullable: bool = False) -> "sa.Column[str]":
    """A string that is compared by code point."""
    return sa.Column(name, _ORDERED, *constraints, nullable=nullable)


def _text(name: str, nullable: bool = False) -> "sa.Column[str]":
    """A string that is never ordered by."""
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str) -> "sa.Column[int]":
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=False)


def _score(name: str) -> "sa.Column[float]":
    """A number between 0 and 1."""
    return sa.Column(name, sa.Float(), nullable=False)


def _bytes(name: str) -> "sa.Column[bytes]":
    """JSON, byte for byte."""
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def upgrade() -> None:
    """Creates every table."""
    _create_arrivals()
    _create_stories()
    op.create_table("tombstones", _id("url"), _id("payload_sha256"), _id("text_sha256"), _text("reason"))
    op.create_index("tombstones_by_payload", "tombstones", ["payload_sha256"])


def _create_arrivals() -> None:
    """Articles, captures, failures and the tail of the archive."""
    op.create_table(
        "articles",
        _id("id"),
        _ordered("url"),
        _ordered("outlet", nullable=True),
        _text("name"),
        _text("title"),
        _ordered("text_sha256"),
        _ordered("payload_sha256"),
        _text("extractor"),
        _bytes("sentences"),
        _text("language", nullable=True),
        _ordered("published", nullable=True),
        _ordered("fetched", nullable=True),
        _text("byline"),
        _text("credit"),
        _text("genre"),
        _score("confidence"),
        _text("claimed_outlet", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index("articles_by_url", "articles", ["url", "fetched", "published", "id"])
    op.create_index("articles_by_payload", "articles", ["payload_sha256"])
    record = (_ordered("file"), _number("offset"), _number("length"))
    op.create_table(
        "captures",
        _id("url"),
        _id("payload_sha256"),
        _text("media_type"),
        _ordered("fetched", nullable=True),
        _text("subject"),
        *record,
        _ordered("article", sa.ForeignKey("articles.id"), nullable=True),
    )
    op.create_index("captures_by_article", "captures", ["article"])
    op.create_index("captures_by_payload", "captures", ["payload_sha256"])
    failure = (_id("stage"), _id("subject"), _id("kind"), _text("message"), _ordered("url"), _ordered("payload_sha256"))
    op.create_table("failures", *failure)
    tail = (_ordered("file"), _number("offset"), _number("length"))
    op.create_table("archive_tail", sa.Column("id", sa.Integer(), primary_key=True), *tail)


def _create_stories() -> None:
    """Stories, their members, redirects and editions."""
    times = (_ordered("opened", nullable=True), _ordered("updated", nullable=True))
    op.create_table("stories", _id("id"), _text("made"), _text("headline"), *times, _text("reason"))
    op.create_table(
        "members",
        _id("story", sa.ForeignKey("stories.id", ondelete="CASCADE")),
        sa.Column("position", sa.Integer(), primary_key=True),
        _ordered("article"),
        _number("joined"),
        _ordered("nearest", nullable=True),
        _score("score"),
        _bytes("shared"),
        _ordered("other", nullable=True),
        _score("other_score"),
        sa.UniqueConstraint("story", "article"),
    )
    op.create_index("members_by_article", "members", ["article"])
    op.create_table("redirects", _id("old"), _ordered("new"))
    number = sa.Column("number", sa.Integer(), primary_key=True)
    as_of = _ordered("as_of", nullable=True)
    op.create_table("editions", _id("story"), number, _ordered("digest"), as_of, _bytes("payload"))
