"""The entries of incidents apart from what is asked of them, where each stands on a grid, and counts that run along."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Move the entries, and make the tables of counts; the store fills these and the new column."""
    op.create_table(
        "incident_entries",
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.key"], name="fk_incident_entries_incident", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident", name="pk_incident_entries"),
    )
    op.execute("INSERT INTO incident_entries (incident, entry) SELECT key, entry FROM incidents")
    op.execute("ALTER TABLE incidents DROP COLUMN entry")
    op.add_column("incidents", sa.Column("cell", sa.Integer()))
    op.create_index(
        "ix_incidents_cell", "incidents", ["cell", "rejected", "latitude", "longitude", "contested", "killed_best"]
    )
    op.drop_index("ix_statements_incident", table_name="statements")
    op.create_index("ix_statements_incident", "statements", ["incident", "speaker"])
    op.create_table(
        "counts",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        *_numbers("number", "contested"),
        sa.PrimaryKeyConstraint("kind", "value", name="pk_counts"),
    )
    op.create_index("ix_counts_kind", "counts", ["kind", sa.text("number DESC"), "value"])
    op.create_table(
        "toll_counts",
        sa.Column("outcome", WORD, nullable=False),
        *_numbers("number", "harmed", "low", "best", "high", "open"),
        sa.PrimaryKeyConstraint("outcome", name="pk_toll_counts"),
    )
    op.create_table(
        "day_counts",
        sa.Column("day", sa.Date(), nullable=False),
        *_numbers("number", "contested", "low", "best", "high"),
        sa.PrimaryKeyConstraint("day", name="pk_day_counts"),
    )
    op.create_table(
        "cell_counts",
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        *_numbers("number", "contested", "killed", "latitude", "longitude"),
        sa.PrimaryKeyConstraint("cell", name="pk_cell_counts"),
    )


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
