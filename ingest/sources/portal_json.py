"""The national portal's API records -> :class:`Procedure`. Where are fees read? In :func:`_fee`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import ValidationError

from ingest.errors import RecordError
from ingest.labels import label
from ingest.models import (
    Channel,
    Decision,
    Document,
    DocumentCase,
    Fee,
    FeeState,
    LegalReference,
    Level,
    Method,
    OnlineLevel,
    Procedure,
    ProcessingCase,
    SectionKind,
    Step,
    TimeLimit,
    TimeUnit,
)
from ingest.sources import portal_schema as schema
from ingest.text import fold, normalise

_CODE = re.compile(r"\s*(\d\.\d{6}\d*)\s*(\S*)\s*")
_FREE = re.compile(r"(khong( co| thu( phi| le phi)?)?|mien( phi| le phi)?|0 dong|0d)( phi| le phi)?[.;]?")
_NOTE = re.compile(r"[\W\d]*(luu y|ghi chu|chu y)\b")
_REMARK = re.compile(r"[\W\d]*(truong hop|doi voi|nguoi tiep nhan|khi |neu |trong thoi han|ca nhan co quyen)")
_CURRENCIES = {"viet nam dong": "VND", "vnd": "VND", "usd": "USD"}
_UNITS = {unit.name: unit for unit in TimeUnit}
_HANOI = timedelta(hours=7)
LONG_DOCUMENT = 250
LONGEST_AMOUNT = 15

SOURCE_KEYS: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.STEPS: ("executionSteps",),
    SectionKind.CHANNELS: ("executionMethods",),
    SectionKind.TIME_LIMIT: ("executionMethods", "cases"),
    SectionKind.FEES: ("executionMethods",),
    SectionKind.DOCUMENTS: ("executionCases",),
    SectionKind.FORMS: ("executionCases",),
    SectionKind.APPLICANTS: ("subjectTypesDetails",),
    SectionKind.EXECUTING_AGENCY: ("executingAgencies", "departmentsExecuting", "unitGroupsExecuting"),
    SectionKind.AUTHORITY: (
        "delegatedAgencies",
        "departmentsAuthority",
        "unitGroupsAuthority",
        "authorizedAgencies",
    ),
    SectionKind.RECEIVING_ADDRESS: ("dossierReceivingAddresses", "note"),
    SectionKind.RESULT: ("resultsDetails",),
    SectionKind.LEGAL_BASIS: ("legalBasisesDetails",),
    SectionKind.CONDITIONS: ("requirementsAndConditions",),
    SectionKind.DECISION: ("procedureProposal", "departmentPromulgateName"),
    SectionKind.ONLINE_LEVEL: ("isFullProcess", "isWard", "isProvince"),
}


def read(raw: dict[str, Any]) -> Procedure:
    """Read one record: the ``detail`` object itself, or the wrapper that holds it.

    :raises RecordError: if the object is no record, naming the key at fault.
    """
    try:
        detail = schema.Detail.model_validate(find_detail(raw))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in ("detail", *first["loc"]))
        raise RecordError(
            label("reject.field", place=place, problem=first["msg"]), label("reject.field_fix"), place
        ) from error
    return _procedure(detail)


def find_detail(raw: Any) -> dict[str, Any]:
    """The ``detail`` object inside a record, an API answer (``data``), or bare."""
    for key in ("detail", "data"):
        if isinstance(raw, dict) and isinstance(raw.get(key), dict):
            raw = raw[key]
    if not isinstance(raw, dict) or "executionMethods" not in raw:
        raise RecordError(label("reject.no_detail"), label("reject.no_detail_fix"), "detail")
    return raw


def read_code(code: str) -> str:
    """The national code without spaces around it.

    :raises RecordError: if it is no code, or carries the portal's mark of a deleted procedure ("-Xoa").
    """
    match = _CODE.fullmatch(code)
    if not match or match.group(2):
        deleted = match is not None and "xoa" in fold(match.group(2))
        key = "reject.code_deleted" if deleted else "reject.code"
        raise RecordError(label(key, code=code), label(f"{key}_fix"), "detail.code")
    return match.group(1)


def _procedure(detail: schema.Detail) -> Procedure:
    name = normalise(detail.name)
    if not name:
        raise RecordError(label("reject.no_name"), label("reject.no_name_fix"), "detail.name")
    category = (detail.categoriesDetails or ([detail.category] if detail.category else [schema.Named()]))[0]
    channels = tuple(_channel(method, index) for index, method in enumerate(detail.executionMethods))
    return Procedure(
        code=read_code(detail.code),
        name=name,
        portal_id=detail.id.strip(),
        levels=_levels(detail),
        field=normalise(category.name),
        ministry=normalise(detail.departmentPromulgateName),
        steps=tuple(Step(normalise(step.name), normalise(step.description)) for step in detail.executionSteps),
        channels=channels,
        cases=tuple(_case(case) for case in detail.cases),
        document_cases=tuple(_document_case(case) for case in detail.executionCases if case.profileComponents),
        applicants=_names(detail.subjectTypesDetails),
        executing_agencies=_names(detail.departmentsExecuting, detail.unitGroupsExecuting, detail.executingAgencies),
        authorities=_names(detail.departmentsAuthority, detail.unitGroupsAuthority, detail.delegatedAgencies),
        authorized_agencies=_names(
            detail.departmentsAuthorized, detail.unitGroupsAuthorized, detail.authorizedAgencies
        ),
        coordinating_agencies=_names(
            detail.departmentsCoordinating, detail.unitGroupsCoordinating, detail.coordinatingAgencies
        ),
        receiving_address=normalise(detail.dossierReceivingAddresses),
        results=_names(detail.resultsDetails),
        legal_basis=tuple(
            LegalReference(normalise(law.code), normalise(law.name)) for law in detail.legalBasisesDetails
        ),
        conditions=normalise(detail.requirementsAndConditions or detail.description),
        decision=_decision(detail.procedureProposal, detail.departmentPromulgateName),
        online_level=_online_level(detail, channels),
        keywords=normalise(detail.keywords),
        note=normalise(detail.note),
        updated_on=_day(detail.updatedAt),
    )


def _levels(detail: schema.Detail) -> tuple[Level, ...]:
    flags = {
        Level.COMMUNE: detail.isWard,
        Level.PROVINCE: detail.isProvince,
        Level.MINISTRY: detail.isMinistry,
        Level.OTHER: detail.isOtherAgency,
    }
    return tuple(level for level, flag in flags.items() if flag)


def _names(items: list[schema.Named], others: list[schema.Named] | None = None, text: str = "") -> tuple[str, ...]:
    """Distinct names in order; the record's own joined text only where it gives no list."""
    names = [normalise(item.name) for item in [*items, *(others or [])]]
    distinct = tuple(dict.fromkeys(name for name in names if name))
    return distinct or ((normalise(text),) if text.strip() else ())


