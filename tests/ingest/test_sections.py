"""The citable lines of each field, and hashes that change only with their own field."""

from __future__ import annotations

import pytest

from ingest.models import SectionKind
from ingest.sections import content_hash, plain, sections_of


def lines(make, kind: SectionKind, **overrides) -> tuple[str, ...]:
    section = sections_of(make.procedure(**overrides)).get(kind)
    return section.lines if section else ()


def fee_lines(make, *methods) -> tuple[str, ...]:
    return lines(make, SectionKind.FEES, executionMethods=list(methods))


def test_a_fee_is_written_with_thousands_and_its_note(make) -> None:
    method = make.method(fees=[make.fee(150000, type="SERVICE_FEE", description="mỗi lần")])
    assert fee_lines(make, method) == ("Trực tiếp: Lệ phí 150.000 đồng – mỗi lần",)


def test_channels_with_the_same_fee_are_told_once(make) -> None:
    methods = [make.method("ONLINE"), make.method("POSTAL"), make.method("DIRECT", fees=[make.fee(5000)])]
    assert fee_lines(make, *methods) == ("Trực tuyến, Bưu chính: Phí 8.000 đồng", "Trực tiếp: Phí 5.000 đồng")


def test_dollars_are_never_written_as_dong(make) -> None:
    assert fee_lines(make, make.method(fees=[make.fee(10, currencyName="USD")])) == ("Trực tiếp: Phí 10 USD",)


def test_a_fee_without_a_currency_says_so(make) -> None:
    (line,) = fee_lines(make, make.method(fees=[make.fee(8000, currencyName="")]))
    assert line.startswith("Trực tiếp: Phí 8.000 đồng")
    assert "nguồn không ghi đơn vị tiền" in line


@pytest.mark.parametrize("note", ["", "Do Hội đồng nhân dân tỉnh quy định"])
def test_a_stored_zero_is_told_as_what_it_is(make, note: str) -> None:
    (line,) = fee_lines(make, make.method(fees=[make.fee(0, description=note)]))
    assert "0 đồng" not in line
    assert "ghi 0" in line
    assert note in line


def test_free_is_quoted_and_a_channel_without_any_fee_says_so(make) -> None:
    methods = [make.method("ONLINE", fees=[make.fee(0, description="Không thu phí")]), make.method(fees=[])]
    assert fee_lines(make, *methods) == ("Trực tuyến: Phí: Không thu phí", "Trực tiếp: nguồn không nêu phí, lệ phí")


def test_a_time_is_a_number_and_its_unit(make) -> None:
    assert lines(make, SectionKind.TIME_LIMIT) == ("Trực tiếp: 3 ngày làm việc",)


def test_a_number_without_a_unit_is_not_told_as_days(make) -> None:
    method = make.method(processingTime=1, processingTimeUnit="OTHER")
    (line,) = lines(make, SectionKind.TIME_LIMIT, executionMethods=[method])
    assert "ngày" not in line
    assert "“1”" in line


def test_a_case_with_its_own_time_is_told_beside_the_channels(make) -> None:
    cases = [{"name": "Cần xác minh", "code": "1", "processingDay": {"qty": 10, "type": "DAY"}}]
    found = lines(make, SectionKind.TIME_LIMIT, cases=cases)
    assert found == ("Trực tiếp: 3 ngày làm việc", "Trường hợp “Cần xác minh”: 10 ngày")


def test_a_case_that_only_repeats_the_channels_is_left_out(make) -> None:
    cases = [{"name": "Chung", "code": "1", "processingDay": {"qty": 3, "type": "WORKING_DAY"}}]
    assert lines(make, SectionKind.TIME_LIMIT, cases=cases) == ("Trực tiếp: 3 ngày làm việc",)


def test_cases_of_the_same_name_are_told_apart_by_their_codes(make) -> None:
    cases = [{"name": "Chung", "code": f"1.0{n}", "processingDay": {"qty": n, "type": "DAY"}} for n in (1, 2)]
    found = lines(make, SectionKind.TIME_LIMIT, cases=cases)
    assert found[1:] == ("Trường hợp “Chung (1.01)”: 1 ngày", "Trường hợp “Chung (1.02)”: 2 ngày")


