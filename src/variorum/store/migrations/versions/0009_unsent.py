"""What could not be sent to where it is to go."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of messages that wait."""
    op.create_table(
        "unsent",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("address", WORD, nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_unsent"),
    )
    op.create_index("ix_unsent_address", "unsent", ["address", "key"])
