"""An answer is taken from the record word for word, and every line of it can be looked up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.assistant import Assistant
from assistant.models import Answer, ClaimStatus, Outcome, Reason
from ingest.models import SectionKind
from ingest.sections import sections_of

QUESTIONS = [
    ("lệ phí cấp bản sao trích lục hộ tịch bao nhiêu", "2.000635", SectionKind.FEES),
    ("đăng ký thường trú mất bao lâu", "1.004222", SectionKind.TIME_LIMIT),
    ("đăng ký kết hôn cần giấy tờ gì", "1.000894", SectionKind.DOCUMENTS),
    ("chứng thực bản sao từ bản chính bao nhiêu tiền", "2.000815", SectionKind.FEES),
    ("xac nhan tinh trang hon nhan can giay to gi", "1.004873", SectionKind.DOCUMENTS),
    ("le phi dang ky ho kinh doanh", "1.001612", SectionKind.FEES),
]


def verbatim(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims if claim.status is ClaimStatus.VERBATIM]


@pytest.mark.parametrize(("question", "code", "facet"), QUESTIONS, ids=[question for question, _, _ in QUESTIONS])
def test_the_asked_field_of_the_right_procedure_is_shown_word_for_word(
    tiny_assistant: Assistant, question: str, code: str, facet: SectionKind
) -> None:
    answer = tiny_assistant.ask(question)
    assert (answer.outcome, answer.candidates[0].code, answer.facets) == (Outcome.ANSWERED, code, (facet,))
    section = sections_of(tiny_assistant.version(code).procedure)[facet]
    assert verbatim(answer) == list(section.lines[: len(verbatim(answer))])
    assert verbatim(answer)


def test_the_fee_is_the_one_a_clerk_reads_on_the_portal(tiny_assistant: Assistant) -> None:
    fees = verbatim(tiny_assistant.ask("lệ phí đăng ký thường trú"))
    assert fees[0].startswith("Trực tuyến: Phí 10.000 đồng")
    assert fees[1].startswith("Trực tiếp: Phí 20.000 đồng")
    assert len(fees) == 2


def test_a_fee_in_dollars_is_told_beside_the_one_in_dong(tiny_assistant: Assistant) -> None:
    fees = verbatim(tiny_assistant.ask("lệ phí 2.000815"))
    assert fees == ["Trực tiếp: Phí 2.000 đồng – /trang", "Trực tiếp: Phí 10 USD – /bản"]


def test_the_time_is_the_one_of_the_record(tiny_assistant: Assistant) -> None:
    assert verbatim(tiny_assistant.ask("thời hạn 1.004222")) == ["Trực tuyến, Trực tiếp: 7 ngày làm việc"]


def test_two_questions_in_one_are_both_answered_in_their_order(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("đăng ký thường trú lệ phí bao nhiêu, mất bao lâu")
    assert answer.facets == (SectionKind.FEES, SectionKind.TIME_LIMIT)
    assert [citation.section for citation in answer.citations] == [SectionKind.FEES, SectionKind.TIME_LIMIT]


ASKED = [question for question, _, _ in QUESTIONS] + ["1.001193", "nơi nộp hồ sơ đăng ký kết hôn", "giấy độc thân"]


@pytest.mark.parametrize("question", ASKED)
def test_every_claim_is_found_in_what_it_cites(tiny_assistant: Assistant, question: str) -> None:
    answer = tiny_assistant.ask(question)
    cited = {citation.number: citation for citation in answer.citations}
    assert sorted(cited) == list(range(1, len(cited) + 1))
    for citation in answer.citations:
        version = tiny_assistant.version(citation.code, citation.version)
        lines = sections_of(version.procedure)[citation.section].lines
        assert citation.code == answer.candidates[0].code
        assert set(citation.quote.split("\n")) <= set(lines)
        assert citation.url.endswith(version.procedure.portal_id)
    for claim in answer.claims:
        assert all(number in cited for number in claim.citations)
        if claim.status is ClaimStatus.VERBATIM:
            assert claim.text in cited[claim.citations[0]].quote.split("\n")
            assert cited[claim.citations[0]].section is claim.section


@pytest.mark.parametrize("question", ASKED)
def test_the_text_on_the_screen_holds_every_claim(tiny_assistant: Assistant, question: str) -> None:
    answer = tiny_assistant.ask(question)
    assert all(claim.text.lstrip("-+*– ") in answer.text for claim in answer.claims)


def test_a_field_the_record_leaves_empty_is_said_to_be_empty(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("điều kiện 1.001193")
    (claim,) = [claim for claim in answer.claims if claim.status is ClaimStatus.NOT_STATED]
    assert (claim.section, claim.citations) == (SectionKind.CONDITIONS, ())
    assert claim.text == "Bản ghi không nêu mục “Yêu cầu, điều kiện”."
    assert verbatim(answer) == []


def test_where_a_field_is_empty_the_fields_that_may_still_tell_are_shown(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("nơi nộp hồ sơ 1.000894")
    assert answer.claims[0].status is ClaimStatus.NOT_STATED
    assert {citation.section for citation in answer.citations} == {SectionKind.CHANNELS, SectionKind.EXECUTING_AGENCY}


def test_what_is_left_out_is_counted(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("1.001193")
    shown = [
        text
        for text in verbatim(answer)
        if text in sections_of(tiny_assistant.version("1.001193").procedure)[SectionKind.DOCUMENTS].lines
    ]
    assert any(f"Còn {36 - len(shown)} dòng" in claim.text for claim in answer.claims)


def test_a_code_alone_gives_an_overview_of_that_procedure(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("thủ tục 2.000635")
    assert answer.candidates[0].code == "2.000635"
    assert answer.facets == ()
    assert {SectionKind.FEES, SectionKind.TIME_LIMIT, SectionKind.DOCUMENTS} <= {c.section for c in answer.citations}


def test_a_code_wins_over_every_word_around_it(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("lệ phí đăng ký kết hôn khai sinh khai tử 2.000635")
    assert answer.candidates[0].code == "2.000635"
    assert verbatim(answer)[0].startswith("Trực tuyến, Bưu chính, Trực tiếp: Phí 8.000 đồng")


def test_a_code_nobody_published_is_declined_and_never_replaced(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("lệ phí 9.999999 là bao nhiêu")
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_CATALOGUE)
    assert (answer.claims, answer.citations) == ((), ())


@pytest.mark.parametrize("question", ["asdf qwer zxcv", "thời tiết ngày mai thế nào", "giá vàng hôm nay", "!!! ???"])
def test_what_no_record_tells_is_declined_with_whom_to_call(tiny_assistant: Assistant, question: str) -> None:
    answer = tiny_assistant.ask(question)
    assert answer.outcome is Outcome.DECLINED
    assert answer.claims == ()
    assert "1022" in answer.text


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\u200b"])
def test_no_question_is_declined_as_empty(tiny_assistant: Assistant, question: str) -> None:
    answer = tiny_assistant.ask(question)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.EMPTY)


def test_a_question_as_long_as_a_letter_is_answered(tiny_assistant: Assistant) -> None:
    answer = tiny_assistant.ask("lệ phí đăng ký thường trú " * 500)
    assert answer.candidates[0].code == "1.004222"


def test_the_standing_warning_names_decision_version_page_and_contact(tiny_assistant: Assistant) -> None:
    warning = tiny_assistant.ask("lệ phí 2.000635").warnings[0]
    for fact in ("163/QĐ-BTP", "16/01/2026", "phiên bản 1", "https://dichvucong.gov.vn/", "Sở Tư pháp", "1022"):
        assert fact in warning


def test_a_doubt_about_the_asked_field_is_told_and_no_other(tiny_assistant: Assistant) -> None:
    asked = tiny_assistant.ask("lệ phí 1.000656").warnings
    assert any("lưu mức thu là 0" in warning for warning in asked)
    other = tiny_assistant.ask("thời hạn 1.000656").warnings
    assert not any("lưu mức thu là 0" in warning for warning in other)


def test_up_to_ten_candidates_come_best_first_each_once(tiny_assistant: Assistant) -> None:
    candidates = tiny_assistant.ask("đăng ký khai sinh").candidates
    assert len({candidate.code for candidate in candidates}) == len(candidates) <= 10
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)


def test_many_threads_may_ask_one_assistant(tiny_assistant: Assistant) -> None:
    questions = [question for question, _, _ in QUESTIONS] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(tiny_assistant.ask, questions))
    assert [answer.candidates[0].code for answer in answers] == [code for _, code, _ in QUESTIONS] * 4
