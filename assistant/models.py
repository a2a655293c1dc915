"""The words of a question and its answer. Frozen dataclasses; importing this module loads nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.models import SectionKind


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    DECLINED = "declined"
    FAILED = "failed"


class Reason(StrEnum):
    """Why a question was not answered."""

    NOT_A_PROCEDURE_QUESTION = "not_a_procedure_question"
    NOT_IN_CATALOGUE = "not_in_catalogue"
    OTHER_LEVEL_OR_PROVINCE = "other_level_or_province"
    PERSONAL_CASE = "personal_case"
    LEGAL_ADVICE = "legal_advice"
    UNSAFE = "unsafe"
    FALSE_PREMISE = "false_premise"
    SEVERAL_FIT = "several_fit"
    EMPTY = "empty"
    INTERNAL = "internal"


class ClaimStatus(StrEnum):
    """How a claim stands to its source."""

    VERBATIM = "verbatim"
    COMPOSED = "composed"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class FoundCue:
    """A sign that the question should not be answered, from the language files."""

    reason: Reason
    strong: bool
    now: str = ""


@dataclass(frozen=True)
class Query:
    """What goes to the index.

    :ivar question: as typed, never altered but for spaces.
    :ivar text: as meant: abbreviations written out, marks restored.
    :ivar topic: ``text`` without the words that ask for a field or say nothing.
    :ivar official: official words for the everyday expressions found.
    :ivar actions: actions named ("again", "reissue"); ``attributes`` likewise ("foreign").
    :ivar cues: signs that it should not be answered.
    """

    question: str
    text: str = ""
    topic: str = ""
    official: str = ""
    facets: tuple[SectionKind, ...] = ()
    codes: tuple[str, ...] = ()
    actions: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    cues: tuple[FoundCue, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A procedure ranked for a question; ``features`` are the readable parts of its score."""

    code: str
    name: str
    version: int
    score: float
    features: dict[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Citation:
    """The section of a version behind a claim, with the words quoted."""

    number: int
    code: str
    section: SectionKind
    version: int
    quote: str
    url: str


@dataclass(frozen=True)
class Claim:
    """One sentence or line of an answer, with the numbers of its citations."""

    text: str
    status: ClaimStatus
    citations: tuple[int, ...] = ()
    section: SectionKind | None = None


@dataclass(frozen=True)
class Option:
    """One choice of a clarifying question, labelled by what differs."""

    code: str
    label: str
    differs: str


@dataclass(frozen=True)
class Answer:
    """What an officer sees, and everything needed to check it."""

    outcome: Outcome
    reason: Reason | None
    text: str
    candidates: tuple[Candidate, ...] = ()
    facets: tuple[SectionKind, ...] = ()
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    warnings: tuple[str, ...] = ()
    answered_by: str = "records"
    elapsed_ms: float = 0.0
    query: Query | None = field(default=None, compare=False)
