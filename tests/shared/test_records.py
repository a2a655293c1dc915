"""Every real record is read, and what was read equals the raw JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from ingest.models import FeeState, Rejected, SectionKind, TimeUnit
from ingest.sections import sections_of
from ingest.text import fold, normalise

pytestmark = pytest.mark.shared
UNITS = {unit.name for unit in TimeUnit}


def wrong(records, expected: Callable[[dict[str, Any]], Any], found: Callable[..., Any]) -> list[tuple]:
    """The records in which what was read is not what the raw JSON says; the first few are enough to see why."""
    pairs = ((code, expected(record.raw), found(record.read)) for code, record in records.items())
    return [pair for pair in pairs if pair[1] != pair[2]][:3]


def present(items: list | None) -> list:
    return [item for item in items or [] if item is not None]


def letters(text: str | None) -> str:
    return "".join(c for c in fold(normalise(text or "")) if c.isalnum())


def test_all_of_them_are_read_and_none_is_refused(everything_read, records) -> None:
    assert [item for item in everything_read if isinstance(item, Rejected)] == []
    assert len(everything_read) == len(records) == 2815


def test_every_fee_is_the_amount_of_the_raw_record(records) -> None:
    def raw_fees(detail: dict[str, Any]) -> list[list[tuple]]:
        return [
            [(fee.get("value"), fee.get("currencyName") == "USD") for fee in present(method.get("fees"))]
            for method in present(detail["executionMethods"])
        ]

    assert not wrong(
        records,
        raw_fees,
        lambda p: [[(fee.amount, fee.currency == "USD") for fee in channel.fees] for channel in p.channels],
    )


def test_no_zero_is_called_an_amount_and_no_amount_a_zero(records) -> None:
    fees = [fee for record in records.values() for channel in record.read.channels for fee in channel.fees]
    assert all((fee.state is FeeState.AMOUNT) == bool(fee.amount) for fee in fees)
    states = Counter(str(fee.state) for fee in fees)
    assert sum(states.values()) == 7626
    assert states["zero_with_note"] > 1000
    free = {normalise(fee.note) for fee in fees if fee.state is FeeState.FREE_SAID}
    assert free
    assert max(map(len, free)) <= 20, sorted(free, key=len)[-3:]


def test_every_time_is_the_number_and_unit_of_the_raw_record(records) -> None:
    def raw_times(detail: dict[str, Any]) -> list[tuple]:
        times = [
            (method.get("processingTime"), method.get("processingTimeUnit")) for method in detail["executionMethods"]
        ]
        return [
            (value, unit) if isinstance(value, int) and value and unit in UNITS else (None, None)
            for value, unit in times
        ]

    assert not wrong(
        records,
        raw_times,
        lambda p: [
            (channel.time_limit.value, channel.time_limit.unit and channel.time_limit.unit.name)
            for channel in p.channels
        ],
    )


def test_every_case_keeps_its_time(records) -> None:
    def raw_cases(detail: dict[str, Any]) -> list[tuple]:
        days = [case.get("processingDay") or {} for case in present(detail.get("cases"))]
        return [(day["qty"], day["type"]) if day.get("qty") and day["type"] in UNITS else (None, None) for day in days]

    assert not wrong(
        records,
        raw_cases,
        lambda p: [(case.time_limit.value, case.time_limit.unit and case.time_limit.unit.name) for case in p.cases],
    )


def test_every_document_is_there_with_its_counts_and_forms(records) -> None:
    def raw_documents(detail: dict[str, Any]) -> list[list[tuple]]:
        cases = [present(case.get("profileComponents")) for case in present(detail.get("executionCases"))]
        return [
            [
                (
                    letters(item["name"]),
                    item["originalQty"] or 0,
                    item["copyQty"] or 0,
                    len(present(item.get("attachments"))),
                )
                for item in case
            ]
            for case in cases
            if case
        ]

    assert not wrong(
        records,
        raw_documents,
        lambda p: [
            [(letters(item.name), item.originals, item.copies, len(item.forms)) for item in case.documents]
            for case in p.document_cases
        ],
    )


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("executionMethods", lambda p: len(p.channels)),
        ("executionSteps", lambda p: len(p.steps)),
        ("legalBasisesDetails", lambda p: len(p.legal_basis)),
    ],
)
def test_nothing_of_a_list_is_dropped(records, key: str, found: Callable[..., int]) -> None:
    assert not wrong(records, lambda detail: len(present(detail.get(key))), found)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("resultsDetails", SectionKind.RESULT),
        ("legalBasisesDetails", SectionKind.LEGAL_BASIS),
        ("subjectTypesDetails", SectionKind.APPLICANTS),
        ("departmentsExecuting", SectionKind.EXECUTING_AGENCY),
        ("unitGroupsExecuting", SectionKind.EXECUTING_AGENCY),
        ("departmentsAuthority", SectionKind.AUTHORITY),
        ("departmentsAuthorized", SectionKind.AUTHORITY),
        ("departmentsCoordinating", SectionKind.AUTHORITY),
    ],
)
def test_every_name_of_a_list_stands_in_its_section(records, key: str, kind: SectionKind) -> None:
    lost = []
    for code, record in records.items():
        section = sections_of(record.read).get(kind)
        text = letters(section.text) if section else ""
        lost += [(code, item["name"]) for item in present(record.raw.get(key)) if letters(item["name"]) not in text]
    assert lost[:3] == []


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("requirementsAndConditions", SectionKind.CONDITIONS),
        ("dossierReceivingAddresses", SectionKind.RECEIVING_ADDRESS),
    ],
)
def test_every_text_stands_in_its_section_whole(records, key: str, kind: SectionKind) -> None:
    lost = []
    for code, record in records.items():
        section = sections_of(record.read).get(kind)
        if letters(record.raw.get(key)) not in (letters(section.text) if section else ""):
            lost.append(code)
    assert lost[:3] == []


def test_every_step_is_told_to_its_last_word(records) -> None:
    def raw_steps(detail: dict[str, Any]) -> str:
        steps = present(detail.get("executionSteps"))
        return "".join(letters(step.get("name")) + letters(step.get("description")) for step in steps)

    def steps(procedure) -> str:
        section = sections_of(procedure).get(SectionKind.STEPS)
        return letters(section.text) if section else ""

    assert not wrong(records, raw_steps, steps)


def test_the_levels_are_those_counted_by_hand(records) -> None:
    levels = Counter((record.raw["isWard"], record.raw["isProvince"]) for record in records.values())
    read = Counter(("commune" in r.read.levels, "province" in r.read.levels) for r in records.values())
    assert read == levels
    assert (read[True, False], read[False, True], read[True, True]) == (461, 2047, 307)
    assert sum(record.read.online_level == "full" for record in records.values()) == 1237


def test_no_text_holds_dirt_after_reading(records) -> None:
    dirty = []
    for code, record in records.items():
        for section in sections_of(record.read).values():
            dirty += [(code, line) for line in section.lines if normalise(line) != line or not line.strip()]
    assert dirty[:3] == []
