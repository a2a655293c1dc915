"""The contract of ``thutuc ask --json``: answers as plain data, and the lines of a batch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from assistant.errors import QuestionError
from assistant.models import Answer
from ingest.labels import label


@dataclass(frozen=True)
class BatchLine:
    """One line of a batch: a conversation of one or more turns; the last one's answer is written."""

    id: str
    turns: tuple[str, ...]


def read_line(line: str, number: int) -> BatchLine:
    """Read ``{"id", "question"}`` or ``{"id", "turns": [...]}``.

    :raises QuestionError: naming the line and what is wrong with it.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        problem = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise QuestionError(label("batch.json", number=number, problem=problem)) from error
    if not isinstance(data, dict) or not isinstance(data.get("id"), str | int):
        raise QuestionError(label("batch.id", number=number))
    turns = data.get("turns", [data["question"]] if "question" in data else None)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise QuestionError(label("batch.question", number=number), str(data["id"]))
    return BatchLine(str(data["id"]), tuple(turns))


def as_dict(answer: Answer, id: str = "") -> dict[str, Any]:
    """An answer as the contract writes it; enums become their values."""
    return {
        "id": id,
        "outcome": str(answer.outcome),
        "reason": str(answer.reason) if answer.reason else None,
        "procedures": [{"code": c.code, "name": c.name, "score": c.score} for c in answer.candidates],
        "facets": [str(facet) for facet in answer.facets],
        "text": answer.text,
        "claims": [{"text": c.text, "status": str(c.status), "citations": list(c.citations)} for c in answer.claims],
        "citations": [
            {
                "number": c.number,
                "procedure_code": c.code,
                "section": str(c.section),
                "version": c.version,
                "quote": c.quote,
                "url": c.url,
            }
            for c in answer.citations
        ],
        "options": [{"code": o.code, "label": o.label, "differs": o.differs} for o in answer.options],
        "warnings": list(answer.warnings),
        "answered_by": answer.answered_by,
        "elapsed_ms": answer.elapsed_ms,
    }
