"""Raw source record -> the facts an answer about each facet must show.

An extractor of its own: it reads the portal's JSON and nothing that the ingest made of it, so that a field lost or
bent on the way in is seen here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from eval.words import day_text, flatten, reduce
from ingest.models import SectionKind

Record = dict[str, Any]

SOURCE_KEYS: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.STEPS: ("executionSteps",),
    SectionKind.CHANNELS: ("executionMethods",),
    SectionKind.TIME_LIMIT: ("executionMethods", "cases"),
    SectionKind.FEES: ("executionMethods",),
    SectionKind.DOCUMENTS: ("executionCases",),
    SectionKind.FORMS: ("executionCases",),
    SectionKind.APPLICANTS: ("subjectTypesDetails",),
    SectionKind.EXECUTING_AGENCY: ("departmentsExecuting", "unitGroupsExecuting", "executingAgencies"),
    SectionKind.AUTHORITY: (
        "departmentsAuthority",
        "unitGroupsAuthority",
        "delegatedAgencies",
        "departmentsAuthorized",
        "unitGroupsAuthorized",
        "authorizedAgencies",
        "departmentsCoordinating",
        "unitGroupsCoordinating",
        "coordinatingAgencies",
    ),
    SectionKind.RECEIVING_ADDRESS: ("dossierReceivingAddresses", "note"),
    SectionKind.RESULT: ("resultsDetails",),
    SectionKind.LEGAL_BASIS: ("legalBasisesDetails",),
    SectionKind.CONDITIONS: ("requirementsAndConditions", "description"),
    SectionKind.DECISION: ("procedureProposal", "departmentPromulgateName"),
    SectionKind.ONLINE_LEVEL: ("isFullProcess", "executionMethods"),
}
_UNITS = {
    "HOUR": r"gio",
    "DAY": r"ngay(?! lam viec)",
    "WORKING_DAY": r"ngay lam viec",
    "MONTH": r"thang",
    "YEAR": r"nam",
}
_METHODS = {"DIRECT": "truc tiep", "ONLINE": "truc tuyen", "POSTAL": "buu chinh"}
_LEVELS = {"isWard": "cap xa", "isProvince": "cap tinh", "isMinistry": "cap bo"}
_CURRENCIES = {"viet nam dong": r" (?:dong|vnd|d)", "vnd": r" (?:dong|vnd|d)", "usd": " usd"}


@dataclass(frozen=True)
class Fact:
    """One thing the record states. ``shown`` is its wording for a person, ``pattern`` finds it in reduced text."""

    shown: str
    pattern: str

    def stands_in(self, text: str) -> bool:
        """True if reduced ``text`` states the fact."""
        return re.search(rf"(?<!\w)(?:{self.pattern})(?!\w)", text) is not None


def expected_facts(raw: Record) -> dict[SectionKind, tuple[Fact, ...]]:
    """The facts of every facet; an empty tuple where the record states nothing."""
    record = raw.get("detail") if isinstance(raw.get("detail"), dict) else raw
    return {kind: tuple(dict.fromkeys(read(record or {}))) for kind, read in _READERS.items()}


def source_text(raw: Record, kind: SectionKind) -> str:
    """Everything the raw record holds where a section comes from."""
    record = raw.get("detail") if isinstance(raw.get("detail"), dict) else raw
    return "\n".join(flatten((record or {}).get(key)) for key in SOURCE_KEYS[kind])


def document_lines(raw: Record) -> tuple[str, ...]:
    """Reduced names of documents and of their cases: what a list of documents may show."""
    record = raw.get("detail") if isinstance(raw.get("detail"), dict) else raw
    cases = _items(record or {}, "executionCases")
    names = [*(case.get("name") for case in cases), *(fact.shown for fact in _documents(record or {}))]
    return tuple(words for name in names for line in str(name or "").splitlines() if (words := reduce(line)))


def _words(*texts: Any) -> list[Fact]:
    """One fact per line of the texts that has any word."""
    lines = [line.strip() for text in texts for line in str(text or "").splitlines()]
    return [Fact(line, re.escape(words)) for line in lines if (words := reduce(line))]


def _names(record: Record, *keys: str, otherwise: str = "") -> list[Fact]:
    found = [fact for key in keys for item in _items(record, key) for fact in _words(_one_line(item.get("name")))]
    return found or (_words(_one_line(record.get(otherwise))) if otherwise else [])


def _executing(record: Record) -> list[Fact]:
    """The agencies; where none is named, the levels at which the procedure is handled."""
    named = _names(record, "departmentsExecuting", "unitGroupsExecuting", otherwise="executingAgencies")
    return named or [Fact(words, words) for key, words in _LEVELS.items() if record.get(key)]


def _items(record: Record, key: str) -> list[Record]:
    return [item for item in record.get(key) or [] if isinstance(item, dict)]


def _one_line(text: Any) -> str:
    return " ".join(str(text or "").split())


def _steps(record: Record) -> list[Fact]:
    return [fact for step in _items(record, "executionSteps") for fact in _words(step.get("description"))]


def _channels(record: Record) -> list[Fact]:
    facts: list[Fact] = []
    for method in _items(record, "executionMethods"):
        name = str(method.get("submissionMethod"))
        facts += [Fact(name, _METHODS.get(name, reduce(name))), *_words(method.get("description"))]
    return facts


def _times(record: Record) -> list[Fact]:
    methods = [(m.get("processingTime"), m.get("processingTimeUnit")) for m in _items(record, "executionMethods")]
    days = [case.get("processingDay") or {} for case in _items(record, "cases")]
    facts: list[Fact] = []
    for value, unit in [*methods, *((day.get("qty"), day.get("type")) for day in days)]:
        number = reduce(str(value if value is not None else ""))
        if number and number != "0":
            words = _UNITS.get(str(unit), "")
            facts.append(Fact(f"{value} {unit if words else ''}".strip(), f"{number} {words}".strip()))
    return facts


def _fees(record: Record) -> list[Fact]:
    facts: list[Fact] = []
    for fee in (fee for method in _items(record, "executionMethods") for fee in _items(method, "fees")):
        note = _one_line(fee.get("description"))
        amount = reduce(str(fee.get("value") if fee.get("value") is not None else ""))
        currency = str(fee.get("currencyName") or (fee.get("currency") or {}).get("name") or "")
        if amount not in {"", "0"}:
            facts.append(
                Fact(f"{fee.get('value')} {currency}".strip(), amount + _CURRENCIES.get(reduce(currency), ""))
            )
        elif amount == "0" and not note:
            facts.append(Fact("0", "0|mien|khong thu"))
        facts += _words(note)
    return facts


def _documents(record: Record) -> list[Fact]:
    cases = _items(record, "executionCases")
    return [fact for case in cases for item in _items(case, "profileComponents") for fact in _words(_name(item))]


def _name(item: Record) -> str:
    return _one_line(item.get("name"))


def _forms(record: Record) -> list[Fact]:
    items = (item for case in _items(record, "executionCases") for item in _items(case, "profileComponents"))
    return [fact for item in items for file in _items(item, "attachments") for fact in _words(file.get("fileName"))]


def _laws(record: Record) -> list[Fact]:
    laws = _items(record, "legalBasisesDetails")
    return [fact for law in laws for fact in (_words(_one_line(law.get("code"))) or _words(_name(law)))]


def _decision(record: Record) -> list[Fact]:
    proposal = record.get("procedureProposal") or {}
    number = _words(_one_line(proposal.get("proposalNumber") or proposal.get("decisionNumber")))
    moment = proposal.get("decisionDate")
    return [*number, *(_words(day_text(moment)) if number and isinstance(moment, int) else [])]


def _online_level(record: Record) -> list[Fact]:
    if record.get("isFullProcess"):
        return [Fact("FULL", "toan trinh")]
    if any(method.get("submissionMethod") == "ONLINE" for method in _items(record, "executionMethods")):
        return [Fact("PARTIAL", "mot phan")]
    return [Fact("OFFLINE", r"(?:chua|khong)(?: \w+){0,3} truc tuyen")]


_READERS: dict[SectionKind, Callable[[Record], Iterable[Fact]]] = {
    SectionKind.STEPS: _steps,
    SectionKind.CHANNELS: _channels,
    SectionKind.TIME_LIMIT: _times,
    SectionKind.FEES: _fees,
    SectionKind.DOCUMENTS: _documents,
    SectionKind.FORMS: _forms,
    SectionKind.APPLICANTS: lambda record: _names(record, "subjectTypesDetails"),
    SectionKind.EXECUTING_AGENCY: _executing,
    SectionKind.AUTHORITY: lambda record: _names(
        record, "departmentsAuthority", "unitGroupsAuthority", otherwise="delegatedAgencies"
    ),
    SectionKind.RECEIVING_ADDRESS: lambda record: _words(record.get("dossierReceivingAddresses"), record.get("note")),
    SectionKind.RESULT: lambda record: _names(record, "resultsDetails"),
    SectionKind.LEGAL_BASIS: _laws,
    SectionKind.CONDITIONS: lambda record: _words(
        record.get("requirementsAndConditions") or record.get("description")
    ),
    SectionKind.DECISION: _decision,
    SectionKind.ONLINE_LEVEL: _online_level,
}