def test_a_condition_on_the_time_in_the_channels_description_is_shown(make) -> None:
    method = make.method(description="Nhận sau 15 giờ thì trả ngày làm việc tiếp theo")
    (line,) = lines(make, SectionKind.TIME_LIMIT, executionMethods=[method])
    assert line == "Trực tiếp: 3 ngày làm việc (Nhận sau 15 giờ thì trả ngày làm việc tiếp theo)"


def test_papers_are_told_with_their_counts_forms_and_case(make) -> None:
    paper = make.document("Đơn\nđề nghị", originalQty=1, copyQty=2, attachments=[{"fileName": "mau-01.doc"}])
    note = make.document("Lưu ý: xem bản chính", originalQty=0)
    found = lines(make, SectionKind.DOCUMENTS, executionCases=[make.documents(paper, note, name="Nộp:")])
    assert found == ("Nộp:", "Đơn đề nghị (bản chính: 1, bản sao: 2, mẫu: mau-01.doc)", "Lưu ý: xem bản chính")


def test_a_paper_without_a_count_or_a_name_says_so(make) -> None:
    cases = [make.documents(make.document("", originalQty=0))]
    assert lines(make, SectionKind.DOCUMENTS, executionCases=cases) == (
        "(nguồn không ghi tên giấy tờ) (nguồn không ghi số lượng)",
    )


def test_the_agencies_and_the_decision_are_the_records_own(make) -> None:
    sections = sections_of(make.procedure(isProvince=True))
    assert sections[SectionKind.EXECUTING_AGENCY].lines == (
        "Ủy ban nhân dân cấp xã",
        "Cấp thực hiện: cấp xã, cấp tỉnh",
    )
    assert sections[SectionKind.DECISION].lines[:2] == (
        "Quyết định số 163/QĐ-BNNMT của Bộ Nông nghiệp và Môi trường",
        "Ngày quyết định: 16/01/2026",
    )
    assert sections[SectionKind.LEGAL_BASIS].lines == ("32/2018/QH14 – Luật Chăn nuôi",)


def test_a_field_the_record_leaves_empty_has_no_section(make) -> None:
    empty = {"executionCases": [], "resultsDetails": [], "executionSteps": [], "procedureProposal": None}
    absent = {SectionKind.DOCUMENTS, SectionKind.RESULT, SectionKind.STEPS, SectionKind.DECISION}
    absent |= {SectionKind.FORMS, SectionKind.CONDITIONS, SectionKind.RECEIVING_ADDRESS, SectionKind.AUTHORITY}
    assert set(SectionKind) - sections_of(make.procedure(**empty)).keys() == absent


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"resultsDetails": [{"name": "Quyết định"}]}, {"result"}),
        ({"legalBasisesDetails": []}, {"legal_basis"}),
        ({"requirementsAndConditions": "Đủ 18 tuổi"}, {"conditions"}),
        ({"executionSteps": [{"name": "Bước 1", "description": "Nộp."}]}, {"steps"}),
        ({"subjectTypesDetails": [{"name": "Doanh nghiệp"}]}, {"applicants"}),
    ],
)
def test_only_the_section_that_changed_gets_another_hash(make, change: dict, changed: set[str]) -> None:
    before, after = sections_of(make.procedure()), sections_of(make.procedure(**change))
    kinds = before.keys() | after.keys()
    hashes = {kind: [found[kind].hash if kind in found else "" for found in (before, after)] for kind in kinds}
    assert {kind for kind, (old, new) in hashes.items() if old != new} == changed
    assert content_hash(make.procedure()) != content_hash(make.procedure(**change))


def test_another_fee_changes_the_fees_and_not_the_times(make) -> None:
    before = sections_of(make.procedure())
    after = sections_of(make.procedure(executionMethods=[make.method(fees=[make.fee(9000)])]))
    assert {kind for kind in before if before[kind].hash != after[kind].hash} == {"fees"}


def test_the_typed_value_goes_out_as_plain_data(make) -> None:
    value = plain(sections_of(make.procedure())[SectionKind.FEES].value)
    fee = {"kind": "FEE", "amount": 8000, "currency": "VND", "note": "", "state": "amount"}
    assert value == [["direct", [fee]]]
