"""Whether an answer stands on the record: citations that resolve, claims that are quoted, nothing made up.

Numbers, codes, names of offices and links of a claim must stand in the raw record where the cited section comes from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.models import ClaimStatus
from eval.records import Records
from eval.words import has_words, numbers_in, reduce
from ingest.models import SectionKind
from ingest.text import normalise

_OFFICE = re.compile(
    r"\b(?:Sở|Bộ|Cục|Chi cục|Công an|Ủy ban nhân dân|UBND|Trung tâm|Phòng|Tòa án|Viện|Kho bạc|Văn phòng)"
    r"(?:[ ,]+[A-ZÀ-ỸĐ][\wÀ-ỹ]*)+"
)
_CODE = re.compile(r"\d+(?:[./]\d+)*/[A-ZĐ][\wĐ-]*|\d\.\d{6}")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.]+@[\w.]+\w")


@dataclass(frozen=True)
class Grounding:
    """How one answer stands on the record.

    :ivar citations: number of citations; ``valid`` of them resolve to a version, a section and its words.
    :ivar claims: number of claims that state something; ``supported`` of them are borne out by what they cite.
    :ivar unsupported: numbers, codes, names and links of claims that the cited record does not hold.
    """

    citations: int
    valid: int
    claims: int
    supported: int
    unsupported: tuple[str, ...]


def check_grounding(answer: Mapping[str, Any], records: Records) -> Grounding:
    """Check every citation and every claim of an answer against the catalogue."""
    citations = {citation["number"]: citation for citation in answer.get("citations", [])}
    valid = {number for number, citation in citations.items() if is_valid(citation, records)}
    claims = [claim for claim in answer.get("claims", []) if claim["status"] != ClaimStatus.NOT_STATED]
    unsupported: list[str] = []
    supported = 0
    for claim in claims:
        cited = [citations[number] for number in claim["citations"] if number in valid]
        made_up = find_unsupported(claim["text"], cited, records, composed=claim["status"] == ClaimStatus.COMPOSED)
        unsupported += made_up
        supported += bool(cited) and not made_up and (claim["status"] != ClaimStatus.VERBATIM or _quoted(claim, cited))
    return Grounding(len(citations), len(valid), len(claims), supported, tuple(dict.fromkeys(unsupported)))


def is_valid(citation: Mapping[str, Any], records: Records) -> bool:
    """True if the version exists, has the section, and the section has every line of the quote."""
    sections = records.sections(citation["procedure_code"], citation["version"])
    if citation["section"] not in sections:
        return False
    text = normalise(sections[SectionKind(citation["section"])].text)
    lines = [normalise(line) for line in citation["quote"].split("\n")]
    return any(lines) and all(line in text for line in lines)


def find_unsupported(
    text: str, cited: list[Mapping[str, Any]], records: Records, *, composed: bool = False
) -> list[str]:
    """Numbers, codes, names of offices and links of a text that stand in none of the cited raw records.

    :param composed: the assistant's own wording may also say how many lines a section has, or how many are left out.
    """
    source = "\n".join(
        records.source(citation["procedure_code"], citation["version"], SectionKind(citation["section"]))
        for citation in cited
    )
    known, words = numbers_in(source), reduce(source)
    if composed:
        known |= {count for citation in cited for count in _line_counts(citation, records)}
    found = [str(number) for number in sorted(numbers_in(text) - known)]
    for pattern in (_CODE, _OFFICE, _LINK):
        found += [match for match in pattern.findall(text) if reduce(match) not in words]
    return list(dict.fromkeys(found))


def _line_counts(citation: Mapping[str, Any], records: Records) -> set[int]:
    section = records.sections(citation["procedure_code"], citation["version"])[SectionKind(citation["section"])]
    return {len(section.lines), len(section.lines) - len(citation["quote"].split("\n"))}


def _quoted(claim: Mapping[str, Any], cited: list[Mapping[str, Any]]) -> bool:
    return any(has_words(reduce(claim["text"]), reduce(citation["quote"])) for citation in cited)
