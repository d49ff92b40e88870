"""What is kept of pages that were fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of fetched pages."""
    op.create_table(
        "fetches",
        sa.Column("url", WORD, nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_fetches"),
    )
