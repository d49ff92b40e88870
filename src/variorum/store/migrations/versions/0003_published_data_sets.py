"""Data sets that others have published, which the record is laid beside."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of data sets and of their events."""
    op.create_table(
        "datasets",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_datasets"),
        sa.UniqueConstraint("name", name="uq_datasets_name"),
    )
    op.create_table(
        "dataset_events",
        sa.Column("dataset", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["dataset"], ["datasets.key"], name="fk_dataset_events_dataset", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("dataset", "position", name="pk_dataset_events"),
    )
