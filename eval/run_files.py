"""The folder of a run: ``run.json`` (what was asked of what), ``questions.jsonl``, and ``answers.jsonl`` in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.errors import RunError
from eval.questions import Question, read_row
from ingest.labels import label
from ingest.settings import Settings


@dataclass(frozen=True)
class RunInfo:
    """``run.json``. ``config`` is what must agree for a run to be continued.

    :ivar paths: the question files.
    :ivar skipped: why -> ids of questions that were not asked.
    :ivar seconds: spent answering, over all sittings.
    """

    config: dict[str, Any]
    paths: list[str]
    skipped: dict[str, list[str]]
    started: str
    finished: str | None = None
    seconds: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def system(self) -> str:
        """Name of the system that was asked."""
        return str(self.config["system"])

    @property
    def ranks_only(self) -> bool:
        """True if the system only ranks procedures."""
        return bool(self.config["ranks_only"])


def read_run(folder: Path) -> RunInfo:
    """The ``run.json`` of a folder.

    :raises RunError: if there is none.
    """
    try:
        return RunInfo(**json.loads((folder / "run.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise RunError(label("eval.run.none", folder=folder)) from error


def read_questions(folder: Path) -> list[Question]:
    """The questions as they were asked, with what was then expected of their answers.

    :raises RunError: if the folder holds none.
    """
    try:
        text = (folder / "questions.jsonl").read_text(encoding="utf-8")
        return [read_row(row, row["set"]) for row in map(json.loads, filter(None, text.split("\n")))]
    except (OSError, ValueError, KeyError) as error:
        raise RunError(label("eval.run.none", folder=folder)) from error


def write_questions(folder: Path, questions: Sequence[Question]) -> None:
    """Keep the questions beside the answers: the files they came from may change."""
    lines = [json.dumps(question.as_row(), ensure_ascii=False) + "\n" for question in questions]
    (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")


def read_answers(folder: Path) -> dict[str, dict[str, Any]]:
    """Answers by question id; a last line cut short by a kill is left out."""
    return {answer["id"]: answer for answer in _whole_lines(folder / "answers.jsonl")}


def new_run_folder(settings: Settings, system: str) -> Path:
    """``eval/<time>-<system>`` under the home folder."""
    return settings.home / "eval" / f"{datetime.now():%Y%m%d-%H%M%S}-{system}"


def save_run(folder: Path, info: RunInfo, **changes: Any) -> RunInfo:
    """Write ``run.json`` with these changes; written beside and renamed over, so a kill never leaves half a file."""
    info = RunInfo(**(asdict(info) | changes))
    beside = folder / "run.json.new"
    beside.write_text(json.dumps(asdict(info), ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(folder / "run.json")
    return info


def repair_answers(path: Path) -> list[dict[str, Any]]:
    """The answers already there; a line cut short by a kill is removed, so that its question is asked again."""
    answers = _whole_lines(path)
    if path.exists():
        text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
        path.write_text(text, encoding="utf-8")
    return answers


def _whole_lines(path: Path) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").split("\n") if path.exists() else []:
        try:
            answers.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return answers


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
