"""Marks that were not typed are restored from the records' own words; what was typed with marks stays."""

from __future__ import annotations

import pytest

from ingest.diacritics import SyllableModel
from ingest.generations import open_generation


@pytest.fixture(scope="module")
def model(tiny) -> SyllableModel:
    return open_generation(tiny.settings).syllables


def restored(model: SyllableModel, text: str) -> str:
    return " ".join(reading.restored for reading in model.restore(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dang ky khai sinh", "đăng ký khai sinh"),
        ("le phi bao nhieu", "lệ phí bao nhiêu"),
        ("thuong tru", "thường trú"),
        ("ho kinh doanh", "hộ kinh doanh"),
        ("tinh trang hon nhan", "tình trạng hôn nhân"),
        ("uy ban nhan dan cap xa", "ủy ban nhân dân cấp xã"),
    ],
)
def test_words_typed_without_marks_are_read_as_the_records_write_them(model, typed: str, meant: str) -> None:
    assert restored(model, typed) == meant


def test_what_was_typed_with_marks_stays_even_where_it_is_rare(model) -> None:
    assert restored(model, "đăng ký khai sính") == "đăng ký khai sính"


def test_words_nobody_knows_and_numbers_stay_as_typed(model) -> None:
    assert restored(model, "xyzzy 1.001193 ct01") == "xyzzy 1.001193 ct01"


def test_the_weight_of_a_reading_is_a_probability(model) -> None:
    readings = model.restore("dang ky ket hon o dau")
    assert all(0 < reading.weight <= 1 for reading in readings)
    assert [reading.typed for reading in readings] == ["dang", "ky", "ket", "hon", "o", "dau"]


def test_nothing_is_restored_from_nothing(model) -> None:
    assert model.restore("") == []
    assert model.restore(" ?! ") == []
