"""Claims -> the text an officer reads: Markdown with the citation numbers behind each claim that opens a section."""

from __future__ import annotations

from assistant.composition import Composition
from assistant.models import Claim, ClaimStatus
from ingest.labels import label
from ingest.models import Version

_BULLETS = ("- ", "+ ", "* ", "– ")


def render(version: Version, composition: Composition) -> str:
    """The whole answer as Markdown."""
    title = label("answer.title", name=version.procedure.name, code=version.code)
    return "\n".join([title, "", *(line for claim in composition.claims for line in _claim_lines(claim))])


def _claim_lines(claim: Claim) -> list[str]:
    numbers = "".join(f" [{number}]" for number in claim.citations)
    if claim.status is ClaimStatus.VERBATIM:
        return [f"- {bare(claim.text)}{numbers}"]
    return ["", f"{claim.text}{numbers}"]


def bare(line: str) -> str:
    """A record's line without its own bullet."""
    for bullet in _BULLETS:
        line = line.removeprefix(bullet)
    return line
