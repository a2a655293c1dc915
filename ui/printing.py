"""What the commands print: reports, records and answers as text for a person or as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.models import Answer
from ingest.checks import check
from ingest.labels import label
from ingest.models import Procedure, Rejected, SectionKind, SourceRecord, Version
from ingest.report import IngestReport
from ingest.sections import plain, sections_of
from ingest.sources.portal_json import SOURCE_KEYS

SHOWN_REJECTIONS = 20


def ingest_summary(report: IngestReport) -> str:
    """A few lines: what was read, what became of it, what was refused and why."""
    lines = [
        label(
            "report.counts",
            read=report.read,
            new=len(report.new),
            changed=len(report.changed),
            unchanged=report.unchanged,
            rejected=len(report.rejected),
        )
    ]
    lines += [rejection_line(item) for item in report.rejected[:SHOWN_REJECTIONS]]
    if (rest := len(report.rejected) - SHOWN_REJECTIONS) > 0:
        lines.append(label("report.more_rejected", count=rest))
    if report.missing:
        key = "report.withdrawn" if report.withdrawn else "report.missing"
        lines.append(label(key, count=len(report.missing), codes=", ".join(report.missing[:10])))
    if report.drafts:
        lines.append(label("report.drafts"))
    seconds = sum(report.seconds.values())
    lines.append(
        label(
            "report.index",
            procedures=report.procedures,
            generation=report.generation,
            seconds=f"{seconds:.1f}",
        )
    )
    return "\n".join(lines)


def rejection_line(item: Rejected) -> str:
    """One line: file and place, reason, fix."""
    return label("report.rejected", place=item.place, reason=item.reason, fix=item.fix)


def read_line(record: SourceRecord | Rejected) -> dict[str, Any]:
    """``thutuc read --json``: the procedure with each section's value beside its source value, or the rejection."""
    if isinstance(record, Rejected):
        return {"status": "rejected"} | asdict(record)
    procedure = record.procedure
    return {
        "status": "read",
        "place": record.place,
        "code": procedure.code,
        "name": procedure.name,
        "sections": sections_dict(procedure, record.raw),
        "findings": [plain(finding) for finding in check(procedure)],
    }


def read_summary(record: SourceRecord | Rejected) -> str:
    """``thutuc read`` for a person: one line."""
    if isinstance(record, Rejected):
        return rejection_line(record)
    return f"{record.procedure.code}  {record.procedure.name}"


def sections_dict(procedure: Procedure, source: dict[str, Any]) -> dict[str, Any]:
    """Every section kind: lines, typed value, hash and source value; empty lines where the record states nothing."""
    sections = sections_of(procedure)
    found: dict[str, Any] = {}
    for kind in SectionKind:
        raw = {key: source.get(key) for key in SOURCE_KEYS[kind]}
        if section := sections.get(kind):
            found[kind] = {"lines": list(section.lines), "value": plain(section.value), "hash": section.hash}
        else:
            found[kind] = {"lines": [], "value": None, "hash": ""}
        found[kind]["source"] = raw
    return found


def version_dict(version: Version, state: str, source: dict[str, Any]) -> dict[str, Any]:
    """``thutuc show --json``."""
    procedure = version.procedure
    head = {
        key: value for key, value in plain(procedure).items() if key in {"levels", "field", "ministry", "portal_id"}
    }
    return {
        "code": version.code,
        "name": procedure.name,
        "version": version.number,
        "state": state,
        "published_on": str(version.published_on),
        "content_hash": version.content_hash,
        "place": version.place,
        **head,
        "sections": sections_dict(procedure, source),
        "findings": [plain(finding) for finding in version.findings],
    }


def version_text(version: Version, state: str) -> str:
    """``thutuc show`` for a person."""
    procedure = version.procedure
    lines = [
        f"{procedure.code}  {procedure.name}",
        label("show.version", number=version.number, day=version.published_on, state=label(f"state.{state}")),
    ]
    for kind, section in sections_of(procedure).items():
        lines += ["", f"## {label(f'section.{kind}')}  [{section.hash}]", section.text]
    if version.findings:
        lines += ["", f"## {label('show.findings')}"]
        lines += [f"- {finding.kind} ({finding.section}): {finding.quote}" for finding in version.findings]
    return "\n".join(lines)


def answer_text(answer: Answer) -> str:
    """``thutuc ask`` for a person."""
    parts = [answer.text]
    parts += [f"{option.code}  {option.label} – {option.differs}" for option in answer.options]
    sources = [
        f"[{c.number}] {c.code} – {label(f'section.{c.section}')}, {label('show.version_short', number=c.version)}"
        for c in answer.citations
    ]
    return "\n".join([*parts, "", *sources, *(f"! {warning}" for warning in answer.warnings)])


def status_dict() -> dict[str, Any]:
    """``thutuc status``: counts by state, the index that answers, and whether it is behind the catalogue."""
    from ingest.catalogue import Catalogue
    from ingest.generations import read_manifest
    from ingest.settings import Settings

    settings = Settings()
    catalogue = Catalogue(settings.catalogue_url)
    manifest = read_manifest(settings)
    revision = catalogue.revision()
    return {
        "home": str(settings.home),
        "procedures": catalogue.counts(),
        "revision": revision,
        "generation": manifest.generation if manifest else None,
        "indexed": manifest.procedures if manifest else 0,
        "embedding_model": manifest.embedding_model if manifest else settings.embedding_model,
        "up_to_date": bool(manifest and manifest.revision == revision),
        "findings": catalogue.findings_by_kind(),
    }
