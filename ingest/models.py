"""The words of the catalogue: a procedure, its typed fields, and what is found wrong in them.

Every class is a frozen dataclass; importing this module loads nothing heavy. Amounts are whole units of their
currency; times are whole numbers of their unit; ``None`` always means *the source does not state it*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class SectionKind(StrEnum):
    """The fields of a record an answer can cite."""

    STEPS = "steps"
    CHANNELS = "channels"
    TIME_LIMIT = "time_limit"
    FEES = "fees"
    DOCUMENTS = "documents"
    FORMS = "forms"
    APPLICANTS = "applicants"
    EXECUTING_AGENCY = "executing_agency"
    AUTHORITY = "authority"
    RECEIVING_ADDRESS = "receiving_address"
    RESULT = "result"
    LEGAL_BASIS = "legal_basis"
    CONDITIONS = "conditions"
    DECISION = "decision"
    ONLINE_LEVEL = "online_level"


class Level(StrEnum):
    """Administrative level at which a procedure is handled; one procedure may have several."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    OTHER = "other"


class OnlineLevel(StrEnum):
    """How far a procedure can be done online."""

    FULL = "full"
    PARTIAL = "partial"
    OFFLINE = "offline"


class Method(StrEnum):
    """How a dossier is handed in."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"


class TimeUnit(StrEnum):
    """Unit of a time limit."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class TimeLimit:
    """A processing time. ``value`` and ``unit`` are both ``None`` or both set; ``text`` is the source's wording."""

    value: int | None = None
    unit: TimeUnit | None = None
    text: str = ""

    @property
    def stated(self) -> bool:
        """True if the source gives a number with a usable unit."""
        return self.value is not None


class FeeState(StrEnum):
    """What the stored amount of a fee means."""

    AMOUNT = "amount"
    ZERO_BARE = "zero_bare"
    ZERO_WITH_NOTE = "zero_with_note"
    FREE_SAID = "free_said"
    NOTE_ONLY = "note_only"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Fee:
    """A fee as the source stores it: ``amount`` in whole units of ``currency`` (ISO code, or ``None``)."""

    kind: str
    amount: int | None
    currency: str | None
    note: str
    state: FeeState


@dataclass(frozen=True)
class Channel:
    """One way to hand the dossier in, with its own time limit and fees."""

    method: Method
    time_limit: TimeLimit
    fees: tuple[Fee, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class ProcessingCase:
    """A case of the procedure with a time limit of its own."""

    code: str
    name: str
    time_limit: TimeLimit


@dataclass(frozen=True)
class Document:
    """A line of the dossier. ``is_note`` marks a remark that the source lists among the documents."""

    name: str
    originals: int
    copies: int
    electronic_form: bool = False
    forms: tuple[str, ...] = ()
    is_note: bool = False


@dataclass(frozen=True)
class DocumentCase:
    """The documents of one case; ``name`` is empty where the source names none."""

    name: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Step:
    """One step of the procedure as the source tells it."""

    name: str
    description: str


@dataclass(frozen=True)
class LegalReference:
    """A legal document by number and title."""

    number: str
    title: str


@dataclass(frozen=True)
class Decision:
    """The decision that announced the procedure."""

    number: str
    decided_on: date | None
    published_on: date | None
    agency: str


@dataclass(frozen=True)
class Procedure:
    """What one source says of one procedure. ``code`` is the national code, the document id everywhere."""

    code: str
    name: str
    portal_id: str
    levels: tuple[Level, ...]
    field: str
    ministry: str
    steps: tuple[Step, ...] = ()
    channels: tuple[Channel, ...] = ()
    cases: tuple[ProcessingCase, ...] = ()
    document_cases: tuple[DocumentCase, ...] = ()
    applicants: tuple[str, ...] = ()
    executing_agencies: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    authorized_agencies: tuple[str, ...] = ()
    coordinating_agencies: tuple[str, ...] = ()
    receiving_address: str = ""
    results: tuple[str, ...] = ()
    legal_basis: tuple[LegalReference, ...] = ()
    conditions: str = ""
    decision: Decision = Decision("", None, None, "")
    online_level: OnlineLevel = OnlineLevel.OFFLINE
    keywords: str = ""
    note: str = ""
    updated_on: date | None = None


@dataclass(frozen=True)
class Section:
    """One field of a record. ``lines`` are its citable statements; ``value`` the typed value as plain data."""

    kind: SectionKind
    lines: tuple[str, ...]
    value: Any
    hash: str

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(self.lines)


class Severity(StrEnum):
    """How much a finding matters to an officer."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """Something a check found wrong in a record, with the quote that shows it."""

    kind: str
    section: SectionKind | None
    severity: Severity
    quote: str = ""
    other_quote: str = ""


@dataclass(frozen=True)
class SourceRecord:
    """A record as read: where it stood, its raw value, and the procedure read from it."""

    place: str
    source_hash: str
    raw: dict[str, Any]
    procedure: Procedure


@dataclass(frozen=True)
class Rejected:
    """A file, or a place in one, that could not be read: the reason and what to do about it."""

    place: str
    reason: str
    fix: str


@dataclass(frozen=True)
class Version:
    """A record as published on a date: immutable, with a hash per section."""

    code: str
    number: int
    published_on: date
    content_hash: str
    procedure: Procedure
    place: str = ""
    findings: tuple[Finding, ...] = field(default=())
