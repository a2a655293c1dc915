"""Each kind of finding, shown by the smallest record that has it."""

from __future__ import annotations

import pytest

from ingest.checks import check
from ingest.models import Finding, SectionKind, Severity


def findings(make, **overrides) -> list[Finding]:
    return check(make.procedure(**overrides))


def kinds_of_fee(make, value: object, **fee) -> list[str]:
    return [found.kind for found in findings(make, executionMethods=[make.method(fees=[make.fee(value, **fee)])])]


def kinds_of_document(make, name: str, **document) -> list[str]:
    case = make.documents(make.document(name, **document))
    return [found.kind for found in findings(make, executionCases=[case])]


def test_nothing_is_found_in_a_clean_record(make) -> None:
    assert findings(make) == []


def test_a_zero_with_a_note_is_a_warning_that_quotes_the_note(make) -> None:
    note = "Do Hội đồng nhân dân cấp tỉnh quy định"
    (found,) = findings(make, executionMethods=[make.method(fees=[make.fee(0, description=note)])])
    assert (found.kind, found.section, found.severity) == ("fee_zero_with_note", "fees", Severity.WARNING)
    assert note in found.quote


def test_a_bare_zero_is_remarked(make) -> None:
    assert kinds_of_fee(make, 0) == ["fee_zero_unexplained"]


def test_a_free_service_is_no_finding(make) -> None:
    assert kinds_of_fee(make, 0, description="Không thu phí") == []


def test_an_amount_without_a_currency_is_remarked(make) -> None:
    assert kinds_of_fee(make, 8000, currencyName="") == ["fee_without_currency"]


def test_another_currency_is_remarked(make) -> None:
    assert kinds_of_fee(make, 10, currencyName="USD") == ["fee_foreign_currency"]


@pytest.mark.parametrize(
    ("value", "note"), [(50000, "Mức thu 75.000 đồng/lần"), (8, ""), (2000, "từ 10,000đ"), (100000, "120000 VND")]
)
def test_an_amount_that_its_note_contradicts_is_an_error(make, value: int, note: str) -> None:
    (found,) = findings(make, executionMethods=[make.method(fees=[make.fee(value, description=note)])])
    assert (found.kind, found.severity) == ("fee_contradicts_note", Severity.ERROR)


@pytest.mark.parametrize("note", ["Mức thu 50.000 đồng/lần", "50000đ", "Theo Thông tư 85/2019/TT-BTC", "3 ngày"])
def test_an_amount_that_its_note_repeats_or_leaves_alone_is_fine(make, note: str) -> None:
    assert kinds_of_fee(make, 50000, description=note) == []


@pytest.mark.parametrize(("time", "kind"), [(1, "time_without_unit"), (0, "time_not_stated")])
def test_a_time_that_is_none_is_remarked(make, time: int, kind: str) -> None:
    method = make.method(processingTime=time, processingTimeUnit="OTHER")
    assert [found.kind for found in findings(make, executionMethods=[method])] == [kind]


def test_times_that_differ_by_channel_are_both_quoted(make) -> None:
    methods = [make.method("ONLINE", processingTime=5), make.method("DIRECT", processingTime=7)]
    (found,) = findings(make, executionMethods=methods)
    assert (found.kind, found.section) == ("time_differs_by_channel", SectionKind.TIME_LIMIT)
    assert (found.quote, found.other_quote) == ("5 ngày làm việc", "7 ngày làm việc")


def test_a_paper_without_a_name_is_a_warning(make) -> None:
    (found,) = findings(make, executionCases=[make.documents(make.document(""))])
    assert (found.kind, found.severity) == ("document_without_name", Severity.WARNING)


def test_a_remark_among_the_papers_is_found(make) -> None:
    assert kinds_of_document(make, "Lưu ý: nộp bản chính", originalQty=0) == ["document_is_note"]


def test_a_paper_nobody_counted_is_found(make) -> None:
    assert kinds_of_document(make, "Hộ chiếu", originalQty=0) == ["document_without_count"]


def test_a_paper_as_long_as_a_page_is_found_and_its_quote_is_short(make) -> None:
    case = make.documents(make.document("Bản vẽ thiết kế " * 70))
    (found,) = findings(make, executionCases=[case])
    assert found.kind == "document_too_long"
    assert len(found.quote) <= 240


@pytest.mark.parametrize(
    ("place", "kinds"),
    [("Sở Y tế tỉnh Nghệ An", ["other_province"]), ("Sở Y tế tỉnh Bình Dương", []), ("Sở Y tế Thành phố", [])],
)
def test_an_office_of_another_province_has_leaked_in(make, place: str, kinds: list[str]) -> None:
    agencies = {"unitGroupsExecuting": [{"name": place}]}
    assert [found.kind for found in findings(make, **agencies)] == kinds


def test_another_province_in_the_steps_or_the_laws_is_no_leak(make) -> None:
    laws = [{"code": "1/2020", "name": "Quyết định của Ủy ban nhân dân tỉnh Nghệ An"}]
    steps = [{"name": "Bước 1", "description": "Gửi hồ sơ ra Hà Nội."}]
    assert findings(make, legalBasisesDetails=laws, executionSteps=steps) == []


def test_the_abolished_district_level_is_quoted_in_its_sentence(make) -> None:
    steps = [{"name": "Bước 1", "description": "Nộp tại Ủy ban nhân dân cấp huyện nơi cư trú."}]
    (found,) = findings(make, executionSteps=steps)
    assert (found.kind, found.section) == ("district_level", SectionKind.STEPS)
    assert "cấp huyện" in found.quote


def test_papers_no_longer_issued_are_found(make) -> None:
    (found,) = findings(make, executionCases=[make.documents(make.document("Bản sao Sổ hộ khẩu"))])
    assert found.kind == "old_paper"
    assert "Sổ hộ khẩu" in found.quote


@pytest.mark.parametrize(
    ("overrides", "kind"),
    [
        ({"unitGroupsExecuting": []}, "agency_not_stated"),
        ({"executionCases": []}, "documents_not_stated"),
        ({"procedureProposal": {"proposalNumber": "163/QĐ-BTP"}}, "decision_without_date"),
    ],
)
def test_a_record_that_leaves_a_needed_field_empty_is_found(make, overrides: dict, kind: str) -> None:
    assert [found.kind for found in findings(make, **overrides)] == [kind]


def test_text_lost_at_the_source_is_an_error(make) -> None:
    (found,) = findings(make, resultsDetails=[{"name": "Gi\ufffdy phép"}])
    assert (found.kind, found.severity) == ("text_corrupt", Severity.ERROR)


def test_the_same_fee_on_three_channels_is_found_once(make) -> None:
    methods = [make.method(name, fees=[make.fee(0)]) for name in ("ONLINE", "POSTAL", "DIRECT")]
    assert [found.kind for found in findings(make, executionMethods=methods)] == ["fee_zero_unexplained"]
