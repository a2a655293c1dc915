"""A file -> its records. One bad record costs that record, never its file or the batch."""

from __future__ import annotations

import json

import pytest

from ingest.models import Rejected, SourceRecord
from ingest.sources.files import SourceFile
from ingest.sources.reader import read_file


def read(name: str, content: object) -> list[SourceRecord | Rejected]:
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
    return list(read_file(SourceFile(name, text if isinstance(text, bytes) else text.encode())))


def codes(found: list[SourceRecord | Rejected]) -> list[str]:
    return [item.procedure.code for item in found if isinstance(item, SourceRecord)]


def refused(found: list[SourceRecord | Rejected]) -> Rejected:
    (item,) = [item for item in found if isinstance(item, Rejected)]
    assert item.reason
    assert item.fix
    return item


def test_one_record_is_read_with_its_raw_value_beside_it(make) -> None:
    detail = make.detail(note="  ghi  chú ")
    (record,) = read("a.json", {"detail": detail})
    assert isinstance(record, SourceRecord)
    assert (record.place, record.raw) == ("a.json", detail)
    assert record.procedure.note == "ghi chú"


def test_a_list_gives_its_good_records_and_the_place_of_the_bad_one(make) -> None:
    found = read("all.json", [make.detail("1.000001"), {"no": "record"}, make.detail("1.000003")])
    assert codes(found) == ["1.000001", "1.000003"]
    assert refused(found).place.startswith("all.json#1")


def test_a_bad_field_is_named_after_the_place_of_its_record(make) -> None:
    found = read("all.json", [make.detail(executionMethods=[make.method("PIGEON")])])
    assert refused(found).place == "all.json#0 (detail.executionMethods[0].submissionMethod)"


def test_one_bad_line_of_a_jsonl_costs_that_line(make) -> None:
    lines = [json.dumps(make.detail("1.000001")), '{"broken', "", json.dumps(make.detail("1.000002"))]
    found = read("all.jsonl", "\n".join(lines))
    assert codes(found) == ["1.000001", "1.000002"]
    assert refused(found).place.startswith("all.jsonl:2:")


def test_a_line_ends_where_the_file_says_and_not_inside_a_text(make) -> None:
    """JSON may hold a line separator (U+2028) as it is; it comes from word processors."""
    line = json.dumps(make.detail(note="một\u2028hai\u0085ba"), ensure_ascii=False)
    assert codes(read("all.jsonl", f"{line}\r\n{line}\n")) == ["1.000001", "1.000001"]


def test_a_byte_order_mark_is_no_error(make) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(make.detail()).encode()
    assert codes(read("a.json", data)) == ["1.000001"]
    assert codes(read("a.jsonl", data)) == ["1.000001"]


def test_broken_json_is_refused_with_line_and_column() -> None:
    item = refused(read("a.json", '{\n  "detail": {"code": }\n}'))
    assert item.place == "a.json:2:22"
    assert "JSON" in item.reason


def test_text_that_is_not_utf8_is_refused_with_the_byte() -> None:
    item = refused(read("a.json", b'{"name": "\xff"}'))
    assert item.place == "a.json@10"
    assert "UTF-8" in item.reason


@pytest.mark.parametrize("content", ["", "  \n\t ", "\ufeff"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_empty_file_is_refused(name: str, content: str) -> None:
    assert "trống" in refused(read(name, content)).reason


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"detail": {"executionMethods": [], "x": ' + "9" * 5000 + "}}",
    ],
    ids=["nested without end", "number without end"],
)
def test_json_made_to_hurt_is_refused(content: str) -> None:
    assert "JSON" in refused(read("a.json", content)).reason


@pytest.mark.parametrize(("name", "kind"), [("a.docx", ".docx"), ("A.PDF", ".pdf"), ("readme", "phần mở rộng")])
def test_a_kind_of_file_that_is_not_read_is_refused_by_name(name: str, kind: str) -> None:
    item = refused(read(name, b"anything"))
    assert item.place == name
    assert kind in item.reason


@pytest.mark.parametrize("content", ["null", "3", '"text"', "{}", "true"])
def test_json_that_is_no_record_is_refused(content: str) -> None:
    assert "không phải bản ghi" in refused(read("a.json", content)).reason


def test_an_empty_list_is_not_passed_over_in_silence() -> None:
    assert refused(read("a.json", "[]")).place == "a.json"


@pytest.mark.parametrize("where", [{"name": "Giấy \ud800 phép"}, {"unknownKey": "\ud800"}])
def test_half_a_character_costs_at_most_its_record(home, make, where: dict) -> None:
    """Broken exports hold lone surrogates, which no database and no terminal takes."""
    bad = home.write("bad.json", json.dumps(make.detail("1.000002", **where)))
    good = home.write("good.json", make.detail("1.000001"))
    report = home.ingest(bad, good)
    assert "1.000001" in report.new
    assert len(report.new) + len(report.rejected) == 2
