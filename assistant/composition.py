"""Version + facets -> claims and citations: the record's own lines, never a number of our own.

One citation per section shown; its quote holds every line shown from that section.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.models import Citation, Claim, ClaimStatus
from ingest.labels import label
from ingest.models import Procedure, Section, SectionKind, Version
from ingest.sections import sections_of

PORTAL_PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{id}"
OVERVIEW = (
    SectionKind.EXECUTING_AGENCY,
    SectionKind.TIME_LIMIT,
    SectionKind.FEES,
    SectionKind.DOCUMENTS,
    SectionKind.RECEIVING_ADDRESS,
    SectionKind.ONLINE_LEVEL,
    SectionKind.RESULT,
)
# Where a record leaves a field empty, the fields that may still tell.
INSTEAD = {
    SectionKind.RECEIVING_ADDRESS: (SectionKind.CHANNELS, SectionKind.EXECUTING_AGENCY),
    SectionKind.AUTHORITY: (SectionKind.EXECUTING_AGENCY,),
    SectionKind.FORMS: (SectionKind.DOCUMENTS,),
}
WITH = {SectionKind.ONLINE_LEVEL: (SectionKind.CHANNELS,)}


@dataclass
class Composition:
    """Claims in reading order and the citations they point to by number."""

    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def cite(self, version: Version, section: Section, lines: list[str]) -> int:
        """Add a citation of these lines; returns its number, from 1."""
        number = len(self.citations) + 1
        url = portal_url(version.procedure)
        quote = "\n".join(lines)
        self.citations.append(Citation(number, version.code, section.kind, version.number, quote, url))
        return number


def portal_url(procedure: Procedure) -> str:
    """The official page of a procedure; empty where the record has no portal id."""
    return PORTAL_PAGE.format(id=procedure.portal_id) if procedure.portal_id else ""


def compose(version: Version, facets: tuple[SectionKind, ...], max_lines: int, overview_lines: int = 8) -> Composition:
    """The answer to the asked facets, or an overview where none is asked."""
    composition = Composition()
    sections = sections_of(version.procedure)
    kinds = facets or tuple(kind for kind in OVERVIEW if kind in sections)
    limit = max_lines if facets else overview_lines
    for kind in dict.fromkeys(k for facet in kinds for k in (facet, *(WITH.get(facet, ()) if facets else ()))):
        if kind in sections:
            _add_section(composition, version, sections[kind], limit)
        else:
            _add_absent(composition, version, kind, sections, limit)
    return composition


def _add_section(composition: Composition, version: Version, section: Section, limit: int) -> None:
    shown = list(section.lines[:limit])
    number = composition.cite(version, section, shown)
    lead = label(f"lead.{section.kind}", count=len(section.lines))
    composition.claims.append(Claim(lead, ClaimStatus.COMPOSED, (number,), section.kind))
    composition.claims += [Claim(line, ClaimStatus.VERBATIM, (number,), section.kind) for line in shown]
    if (dropped := len(section.lines) - len(shown)) > 0:
        text = label("answer.more_lines", count=dropped, section=label(f"section.{section.kind}"))
        composition.claims.append(Claim(text, ClaimStatus.COMPOSED, (number,), section.kind))


def _add_absent(
    composition: Composition,
    version: Version,
    kind: SectionKind,
    sections: dict[SectionKind, Section],
    limit: int,
) -> None:
    """Say that the record does not state the field, then show what may still tell."""
    text = label("answer.not_stated", section=label(f"section.{kind}"))
    composition.claims.append(Claim(text, ClaimStatus.NOT_STATED, (), kind))
    for other in INSTEAD.get(kind, ()):
        if other in sections and all(claim.section is not other for claim in composition.claims):
            _add_section(composition, version, sections[other], limit)
