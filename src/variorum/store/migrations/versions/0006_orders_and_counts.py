"""Indexes by which pages and counts of a large record are found, without looking at all of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ORDERS = ("start", "killed_best", "injured_best", "origins")
FACETS = ("type", "country", "province")


def upgrade() -> None:
    """Order indexes as lists are, and cover what is counted."""
    for column in ORDERS[1:]:
        op.drop_index(f"ix_incidents_{column}", table_name="incidents")
    for column in ORDERS:
        op.create_index(f"ix_incidents_{column}_falling", "incidents", [sa.text(f"{column} DESC"), "id"])
    op.create_index("ix_incidents_end", "incidents", ["end"])
    op.create_index("ix_incidents_confidence", "incidents", ["confidence", "id"])
    op.create_index(
        "ix_incidents_counted", "incidents", ["contested", "rejected", "start", "end", "latitude", "origins"]
    )
    for column in FACETS:
        op.create_index(f"ix_incidents_{column}", "incidents", [column, sa.text("start DESC"), "id", "rejected"])
    op.create_index("ix_incidents_place", "incidents", ["latitude", "longitude"])
    op.drop_index("ix_incident_tolls_outcome", table_name="incident_tolls")
    op.create_index("ix_incident_tolls_outcome", "incident_tolls", ["outcome", "best", "low", "high", "incident"])
    op.drop_index("ix_incident_actors_actor", table_name="incident_actors")
    op.create_index("ix_incident_actors_actor", "incident_actors", ["actor", "role", "incident"])
    op.create_index("ix_accounts_newest", "accounts", [sa.text("published_start DESC"), "report"])
    op.create_index("ix_accounts_oldest", "accounts", ["published_start", "report"])
    failed, undated = sa.text("failure IS NOT NULL"), sa.text("published_start IS NULL AND failure IS NULL")
    op.create_index("ix_accounts_failed", "accounts", ["report"], sqlite_where=failed, postgresql_where=failed)
    op.create_index("ix_accounts_undated", "accounts", ["report"], sqlite_where=undated, postgresql_where=undated)
    op.create_index("ix_accounts_reader", "accounts", ["reader", "report"])
    for table in ("statements", "statistics", "forecasts"):
        op.drop_index(f"ix_{table}_report", table_name=table)
        op.create_index(f"ix_{table}_report", table, ["report", "position", "key"])
    op.drop_index("ix_statements_speaker", table_name="statements")
    op.create_index("ix_statements_speaker", "statements", ["speaker", "key"])
    op.create_index("ix_statistics_speaker", "statistics", ["speaker"])
    op.create_index("ix_statistics_flagged", "statistics", ["flagged"])
    op.create_index("ix_forecasts_speaker", "forecasts", ["speaker"])
    op.create_index("ix_actors_name", "actors", ["name", "id"])
    op.create_index("ix_log_who", "log", ["who"])
    op.create_index("ix_log_what", "log", ["what"])
