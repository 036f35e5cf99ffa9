"""The index of grouping; it is filled by the next build."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the tables."""
    op.create_table(
        "grouping_index",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("article", _ORDERED, nullable=False, unique=True),
        sa.Column("day", sa.Integer()),
        sa.Column("fixed", sa.LargeBinary(), nullable=False),
        sa.Column("candidates", sa.LargeBinary(), nullable=False),
        sa.Column("ties", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_index("grouping_index_by_day", "grouping_index", ["day"])
    op.create_table(
        "grouping_state",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("settled", sa.String(), nullable=False),
    )
