"""The live way in: jobs, looks at cited pages, and how outlets answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ORDERED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds the tables."""
    op.create_table(
        "jobs",
        sa.Column("kind", _ORDERED, primary_key=True),
        sa.Column("key", _ORDERED, primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", _ORDERED, nullable=False),
        sa.Column("source", _ORDERED, nullable=False),
        sa.Column("run_at", _ORDERED),
        sa.Column("lease", _ORDERED),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("memory", sa.Text(), nullable=False),
    )
    unsettled = sa.text("run_at IS NOT NULL")
    by_host = ["host", "run_at", "kind", "key", "lease", "source"]
    op.create_index("jobs_by_host", "jobs", by_host, sqlite_where=unsettled, postgresql_where=unsettled)
    held = sa.text("lease IS NOT NULL")
    op.create_index("jobs_held", "jobs", ["lease"], sqlite_where=held, postgresql_where=held)
    op.create_index("jobs_by_source", "jobs", ["source", "kind"])
    op.create_table(
        "looks",
        sa.Column("url", _ORDERED, primary_key=True),
        sa.Column("at", _ORDERED, primary_key=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
    )
    op.create_table(
        "standings",
        sa.Column("who", _ORDERED, primary_key=True),
        sa.Column("succeeded", _ORDERED),
        sa.Column("failed", _ORDERED),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
    )
