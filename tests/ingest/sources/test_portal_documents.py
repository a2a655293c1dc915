"""The dossier of a portal record: papers, remarks among the papers, blank forms."""

from __future__ import annotations

import pytest

from ingest.models import Document


def read_documents(make, *documents) -> tuple[Document, ...]:
    procedure = make.procedure(executionCases=[make.documents(*documents)])
    return procedure.document_cases[0].documents


def test_originals_and_copies_are_counted(make) -> None:
    (document,) = read_documents(make, make.document("Bản vẽ", originalQty=1, copyQty=2))
    assert (document.name, document.originals, document.copies) == ("Bản vẽ", 1, 2)


def test_a_blank_form_is_known_by_its_file_name(make) -> None:
    attachments = [{"fileName": "CT01.doc"}, None, {"fileName": " "}]
    (document,) = read_documents(make, make.document(attachments=attachments, hasElectronicForm=True))
    assert document.forms == ("CT01.doc",)
    assert document.electronic_form


def test_the_portals_required_flag_is_not_believed(make) -> None:
    """It is false on every document of the country."""
    said_yes = read_documents(make, make.document(required=True))
    said_no = read_documents(make, make.document(required=False))
    assert said_yes == said_no


@pytest.mark.parametrize(
    "remark",
    [
        "* Lưu ý: giấy tờ nước ngoài phải được hợp pháp hóa",
        "Ghi chú: nộp bản chính",
        "- Trường hợp đã nộp bản điện tử thì không phải nộp bản giấy",
        "Đối với giấy tờ xuất trình khi làm trực tiếp:",
        "Người tiếp nhận có trách nhiệm kiểm tra",
        "Giấy tờ phải nộp:",
    ],
)
def test_a_remark_among_the_papers_is_marked_as_one(make, remark: str) -> None:
    (document,) = read_documents(make, make.document(remark, originalQty=0))
    assert document.is_note
    assert document.name == remark


@pytest.mark.parametrize(
    "paper", ["Trường hợp trẻ bị bỏ rơi: biên bản do cơ quan có thẩm quyền lập", "Đối với tổ chức: giấy giới thiệu"]
)
def test_what_someone_counted_is_a_paper_whatever_it_sounds_like(make, paper: str) -> None:
    (document,) = read_documents(make, make.document(paper, originalQty=1))
    assert not document.is_note


def test_a_short_uncounted_name_is_still_a_paper(make) -> None:
    (document,) = read_documents(make, make.document("Hộ chiếu", originalQty=0))
    assert not document.is_note


def test_a_paper_without_a_name_or_a_count_is_kept(make) -> None:
    (document,) = read_documents(make, {"name": None, "originalQty": None, "copyQty": None, "attachments": None})
    assert (document.name, document.originals, document.copies) == ("", 0, 0)


def test_the_cases_keep_their_names_and_order_and_the_empty_ones_go(make) -> None:
    cases = [
        make.documents(make.document("Đơn"), name="* Giấy tờ phải nộp:"),
        make.documents(name="Không có gì"),
        None,
        make.documents(make.document("Hộ chiếu"), None, make.document("Ảnh"), name=""),
    ]
    read = make.procedure(executionCases=cases).document_cases
    names = [(case.name, [document.name for document in case.documents]) for case in read]
    assert names == [("* Giấy tờ phải nộp:", ["Đơn"]), ("", ["Hộ chiếu", "Ảnh"])]
