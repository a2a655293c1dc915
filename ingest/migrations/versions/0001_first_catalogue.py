"""The first catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "procedures",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer),
    )
    op.create_table(
        "versions",
        sa.Column("code", sa.String(16), sa.ForeignKey("procedures.code"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("content_hash", sa.String(16), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("source_value", sa.LargeBinary, nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False, index=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=False),
        sa.Column("published_on", sa.Date),
    )
    op.create_table(
        "sections",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("hash", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["code", "number"], ["versions.code", "versions.number"]),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("section", sa.String(32)),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("other_quote", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["code", "number"], ["versions.code", "versions.number"]),
    )
    op.create_index("findings_of_version", "findings", ["code", "number"])
    op.create_table(
        "sources",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("reader", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "aliases",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("alias", sa.String(200), primary_key=True),
        sa.Column("source", sa.String(16), nullable=False),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("code", sa.String(16)),
        sa.Column("detail", sa.Text, nullable=False),
    )
    revisions = op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.bulk_insert(revisions, [{"id": 1, "revision": 0}])


def downgrade() -> None:
    for table in ("revisions", "audit_log", "aliases", "sources", "findings", "sections", "versions", "procedures"):
        op.drop_table(table)
