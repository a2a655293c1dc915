"""Question files: JSONL or a spreadsheet, read whole; every bad line is named, with what to do about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.errors import QuestionFileError
from eval.questions import Question, RowError, read_row
from ingest.labels import label, labels_below
from ingest.text import fold

SHOWN_PROBLEMS = 20
SPREADSHEETS = {".xlsx", ".xlsm"}


def list_question_files(folder: Path) -> list[Path]:
    """The benchmark's own files, in alphabetical order.

    :raises QuestionFileError: if there are none.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise QuestionFileError(label("eval.file.none", folder=folder))
    return files


def load_questions(files: Sequence[Path]) -> list[Question]:
    """All questions of all files, in order.

    :raises QuestionFileError: naming every line that cannot be read, and ids that stand twice.
    """
    questions: list[Question] = []
    places: dict[str, str] = {}
    problems: list[str] = []
    for file in files:
        for place, row in _rows(file):
            try:
                question = read_row(row, file.stem) if isinstance(row, dict) else _refuse(str(row))
            except RowError as error:
                problems.append(f"{place}: {error}")
                continue
            if question.id in places:
                problems.append(f"{place}: {label('eval.row.twice', id=question.id, first=places[question.id])}")
            places.setdefault(question.id, place)
            questions.append(question)
    if problems:
        shown = [*problems[:SHOWN_PROBLEMS], *(["…"] if len(problems) > SHOWN_PROBLEMS else [])]
        message = label("eval.file.problems", count=len(problems)) + "\n" + "\n".join(shown)
        raise QuestionFileError(message, tuple(problems))
    return questions


def file_hash(file: Path) -> str:
    """SHA-256 of the file's bytes, so that a run says which questions it asked."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _refuse(problem: str) -> Question:
    raise RowError(problem)


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Place and row; a row that is no object comes as the text of what is wrong with it."""
    try:
        yield from _sheet_rows(file) if file.suffix.lower() in SPREADSHEETS else _json_rows(file)
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(label("eval.file.unreadable", file=file, problem=error)) from error


def _json_rows(file: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), 1):
        place = label("eval.file.line", file=file.name, number=number)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield place, label("eval.row.json", problem=error.msg)
            continue
        yield place, row if isinstance(row, dict) else label("eval.row.object")


def _sheet_rows(file: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """The first sheet; its first row names the columns, by field name or by its Vietnamese heading."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
    except (BadZipFile, InvalidFileException, KeyError, IndexError) as error:
        raise QuestionFileError(label("eval.file.unreadable", file=file, problem=error)) from error
    fields = _columns(rows[0] if rows else ())
    if "id" not in fields or not {"question", "turns"} & set(fields):
        headings = ", ".join(labels_below("eval.column").values())
        raise QuestionFileError(label("eval.file.columns", file=file.name, headings=headings))
    for number, cells in enumerate(rows[1:], 2):
        row = {name: cell for name, cell in zip(fields, cells, strict=False) if name and cell is not None}
        if row:
            yield label("eval.file.line", file=file.name, number=number), row


def _columns(headings: Iterable[Any]) -> list[str]:
    known = {fold(text): name for name, text in labels_below("eval.column").items()}
    names = [fold(str(heading or "")).strip() for heading in headings]
    return [known.get(name, name) for name in names]
