"""Indexes that give what a speaker says in the order of its list, and what is not in the record yet by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

CHANGED = (("statements", "speaker"), ("statistics", "speaker"), ("statistics", "flagged"), ("forecasts", "speaker"))


def upgrade() -> None:
    """Order them by report and by place in it; of the accounts, hold those that are to be collated alone."""
    op.drop_index("ix_accounts_collated", table_name="accounts")
    op.create_index(
        "ix_accounts_uncollated",
        "accounts",
        ["report"],
        sqlite_where=sa.text("collated = 0"),
        postgresql_where=sa.text("NOT collated"),
    )
    for table, column in CHANGED:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
        op.create_index(f"ix_{table}_{column}", table, [column, "report", "position", "key"])