def _channel(method: schema.Method, index: int) -> Channel:
    place = f"detail.executionMethods[{index}].submissionMethod"
    if method.submissionMethod not in Method.__members__:
        raise RecordError(label("reject.method", value=method.submissionMethod), label("reject.field_fix"), place)
    return Channel(
        method=Method[method.submissionMethod],
        time_limit=_time_limit(method.processingTime, method.processingTimeUnit),
        fees=tuple(_fee(fee) for fee in method.fees),
        description=normalise(method.description),
    )


def _time_limit(value: float | str | None, unit: str) -> TimeLimit:
    """0 means "not stated"; a number without a usable unit is kept as text, never as a time."""
    text = "" if value is None else normalise(str(value))
    number = int(text) if text.isdecimal() and len(text) <= LONGEST_AMOUNT else None
    if number and unit in _UNITS:
        return TimeLimit(number, _UNITS[unit], text)
    return TimeLimit(text="" if text in {"0", "-"} else text)


def _fee(fee: schema.Fee) -> Fee:
    note = normalise(fee.description)
    amount = _amount(fee.value)
    name = fee.currencyName or (fee.currency.name or fee.currency.code if fee.currency else "")
    return Fee(
        kind=fee.type,
        amount=amount,
        currency=_CURRENCIES.get(fold(name), name or None),
        note=note,
        state=_fee_state(amount, note),
    )


def _amount(value: float | str | None) -> int | None:
    text = "" if value is None else str(value).strip()
    if text.endswith(".0"):
        text = text[:-2]
    return int(text) if text.isdecimal() and len(text) <= LONGEST_AMOUNT else None


def _fee_state(amount: int | None, note: str) -> FeeState:
    """0 is "the portal stored no amount", not "free", unless the note itself says so."""
    if amount:
        return FeeState.AMOUNT
    if note and _FREE.fullmatch(fold(note).strip()):
        return FeeState.FREE_SAID
    if amount is None:
        return FeeState.NOTE_ONLY if note else FeeState.NOT_STATED
    return FeeState.ZERO_WITH_NOTE if note else FeeState.ZERO_BARE


def _case(case: schema.Case) -> ProcessingCase:
    day = case.processingDay or schema.ProcessingDay()
    return ProcessingCase(case.code.strip(), normalise(case.name), _time_limit(day.qty, day.type))


def _document_case(case: schema.ExecutionCase) -> DocumentCase:
    return DocumentCase(normalise(case.name), tuple(_document(item) for item in case.profileComponents))


def _document(item: schema.ProfileComponent) -> Document:
    name = normalise(item.name)
    originals, copies = item.originalQty or 0, item.copyQty or 0
    forms = tuple(normalise(file.fileName) for file in item.attachments if file.fileName.strip())
    return Document(
        name=name,
        originals=originals,
        copies=copies,
        electronic_form=bool(item.hasElectronicForm),
        forms=forms,
        is_note=_is_note(name, counted=bool(originals or copies or forms)),
    )


def _is_note(name: str, *, counted: bool) -> bool:
    """A remark among the documents: it says so, or nobody counted it and it reads like a rule or a heading."""
    folded = fold(name)
    if _NOTE.match(folded):
        return True
    return not counted and (bool(_REMARK.match(folded)) or name.endswith(":") or len(name) > LONG_DOCUMENT)


def _decision(proposal: schema.Proposal | None, ministry: str) -> Decision:
    if proposal is None:
        return Decision("", None, None, normalise(ministry))
    agency = proposal.issuingAgency.name if proposal.issuingAgency else ministry
    return Decision(
        number=normalise(proposal.proposalNumber or proposal.decisionNumber),
        decided_on=_day(proposal.decisionDate),
        published_on=_day(proposal.publicationDate),
        agency=normalise(agency),
    )


def _online_level(detail: schema.Detail, channels: tuple[Channel, ...]) -> OnlineLevel:
    if detail.isFullProcess:
        return OnlineLevel.FULL
    online = any(channel.method is Method.ONLINE for channel in channels)
    return OnlineLevel.PARTIAL if online else OnlineLevel.OFFLINE


def _day(milliseconds: int | None) -> date | None:
    """The day in Vietnam of a moment in milliseconds since 1970; ``None`` for a moment no calendar has."""
    if milliseconds is None:
        return None
    try:
        return (datetime.fromtimestamp(milliseconds / 1000, UTC) + _HANOI).date()
    except (OverflowError, ValueError, OSError):
        return None
