"""Lists of places and of actors that the record was given, and which of them accounts were read with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of lists and of their states."""
    op.create_table(
        "knowledge",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_knowledge"),
        sa.UniqueConstraint("kind", "name", "version", name="uq_knowledge_kind_name_version"),
    )
    op.create_table(
        "knowledge_states",
        sa.Column("digest", WORD, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_knowledge_states"),
    )
