from __future__ import annotations

from typing import Any

import pytest

from assistant.models import Outcome
from eval.split import Split, group_sizes, look_alike_key, needs_full_corpus, split_of

PINNED = ["dev", "test", "test", "test", "dev", "test", "dev", "test"]


@pytest.mark.parametrize(
    "name",
    [
        "Thủ tục thành lập hội (cấp tỉnh).",
        "Thành lập hội (cấp xã)",
        "THÀNH LẬP HỘI",
        "Thành lập hội thực hiện tại cấp xã",
        "Thành lập hội tại Công an cấp tỉnh",
        "Thành lập hội - cấp tỉnh",
        "Thành lập hội (thực hiện tại cấp tỉnh)",
        "Thành lập hội (địa phương)",
    ],
)
def test_look_alikes_share_a_key(name: str) -> None:
    assert look_alike_key(name) == "thanh lap hoi"


def test_a_level_inside_a_name_is_part_of_it() -> None:
    assert look_alike_key("Đổi tên hội cấp xã có yếu tố nước ngoài") == "doi ten hoi cap xa co yeu to nuoc ngoai"


def test_look_alikes_are_counted(ask: Any) -> None:
    known = [*ask.known("1.000001", name="Thành lập hội (cấp xã)").values()]
    known += [*ask.known("1.000002", name="Thành lập hội (cấp tỉnh)").values()]
    known += [*ask.known("1.000003", name="Giải thể hội").values()]
    assert group_sizes(known) == {"1.000001": 2, "1.000002": 2, "1.000003": 1}


def test_all_questions_about_look_alikes_stand_on_one_side(ask: Any) -> None:
    commune = ask.known("1.000001", name="Thành lập hội (cấp xã)")
    known = commune | ask.known("1.000002", name="Thành lập hội (cấp tỉnh)")
    sides = {split_of(ask.question(f"q{i}", codes=[code]), known, 0.5) for i in range(9) for code in known}
    assert len(sides) == 1


def test_the_split_is_the_same_everywhere_and_about_even(ask: Any) -> None:
    """Pinned: a change of the hash would let tuning see what it was tested on."""
    known = {code: found for i in range(200) for code, found in ask.known(f"1.{i:06}").items()}
    sides = [split_of(ask.question(codes=[code]), known, 0.5) for code in known]
    assert [str(side) for side in sides[:8]] == PINNED
    assert 80 < sides.count(Split.TEST) < 120
    assert split_of(ask.question(codes=["1.000000"]), known, 0.0) is Split.DEV
    assert split_of(ask.question(codes=["1.000000"]), known, 1.0) is Split.TEST


def test_what_the_catalogue_cannot_answer_needs_the_full_corpus(ask: Any) -> None:
    known = ask.known("1.000001")
    some = ask.question(codes=["1.000001", "1.000002"])
    assert not needs_full_corpus(some, known)
    assert needs_full_corpus(ask.question(codes=["1.000002"]), known)
    assert needs_full_corpus(ask.question(codes=["1.000001", "1.000002"], outcome=Outcome.CLARIFY), known)
    assert not needs_full_corpus(ask.question(codes=[]), known)
