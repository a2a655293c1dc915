"""Time limits and dates of a portal record."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.models import TimeLimit, TimeUnit


def read_limit(make, value: object, unit: str | None) -> TimeLimit:
    method = make.method(processingTime=value, processingTimeUnit=unit)
    return make.procedure(executionMethods=[method]).channels[0].time_limit


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (3, "WORKING_DAY", TimeUnit.WORKING_DAY),
        (15, "DAY", TimeUnit.DAY),
        (8, "HOUR", TimeUnit.HOUR),
        (1, "MONTH", TimeUnit.MONTH),
        ("5", "DAY", TimeUnit.DAY),
    ],
)
def test_a_number_with_a_unit_is_a_time(make, value: object, unit: str, read: TimeUnit) -> None:
    limit = read_limit(make, value, unit)
    assert (limit.value, limit.unit, limit.stated) == (int(str(value)), read, True)


@pytest.mark.parametrize("value", [0, "0", "-", None, ""])
@pytest.mark.parametrize("unit", ["DAY", "OTHER", None])
def test_nothing_and_zero_mean_not_stated(make, value: object, unit: str | None) -> None:
    assert read_limit(make, value, unit) == TimeLimit(None, None, "")


@pytest.mark.parametrize("unit", ["OTHER", "", None, "FORTNIGHT"])
def test_a_number_without_a_usable_unit_is_kept_as_text_and_never_as_a_time(make, unit: str | None) -> None:
    limit = read_limit(make, 1, unit)
    assert not limit.stated
    assert (limit.value, limit.unit, limit.text) == (None, None, "1")


def test_a_sentence_in_place_of_a_number_is_kept_word_for_word(make) -> None:
    limit = read_limit(make, "Không quá  40 ngày", "OTHER")
    assert limit == TimeLimit(None, None, "Không quá 40 ngày")


def test_a_case_has_a_time_of_its_own(make) -> None:
    cases = [
        None,
        {"name": "Cần xác minh", "code": " 1.000001.02 ", "processingDay": {"qty": 10, "type": "WORKING_DAY"}},
        {"name": "Khác", "code": "1.000001.03", "processingDay": None},
    ]
    first, second = make.procedure(cases=cases).cases
    assert (first.name, first.code) == ("Cần xác minh", "1.000001.02")
    assert (first.time_limit.value, first.time_limit.unit) == (10, TimeUnit.WORKING_DAY)
    assert not second.time_limit.stated


def test_a_decision_is_dated_by_the_calendar_in_hanoi(make) -> None:
    """The portal stores 17:00 UTC of the day before."""
    proposal = {"proposalNumber": " 163/QĐ-BTP ", "decisionDate": 1768496400000, "publicationDate": 1775659978538}
    decision = make.procedure(procedureProposal=proposal).decision
    assert decision.number == "163/QĐ-BTP"
    assert decision.decided_on == date(2026, 1, 16)
    assert decision.published_on == date(2026, 4, 8)
    assert decision.agency == "Bộ Nông nghiệp và Môi trường"


def test_a_moment_no_calendar_has_is_no_date(make) -> None:
    proposal = {"proposalNumber": "1/QĐ", "decisionDate": 10**20, "publicationDate": None}
    decision = make.procedure(procedureProposal=proposal).decision
    assert (decision.decided_on, decision.published_on) == (None, None)


def test_a_record_without_a_decision_says_so_by_an_empty_number(make) -> None:
    assert make.procedure(procedureProposal=None).decision.number == ""
