"""What was typed in haste: keystrokes that never became letters, short forms, missing marks."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.telex import decode


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("dduwowngf", "đường"),
        ("ddangw", "đăng"),
        ("kys", "ký"),
        ("thuees", "thuế"),
        ("vieetj", "việt"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("quys", "quý"),
        ("ho65", "hộ"),
        ("gia61y", "giấy"),
        ("tru1", "trú"),
        ("d9uo7ng2", "đường"),
        ("nguoi72", "người"),
    ],
)
def test_telex_and_vni_keys_become_the_syllable_they_were_meant_for(keys: str, meant: str) -> None:
    assert decode(keys) == meant


@pytest.mark.parametrize("word", ["khai", "sinh", "hoa", "2024", "x", "lệ", "ct01"])
def test_a_word_that_is_no_keystrokes_stays(word: str) -> None:
    assert decode(word) == word


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("dang ky thuong tru can giay to gi", "1.004222"),
        ("le phi chung thuc ban sao tu ban chinh", "2.000815"),
        ("DANG KY KET HON", "1.000894"),
        ("ddawng kys khai sinh", "1.001193"),
        ("dki ket hon can giay to j", "1.000894"),
        ("ĐKKH cần gì", "1.000894"),
        ("dkks can gi", "1.001193"),
        ("giay doc than", "1.004873"),
        ("báo tử cho ba mất", "1.000656"),
        ("mở hộ kd cần giấy tờ gì", "1.001612"),
    ],
)
def test_a_question_typed_in_haste_finds_its_procedure(tiny_assistant: Assistant, question: str, code: str) -> None:
    assert tiny_assistant.ask(question).candidates[0].code == code
