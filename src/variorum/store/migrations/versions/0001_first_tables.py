"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# Tables to which rows are only ever added. A report may be taken out, but never changed.
KEPT = {"judgements": ("update", "delete"), "log": ("update", "delete"), "reports": ("update",)}

# The tables that are searched, each with the columns that hold the words.
SEARCHED = {
    "report_search": ("reports", "title, text"),
    "statement_search": ("statements", "quote"),
    "case_search": ("case_words", "words"),
}


def upgrade() -> None:
    """Make the tables, what keeps some of them unchanged, and the indexes for search."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _keep_in_sqlite()
        _search_in_sqlite()
    else:
        _keep_in_postgresql()
        _search_in_postgresql()


def _keep_in_sqlite() -> None:
    for table, actions in KEPT.items():
        refuse = f"SELECT RAISE(ABORT, 'rows of {table} are kept as they are')"
        for action in actions:
            op.execute(f"CREATE TRIGGER {table}_{action} BEFORE {action} ON {table} BEGIN {refuse}; END")
        # INSERT OR REPLACE deletes without asking the triggers above.
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE key = NEW.key)"
        if table != "log":
            taken += f" OR EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        op.execute(f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {taken} BEGIN {refuse}; END")


def _keep_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION variorum_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME; END $$"
    )
    for table, actions in KEPT.items():
        for_each = {"row": " OR ".join(actions), "statement": "TRUNCATE"}
        for level, when in for_each.items():
            op.execute(
                f"CREATE TRIGGER {table}_{level} BEFORE {when} ON {table} "
                f"FOR EACH {level} EXECUTE FUNCTION variorum_keep()"
            )


def _search_in_sqlite() -> None:
    for search, (table, columns) in SEARCHED.items():
        new, old = (", ".join(f"{row}.{column}" for column in columns.split(", ")) for row in ("new", "old"))
        op.execute(
            f"CREATE VIRTUAL TABLE {search} USING fts5({columns}, content='{table}', content_rowid='key', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"CREATE TRIGGER {search}_insert AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {search} (rowid, {columns}) VALUES (new.key, {new}); END"
        )
        op.execute(
            f"CREATE TRIGGER {search}_delete AFTER DELETE ON {table} BEGIN "
            f"INSERT INTO {search} ({search}, rowid, {columns}) VALUES ('delete', old.key, {old}); END"
        )


def _search_in_postgresql() -> None:
    # English without its list of words to leave out, as in SQLite: "the who" can be sought.
    op.execute("CREATE TEXT SEARCH DICTIONARY variorum_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION variorum (COPY = pg_catalog.english)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION variorum ALTER MAPPING REPLACE english_stem WITH variorum_stem")
    for search, (table, _) in SEARCHED.items():
        op.execute(
            f"CREATE TABLE {search} (key integer PRIMARY KEY REFERENCES {table} (key) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX ix_{search}_words ON {search} USING gin (words)")


def _make_tables() -> None:
    op.create_table(
        "actors",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("country", WORD),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_actors"),
        sa.UniqueConstraint("id", name="uq_actors_id"),
    )
    op.create_table(
        "incidents",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("certainty", WORD, nullable=False),
        sa.Column("start", sa.Date()),
        sa.Column("end", sa.Date()),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("country", WORD),
        sa.Column("province", WORD),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("killed_low", sa.Integer()),
        sa.Column("killed_best", sa.Integer()),
        sa.Column("killed_high", sa.Integer()),
        sa.Column("injured_low", sa.Integer()),
        sa.Column("injured_best", sa.Integer()),
        sa.Column("injured_high", sa.Integer()),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_incidents"),
        sa.UniqueConstraint("id", name="uq_incidents_id"),
    )
    op.create_index("ix_incidents_injured_best", "incidents", ["injured_best", "id"])
    op.create_index("ix_incidents_killed_best", "incidents", ["killed_best", "id"])
    op.create_index("ix_incidents_origins", "incidents", ["origins", "id"])
    op.create_index("ix_incidents_start", "incidents", ["start", "id"])
    op.create_table(
        "judgements",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_table(
        "links",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("target", WORD, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_links"),
    )
    op.create_index("ix_links_source", "links", ["source"])
    op.create_index("ix_links_target", "links", ["target"])
    op.create_table(
        "log",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", WORD, nullable=False),
        sa.Column("who", WORD, nullable=False),
        sa.Column("what", WORD, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_log"),
    )
    op.create_table(
        "meta",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary()),
        sa.Column("intake", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sa.UniqueConstraint("sha256", name="uq_reports_sha256"),
    )
    op.create_table(
        "accounts",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("reader", WORD, nullable=False),
        sa.Column("failure", sa.Text()),
        sa.Column("account", sa.LargeBinary()),
        sa.Column("published_start", sa.Date()),
        sa.Column("published_end", sa.Date()),
        sa.Column("published_basis", WORD),
        sa.Column("dated_by", sa.LargeBinary(), nullable=False),
        sa.Column("issues", sa.LargeBinary(), nullable=False),
        sa.Column("collated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_accounts_report"),
        sa.PrimaryKeyConstraint("report", name="pk_accounts"),
    )
    op.create_index("ix_accounts_collated", "accounts", ["collated", "report"])
    op.create_table(
        "actor_members",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("mentioned", WORD, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.key"], name="fk_actor_members_actor", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_actor_members_report"),
        sa.PrimaryKeyConstraint("report", "mentioned", name="pk_actor_members"),
    )
    op.create_index("ix_actor_members_actor", "actor_members", ["actor"])
    op.create_table(
        "actor_names",
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.key"], name="fk_actor_names_actor", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor", "name", name="pk_actor_names"),
    )
    op.create_index("ix_actor_names_name", "actor_names", ["name"])
    op.create_table(
        "case_keys",
        sa.Column("block", WORD, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("incident", WORD, nullable=False),
        sa.Column("standing", WORD, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_case_keys_report"),
        sa.PrimaryKeyConstraint("block", "report", "incident", name="pk_case_keys"),
    )
    op.create_index("ix_case_keys_block", "case_keys", ["block", "standing"])
    op.create_index("ix_case_keys_report", "case_keys", ["report", "incident"])
    op.create_table(
        "undated",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_undated_report"),
        sa.PrimaryKeyConstraint("report", name="pk_undated"),
    )
    op.create_table(
        "case_words",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("incident", WORD, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_case_words_report"),
        sa.PrimaryKeyConstraint("key", name="pk_case_words"),
    )
    op.create_index("ix_case_words_report", "case_words", ["report"])
    op.create_table(
        "forecasts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", WORD, nullable=False),
        sa.Column("said", sa.Date()),
        sa.Column("start", sa.Date()),
        sa.Column("end", sa.Date()),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_forecasts_report"),
        sa.PrimaryKeyConstraint("key", name="pk_forecasts"),
    )
    op.create_index("ix_forecasts_report", "forecasts", ["report"])
    op.create_table(
        "incident_actors",
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("actor", WORD, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.key"], name="fk_incident_actors_incident", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident", "actor", "role", name="pk_incident_actors"),
    )
    op.create_index("ix_incident_actors_actor", "incident_actors", ["actor"])
    op.create_table(
        "incident_places",
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("words", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.key"], name="fk_incident_places_incident", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident", "words", name="pk_incident_places"),
    )
    op.create_table(
        "members",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("mentioned", WORD, nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], name="fk_members_incident", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_members_report"),
        sa.PrimaryKeyConstraint("report", "mentioned", name="pk_members"),
    )
    op.create_index("ix_members_incident", "members", ["incident"])
    op.create_table(
        "pairs",
        sa.Column("left_report", sa.Integer(), nullable=False),
        sa.Column("left_incident", WORD, nullable=False),
        sa.Column("right_report", sa.Integer(), nullable=False),
        sa.Column("right_incident", WORD, nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["left_report"], ["reports.key"], name="fk_pairs_left_report"),
        sa.ForeignKeyConstraint(["right_report"], ["reports.key"], name="fk_pairs_right_report"),
        sa.PrimaryKeyConstraint("left_report", "left_incident", "right_report", "right_incident", name="pk_pairs"),
    )
    op.create_index("ix_pairs_right_report", "pairs", ["right_report", "right_incident"])
    op.create_table(
        "statements",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", WORD, nullable=False),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("incident", WORD),
        sa.Column("said_on", sa.Date()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_statements_report"),
        sa.PrimaryKeyConstraint("key", name="pk_statements"),
    )
    op.create_index("ix_statements_incident", "statements", ["incident"])
    op.create_index("ix_statements_report", "statements", ["report"])
    op.create_index("ix_statements_speaker", "statements", ["speaker"])
    op.create_table(
        "statistics",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", WORD, nullable=False),
        sa.Column("speaker", WORD),
        sa.Column("start", sa.Date()),
        sa.Column("end", sa.Date()),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_statistics_report"),
        sa.PrimaryKeyConstraint("key", name="pk_statistics"),
    )
    op.create_index("ix_statistics_report", "statistics", ["report"])
