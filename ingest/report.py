"""What an ingest did, for the screen and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.models import Rejected


@dataclass
class IngestReport:
    """Counts and codes of one ingest; every file ends in exactly one of new, changed, unchanged or rejected."""

    read: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    drafts: bool = False
    generation: str = ""
    procedures: int = 0
    chunks: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)
