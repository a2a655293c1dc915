"""What the peers share: the text of a record as usual systems read it, and a ranking as an answer of the contract.

A peer only ranks procedures. It has no facets, claims or citations, so those measures do not apply to it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.models import Outcome
from ingest.catalogue import Catalogue
from ingest.models import Version
from ingest.sections import sections_of
from ingest.settings import Settings

RANKED = 10


@dataclass(frozen=True)
class PlainRecord:
    """A record as one text. ``cut`` counts the characters that a limit left out."""

    code: str
    name: str
    text: str
    cut: int = 0


def plain_records(settings: Settings, limit_chars: int | None = None) -> list[PlainRecord]:
    """Every published record as one text, at most ``limit_chars`` of it."""
    return [_plain(version, limit_chars) for version in Catalogue(settings.catalogue_url).published()]


def as_answer(id: str, ranked: Iterable[tuple[str, str, float]], started: float) -> dict[str, Any]:
    """A ranking of (code, name, score) as the contract writes an answer.

    :param started: ``time.perf_counter()`` when the question came.
    """
    listed: Sequence[dict[str, Any]] = [
        {"code": code, "name": name, "score": round(score, 4)} for code, name, score in ranked
    ]
    return {
        "id": id,
        "outcome": str(Outcome.ANSWERED),
        "reason": None,
        "procedures": list(listed[:RANKED]),
        "facets": [],
        "text": "",
        "claims": [],
        "citations": [],
        "options": [],
        "warnings": [],
        "answered_by": "records",
        "elapsed_ms": round((time.perf_counter() - started) * 1000, 1),
    }


def _plain(version: Version, limit: int | None) -> PlainRecord:
    text = "\n".join(section.text for section in sections_of(version.procedure).values())
    kept = text[:limit] if limit else text
    return PlainRecord(version.code, version.procedure.name, kept, len(text) - len(kept))
