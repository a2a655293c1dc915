"""Words find titles, typed with marks or without."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.chunking import CARD, Chunk
from ingest.lexical import BODY, TITLE, LexicalIndex, build_lexical, open_lexical, query_terms

TITLES = {
    "1.000001": "Thủ tục đăng ký khai sinh. Hộ tịch",
    "1.000002": "Thủ tục đăng ký khai tử. Hộ tịch",
    "1.000003": "Chứng thực chữ ký trong giấy tờ. Chứng thực",
    "1.000004": "Đăng ký tạm trú. Cư trú",
    "1.000005": "Cấp mã số đơn vị. Ngân sách",
}


def chunks() -> list[Chunk]:
    titles = [Chunk(code, CARD, title) for code, title in TITLES.items()]
    return [*titles, Chunk("1.000002", "documents", "Giấy báo tử"), Chunk("1.000002", "steps", "Nộp tại xã")]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    build_lexical(chunks(), tmp_path)
    return open_lexical(tmp_path)


def best(index: LexicalIndex, question: str, field: str = TITLE) -> str:
    return index.codes[int(np.argmax(index.scores(query_terms(question), field)))]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("đăng ký khai sinh", "1.000001"),
        ("dang ky khai sinh", "1.000001"),
        ("DANG KY TAM TRU", "1.000004"),
        ("khai tử", "1.000002"),
        ("khai tu", "1.000002"),
        ("chữ ký", "1.000003"),
        ("ma so", "1.000005"),
    ],
)
def test_a_title_is_found_by_its_words_with_or_without_marks(index, question: str, code: str) -> None:
    assert best(index, question) == code


def test_marks_that_were_typed_tell_words_apart(index) -> None:
    """Without marks "tư" could be "tử"; typed with its mark it is not."""
    scores = index.scores(query_terms("khai tử"), TITLE), index.scores(query_terms("khai tu"), TITLE)
    at = index.codes.index("1.000002")
    assert scores[0][at] > scores[1][at]


def test_the_words_of_a_section_are_found_in_the_body_and_not_in_the_title(index) -> None:
    assert best(index, "giấy báo tử", BODY) == "1.000002"
    assert index.scores(query_terms("báo"), TITLE).max() == 0


def test_words_that_stand_nowhere_score_nothing(index) -> None:
    scores = index.scores(query_terms("xyzzy qwerty"), TITLE)
    assert scores.shape == (5,)
    assert scores.tolist() == [0, 0, 0, 0, 0]


def test_an_empty_question_scores_nothing(index) -> None:
    assert index.scores(query_terms("  ?! "), TITLE).tolist() == [0, 0, 0, 0, 0]


def test_a_procedure_without_any_section_is_in_the_index_all_the_same(index) -> None:
    assert index.codes == sorted(TITLES)


def test_every_procedure_without_sections_is_no_crash(tmp_path: Path) -> None:
    build_lexical([Chunk("1.000001", CARD, "Đăng ký khai sinh")], tmp_path)
    index = open_lexical(tmp_path)
    assert index.scores(query_terms("khai sinh"), BODY).tolist() == [0]


def test_an_index_built_from_the_former_one_scores_the_same(index, tmp_path: Path) -> None:
    changed = [Chunk("1.000004", CARD, "Đăng ký thường trú. Cư trú"), Chunk("1.000006", CARD, "Xóa đăng ký tạm trú")]
    kept = frozenset({"1.000001", "1.000003", "1.000005"})  # 1.000002 is gone
    build_lexical(changed, tmp_path / "next", previous=tmp_path, keep=kept)
    build_lexical([*(c for c in chunks() if c.code in kept), *changed], tmp_path / "fresh")
    grown, fresh = open_lexical(tmp_path / "next"), open_lexical(tmp_path / "fresh")
    assert grown.codes == fresh.codes == sorted({*kept, "1.000004", "1.000006"})
    for question in ("đăng ký tạm trú", "khai tu", "giấy báo tử", "thuong tru"):
        for field in (TITLE, BODY):
            terms = query_terms(question)
            np.testing.assert_allclose(grown.scores(terms, field), fresh.scores(terms, field), rtol=1e-5)


def test_a_missing_file_is_an_os_error_that_the_reader_can_tell(index, tmp_path: Path) -> None:
    (tmp_path / "codes.json").unlink()
    with pytest.raises(OSError, match=r"codes\.json"):
        open_lexical(tmp_path)
