"""What the pages show of incidents, and who may see and change it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add columns and a table to the incidents, whose rows are written again by the store, and the tables of users."""
    for column in (
        sa.Column("place", sa.Text()),
        sa.Column("level", WORD),
        sa.Column("radius_km", sa.Float()),
        sa.Column("precision", WORD),
        sa.Column("confidence", sa.Float()),
    ):
        op.add_column("incidents", column)
    op.create_table(
        "incident_tolls",
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer()),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name="fk_incident_tolls_incident", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "outcome", name="pk_incident_tolls"),
    )
    op.create_index("ix_incident_tolls_outcome", "incident_tolls", ["outcome"])
    op.create_index("ix_pairs_probability", "pairs", ["probability"])
    _make_users()


def _make_users() -> None:
    op.create_table(
        "users",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created", WORD, nullable=False),
        sa.Column("seen", WORD),
        sa.PrimaryKeyConstraint("key", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", WORD, nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("csrf", WORD, nullable=False),
        sa.Column("created", WORD, nullable=False),
        sa.Column("seen", WORD, nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.key"], name="fk_sessions_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user", "sessions", ["user"])
    op.create_table(
        "tokens",
        sa.Column("id", WORD, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("created", WORD, nullable=False),
        sa.Column("expires", WORD),
        sa.Column("seen", WORD),
        sa.ForeignKeyConstraint(["user"], ["users.key"], name="fk_tokens_user", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
    )
    op.create_index("ix_tokens_user", "tokens", ["user"])
