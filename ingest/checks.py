"""What a machine can see wrong in one record. Each finding quotes what it is about; none changes the record."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ingest.models import Fee, FeeState, Finding, Procedure, Section, SectionKind, Severity
from ingest.sections import fee_text, sections_of, time_text
from ingest.settings import default_data_folder
from ingest.sources.portal_json import LONG_DOCUMENT
from ingest.text import fold, quote

_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{4,}")
SMALLEST_FEE_VND = 500
_AGENCIES = (SectionKind.EXECUTING_AGENCY, SectionKind.AUTHORITY, SectionKind.RECEIVING_ADDRESS)


def check(procedure: Procedure) -> list[Finding]:
    """All findings of one record, in the order of its sections."""
    sections = sections_of(procedure)
    return [
        *_check_fees(procedure),
        *_check_times(procedure),
        *_check_documents(procedure),
        *_check_wording(sections),
        *_check_completeness(procedure, sections),
    ]


def _check_fees(procedure: Procedure) -> Iterator[Finding]:
    fees = dict.fromkeys(fee for channel in procedure.channels for fee in channel.fees)
    for fee in fees:
        for kind, severity in _fee_problems(fee):
            yield Finding(kind, SectionKind.FEES, severity, quote(fee_text(fee)))


def _fee_problems(fee: Fee) -> Iterator[tuple[str, Severity]]:
    if fee.state is FeeState.ZERO_WITH_NOTE:
        yield "fee_zero_with_note", Severity.WARNING
    if fee.state is FeeState.ZERO_BARE:
        yield "fee_zero_unexplained", Severity.INFO
    if fee.state is not FeeState.AMOUNT or fee.amount is None:
        return
    if fee.currency is None:
        yield "fee_without_currency", Severity.INFO
    elif fee.currency != "VND":
        yield "fee_foreign_currency", Severity.INFO
    amounts = {int(re.sub(r"[.,]", "", found)) for found in _MONEY.findall(fee.note)}
    in_dong = fee.currency in {None, "VND"}
    if in_dong and (fee.amount < SMALLEST_FEE_VND or (_says_dong(fee.note) and fee.amount not in amounts)):
        yield "fee_contradicts_note", Severity.ERROR


def _says_dong(note: str) -> bool:
    return bool(re.search(r"\d{3}\s*(dong|d\b|vnd)", fold(note)))


def _check_times(procedure: Procedure) -> Iterator[Finding]:
    limits = [channel.time_limit for channel in procedure.channels]
    for limit in dict.fromkeys(limits):
        if not limit.stated:
            kind = "time_without_unit" if limit.text else "time_not_stated"
            yield Finding(kind, SectionKind.TIME_LIMIT, Severity.INFO, quote(time_text(limit)))
    stated = list(dict.fromkeys(limit for limit in limits if limit.stated))
    for other in stated[1:]:
        texts = time_text(stated[0]), time_text(other)
        yield Finding("time_differs_by_channel", SectionKind.TIME_LIMIT, Severity.INFO, *texts)


def _check_documents(procedure: Procedure) -> Iterator[Finding]:
    for document in (item for case in procedure.document_cases for item in case.documents):
        kinds = {
            "document_without_name": not document.name,
            "document_is_note": document.is_note,
            "document_without_count": not (document.is_note or document.originals or document.copies),
            "document_too_long": not document.is_note and len(document.name) > 4 * LONG_DOCUMENT,
        }
        for kind in (kind for kind, found in kinds.items() if found):
            severity = Severity.WARNING if kind == "document_without_name" else Severity.INFO
            yield Finding(kind, SectionKind.DOCUMENTS, severity, quote(document.name))


def _check_wording(sections: dict[SectionKind, Section]) -> Iterator[Finding]:
    places = _places(default_data_folder() / "places.toml")
    for kind, section in sections.items():
        if kind is SectionKind.LEGAL_BASIS:
            continue
        folded = fold(section.text)
        for name, pattern in places.items():
            if name == "other_province" and kind not in _AGENCIES:
                continue
            if found := pattern.search(section.text if name == "other_province" else folded):
                around = section.text[max(0, found.start() - 60) : found.end() + 60]
                yield Finding(name, kind, Severity.WARNING, " ".join(around.split()))


@lru_cache(maxsize=1)
def _places(path: Path) -> dict[str, re.Pattern[str]]:
    with path.open("rb") as file:
        data = tomllib.load(file)
    keys = {
        "other_provinces": "other_province",
        "district_level": "district_level",
        "old_papers": "old_paper",
    }
    return {name: re.compile(r"\b(?:" + "|".join(map(re.escape, data[key])) + r")\b") for key, name in keys.items()}


def _check_completeness(procedure: Procedure, sections: dict[SectionKind, Section]) -> Iterator[Finding]:
    if not procedure.executing_agencies:
        yield Finding("agency_not_stated", SectionKind.EXECUTING_AGENCY, Severity.WARNING)
    if not procedure.document_cases:
        yield Finding("documents_not_stated", SectionKind.DOCUMENTS, Severity.WARNING)
    if procedure.decision.decided_on is None:
        yield Finding("decision_without_date", SectionKind.DECISION, Severity.INFO, procedure.decision.number)
    if "\ufffd" in "".join(section.text for section in sections.values()):
        yield Finding("text_corrupt", None, Severity.ERROR)
