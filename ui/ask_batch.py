"""``thutuc ask --batch``: a file of questions in, a file of answers out, one line each, in order."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path

from assistant.assistant import Assistant
from assistant.contract import as_dict, read_line
from assistant.errors import QuestionError
from assistant.models import Answer, Outcome, Reason
from ingest.errors import ThutucError
from ingest.labels import label


def answer_batch(source: Path, target: Path | None) -> None:
    """Answer every line; a line that cannot be read becomes a failed answer and a message, and the rest goes on.

    :raises QuestionError: if the file cannot be read at all.
    """
    try:
        lines = source.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(label("batch.file", file=source, problem=error)) from error
    try:
        writing = target.open("w", encoding="utf-8") if target else nullcontext(sys.stdout)
    except OSError as error:
        raise QuestionError(label("batch.output", file=target, problem=error)) from error
    assistant = Assistant()
    bad = 0
    with writing as out:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            written = _answer_line(assistant, line, number, source)
            bad += written["outcome"] == Outcome.FAILED
            out.write(json.dumps(written, ensure_ascii=False) + "\n")
            out.flush()
    if bad:
        print(label("batch.failed", count=bad), file=sys.stderr)


def _answer_line(assistant: Assistant, line: str, number: int, source: Path) -> dict[str, object]:
    try:
        item = read_line(line, number)
    except QuestionError as error:
        print(f"{source}: {error}", file=sys.stderr)
        return as_dict(Answer(Outcome.FAILED, Reason.INTERNAL, str(error)), error.id or f"line-{number}")
    try:
        return as_dict(assistant.converse(item.turns), item.id)
    except ThutucError:
        raise
    except Exception as error:
        print(f"{source}:{number}: {error!r}", file=sys.stderr)
        return as_dict(Answer(Outcome.FAILED, Reason.INTERNAL, label("decline.internal")), item.id)
