"""The catalogue: the one truth about procedures. Versions are immutable; nothing is ever deleted.

SQLite by default, PostgreSQL by URL; SQLAlchemy stays behind this door. Everything an ingest stores is one
transaction, so a crash leaves the catalogue as it was.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection, Engine

from ingest import schema as t
from ingest.errors import CatalogueError
from ingest.labels import label
from ingest.models import Finding, SectionKind, Severity, Version
from ingest.writer import Writer, codec

NEWEST_MIGRATION = "0001"


class Catalogue:
    """An open catalogue.

    :param url: SQLAlchemy URL; the tables are created or migrated on opening.
    :raises CatalogueError: if the database cannot be opened or migrated.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self._engine = _engine(url)
            with self._engine.begin() as connection:
                _migrate(connection)
        except (sa.exc.SQLAlchemyError, OSError, ImportError, CommandError) as error:
            raise CatalogueError(label("error.catalogue", url=_safe(url), problem=_first_line(error))) from error

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction: everything written inside it is kept, or nothing is."""
        with self._engine.begin() as connection:
            writer = Writer(connection)
            yield writer
            writer.flush()

    def revision(self) -> int:
        """Grows with every change of what is published."""
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(t.revisions.c.revision)).scalar_one())

    def published_codes(self) -> dict[str, int]:
        """Code -> number of the published version."""
        query = sa.select(t.procedures.c.code, t.procedures.c.version).where(t.procedures.c.state == "published")
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def counts(self) -> dict[str, int]:
        """Number of procedures by state."""
        query = sa.select(t.procedures.c.state, sa.func.count()).group_by(t.procedures.c.state)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def published(self, codes: Iterable[str] | None = None) -> Iterator[Version]:
        """The published version of each procedure (or of ``codes``), ordered by code, without findings."""
        joined = t.versions.join(
            t.procedures,
            sa.and_(t.versions.c.code == t.procedures.c.code, t.versions.c.number == t.procedures.c.version),
        )
        query = sa.select(t.versions).select_from(joined).where(t.procedures.c.state == "published")
        if codes is not None:
            query = query.where(t.versions.c.code.in_(list(codes)))
        with self._engine.connect() as connection:
            for row in connection.execute(query.order_by(t.versions.c.code)):
                yield _version(row)

    def version(self, code: str, number: int | None = None) -> Version:
        """One version with its findings; the published one unless a number is given.

        :raises CatalogueError: if there is no such version.
        """
        published = sa.select(t.procedures.c.version).where(t.procedures.c.code == code).scalar_subquery()
        wanted = published if number is None else number
        query = sa.select(t.versions).where(t.versions.c.code == code, t.versions.c.number == wanted)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
            if row is None:
                raise CatalogueError(label("error.no_procedure", code=code))
            same = sa.and_(t.findings.c.code == code, t.findings.c.number == row.number)
            found = connection.execute(sa.select(t.findings).where(same).order_by(t.findings.c.id))
            return _version(row, tuple(_finding(item) for item in found))

    def state(self, code: str) -> str:
        """``draft``, ``published`` or ``withdrawn``; empty if the code is unknown."""
        query = sa.select(t.procedures.c.state).where(t.procedures.c.code == code)
        with self._engine.connect() as connection:
            return str(connection.execute(query).scalar() or "")

    def source_value(self, code: str, number: int) -> dict[str, Any]:
        """The raw record a version was read from."""
        query = sa.select(t.versions.c.source_value).where(t.versions.c.code == code, t.versions.c.number == number)
        with self._engine.connect() as connection:
            raw: dict[str, Any] = json.loads(zlib.decompress(connection.execute(query).scalar_one()))
            return raw

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Code -> its everyday names, in order."""
        query = sa.select(t.aliases.c.code, t.aliases.c.alias).order_by(t.aliases.c.code, t.aliases.c.alias)
        found: dict[str, tuple[str, ...]] = {}
        with self._engine.connect() as connection:
            for code, alias in connection.execute(query):
                found[code] = (*found.get(code, ()), alias)
        return found

    def findings_by_kind(self) -> dict[str, int]:
        """Open findings of published versions, most frequent kind first."""
        published = sa.and_(t.findings.c.code == t.procedures.c.code, t.findings.c.number == t.procedures.c.version)
        joined = t.findings.join(t.procedures, published)
        query = (
            sa.select(t.findings.c.kind, sa.func.count())
            .select_from(joined)
            .where(t.procedures.c.state == "published", t.findings.c.state == "open")
            .group_by(t.findings.c.kind)
            .order_by(sa.func.count().desc(), t.findings.c.kind)
        )
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _engine(url: str) -> Engine:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _: Any) -> None:
    """Write-ahead logging: readers go on answering while an ingest writes."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")


def _migrate(connection: Connection) -> None:
    """Bring the tables to the newest migration; Alembic is loaded only where there is something to do."""
    if _migration(connection) == NEWEST_MIGRATION:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _migration(connection: Connection) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar())


def _version(row: Any, findings: tuple[Finding, ...] = ()) -> Version:
    return Version(
        code=row.code,
        number=row.number,
        published_on=row.published_on or row.read_at.date(),
        content_hash=row.content_hash,
        procedure=codec().validate_json(row.record),
        place=row.place,
        findings=findings,
    )


def _finding(row: Any) -> Finding:
    section = SectionKind(row.section) if row.section else None
    return Finding(row.kind, section, Severity(row.severity), row.quote, row.other_quote)


def _safe(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return label("error.bad_url")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
