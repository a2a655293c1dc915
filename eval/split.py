"""Dev and test, split by procedure: look-alikes stay together, so that tuning never sees the test part."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.models import Outcome
from eval.questions import Question
from ingest.models import Level
from ingest.text import fold

_OFFICE = r"(?:(?:uy ban nhan dan|ubnd|cong an|co quan)\s+)?"
_LEVEL = r"(?:cap\s+(?:tinh|xa|huyen|bo|trung uong|co so)|dia phuong)"
_LEVEL_SUFFIX = re.compile(rf"[\s(\-–,]*(?:thuc hien\s+)?(?:tai\s+|o\s+)?{_OFFICE}{_LEVEL}[\s).;]*$")
_PREFIX = re.compile(r"^thu tuc\s+")


class Split(StrEnum):
    """Which part of the questions to ask."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"


@dataclass(frozen=True)
class KnownProcedure:
    """What an evaluation needs of a published procedure without opening its record."""

    code: str
    version: int
    name: str
    field: str
    levels: tuple[Level, ...]


def look_alike_key(name: str) -> str:
    """The folded name without "thủ tục" and the level at its end: look-alikes share it."""
    folded = " ".join(_PREFIX.sub("", fold(name).strip()).split())
    while (shorter := _LEVEL_SUFFIX.sub("", folded)) != folded:
        folded = shorter
    return folded.strip(" .;")


def group_sizes(known: Iterable[KnownProcedure]) -> dict[str, int]:
    """Code -> number of published procedures that share its look-alike key (itself included)."""
    keys = {procedure.code: look_alike_key(procedure.name) for procedure in known}
    counts = Counter(keys.values())
    return {code: counts[key] for code, key in keys.items()}


def split_of(question: Question, known: Mapping[str, KnownProcedure], test_share: float) -> Split:
    """Dev or test, by the first gold procedure's look-alike group; by id where there is no procedure."""
    code = question.codes[0] if question.codes else ""
    key = look_alike_key(known[code].name) if code in known else (code or question.id)
    position = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) / 2**64
    return Split.TEST if position < test_share else Split.DEV


def needs_full_corpus(question: Question, known: Mapping[str, KnownProcedure]) -> bool:
    """True if what is published cannot hold the expected answer.

    A clarifying question needs all its codes; an answer needs one of the acceptable ones.
    """
    if not question.codes:
        return False
    found = [code in known for code in question.codes]
    return not (all(found) if question.outcome is Outcome.CLARIFY else any(found))
