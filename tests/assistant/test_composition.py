"""Record + facets -> claims and citations."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.composition import Composition, compose, portal_url
from assistant.models import ClaimStatus
from assistant.rendering import render
from ingest.models import SectionKind, Version

FEES, TIME, DOCUMENTS = SectionKind.FEES, SectionKind.TIME_LIMIT, SectionKind.DOCUMENTS


def version(make, **overrides) -> Version:
    return Version("1.000001", 3, date(2026, 11, 24), "hash", make.procedure(**overrides))


def texts(composition: Composition) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.citations) for claim in composition.claims]


def test_a_field_is_a_lead_and_its_lines_all_citing_one_source(make) -> None:
    composition = compose(version(make), (FEES,), 30)
    assert texts(composition) == [("Phí, lệ phí:", (1,)), ("Trực tiếp: Phí 8.000 đồng", (1,))]
    (citation,) = composition.citations
    assert (citation.number, citation.code, citation.section, citation.version) == (1, "1.000001", FEES, 3)
    assert citation.quote == "Trực tiếp: Phí 8.000 đồng"
    assert citation.url == "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/id-of-1.000001"


def test_fields_come_in_the_order_asked_and_once(make) -> None:
    composition = compose(version(make), (TIME, FEES, TIME), 30)
    assert [(citation.number, citation.section) for citation in composition.citations] == [(1, TIME), (2, FEES)]


def test_a_long_field_is_cut_and_the_rest_counted_as_still_there(make) -> None:
    papers = [make.document(f"Giấy tờ {number}") for number in range(40)]
    composition = compose(version(make, executionCases=[make.documents(*papers)]), (DOCUMENTS,), 30)
    lines = [claim for claim in composition.claims if claim.status is ClaimStatus.VERBATIM]
    assert (len(lines), lines[-1].text) == (30, "Giấy tờ 29 (bản chính: 1)")
    assert composition.claims[0].text == "Thành phần hồ sơ theo bản ghi (40 dòng):"
    assert "Còn 10 dòng" in composition.claims[-1].text
    assert "Giấy tờ 30" not in composition.citations[0].quote


def test_a_field_of_exactly_the_limit_is_not_cut(make) -> None:
    papers = [make.document(f"Giấy tờ {number}") for number in range(30)]
    composition = compose(version(make, executionCases=[make.documents(*papers)]), (DOCUMENTS,), 30)
    assert not any("Còn" in claim.text for claim in composition.claims)


def test_an_empty_field_is_said_to_be_empty_and_never_filled_from_elsewhere(make) -> None:
    composition = compose(version(make, executionCases=[]), (DOCUMENTS,), 30)
    assert texts(composition) == [("Bản ghi không nêu mục “Thành phần hồ sơ”.", ())]
    assert composition.claims[0].status is ClaimStatus.NOT_STATED


@pytest.mark.parametrize(
    ("facet", "instead"),
    [
        (SectionKind.RECEIVING_ADDRESS, {SectionKind.CHANNELS, SectionKind.EXECUTING_AGENCY}),
        (SectionKind.AUTHORITY, {SectionKind.EXECUTING_AGENCY}),
        (SectionKind.FORMS, {DOCUMENTS}),
    ],
)
def test_after_an_empty_field_come_the_fields_that_may_still_tell(make, facet: SectionKind, instead: set) -> None:
    composition = compose(version(make), (facet,), 30)
    assert composition.claims[0].status is ClaimStatus.NOT_STATED
    assert {citation.section for citation in composition.citations} == instead


def test_what_was_shown_is_not_shown_again_in_place_of_an_empty_field(make) -> None:
    asked = (SectionKind.EXECUTING_AGENCY, SectionKind.AUTHORITY)
    composition = compose(version(make), asked, 30)
    assert [citation.section for citation in composition.citations] == [SectionKind.EXECUTING_AGENCY]


def test_no_facet_gives_an_overview_of_what_is_there(make) -> None:
    composition = compose(version(make, executionCases=[]), (), 30)
    sections = [citation.section for citation in composition.citations]
    assert {FEES, TIME, SectionKind.EXECUTING_AGENCY, SectionKind.RESULT} <= set(sections)
    assert all(claim.status is not ClaimStatus.NOT_STATED for claim in composition.claims)


def test_a_record_without_a_page_gets_no_link(make) -> None:
    assert portal_url(make.procedure(id="")) == ""
    assert compose(version(make, id=""), (FEES,), 30).citations[0].url == ""


def test_the_text_names_the_procedure_and_numbers_its_sources(make) -> None:
    shown = version(make)
    text = render(shown, compose(shown, (FEES, TIME), 30))
    assert text.startswith("**Cấp giấy phép nuôi chim yến** (mã 1.000001)")
    assert "- Trực tiếp: Phí 8.000 đồng [1]" in text
    assert "- Trực tiếp: 3 ngày làm việc [2]" in text
