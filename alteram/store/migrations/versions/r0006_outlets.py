"""What outlets did in stories, and what came from them, kept with the list, which is made anew; voices of editions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the tables, and empties the list: it is filled when the library is next opened for writing."""
    op.create_table(
        "outlet_shares",
        sa.Column("known", sa.Integer(), primary_key=True),
        sa.Column("who", _ORDERED, primary_key=True),
        sa.Column("story", _ORDERED, sa.ForeignKey("listing.story", ondelete="CASCADE"), primary_key=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("named", "current", "articles")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("facts", "origin", "carrier")),
    )
    op.create_index("outlet_shares_by_story", "outlet_shares", ["story"])
    op.create_table(
        "supplies",
        sa.Column("known", sa.Integer(), primary_key=True),
        sa.Column("who", _ORDERED, primary_key=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.Column("latest", _ORDERED),
        sa.Column("usual_hours", sa.Float()),
        sa.Column("fetched", _ORDERED),
    )
    op.create_table(
        "edition_voices",
        sa.Column("story", _ORDERED, primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("voices", sa.LargeBinary(), nullable=False),
    )
    for table in ("listing_marks", "choices", "listing"):
        op.execute(sa.delete(sa.table(table)))
