"""The catalogue's tables (SQLAlchemy Core). Alembic's migrations under ``migrations/`` create them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

procedures = Table(
    "procedures",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("state", String(16), nullable=False),  # draft | published | withdrawn
    Column("version", Integer),  # number of the published version
)

# Never updated but for published_on, set once; never deleted.
versions = Table(
    "versions",
    metadata,
    Column("code", String(16), ForeignKey("procedures.code"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content_hash", String(16), nullable=False),
    Column("record", Text, nullable=False),  # the typed Procedure as JSON
    Column("source_value", LargeBinary, nullable=False),  # the raw record as it came, zlib
    Column("source_hash", String(64), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("read_at", DateTime, nullable=False),
    Column("published_on", Date),
)

sections = Table(
    "sections",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("hash", String(16), nullable=False),
    ForeignKeyConstraint(["code", "number"], ["versions.code", "versions.number"]),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("section", String(32)),
    Column("severity", String(16), nullable=False),
    Column("quote", Text, nullable=False),
    Column("other_quote", Text, nullable=False),
    Column("state", String(16), nullable=False),  # open | accepted | fixed
    ForeignKeyConstraint(["code", "number"], ["versions.code", "versions.number"]),
    Index("findings_of_version", "code", "number"),
)

# Which record each source file held, so that an unchanged file need not be read again.
sources = Table(
    "sources",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("reader", String(32), primary_key=True),
    Column("code", String(16), primary_key=True),
    Column("place", Text, nullable=False),
    Column("read_at", DateTime, nullable=False),
)

# Everyday names. ``bundled`` ones follow the files under data/lexicon/aliases; a curator's stay as they are.
aliases = Table(
    "aliases",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("alias", String(200), primary_key=True),
    Column("source", String(16), nullable=False),  # bundled | curator
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("code", String(16)),
    Column("detail", Text, nullable=False),
)

# One row: the revision grows with every change of what is published; the index is stamped with it.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
)
