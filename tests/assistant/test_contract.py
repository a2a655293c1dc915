"""The shape of ``thutuc ask --json`` and of a batch line, which others rely on."""

from __future__ import annotations

import json

import pytest

from assistant.assistant import Assistant
from assistant.contract import as_dict, read_line
from assistant.errors import QuestionError
from assistant.models import Answer, Option, Outcome, Reason
from ingest.models import SectionKind

KEYS = {
    "id", "outcome", "reason", "procedures", "facets", "text", "claims", "citations", "options", "warnings",
    "answered_by", "elapsed_ms",
}  # fmt: skip


def test_an_answer_has_exactly_the_keys_of_the_contract(tiny_assistant: Assistant) -> None:
    answer = json.loads(json.dumps(as_dict(tiny_assistant.ask("lệ phí 2.000635"), "q1")))
    assert set(answer) == KEYS
    assert (answer["id"], answer["outcome"], answer["reason"], answer["answered_by"]) == (
        "q1", "answered", None, "records",
    )  # fmt: skip
    assert answer["facets"] == ["fees"]
    assert all(set(item) == {"code", "name", "score"} for item in answer["procedures"])
    assert all(set(item) == {"text", "status", "citations"} for item in answer["claims"])
    citation_keys = {"number", "procedure_code", "section", "version", "quote", "url"}
    assert [set(item) for item in answer["citations"]] == [citation_keys]
    assert answer["citations"][0]["procedure_code"] == "2.000635"
    assert {item["status"] for item in answer["claims"]} <= {"verbatim", "composed", "not_stated"}
    assert answer["elapsed_ms"] > 0


def test_a_decline_has_the_same_keys_and_its_reason(tiny_assistant: Assistant) -> None:
    answer = as_dict(tiny_assistant.ask("9.999999"), "q2")
    assert set(answer) == KEYS
    assert (answer["outcome"], answer["reason"]) == ("declined", "not_in_catalogue")
    assert len(answer["procedures"]) == 8
    assert answer["claims"] == answer["citations"] == answer["options"] == []


def test_an_option_says_what_differs() -> None:
    answer = Answer(Outcome.CLARIFY, Reason.SEVERAL_FIT, "?", options=(Option("1.000001", "Lần đầu", "hồ sơ"),))
    assert as_dict(answer)["options"] == [{"code": "1.000001", "label": "Lần đầu", "differs": "hồ sơ"}]
    assert as_dict(answer)["outcome"] == "clarify"


def test_the_values_are_those_of_the_design() -> None:
    assert {str(outcome) for outcome in Outcome} == {"answered", "clarify", "declined", "failed"}
    assert " ".join(SectionKind) == (
        "steps channels time_limit fees documents forms applicants executing_agency authority receiving_address "
        "result legal_basis conditions decision online_level"
    )


def test_a_line_is_a_question_or_the_turns_of_a_conversation() -> None:
    one = read_line('{"id": "q1", "question": "lệ phí"}', 1)
    many = read_line('{"id": 7, "turns": ["khai sinh", "lệ phí"], "note": "other keys do not matter"}', 2)
    assert (one.id, one.turns) == ("q1", ("lệ phí",))
    assert (many.id, many.turns) == ("7", ("khai sinh", "lệ phí"))


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        '{"question": "lệ phí"}',
        '{"id": null, "question": "lệ phí"}',
        '{"id": "q1"}',
        '{"id": "q1", "question": 3}',
        '{"id": "q1", "turns": []}',
        '{"id": "q1", "turns": "lệ phí"}',
        '{"id": "q1", "turns": ["lệ phí", null]}',
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + "}",
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_cannot_be_read_names_its_number(line: str) -> None:
    with pytest.raises(QuestionError, match="dòng 12"):
        read_line(line, 12)
