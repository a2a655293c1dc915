from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.errors import BaselineError
from eval.gate import check_gate, read_baseline, write_baseline
from eval.settings import EvalSettings
from ingest.models import SectionKind

FEE = "Trực tiếp: Phí 8.000 đồng"


def pairs(ask: Any, right: int, wrong: int, **more: Any) -> list[Any]:
    """Questions of which the first ``right`` are answered from the right record."""
    good = ask.cited(SectionKind.FEES, FEE, **more)
    bad = ask.answer("1.000099")
    facets = (SectionKind.FEES,)
    return [(ask.question(f"q{i}", facets=facets), good if i < right else bad) for i in range(right + wrong)]


@pytest.fixture
def baseline(tmp_path: Path, ask: Any, scored_run: Any) -> Path:
    """38 of 40 right."""
    path = tmp_path / "baseline.json"
    write_baseline(scored_run(pairs(ask, 38, 2)), path)
    return path


def test_a_baseline_keeps_every_value(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    stored = read_baseline(baseline)
    assert stored.system == "thutuc"
    assert stored.questions["q0"]["success@1"] == 1
    assert "right_question" not in stored.questions["q0"]
    verdict = check_gate(scored_run(pairs(ask, 38, 2)), stored, quick)
    assert verdict.passed
    assert (verdict.common, verdict.new) == (40, 0)
    assert all(not item.losses and not item.wins for item in verdict.comparisons)


def test_a_planted_regression_is_caught(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    verdict = check_gate(scored_run(pairs(ask, 30, 10)), read_baseline(baseline), quick)
    assert not verdict.passed
    failed = {item.measure: item for item in verdict.failures}
    assert {"success@1", "answered_right", "crag", "field_exact"} <= failed.keys()
    assert failed["success@1"].losses == tuple(f"q{i}" for i in range(30, 38))


def test_noise_and_improvement_pass(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    assert check_gate(scored_run(pairs(ask, 37, 3)), read_baseline(baseline), quick).passed
    assert check_gate(scored_run(pairs(ask, 40, 0)), read_baseline(baseline), quick).passed


def test_one_made_up_number_is_one_too_many(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    run = pairs(ask, 38, 2)
    run[0] = (run[0][0], ask.cited(SectionKind.FEES, "Phí 8.000 đồng hoặc 9.000 đồng", quote=FEE))
    verdict = check_gate(scored_run(run), read_baseline(baseline), quick)
    assert "unsupported" in {item.measure for item in verdict.failures}


def test_an_unfinished_run_is_no_run(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    unfinished = scored_run([*pairs(ask, 38, 1), (ask.question("q39"), {})])
    with pytest.raises(BaselineError, match="chưa xong"):
        check_gate(unfinished, read_baseline(baseline), quick)
    with pytest.raises(BaselineError, match="chưa xong"):
        write_baseline(unfinished, baseline)


def test_other_questions_cannot_be_compared(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    with pytest.raises(BaselineError, match="31 trong 40"):
        check_gate(scored_run(pairs(ask, 31, 0)), read_baseline(baseline), quick)


def test_an_id_that_asks_something_else_is_another_question(
    ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings
) -> None:
    run = pairs(ask, 38, 2)
    run[:5] = [(ask.question(f"q{i}", "câu khác"), ask.answer("1.000099")) for i in range(5)]
    verdict = check_gate(scored_run(run), read_baseline(baseline), quick)
    assert verdict.passed
    assert (verdict.common, verdict.new) == (35, 5)


def test_another_corpus_cannot_be_compared(ask: Any, scored_run: Any, baseline: Path, quick: EvalSettings) -> None:
    run = scored_run(pairs(ask, 38, 2))
    run.info.config["procedures"] = 2815
    with pytest.raises(BaselineError, match="2815"):
        check_gate(run, read_baseline(baseline), quick)


@pytest.mark.parametrize("text", [None, "{", "{}", '{"system": 1, "measures": ["a"], "questions": {"q": []}}'])
def test_a_baseline_that_cannot_be_read_says_how_to_make_one(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "b.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(BaselineError, match="--accept"):
        read_baseline(path)


def test_the_stored_baseline_can_be_read(project: Path) -> None:
    stored = read_baseline(project / "data" / "eval" / "baseline.json")
    assert stored.procedures == len(list((project / "data" / "sample").glob("*.json")))
    assert len(stored.questions) > 100
