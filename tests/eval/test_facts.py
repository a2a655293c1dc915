from __future__ import annotations

from typing import Any

import pytest

from assistant.models import Outcome
from eval.fact_matching import compare_facts
from eval.facts import document_lines, expected_facts
from eval.words import flatten, numbers_in, reduce
from ingest.models import SectionKind as Kind


def score(ask: Any, raw: dict[str, Any], kind: Kind, *lines: str) -> Any:
    """How an answer of these lines stands to a raw record."""
    answer = ask.cited(kind, *lines) if lines else ask.answer("1.000001")
    return compare_facts(kind, expected_facts(raw)[kind], answer, "1.000001", document_lines(raw))


def test_words_are_reduced_to_what_must_agree() -> None:
    assert reduce("Lệ phí: 8.000 ĐỒNG\u00a0/ bản\u200b sao") == "le phi 8000 dong ban sao"
    assert reduce("Thuỷ, thủy – hoà, hòa") == "thuy thuy hoa hoa"
    assert numbers_in("1.500.000 đồng, 03 ngày, 104/2022/NĐ-CP") == {1500000, 3, 104, 2022}


def test_moments_are_also_days() -> None:
    """1768496400000 ms is 15 January 2026, 17:00 UTC: already the 16th in Vietnam."""
    assert flatten({"a": 1768496400000, "b": [3, "x"], "c": None, "d": True}).split() == ["16/01/2026", "3", "x"]


def test_fees_are_amounts_in_their_currency(ask: Any, make: Any) -> None:
    raw = make.detail(executionMethods=[make.method(fees=[make.fee(8000), make.fee(25, currencyName="USD")])])
    assert score(ask, raw, Kind.FEES, "Phí 8.000 đồng", "Phí 25 USD").exact
    assert score(ask, raw, Kind.FEES, "Phí 8.000 đồng").recall == pytest.approx(1 / 2)
    assert not score(ask, raw, Kind.FEES, "Phí 8.000 đồng", "Phí 25 đồng").exact
    assert not score(ask, raw, Kind.FEES, "Phí 18.000 đồng", "Phí 25 USD").exact


def test_a_stored_nought_beside_a_note_is_what_the_note_says(ask: Any, make: Any) -> None:
    raw = make.detail(executionMethods=[make.method(fees=[make.fee(0, description="Do tỉnh quy định")])])
    assert score(ask, raw, Kind.FEES, "nguồn ghi 0, kèm ghi chú: Do tỉnh quy định").exact
    assert not score(ask, raw, Kind.FEES, "Miễn phí").exact


def test_times_need_their_own_unit(ask: Any, make: Any) -> None:
    days = make.detail(executionMethods=[make.method(processingTime=3, processingTimeUnit="DAY")])
    working = make.detail(executionMethods=[make.method()])
    assert score(ask, days, Kind.TIME_LIMIT, "3 ngày").exact
    assert not score(ask, days, Kind.TIME_LIMIT, "3 ngày làm việc").exact
    assert score(ask, working, Kind.TIME_LIMIT, "03 ngày làm việc").exact is False
    assert score(ask, working, Kind.TIME_LIMIT, "3 ngày làm việc").exact
    assert not score(ask, working, Kind.TIME_LIMIT, "13 ngày làm việc").exact


def test_the_time_of_each_case_counts(ask: Any, make: Any) -> None:
    raw = make.detail(cases=[{"name": "A", "code": "", "processingDay": {"qty": 10, "type": "WORKING_DAY"}}])
    found = score(ask, raw, Kind.TIME_LIMIT, "3 ngày làm việc")
    assert found.recall == pytest.approx(1 / 2)
    assert found.missing == ("10 WORKING_DAY",)


def test_a_time_without_a_unit_is_its_number(ask: Any, make: Any) -> None:
    raw = make.detail(executionMethods=[make.method(processingTime=5, processingTimeUnit="OTHER")])
    assert score(ask, raw, Kind.TIME_LIMIT, "nguồn chỉ ghi “5”, không nêu đơn vị").exact


def test_documents_by_precision_and_recall(ask: Any, make: Any) -> None:
    case = make.documents(make.document("Tờ khai"), make.document("Bản sao giấy khai sinh"), name="Nộp:")
    raw = make.detail(executionCases=[case])
    found = score(ask, raw, Kind.DOCUMENTS, "Nộp:", "Tờ khai (bản chính: 1)", "Sổ hộ khẩu")
    assert found.recall == pytest.approx(1 / 2)
    assert found.precision == pytest.approx(2 / 3)
    assert found.missing == ("Bản sao giấy khai sinh",)
    assert not found.exact
    assert score(ask, raw, Kind.DOCUMENTS, "Tờ khai", "- Bản sao giấy khai sinh (bản sao: 1)").exact


def test_what_the_record_does_not_state_must_be_said_so(ask: Any, make: Any) -> None:
    raw = make.detail()
    assert score(ask, raw, Kind.CONDITIONS).recall == 0
    said = {"text": "Bản ghi không nêu mục “Yêu cầu, điều kiện”.", "status": "not_stated", "citations": []}
    answer = ask.answer("1.000001", claims=[said])
    assert compare_facts(Kind.CONDITIONS, (), answer, "1.000001").exact


def test_lines_of_another_procedure_do_not_count(ask: Any, make: Any) -> None:
    facts = expected_facts(make.detail())[Kind.RESULT]
    assert compare_facts(Kind.RESULT, facts, ask.cited(Kind.RESULT, "Giấy phép"), "1.000001").exact
    assert not compare_facts(
        Kind.RESULT, facts, ask.cited(Kind.RESULT, "Giấy phép", code="1.000002"), "1.000001"
    ).exact


def test_a_clean_record_states_what_it_states(make: Any) -> None:
    facts = expected_facts({"detail": make.detail()})
    shown = {kind: [fact.shown for fact in found] for kind, found in facts.items() if found}
    assert shown[Kind.FEES] == ["8000 Việt Nam Đồng"]
    assert shown[Kind.TIME_LIMIT] == ["3 WORKING_DAY"]
    assert shown[Kind.STEPS] == ["Nộp hồ sơ.", "Nhận giấy hẹn."]
    assert shown[Kind.LEGAL_BASIS] == ["32/2018/QH14"]
    assert shown[Kind.DECISION] == ["163/QĐ-BNNMT", "16/01/2026"]
    assert shown[Kind.EXECUTING_AGENCY] == ["Ủy ban nhân dân cấp xã"]
    assert shown[Kind.ONLINE_LEVEL] == ["OFFLINE"]
    assert Kind.CONDITIONS not in shown


def test_the_assistants_own_answers_are_exact(ask: Any, tiny: Any, tiny_assistant: Any) -> None:
    """The yardstick against the real thing: every section of every record, shown whole, is found exact."""
    from assistant.composition import compose
    from assistant.contract import as_dict
    from assistant.models import Answer
    from eval.records import Records

    records = Records(tiny.catalogue())
    wrong = []
    for code, number in tiny.catalogue().published_codes().items():
        version = tiny_assistant.version(code)
        for kind in Kind:
            composition = compose(version, (kind,), 1000)
            answer = as_dict(
                Answer(
                    Outcome.ANSWERED,
                    None,
                    "",
                    claims=tuple(composition.claims),
                    citations=tuple(composition.citations),
                )
            )
            facts, known = records.facts(code, number)[kind], records.document_lines(code, number)
            found = compare_facts(kind, facts, answer, code, known)
            if not found.exact:
                wrong.append((code, kind, found))
    assert wrong == []
