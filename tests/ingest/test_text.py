"""Vietnamese text is normalised without changing what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.text import codes_in, fold, has_marks, normalise, quote, syllables

VOWELS = "aăâeêioôơuưy"
LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in VOWELS
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]
LETTERS += [letter.upper() for letter in LETTERS] + list("bcdđghklmnpqrstvxBCDĐQ")
DIRT = list(" \t\n\r.,-/0123456789()\u00a0\u200b\u00ad\ufeff\uf0b7\uf0fc\u2028\x07")
vietnamese = st.text(alphabet=LETTERS + DIRT, max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hoà giải", "hòa giải"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("sức khoẻ", "sức khỏe"),
        ("Thuý", "Thúy"),
        ("quý", "quý"),
        ("quỹ", "quỹ"),
        ("hoặc", "hoặc"),
        ("hoàn, toàn, khoản", "hoàn, toàn, khoản"),
        ("huỷ, thuỷ", "hủy, thủy"),
    ],
)
def test_the_tone_mark_stands_in_one_place(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Lệ phí hộ tịch"), "Lệ phí hộ tịch"),
        ("\uf0b7 Tờ khai", "- Tờ khai"),
        ("\uf02b Bản sao", "+ Bản sao"),
        ("giấy\ue123phép", "giấy phép"),
        ("10\u00a0ngày", "10 ngày"),
        ("Giấy\u200b khai\u00ad sinh\ufeff", "Giấy khai sinh"),
        ("một\t\thai   ba", "một hai ba"),
        ("dòng 1 \r\n\r\n\n dòng 2", "dòng 1\ndòng 2"),
        ("a\u2028b", "a\nb"),
        ("chuông\x07", "chuông"),
        ("  giữa  ", "giữa"),
        ("", ""),
    ],
)
def test_dirt_of_word_processors_is_cleaned(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(vietnamese)
@example("oa\u0300\u0302")  # two marks on one letter: after the tone moves, what is left composes
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(vietnamese, st.sampled_from(["NFC", "NFD"]))
def test_the_same_word_is_the_same_however_it_was_encoded(text: str, form: str) -> None:
    assert normalise(unicodedata.normalize(form, text)) == normalise(text)


@given(vietnamese)
def test_normalising_never_loses_a_letter_or_a_digit(text: str) -> None:
    kept = [c for c in fold(normalise(text)) if c.isalnum()]
    assert kept == [c for c in fold(text) if c.isalnum()]


@given(vietnamese)
def test_folding_leaves_no_marks_and_no_capitals(text: str) -> None:
    folded = fold(text)
    decomposed = unicodedata.normalize("NFD", folded)
    assert not any(unicodedata.combining(c) for c in decomposed)
    assert "đ" not in folded
    assert folded == folded.lower()


@given(vietnamese)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    """Quotes are cut from the text at positions found in its folded form."""
    kept = normalise(text)
    assert len(fold(kept)) == len(kept)


def test_folding_is_what_a_hasty_typist_writes() -> None:
    assert fold("Đăng ký khai sinh, Quận ƯỚC") == "dang ky khai sinh, quan uoc"
    assert fold(unicodedata.normalize("NFD", "Đường sắt")) == "duong sat"


def test_marks_are_noticed() -> None:
    assert has_marks("lệ phí")
    assert not has_marks("le phi 8000")
    assert not has_marks("LE PHI")


def test_syllables_keep_numbers_of_laws_and_codes_whole() -> None:
    assert syllables("Mã 1.001193, nộp 24/7") == ["mã", "1.001193", "nộp", "24/7"]


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("thủ tục 1.001193 mất bao lâu", ["1.001193"]),
        ("so sánh 1.001193 và 2.000635.", ["1.001193", "2.000635"]),
        ("lệ phí 50.000 đồng", []),
        ("hồ sơ số 12.345678", []),
    ],
)
def test_a_code_is_found_only_where_it_stands_alone(question: str, codes: list[str]) -> None:
    """Half of a longer number is another procedure's code, or nobody's."""
    assert codes_in(question) == codes


def test_a_longer_code_is_not_taken_for_the_one_it_begins_with() -> None:
    assert "1.001193" not in codes_in("mã 1.0011931")


def test_a_long_quote_is_cut_at_a_space_and_says_so() -> None:
    assert quote("ngắn") == "ngắn"
    cut = quote("mười hai chữ cái " * 30, limit=100)
    assert len(cut) <= 100
    assert cut.endswith("…")
    assert ("mười hai chữ cái " * 30).startswith(cut.removesuffix("…"))
