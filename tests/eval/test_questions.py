from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.models import Outcome
from eval.errors import QuestionFileError
from eval.question_files import load_questions
from eval.questions import Question, RowError, read_row
from ingest.models import SectionKind


def write(path: Path, *rows: Any) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_row_says_what_is_asked_and_expected() -> None:
    row = {"id": "a", "question": "lệ phí?", "codes": ["1.000001"], "facets": ["fees"], "named": False}
    question = read_row(row, "mine")
    assert question.turns == ("lệ phí?",)
    assert question.outcome is Outcome.ANSWERED
    assert question.facets == (SectionKind.FEES,)
    assert (question.set, question.named, question.diacritics) == ("mine", False, "full")
    assert read_row({"id": "b", "question": "le phi"}, "mine").outcome is Outcome.DECLINED
    assert read_row({"id": "b", "question": "le phi"}, "mine").diacritics == "none"


def test_a_question_reads_back_from_its_row() -> None:
    question = Question("a", ("một", "hai"), Outcome.CLARIFY, ("1.000001", "1.000002"), (SectionKind.FEES,), set="s")
    row = json.loads(json.dumps(question.as_row()))
    assert read_row(row, "s") == Question(**question.as_row() | {"diacritics": "full"})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": ""}, "question"),
        ({"id": None}, "id"),
        ({"codes": ["1.1"]}, "1.1"),
        ({"facets": ["price"]}, "price"),
        ({"outcome": "failed"}, "failed"),
        ({"outcome": "declined"}, "1.000001"),
        ({"codes": [], "outcome": "clarify"}, "clarify"),
        ({"named": "maybe"}, "maybe"),
        ({"diacritics": "some"}, "some"),
        ({"turns": [1]}, "turns"),
        ({"style": ["a"]}, "style"),
    ],
)
def test_a_wrong_field_is_named_with_its_value(change: dict[str, Any], said: str) -> None:
    row = {"id": "a", "question": "x", "codes": ["1.000001"]}
    with pytest.raises(RowError, match=said):
        read_row(row | change, "mine")


def test_every_bad_line_of_a_file_is_named(tmp_path: Path) -> None:
    good = {"id": "a", "question": "x", "codes": ["1.000001"]}
    file = write(tmp_path / "mine.jsonl", good, "", "{broken", good | {"id": "b", "codes": ["1"]}, "[1]", good)
    with pytest.raises(QuestionFileError) as caught:
        load_questions([file])
    places = [problem.split(":")[0] for problem in caught.value.problems]
    assert places == ["mine.jsonl, dòng 3", "mine.jsonl, dòng 4", "mine.jsonl, dòng 5", "mine.jsonl, dòng 6"]
    assert "mine.jsonl, dòng 1" in caught.value.problems[3]


def test_a_line_separator_inside_a_text_does_not_break_a_line(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.jsonl", {"id": "a", "question": "một\u2028hai", "codes": ["1.000001"]})
    assert [question.text for question in load_questions([file])] == ["một\u2028hai"]


def test_a_spreadsheet_with_vietnamese_headings(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Mã câu", "Câu hỏi", "Mã thủ tục", "Mục hỏi", "Nêu tên thủ tục"])
    book.active.append(["x1", "Nuôi yến", "1.000001; 1.000002", "fees, documents", "không"])
    book.active.append([None, None, None, None, None])
    book.active.append([2, "ngoài phạm vi", None, None, None])
    book.save(tmp_path / "mine.xlsx")
    first, second = load_questions([tmp_path / "mine.xlsx"])
    assert first.codes == ("1.000001", "1.000002")
    assert first.facets == (SectionKind.FEES, SectionKind.DOCUMENTS)
    assert first.named is False
    assert (second.id, second.outcome) == ("2", Outcome.DECLINED)


def test_a_bad_row_of_a_spreadsheet_is_named_by_its_line(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "question", "codes"])
    book.active.append(["x1", "Nuôi yến", "1.000001"])
    book.active.append(["x2", "Nuôi yến", "yến"])
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(QuestionFileError, match=r"mine\.xlsx, dòng 3: .*“yến”"):
        load_questions([tmp_path / "mine.xlsx"])


@pytest.mark.parametrize(("name", "content"), [("mine.xlsx", "no zip"), ("none.jsonl", None), ("b.jsonl", b"\xff")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: str | bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(QuestionFileError, match=name):
        load_questions([tmp_path / name])


def test_a_spreadsheet_without_the_columns_says_which_it_takes(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["stt", "nội dung"])
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(QuestionFileError, match="Mã câu, Câu hỏi"):
        load_questions([tmp_path / "mine.xlsx"])


def test_the_benchmark_itself_can_be_read(project: Path) -> None:
    files = sorted((project / "data" / "questions").glob("*.jsonl"))
    assert len(load_questions(files)) >= 600
