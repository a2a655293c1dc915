"""All 2,815 records in one index: the counts, and twenty questions with values read from the raw records by eye."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.composition import compose
from assistant.models import ClaimStatus
from ingest.generations import open_generation
from ingest.models import SectionKind

pytestmark = pytest.mark.shared
FEES, TIME, RESULT = SectionKind.FEES, SectionKind.TIME_LIMIT, SectionKind.RESULT

QUESTIONS: list[tuple[str, str, SectionKind, list[str]]] = [
    (
        "lệ phí cấp bản sao trích lục hộ tịch bao nhiêu",
        "2.000635",
        FEES,
        ["Trực tuyến, Bưu chính, Trực tiếp: Phí 8.000 đồng"],
    ),
    (
        "chứng thực bản sao từ bản chính giấy tờ bao nhiêu tiền một trang",
        "2.000815",
        FEES,
        ["Trực tiếp: Phí 2.000 đồng – /trang", "Trực tiếp: Phí 10 USD – /bản"],
    ),
    (
        "đăng ký thường trú lệ phí bao nhiêu",
        "1.004222",
        FEES,
        ["Trực tuyến: Phí 10.000 đồng", "Trực tiếp: Phí 20.000 đồng"],
    ),
    ("đăng ký tạm trú mất bao lâu", "1.004194", TIME, ["3 ngày làm việc"]),
    ("lệ phí tách hộ là bao nhiêu", "1.010038", FEES, ["Trực tiếp: Phí 10.000 đồng", "Trực tuyến: Phí 5.000 đồng"]),
    ("cấp đổi thẻ căn cước hết bao nhiêu tiền", "1.014063", FEES, ["Trực tiếp: Lệ phí 50.000 đồng"]),
    (
        "cấp lại thẻ căn cước lệ phí bao nhiêu",
        "1.014064",
        FEES,
        ["Trực tiếp: Lệ phí 70.000 đồng", "Bưu chính: nguồn không nêu phí, lệ phí"],
    ),
    ("xác nhận thông tin về cư trú nhận được kết quả gì", "1.010041", RESULT, ["Xác nhận thông tin về cư trú (CT07)"]),
    (
        "chứng thực chữ ký người dịch là cộng tác viên dịch thuật lệ phí bao nhiêu",
        "2.000992",
        FEES,
        ["Trực tiếp: Phí 10.000 đồng – /trường hợp"],
    ),
    ("sửa lỗi sai sót trong giao dịch đã chứng thực lệ phí bao nhiêu", "2.000927", FEES, ["25.000 đồng – /giao dịch"]),
    (
        "cấp lại giấy chứng nhận đăng ký phương tiện thủy nội địa lệ phí",
        "1.003930",
        FEES,
        ["Lệ phí 70.000 đồng", "70.000 đồng/Giấy chứng nhận"],
    ),
    ("hòa giải tranh chấp đất đai mất bao lâu", "1.012812", TIME, ["Bưu chính: 30 ngày", "Trực tiếp: 40 ngày"]),
    (
        "trợ cấp thờ cúng liệt sĩ cần giấy tờ gì",
        "1.010803",
        SectionKind.DOCUMENTS,
        ["- Văn bản ủy quyền. (bản chính: 1, bản sao: 1)", "(bản chính: 1, mẫu: Mauso18_ND131_2021.docx)"],
    ),
    ("công nhận ban vận động thành lập hội thời hạn bao lâu", "1.013702", TIME, ["30 ngày làm việc"]),
    ("cấp giấy phép xuống tàu cho người Việt Nam lệ phí", "1.013564", FEES, ["Trực tiếp: Lệ phí 30.000 đồng"]),
    ("xóa đăng ký thường trú mất mấy ngày", "1.003197", TIME, ["Trực tuyến: 5 ngày làm việc"]),
    (
        "hưởng bảo hiểm xã hội một lần mất bao lâu",
        "1.001613",
        TIME,
        ["Trực tuyến, Bưu chính, Trực tiếp: 5 ngày làm việc"],
    ),
    ("thông báo lưu trú giải quyết trong bao lâu", "2.001159", TIME, ["1 giờ"]),
    (
        "cấp lại bằng Tổ quốc ghi công bao nhiêu ngày",
        "1.010778",
        TIME,
        ["60 ngày làm việc", "Trường hợp “Cấp lại Bằng “Tổ quốc ghi công””: 97 ngày"],
    ),
    (
        "khai báo tạm vắng theo quyết định công bố nào",
        "1.003677",
        SectionKind.DECISION,
        ["Quyết định số 9354/QĐ-BCA-C06 của Bộ Công an", "Ngày quyết định: 20/11/2025"],
    ),
]


@pytest.fixture(scope="module")
def assistant(full) -> Assistant:
    return full[0].assistant()


def test_everything_is_stored_and_indexed(full) -> None:
    home, report = full
    assert (report.read, len(report.new), report.rejected, report.procedures) == (2815, 2815, [], 2815)
    assert home.catalogue().counts() == {"published": 2815}
    generation = open_generation(home.settings)
    assert len(generation.cards) == len(generation.lexical.codes) == 2815


def test_the_checks_find_what_the_material_is_known_for(full) -> None:
    findings = full[1].findings
    for kind in (
        "fee_zero_with_note",
        "fee_foreign_currency",
        "time_without_unit",
        "document_is_note",
        "other_province",
    ):
        assert findings[kind] > 10, kind
    assert findings["document_without_name"] > 0


@pytest.mark.parametrize(("question", "code"), [item[:2] for item in QUESTIONS], ids=[item[0] for item in QUESTIONS])
def test_a_question_that_names_the_procedure_finds_it(assistant: Assistant, question: str, code: str) -> None:
    found = [(candidate.code, candidate.name) for candidate in assistant.ask(question).candidates[:3]]
    assert code in [found_code for found_code, _ in found], found


@pytest.mark.parametrize(
    ("code", "facet", "values"), [item[1:] for item in QUESTIONS], ids=[item[1] for item in QUESTIONS]
)
def test_the_field_holds_the_values_read_by_eye(
    assistant: Assistant, code: str, facet: SectionKind, values: list[str]
) -> None:
    claims = compose(assistant.version(code), (facet,), 100).claims
    lines = [claim.text for claim in claims if claim.status is ClaimStatus.VERBATIM]
    for value in values:
        assert any(value in line for line in lines), (value, lines)


def test_the_full_source_again_changes_nothing_and_withdraws_nothing(full, shared) -> None:
    home, first = full
    again = home.ingest(str(shared / "corpus" / "records"), withdraw_missing=True)
    assert (again.unchanged, again.new, again.changed, again.withdrawn) == (2815, [], [], [])
    assert again.generation == first.generation
