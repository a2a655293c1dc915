"""The standing reminder to verify, made useful: the decision, the version, the official page, and known doubts."""

from __future__ import annotations

from assistant.composition import Composition, portal_url
from assistant.directory import Directory
from ingest.labels import label
from ingest.models import Severity, Version


def warnings_for(version: Version, composition: Composition, directory: Directory) -> tuple[str, ...]:
    """The standing warning first, then each finding on a section that the answer cites, once."""
    cited = {citation.section for citation in composition.citations}
    doubts = [
        label(f"finding.{finding.kind}")
        for finding in version.findings
        if finding.section in cited and finding.severity is not Severity.INFO
    ]
    return (_standing(version, directory), *dict.fromkeys(doubts))


def _standing(version: Version, directory: Directory) -> str:
    procedure, decision = version.procedure, version.procedure.decision
    day = f"{decision.decided_on:%d/%m/%Y}" if decision.decided_on else label("warning.no_day")
    department = directory.department(procedure.ministry, procedure.field)
    fallback = directory.fallback
    return label(
        "warning.verify",
        decision=decision.number or label("warning.no_number"),
        day=day,
        version=version.number,
        read=f"{version.published_on:%d/%m/%Y}",
        url=portal_url(procedure) or label("warning.no_url"),
        contact=f"{department}; {fallback.name}" if department else fallback.name,
    )
