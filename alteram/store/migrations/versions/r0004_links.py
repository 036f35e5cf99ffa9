"""Links between stories, and what was read off articles to find them; the next build fills both."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the two tables."""
    op.create_table(
        "links",
        sa.Column("later", _ORDERED, primary_key=True),
        sa.Column("earlier", _ORDERED, primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("shared", sa.LargeBinary(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
    )
    op.create_index("links_by_earlier", "links", ["earlier"])
    op.create_table(
        "link_readings",
        sa.Column("article", _ORDERED, primary_key=True),
        sa.Column("reader", _ORDERED, nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
    )
