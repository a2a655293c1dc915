"""Procedure -> sections: the citable lines of each field, word for word, and a hash of its typed value.

The hash is of the value and not of the lines, so better wording of a line makes no new version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from ingest.labels import label, labels_below
from ingest.models import (
    Channel,
    Document,
    Fee,
    FeeState,
    Procedure,
    Section,
    SectionKind,
    TimeLimit,
)
from ingest.text import fold

_TIME_WORDS = ("ngay", "gio", "thang", "buoi", "tuan")


def sections_of(procedure: Procedure) -> dict[SectionKind, Section]:
    """Every section the record fills; a section without lines is absent: the record does not state it."""
    built = {
        SectionKind.STEPS: (_step_lines(procedure), procedure.steps),
        SectionKind.CHANNELS: (
            _channel_lines(procedure),
            [(c.method, c.description) for c in procedure.channels],
        ),
        SectionKind.TIME_LIMIT: (
            _time_lines(procedure),
            [[(c.method, c.time_limit) for c in procedure.channels], procedure.cases],
        ),
        SectionKind.FEES: (fee_lines(procedure), [(c.method, c.fees) for c in procedure.channels]),
        SectionKind.DOCUMENTS: (_document_lines(procedure), procedure.document_cases),
        SectionKind.FORMS: (_form_lines(procedure), form_names(procedure)),
        SectionKind.APPLICANTS: (procedure.applicants, procedure.applicants),
        SectionKind.EXECUTING_AGENCY: (_agency_lines(procedure), procedure.executing_agencies),
        SectionKind.AUTHORITY: (
            _authority_lines(procedure),
            [procedure.authorities, procedure.authorized_agencies, procedure.coordinating_agencies],
        ),
        SectionKind.RECEIVING_ADDRESS: (
            _text_lines(procedure.receiving_address, procedure.note),
            [procedure.receiving_address, procedure.note],
        ),
        SectionKind.RESULT: (procedure.results, procedure.results),
        SectionKind.LEGAL_BASIS: (_law_lines(procedure), procedure.legal_basis),
        SectionKind.CONDITIONS: (_text_lines(procedure.conditions), procedure.conditions),
        SectionKind.DECISION: (_decision_lines(procedure), procedure.decision),
        SectionKind.ONLINE_LEVEL: (
            (label(f"online_level.{procedure.online_level}"),),
            procedure.online_level,
        ),
    }
    return {kind: _section(kind, tuple(lines), value) for kind, (lines, value) in built.items() if lines}


def content_hash(procedure: Procedure) -> str:
    """Hash of everything the record states, so that an unchanged record makes no new version."""
    return _hash(procedure)


def plain(value: Any) -> Any:
    """Dataclasses, enums, dates and tuples as JSON-ready data."""
    return json.loads(_canonical(value))


def _section(kind: SectionKind, lines: tuple[str, ...], value: Any) -> Section:
    return Section(kind, lines, value, _hash(value))


def _hash(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()[:16]


def _canonical(value: Any) -> str:
    return json.dumps(value, default=_jsonable, ensure_ascii=False, sort_keys=True)


def _jsonable(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dataclass_fields__") else str(value)


def _text_lines(*texts: str) -> list[str]:
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _step_lines(procedure: Procedure) -> list[str]:
    return _text_lines(*(text for step in procedure.steps for text in (step.name, step.description)))


def _channel_lines(procedure: Procedure) -> list[str]:
    return _grouped((c.method, c.description or label("channel.no_description")) for c in procedure.channels)


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Say "direct, online: the same thing" instead of the same thing twice."""
    methods: dict[str, list[str]] = {}
    for method, text in pairs:
        names = methods.setdefault(text, [])
        if (name := label(f"method.{method}")) not in names:
            names.append(name)
    return [f"{', '.join(names)}: {text}" for text, names in methods.items()]


def time_text(limit: TimeLimit) -> str:
    """Give "3 ngày làm việc", or an honest word on what the source has instead of a time."""
    if limit.value is not None and limit.unit is not None:
        return f"{limit.value} {label(f'time_unit.{limit.unit}')}"
    if not limit.text:
        return label("time.not_stated")
    return label("time.no_unit", value=limit.text) if limit.text.isdecimal() else limit.text


def _time_lines(procedure: Procedure) -> list[str]:
    lines = _grouped((channel.method, _channel_time(channel)) for channel in procedure.channels)
    channel_limits = {channel.time_limit for channel in procedure.channels}
    cases = [case for case in procedure.cases if case.time_limit.stated]
    if any(case.time_limit not in channel_limits for case in cases):
        named = {case.name for case in cases}
        names = [case.name if len(named) == len(cases) else f"{case.name} ({case.code})" for case in cases]
        times = [time_text(case.time_limit) for case in cases]
        lines += [label("time.case", name=n, time=t) for n, t in dict.fromkeys(zip(names, times, strict=True))]
    return lines


