from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import ScoringError
from eval.expert import CitationScore, Mark, Scoring, SentenceScore, read_scorings, store_scoring, summarise


def scoring(answer: str, scorer: str, *marks: Mark, note: str = "") -> Scoring:
    sentences = tuple(SentenceScore(place, f"câu {place}", mark) for place, mark in enumerate(marks))
    return Scoring(answer, scorer, "2026-07-18T10:00:00", sentences, (CitationScore(1, Mark.RIGHT),), note)


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "scores" / "experts.jsonl"
    first, second = scoring("a", "Lan", Mark.RIGHT, Mark.WRONG, note="thiếu lệ phí"), scoring("a", "Minh", Mark.RIGHT)
    store_scoring(path, first)
    store_scoring(path, second)
    assert read_scorings(path) == [first, second]
    assert read_scorings(tmp_path / "none.jsonl") == []


def test_a_second_look_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "experts.jsonl"
    store_scoring(path, scoring("a", "Lan", Mark.WRONG))
    store_scoring(path, scoring("a", "Lan", Mark.RIGHT))
    assert [item.sentences[0].mark for item in read_scorings(path)] == [Mark.RIGHT]
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_scorings_are_summed_up() -> None:
    """Two of Lan's three and both of Minh's are right; they differ on one of two common sentences."""
    found = summarise(
        [
            scoring("a", "Lan", Mark.RIGHT, Mark.NEEDS_IMPROVEMENT),
            scoring("a", "Minh", Mark.RIGHT, Mark.RIGHT),
            scoring("b", "Lan", Mark.RIGHT),
        ]
    )
    assert (found.answers, found.scorers) == (2, 2)
    assert found.sentences == {Mark.RIGHT: 4, Mark.NEEDS_IMPROVEMENT: 1}
    assert found.right_share == pytest.approx(4 / 5)
    assert found.right_answers == pytest.approx(2 / 3)
    # four values, three of one kind: expected 2*3*1/3 = 2, observed 2
    assert found.agreement == pytest.approx(0.0)
    assert summarise([]).agreement is None


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "experts.jsonl"
    store_scoring(path, scoring("a", "Lan", Mark.RIGHT))
    with path.open("a") as file:
        file.write('{"answer_id": "b", "sentences": [{"mark": "good"}], "citations": []}\n')
    with pytest.raises(ScoringError, match=r"experts.jsonl, dòng 2"):
        read_scorings(path)
