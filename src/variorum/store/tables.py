"""The tables; what a migration makes must be equal to them. Indexes for search differ by database: see `search`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Compared by code point on both databases, so that an order does not depend on where the server stands.
Word = Text().with_variant(Text(collation="C"), "postgresql")


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _report(*, primary_key: bool = False) -> Column[int]:
    return Column("report", ForeignKey("reports.key"), primary_key=primary_key, nullable=False)


reports = Table(
    "reports",
    metadata,
    _key(),
    Column("id", Word, nullable=False, unique=True),
    Column("sha256", Word, nullable=False, unique=True),
    Column("title", Text),
    Column("text", Text, nullable=False),
    # The bytes of a text that a database cannot hold as text, for it has U+0000 or a lone surrogate; else null.
    Column("raw", LargeBinary),
    Column("intake", LargeBinary, nullable=False),
)


def _partial(name: str, condition: str, *, postgresql: str | None = None) -> Index:
    return Index(name, "report", sqlite_where=text(condition), postgresql_where=text(postgresql or condition))


accounts = Table(
    "accounts",
    metadata,
    _report(primary_key=True),
    Column("reader", Word, nullable=False),
    Column("failure", Text),
    Column("account", LargeBinary),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("published_basis", Word),
    Column("dated_by", LargeBinary, nullable=False),
    Column("issues", LargeBinary, nullable=False),
    Column("collated", Boolean, nullable=False),
    _partial("ix_accounts_uncollated", "collated = 0", postgresql="NOT collated"),
    Index("ix_accounts_reader", "reader", "report"),
    Index("ix_accounts_oldest", "published_start", "report"),
    _partial("ix_accounts_failed", "failure IS NOT NULL"),
    _partial("ix_accounts_undated", "published_start IS NULL AND failure IS NULL"),
)

case_words = Table(
    "case_words",
    metadata,
    _key(),
    _report(),
    Column("incident", Word, nullable=False),
    Column("words", Text, nullable=False),
    Index("ix_case_words_report", "report"),
)

case_keys = Table(
    "case_keys",
    metadata,
    Column("block", Word, primary_key=True),
    _report(primary_key=True),
    Column("incident", Word, primary_key=True),
    # Where the case stands among those of its block.
    Column("standing", Word, nullable=False),
    Index("ix_case_keys_block", "block", "standing"),
    Index("ix_case_keys_report", "report", "incident"),
)

undated = Table(
    "undated",
    metadata,
    _report(primary_key=True),
    # As the report was read without the date that was inferred for it since.
    Column("account", LargeBinary, nullable=False),
)

pairs = Table(
    "pairs",
    metadata,
    Column("left_report", ForeignKey("reports.key"), primary_key=True),
    Column("left_incident", Word, primary_key=True),
    Column("right_report", ForeignKey("reports.key"), primary_key=True),
    Column("right_incident", Word, primary_key=True),
    Column("probability", Float, nullable=False),
    Column("evidence", LargeBinary, nullable=False),
    Index("ix_pairs_right_report", "right_report", "right_incident"),
    Index("ix_pairs_probability", "probability"),
)

judgements = Table(
    "judgements",
    metadata,
    _key(),
    Column("id", Word, nullable=False, unique=True),
    Column("at", Word, nullable=False),
    Column("entry", LargeBinary, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    _key(),
    Column("id", Word, nullable=False, unique=True),
    Column("name", Word, nullable=False),
    Column("type", Word, nullable=False),
    Column("country", Word),
    Column("entry", LargeBinary, nullable=False),
    Index("ix_actors_name", "name", "id"),
)

actor_names = Table(
    "actor_names",
    metadata,
    Column("actor", ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True),
    Column("name", Word, primary_key=True),
    Index("ix_actor_names_name", "name"),
)

actor_members = Table(
    "actor_members",
    metadata,
    _report(primary_key=True),
    Column("mentioned", Word, primary_key=True),
    Column("actor", ForeignKey("actors.key", ondelete="CASCADE"), nullable=False),
    Index("ix_actor_members_actor", "actor"),
)

incidents = Table(
    "incidents",
    metadata,
    _key(),
    Column("id", Word, nullable=False, unique=True),
    Column("type", Word, nullable=False),
    Column("certainty", Word, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", Word),
    Column("province", Word),
    Column("contested", Boolean, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("origins", Integer, nullable=False),
    # Of the place and the time, what a map and a timeline need.
    Column("place", Text),
    Column("level", Word),
    Column("radius_km", Float),
    Column("precision", Word),
    Column("confidence", Float),
    *(Column(f"{outcome}_{bound}", Integer) for outcome in ("killed", "injured") for bound in ("low", "best", "high")),
    # Where it stands on the grid of `grid`.
    Column("cell", Integer),
    Index("ix_incidents_start", "start", "id"),
    Index("ix_incidents_end", "end"),
    Index("ix_incidents_confidence", "confidence", "id"),
    # What is counted of all, without a look at the rows.
    Index("ix_incidents_counted", "contested", "rejected", "start", "end", "latitude", "origins"),
    Index("ix_incidents_place", "latitude", "longitude"),
    Index("ix_incidents_cell", "cell", "rejected", "latitude", "longitude", "contested", "killed_best"),
)

incident_entries = Table(
    "incident_entries",
    metadata,
    # Apart, for they are ten times as long as what is asked of incidents.
    Column("incident", ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
    Column("entry", LargeBinary, nullable=False),
)

# Lists begin with the latest, or with the most; under one value of these they are listed and counted too.
Index("ix_accounts_newest", accounts.c.published_start.desc(), accounts.c.report)
for _name in ("start", "killed_best", "injured_best", "origins"):
    Index(f"ix_incidents_{_name}_falling", incidents.c[_name].desc(), incidents.c.id)
for _name in ("type", "country", "province"):
    Index(f"ix_incidents_{_name}", incidents.c[_name], incidents.c.start.desc(), incidents.c.id, incidents.c.rejected)

incident_tolls = Table(
    "incident_tolls",
    metadata,
    Column("incident", ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
    Column("outcome", Word, primary_key=True),
    Column("low", Integer, nullable=False),
    Column("best", Integer, nullable=False),
    # Null where it is open above.
    Column("high", Integer),
    Index("ix_incident_tolls_outcome", "outcome", "best", "low", "high", "incident"),
)

members = Table(
    "members",
    metadata,
    _report(primary_key=True),
    Column("mentioned", Word, primary_key=True),
    Column("incident", ForeignKey("incidents.key", ondelete="CASCADE"), nullable=False),
    Index("ix_members_incident", "incident"),
)

incident_actors = Table(
    "incident_actors",
    metadata,
    Column("incident", ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
    Column("actor", Word, primary_key=True),
    Column("role", Word, primary_key=True),
    Index("ix_incident_actors_actor", "actor", "role", "incident"),
)

incident_places = Table(
    "incident_places",
    metadata,
    Column("incident", ForeignKey("incidents.key", ondelete="CASCADE"), primary_key=True),
    Column("words", Word, primary_key=True),
)

links = Table(
    "links",
    metadata,
    _key(),
    Column("source", Word, nullable=False),
    Column("target", Word, nullable=False),
    Column("type", Word, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Index("ix_links_source", "source"),
    Index("ix_links_target", "target"),
)

statistics = Table(
    "statistics",
    metadata,
    _key(),
    _report(),
    Column("position", Integer, nullable=False),
    Column("measure", Word, nullable=False),
    Column("speaker", Word),
    Column("start", Date),
    Column("end", Date),
    Column("flagged", Boolean, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Index("ix_statistics_report", "report", "position", "key"),
    Index("ix_statistics_speaker", "speaker", "report", "position", "key"),
    Index("ix_statistics_flagged", "flagged", "report", "position", "key"),
)

statements = Table(
    "statements",
    metadata,
    _key(),
    _report(),
    Column("position", Integer, nullable=False),
    Column("speaker", Word, nullable=False),
    Column("stance", Word, nullable=False),
    Column("incident", Word),
    Column("said_on", Date),
    Column("quote", Text, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Index("ix_statements_report", "report", "position", "key"),
    Index("ix_statements_speaker", "speaker", "report", "position", "key"),
    Index("ix_statements_incident", "incident", "speaker"),
)

forecasts = Table(
    "forecasts",
    metadata,
    _key(),
    _report(),
    Column("position", Integer, nullable=False),
    Column("speaker", Word, nullable=False),
    Column("said", Date),
    Column("start", Date),
    Column("end", Date),
    Column("entry", LargeBinary, nullable=False),
    Index("ix_forecasts_report", "report", "position", "key"),
    Index("ix_forecasts_speaker", "speaker", "report", "position", "key"),
)

log = Table(
    "log",
    metadata,
    _key(),
    Column("at", Word, nullable=False),
    Column("who", Word, nullable=False),
    Column("what", Word, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_log_who", "who"),
    Index("ix_log_what", "what"),
)

meta = Table(
    "meta",
    metadata,
    Column("name", Word, primary_key=True),
    Column("value", Text, nullable=False),
)

users = Table(
    "users",
    metadata,
    _key(),
    Column("name", Word, nullable=False, unique=True),
    Column("role", Word, nullable=False),
    Column("password", Text, nullable=False),
    Column("created", Word, nullable=False),
    Column("seen", Word),
)

sessions = Table(
    "sessions",
    metadata,
    # The hash of what the cookie holds.
    Column("digest", Word, primary_key=True),
    Column("user", ForeignKey("users.key", ondelete="CASCADE"), nullable=False),
    Column("csrf", Word, nullable=False),
    Column("created", Word, nullable=False),
    Column("seen", Word, nullable=False),
    Index("ix_sessions_user", "user"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Word, primary_key=True),
    Column("digest", Word, nullable=False, unique=True),
    Column("user", ForeignKey("users.key", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Word, nullable=False),
    Column("created", Word, nullable=False),
    Column("expires", Word),
    Column("seen", Word),
    Index("ix_tokens_user", "user"),
)

datasets = Table(
    "datasets",
    metadata,
    _key(),
    Column("name", Word, nullable=False, unique=True),
    Column("entry", LargeBinary, nullable=False),
)

dataset_events = Table(
    "dataset_events",
    metadata,
    Column("dataset", ForeignKey("datasets.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("entry", LargeBinary, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("url", Word, primary_key=True),
    Column("at", Word, nullable=False),
    Column("entry", LargeBinary, nullable=False),
)

unsent = Table(
    "unsent",
    metadata,
    _key(),
    # The hash of where it is to go.
    Column("address", Word, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Index("ix_unsent_address", "address", "key"),
)

knowledge = Table(
    "knowledge",
    metadata,
    _key(),
    Column("kind", Word, nullable=False),
    Column("name", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    # Null in a version that says that the list is removed, and in those before it.
    Column("content", LargeBinary),
    UniqueConstraint("kind", "name", "version"),
)

knowledge_states = Table(
    "knowledge_states",
    metadata,
    Column("digest", Word, primary_key=True),
    Column("entry", LargeBinary, nullable=False),
)


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=False) for name in names]


# What is counted over the whole record, kept as it is written: see `running`.
counts = Table(
    "counts",
    metadata,
    Column("kind", Word, primary_key=True),
    Column("value", Word, primary_key=True),
    *_numbers("number", "contested"),
)
Index("ix_counts_kind", counts.c.kind, counts.c.number.desc(), counts.c.value)

toll_counts = Table(
    "toll_counts",
    metadata,
    Column("outcome", Word, primary_key=True),
    # Those with a toll of it, and those in which it befell anybody.
    *_numbers("number", "harmed", "low", "best", "high", "open"),
)

day_counts = Table(
    "day_counts",
    metadata,
    Column("day", Date, primary_key=True),
    *_numbers("number", "contested", "low", "best", "high"),
)

cell_counts = Table(
    "cell_counts",
    metadata,
    Column("cell", Integer, primary_key=True, autoincrement=False),
    # The coordinates are added up in millionths of a degree.
    *_numbers("number", "contested", "killed", "latitude", "longitude"),
)
