"""``thutuc ask`` and ``thutuc ask --batch`` with the real model over the bundled sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

KEYS = {
    "id", "outcome", "reason", "procedures", "facets", "text", "claims", "citations", "options", "warnings",
    "answered_by", "elapsed_ms",
}  # fmt: skip
FEE_8000 = "Trực tuyến, Bưu chính, Trực tiếp: Phí 8.000 đồng (nguồn không ghi đơn vị tiền, hiểu là đồng)"


def test_an_answer_as_json_is_one_line_of_the_contract_and_nothing_else(thutuc, indexed_home: Path) -> None:
    done = thutuc("ask", "lệ phí cấp bản sao trích lục hộ tịch", "--json", home=indexed_home)
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    answer = json.loads(line)
    assert set(answer) == KEYS
    assert (answer["outcome"], answer["procedures"][0]["code"], answer["facets"]) == ("answered", "2.000635", ["fees"])
    assert FEE_8000 in {claim["text"] for claim in answer["claims"]}
    assert len(answer["procedures"]) <= 10


def test_an_answer_for_a_person_has_the_record_its_source_and_the_warning(thutuc, indexed_home: Path) -> None:
    done = thutuc("ask", "lệ phí 2.000635", home=indexed_home)
    assert done.returncode == 0
    assert f"- {FEE_8000} [1]" in done.stdout
    assert "[1] 2.000635 – Phí, lệ phí, phiên bản 1" in done.stdout
    assert "163/QĐ-BTP" in done.stdout


BATCH = [
    {"id": "q1", "question": "lệ phí cấp bản sao trích lục hộ tịch"},
    {"id": 2, "turns": ["lệ phí 1.004222", "cần giấy tờ gì"]},
    "{broken",
    {"id": "q4"},
    "",
    {"id": "q5", "question": "thời hạn\u2028 1.004222"},
    {"id": "q1", "question": ""},
]


@pytest.fixture(scope="module")
def batch(thutuc, indexed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict], str]:
    """One batch with everything in it, saved by a Windows program: the answers, and the messages."""
    folder = tmp_path_factory.mktemp("batch")
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in BATCH]
    (folder / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(written).encode())
    done = thutuc("ask", "--batch", str(folder / "in.jsonl"), home=indexed_home)
    return [json.loads(line) for line in done.stdout.split("\n") if line], done.stderr


def test_every_line_of_a_batch_is_answered_in_its_order(batch) -> None:
    answers, _ = batch
    outcomes = [answer["outcome"] for answer in answers]
    assert outcomes == ["answered", "answered", "failed", "failed", "answered", "declined"]
    assert all(set(answer) == KEYS for answer in answers)


def test_the_answers_of_a_batch_carry_the_ids_of_their_questions(batch) -> None:
    ids = [answer["id"] for answer in batch[0]]
    assert (ids[0], ids[1], ids[-2], ids[-1]) == ("q1", "2", "q5", "q1")


def test_a_line_without_a_question_keeps_the_id_it_has(batch) -> None:
    (failed,) = [answer for answer in batch[0] if "question" in answer["text"]]
    assert failed["id"] == "q4"


def test_a_conversation_in_a_batch_gives_the_answer_to_its_last_turn(batch) -> None:
    answer = next(answer for answer in batch[0] if answer["id"] == "2")
    assert (answer["procedures"][0]["code"], answer["facets"]) == ("1.004222", ["documents"])


def test_a_bad_line_of_a_batch_is_named_on_stderr(batch) -> None:
    _, messages = batch
    assert "dòng 3" in messages
    assert "dòng 4" in messages
    assert "Traceback" not in messages


def test_the_answers_go_to_the_output_file_if_one_is_named(
    indexed_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ui.ask_batch import answer_batch

    monkeypatch.setenv("THUTUC_HOME", str(indexed_home))
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "question": "lệ phí 2.000635"}\n{"id": "b", "question": "9.999999"}'
    )
    answer_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(answer["id"], answer["outcome"]) for answer in written] == [("a", "answered"), ("b", "declined")]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("wrong", ["no such input", "no such output folder", "not text"])
def test_a_batch_that_cannot_be_read_or_written_is_one_line(thutuc, indexed_home: Path, tmp_path, wrong: str) -> None:
    source = tmp_path / "in.jsonl"
    if wrong != "no such input":
        source.write_bytes(b"\xff\xfe" if wrong == "not text" else b'{"id": "a", "question": "x"}\n')
    output = tmp_path / "none" / "out.jsonl" if wrong == "no such output folder" else tmp_path / "out.jsonl"
    done = thutuc("ask", "--batch", str(source), "--output", str(output), home=indexed_home)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("thutuc: ")
