"""A folder of portal records -> :class:`Record`: the raw value beside the procedure read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.generation.errors import GenerationError
from ingest.errors import RecordError
from ingest.models import Level, Procedure, SectionKind
from ingest.sources import portal_json

_ORGANISATIONS = ("Doanh nghiệp", "Tổ chức", "Hợp tác xã")


@dataclass(frozen=True)
class Record:
    """One record: ``detail`` as the portal gives it, ``procedure`` as ``ingest`` reads it."""

    detail: dict[str, Any]
    procedure: Procedure

    @property
    def code(self) -> str:
        """The national code."""
        return self.procedure.code

    @property
    def commune(self) -> bool:
        """True if a commune or ward handles it, alone or among others."""
        return Level.COMMUNE in self.procedure.levels

    @property
    def for_organisations(self) -> bool:
        """True if no natural person may apply."""
        names = self.procedure.applicants
        return bool(names) and all(name.startswith(_ORGANISATIONS) for name in names)

    def states(self, facet: SectionKind) -> bool:
        """True if the record says something about this facet, so that a question about it has an answer."""
        procedure = self.procedure
        if facet is SectionKind.FORMS:
            return any(line.forms for case in procedure.document_cases for line in case.documents)
        if facet is SectionKind.TIME_LIMIT:
            limits = [channel.time_limit for channel in procedure.channels]
            limits += [case.time_limit for case in procedure.cases]
            return any(limit.stated for limit in limits)
        # A ward is asked for fees and for where to go whether or not the record has them.
        said: dict[SectionKind, object] = {
            SectionKind.DOCUMENTS: procedure.document_cases,
            SectionKind.CONDITIONS: procedure.conditions,
            SectionKind.AUTHORITY: procedure.authorities,
            SectionKind.EXECUTING_AGENCY: procedure.executing_agencies,
            SectionKind.LEGAL_BASIS: procedure.legal_basis,
            SectionKind.RESULT: procedure.results,
            SectionKind.DECISION: procedure.decision.number,
        }
        return bool(said.get(facet, True))


def read_folder(folder: Path) -> list[Record]:
    """All records of a folder by code; a file that is no record is left to ``ingest`` to complain about.

    :raises GenerationError: if there is no record at all.
    """
    records = []
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            records.append(Record(portal_json.find_detail(raw), portal_json.read(raw)))
        except (RecordError, json.JSONDecodeError):
            continue
    if not records:
        raise GenerationError(f"{folder}: no portal record (*.json) in this folder; give the folder of records")
    return sorted(records, key=lambda record: record.code)
