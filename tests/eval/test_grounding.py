from __future__ import annotations

from typing import Any

import pytest

from eval.grounding import check_grounding, is_valid
from eval.records import Records
from ingest.models import SectionKind as Kind

FEE = "Trực tiếp: Phí 8.000 đồng"


def citation(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["citations"][0]
    return found


def test_an_answer_in_the_records_own_words_stands(ask: Any, swallows: Records) -> None:
    found = check_grounding(ask.cited(Kind.FEES, FEE), swallows)
    assert (found.citations, found.valid, found.claims, found.supported) == (1, 1, 1, 1)
    assert found.unsupported == ()


@pytest.mark.parametrize(
    "change",
    [
        {"version": 9},
        {"procedure_code": "1.000099"},
        {"section": "conditions"},
        {"quote": "Phí 9.000 đồng"},
        {"quote": ""},
    ],
)
def test_a_citation_must_lead_to_its_words(ask: Any, swallows: Records, change: dict[str, Any]) -> None:
    good = citation(ask.cited(Kind.FEES, FEE))
    assert is_valid(good, swallows)
    assert not is_valid(good | change, swallows)


@pytest.mark.parametrize(
    ("text", "made_up"),
    [
        ("Phí 9.000 đồng", "9000"),
        ("Phí 8.000 đồng, theo 12/2020/NĐ-CP", "12/2020/NĐ-CP"),
        ("Phí 8.000 đồng, nộp tại Sở Xây dựng", "Sở Xây"),
        ("Phí 8.000 đồng, xem https://vidu.vn/phi", "https://vidu.vn/phi"),
    ],
)
def test_what_the_record_does_not_hold_is_found(ask: Any, swallows: Records, text: str, made_up: str) -> None:
    found = check_grounding(ask.cited(Kind.FEES, text, quote=FEE), swallows)
    assert made_up in found.unsupported
    assert found.supported == 0


def test_a_claim_without_a_citation_has_no_support(ask: Any, swallows: Records) -> None:
    answer = ask.answer("1.000001", claims=[{"text": "Nộp 3 bản", "status": "composed", "citations": []}])
    found = check_grounding(answer, swallows)
    assert (found.claims, found.supported, found.unsupported) == (1, 0, ("3",))


def test_the_assistant_may_count_the_lines_of_a_section(ask: Any, swallows: Records) -> None:
    """The record's steps are three lines; "3 ý" stands in no field, and is no number of its own."""
    answer = ask.cited(Kind.STEPS, "Nộp hồ sơ.")
    answer["claims"].append({"text": "Trình tự (3 ý):", "status": "composed", "citations": [1]})
    answer["claims"].append({"text": "Còn 2 dòng.", "status": "composed", "citations": [1]})
    assert check_grounding(answer, swallows).unsupported == ()
    answer["claims"].append({"text": "Còn 7 dòng.", "status": "composed", "citations": [1]})
    assert check_grounding(answer, swallows).unsupported == ("7",)


def test_verbatim_means_word_for_word(ask: Any, swallows: Records) -> None:
    answer = ask.cited(Kind.STEPS, "Nộp hồ sơ qua bạn bè.", quote="Nộp hồ sơ.")
    assert check_grounding(answer, swallows).supported == 0
