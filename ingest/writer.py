"""What one transaction on the catalogue may do. Rows are gathered and written in batches; nothing is ever deleted."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.engine import Connection

from ingest import schema as t
from ingest.models import Finding, Procedure, SourceRecord
from ingest.sections import content_hash, sections_of

BATCH = 500


@lru_cache(maxsize=1)
def codec() -> TypeAdapter[Procedure]:
    """Procedure <-> JSON."""
    return TypeAdapter(Procedure)


@dataclass(frozen=True)
class Newest:
    """The newest version of a procedure, and the number of the published one (``None`` if none is)."""

    number: int
    content_hash: str
    published: int | None


class Writer:
    """Made by :meth:`ingest.catalogue.Catalogue.write`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._revised = False

    def known_sources(self, reader: str) -> dict[str, list[str]]:
        """Hash of each file already read -> its codes, as far as those codes still stand as that file said."""
        query = sa.select(t.sources.c.hash, t.sources.c.code, t.procedures.c.state, t.versions.c.source_hash)
        joined = t.sources.join(t.procedures, t.sources.c.code == t.procedures.c.code).join(
            t.versions,
            sa.and_(t.versions.c.code == t.procedures.c.code, t.versions.c.number == t.procedures.c.version),
        )
        known: dict[str, list[str]] = {}
        stale: set[str] = set()
        rows = self._connection.execute(query.select_from(joined).where(t.sources.c.reader == reader))
        for source_hash, code, state, current in rows:
            known.setdefault(source_hash, []).append(code)
            if state != "published" or current != source_hash:
                stale.add(source_hash)
        return {key: codes for key, codes in known.items() if key not in stale}

    def newest(self) -> dict[str, Newest]:
        """Code -> the newest version of every procedure, published or not."""
        numbers = (
            sa.select(t.versions.c.code, sa.func.max(t.versions.c.number).label("number"))
            .group_by(t.versions.c.code)
            .subquery()
        )
        same = sa.and_(t.versions.c.code == numbers.c.code, t.versions.c.number == numbers.c.number)
        columns = (t.versions.c.code, t.versions.c.number, t.versions.c.content_hash, t.procedures.c.state)
        query = sa.select(*columns, t.procedures.c.version.label("published")).select_from(
            t.versions.join(numbers, same).join(t.procedures, t.versions.c.code == t.procedures.c.code)
        )
        return {
            row.code: Newest(row.number, row.content_hash, row.published if row.state == "published" else None)
            for row in self._connection.execute(query)
        }

    def add_version(self, record: SourceRecord, findings: list[Finding], number: int) -> None:
        """Store a new version as a draft; :meth:`publish` makes it the one that answers."""
        procedure, code = record.procedure, record.procedure.code
        key = {"code": code, "number": number}
        if number == 1:
            self._add("procedures", {"code": code, "state": "draft", "version": None})
        raw = json.dumps(record.raw, ensure_ascii=False, separators=(",", ":")).encode()
        version = {
            "content_hash": content_hash(procedure),
            "record": codec().dump_json(procedure).decode(),
            "source_value": zlib.compress(raw, 1),
            "source_hash": record.source_hash,
            "place": record.place,
            "read_at": _now(),
        }
        self._add("versions", key | version)
        for kind, section in sections_of(procedure).items():
            self._add("sections", key | {"kind": kind, "hash": section.hash})
        for finding in findings:
            self._add("findings", key | asdict(finding) | {"state": "open"})
        if len(self._rows["versions"]) >= BATCH:
            self.flush()

    def remember_source(self, record: SourceRecord, reader: str) -> None:
        """Note that a file holds this record, so that the same bytes are not read again."""
        key = {"hash": record.source_hash, "reader": reader, "code": record.procedure.code}
        self._add("sources", key | {"place": record.place, "read_at": _now()})

    def publish(self, code: str, number: int, actor: str) -> None:
        """Make one version the published one."""
        self._add("published", {"of_code": code, "of_number": number, "on": _now().date()})
        self._set_state(code, "published", number, actor, f"version {number}")

    def withdraw(self, code: str, actor: str, reason: str) -> None:
        """Take a procedure out of the answers; its versions stay."""
        self._set_state(code, "withdrawn", None, actor, reason)

    def set_bundled_aliases(self, aliases: dict[str, tuple[str, ...]]) -> None:
        """Make the bundled aliases those of the files; a curator's own stay. Only a change makes a revision."""
        of_files = {(code, alias) for code, said in aliases.items() for alias in said}
        rows = self._connection.execute(sa.select(t.aliases)).all()
        stored = {(row.code, row.alias) for row in rows if row.source == "bundled"}
        curated = {(row.code, row.alias) for row in rows if row.source != "bundled"}
        for code, alias in sorted(stored - of_files):
            same = sa.and_(t.aliases.c.code == code, t.aliases.c.alias == alias)
            self._connection.execute(t.aliases.delete().where(same))
        fresh = [
            {"code": code, "alias": alias, "source": "bundled"} for code, alias in sorted(of_files - stored - curated)
        ]
        if fresh:
            self._connection.execute(t.aliases.insert(), fresh)
        if fresh or stored - of_files:
            self._revise()

    def flush(self) -> None:
        """Write what was gathered, in the order that foreign keys need."""
        rows, self._rows = self._rows, {}
        run = self._connection.execute
        for table in (t.procedures, t.versions, t.sections, t.findings):
            if table.name in rows:
                run(table.insert(), rows[table.name])
        if "sources" in rows:
            keys = [{f"of_{name}": row[name] for name in ("hash", "reader", "code")} for row in rows["sources"]]
            same = sa.and_(*(t.sources.c[name] == sa.bindparam(f"of_{name}") for name in ("hash", "reader", "code")))
            run(t.sources.delete().where(same), keys)
            run(t.sources.insert(), rows["sources"])
        if "published" in rows:
            this = sa.and_(
                t.versions.c.code == sa.bindparam("of_code"), t.versions.c.number == sa.bindparam("of_number")
            )
            run(t.versions.update().where(this).values(published_on=sa.bindparam("on")), rows["published"])
        if "states" in rows:
            procedure = t.procedures.c.code == sa.bindparam("of_code")
            number: sa.ColumnElement[int] = sa.func.coalesce(sa.bindparam("to_version"), t.procedures.c.version)
            values = {"state": sa.bindparam("to_state"), "version": number}
            run(t.procedures.update().where(procedure).values(**values), rows["states"])
            run(t.audit_log.insert(), rows["audit_log"])

    def _set_state(self, code: str, state: str, number: int | None, actor: str, detail: str) -> None:
        self._add("states", {"of_code": code, "to_state": state, "to_version": number})
        entry = {"at": _now(), "actor": actor, "action": state, "code": code, "detail": detail}
        self._add("audit_log", entry)
        self._revise()

    def _revise(self) -> None:
        if not self._revised:
            self._revised = True
            self._connection.execute(t.revisions.update().values(revision=t.revisions.c.revision + 1))

    def _add(self, name: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(name, []).append(row)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
