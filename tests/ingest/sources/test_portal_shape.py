"""Keys come and go from record to record: what is read, and what is refused with a reason."""

from __future__ import annotations

import pytest

from ingest.errors import RecordError
from ingest.models import Level, Method, OnlineLevel
from ingest.sources.portal_json import read, read_code


@pytest.mark.parametrize("stored", ["1.001193", " 1.001193", "1.001193\n", "\t1.001193 "])
def test_spaces_around_a_code_go(stored: str) -> None:
    assert read_code(stored) == "1.001193"


def test_the_extra_digits_of_a_code_are_not_cut_off() -> None:
    """Cut to six digits it would be another procedure's code."""
    assert read_code("1.0011933") == "1.0011933"


def test_a_code_marked_deleted_by_the_portal_is_refused_as_such() -> None:
    with pytest.raises(RecordError) as refused:
        read_code("1.014955-Xoa")
    assert "1.014955-Xoa" in refused.value.reason
    assert "đã xóa" in refused.value.reason
    assert refused.value.place == "detail.code"


@pytest.mark.parametrize("stored", ["", "1001193", "1.00119", "1,001193", "A.001193", "1.001193 (cũ)"])
def test_what_is_no_national_code_is_refused(stored: str) -> None:
    with pytest.raises(RecordError) as refused:
        read_code(stored)
    assert refused.value.fix


def test_a_record_may_come_bare_wrapped_or_as_an_answer_of_the_api(make) -> None:
    detail = make.detail()
    wrappers = [detail, {"detail": detail}, {"code": "OK", "data": detail}]
    assert {read(raw).code for raw in wrappers} == {"1.000001"}


@pytest.mark.parametrize(
    "raw", [{}, {"detail": None}, {"detail": {"code": "1.000001", "name": "x"}}, [], "x", 3, None]
)
def test_what_is_no_record_is_refused(raw: object) -> None:
    with pytest.raises(RecordError, match="không phải bản ghi"):
        read(raw)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "  ", "\u200b", None])
def test_a_record_without_a_name_is_refused(make, name: str | None) -> None:
    with pytest.raises(RecordError) as refused:
        make.procedure(name=name)
    assert refused.value.place == "detail.name"


def test_an_unknown_way_of_handing_in_is_refused_with_its_place(make) -> None:
    with pytest.raises(RecordError, match="PIGEON") as refused:
        make.procedure(executionMethods=[make.method(), make.method("PIGEON")])
    assert refused.value.place == "detail.executionMethods[1].submissionMethod"


def test_an_unknown_kind_of_fee_is_read_or_refused_but_never_a_crash(make) -> None:
    from ingest.sections import sections_of

    detail = make.detail(executionMethods=[make.method(fees=[make.fee(8000, type="DEPOSIT")])])
    try:
        procedure = read(detail)
    except RecordError as refused:
        assert "DEPOSIT" in refused.reason
    else:
        assert any("8.000 đồng" in line for section in sections_of(procedure).values() for line in section.lines)


def test_a_field_of_the_wrong_type_is_named(make) -> None:
    with pytest.raises(RecordError, match=r"detail\.executionSteps") as refused:
        make.procedure(executionSteps="Bước 1")
    assert refused.value.place == "detail.executionSteps"


def test_a_missing_description_is_an_empty_one(make) -> None:
    method = make.method("POSTAL")
    del method["description"]
    (channel,) = make.procedure(executionMethods=[method]).channels
    assert (channel.method, channel.description) == (Method.POSTAL, "")


def test_nulls_among_the_agencies_are_passed_over_and_names_come_once(make) -> None:
    agencies = {
        "departmentsExecuting": [{"name": "Sở Tư pháp"}, None, {"name": None}],
        "unitGroupsExecuting": [None, {"name": "Uỷ ban nhân dân cấp xã"}, {"name": "Sở  Tư pháp"}],
    }
    assert make.procedure(**agencies).executing_agencies == ("Sở Tư pháp", "Ủy ban nhân dân cấp xã")


def test_the_joined_text_of_agencies_serves_only_where_there_is_no_list(make) -> None:
    empty = {"departmentsExecuting": [], "unitGroupsExecuting": None}
    assert make.procedure(**empty, executingAgencies="Công an xã").executing_agencies == ("Công an xã",)
    assert make.procedure(executingAgencies="Công an xã").executing_agencies == ("Ủy ban nhân dân cấp xã",)


def test_a_procedure_may_stand_at_both_levels(make) -> None:
    assert make.procedure(isWard=True, isProvince=True).levels == (Level.COMMUNE, Level.PROVINCE)
    assert make.procedure(isWard=None, isProvince=False).levels == ()


def test_how_far_it_can_be_done_online(make) -> None:
    online = [make.method("ONLINE"), make.method("DIRECT")]
    assert make.procedure(isFullProcess=True, executionMethods=online).online_level is OnlineLevel.FULL
    assert make.procedure(executionMethods=online).online_level is OnlineLevel.PARTIAL
    assert make.procedure().online_level is OnlineLevel.OFFLINE


def test_keys_that_nobody_knows_are_passed_over(make) -> None:
    assert make.procedure(isSharedService=True, newKeyOf2027={"deep": [1]}) == make.procedure()


def test_texts_are_normalised_as_they_enter(make) -> None:
    procedure = make.procedure(name="Cấp giấy  phép Uỷ quyền\u00a0", departmentPromulgateName="BỘ Y TẾ\t")
    assert procedure.name == "Cấp giấy phép Ủy quyền"
    assert procedure.ministry == "BỘ Y TẾ"