def _channel_time(channel: Channel) -> str:
    """The time, with the channel's own description where that is what states or qualifies it."""
    time, about = time_text(channel.time_limit), channel.description
    mentions_time = any(f" {word}" in fold(about) for word in _TIME_WORDS) and any(c.isdigit() for c in about)
    return f"{time} ({about})" if mentions_time else time


def amount_text(fee: Fee) -> str:
    """Give "8.000 đồng"; another currency by its code; an amount without a currency is told as such."""
    number = f"{fee.amount or 0:,}".replace(",", ".")
    if fee.currency is None:
        return label("fee.no_currency", amount=number)
    return f"{number} {label('fee.vnd') if fee.currency == 'VND' else fee.currency}"


def fee_text(fee: Fee) -> str:
    """One fee as the source has it; a stored 0 is told as what it is, never as "free"."""
    kinds = labels_below("fee_kind")
    kind = kinds.get(fee.kind, fee.kind or kinds["FEE"])
    match fee.state:
        case FeeState.AMOUNT:
            return f"{kind} {amount_text(fee)}" + (f" – {fee.note}" if fee.note else "")
        case FeeState.FREE_SAID | FeeState.NOTE_ONLY:
            return f"{kind}: {fee.note}"
        case FeeState.ZERO_WITH_NOTE:
            return label("fee.zero_with_note", kind=kind, note=fee.note)
        case FeeState.ZERO_BARE:
            return label("fee.zero_bare", kind=kind)
        case FeeState.NOT_STATED:
            return label("fee.not_stated")


def fee_lines(procedure: Procedure) -> list[str]:
    """All fees, channels with the same fee together; a channel without any says so."""
    return _grouped(
        (channel.method, text)
        for channel in procedure.channels
        for text in ([fee_text(fee) for fee in channel.fees] or [label("fee.not_stated")])
    )


def document_text(document: Document) -> str:
    """A document with its originals, copies and blank forms; a remark stays a remark."""
    if document.is_note:
        return document.name or label("document.no_name")
    counts = [
        label("document.originals", count=document.originals) if document.originals else "",
        label("document.copies", count=document.copies) if document.copies else "",
        label("document.form", names="; ".join(document.forms)) if document.forms else "",
    ]
    stated = ", ".join(count for count in counts if count) or label("document.no_count")
    return f"{document.name or label('document.no_name')} ({stated})"


def _document_lines(procedure: Procedure) -> list[str]:
    lines: list[str] = []
    for case in procedure.document_cases:
        lines += _text_lines(case.name)
        for document in case.documents:
            lines.append(document_text(document).replace("\n", " "))
    return lines


def form_names(procedure: Procedure) -> list[str]:
    """Distinct names of the blank forms attached to the documents."""
    names = [form for case in procedure.document_cases for item in case.documents for form in item.forms]
    return list(dict.fromkeys(names))


def _form_lines(procedure: Procedure) -> list[str]:
    pairs = [
        (form, document.name.replace("\n", " "))
        for case in procedure.document_cases
        for document in case.documents
        for form in document.forms
    ]
    return list(dict.fromkeys(label("form.line", form=form, document=document) for form, document in pairs))


def _agency_lines(procedure: Procedure) -> list[str]:
    levels = ", ".join(label(f"level.{level}") for level in procedure.levels)
    return [*procedure.executing_agencies, *([label("agency.levels", levels=levels)] if levels else [])]


def _authority_lines(procedure: Procedure) -> list[str]:
    authorized = [label("agency.authorized", name=name) for name in procedure.authorized_agencies]
    coordinating = [label("agency.coordinating", name=name) for name in procedure.coordinating_agencies]
    return [*procedure.authorities, *authorized, *coordinating]


def _law_lines(procedure: Procedure) -> list[str]:
    return [f"{law.number} – {law.title}" if law.number else law.title for law in procedure.legal_basis]


def _decision_lines(procedure: Procedure) -> list[str]:
    decision = procedure.decision
    if not decision.number:
        return []
    lines = [label("decision.number", number=decision.number, agency=decision.agency)]
    if decision.decided_on:
        lines.append(label("decision.decided_on", day=f"{decision.decided_on:%d/%m/%Y}"))
    if decision.published_on:
        lines.append(label("decision.published_on", day=f"{decision.published_on:%d/%m/%Y}"))
    return lines
