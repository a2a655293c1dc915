from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import RunError, SystemUnavailable
from eval.questions import Question
from eval.run import RunPlan, run
from eval.run_files import read_answers, read_questions, read_run
from eval.split import Split
from eval.systems import open_system


class Fake:
    """Answers every question with its first code, and dies after ``lives`` answers."""

    name = "fake"
    ranks_only = False

    def __init__(self, ask: Any, lives: int = 1000, version: str = "1") -> None:
        self.asked: list[str] = []
        self._ask, self._lives, self._version = ask, lives, version

    def answer(self, question: Question) -> dict[str, Any]:
        if len(self.asked) == self._lives:
            raise KeyboardInterrupt
        self.asked.append(question.id)
        found: dict[str, Any] = self._ask.answer(*question.codes)
        return found

    def config(self) -> dict[str, Any]:
        return {"version": self._version}


@pytest.fixture
def plan(tmp_path: Path) -> RunPlan:
    """Ten questions about the one published procedure, one about another, two to be declined."""
    rows: list[dict[str, Any]] = [{"id": f"q{i}", "question": f"câu {i}", "codes": ["1.000001"]} for i in range(10)]
    rows += [{"id": "far", "question": "x", "codes": ["1.000099"]}, {"id": "no", "question": "x"}]
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return RunPlan((tmp_path / "mine.jsonl",))


def test_a_run_says_what_was_asked_of_what(home: Any, ask: Any, plan: RunPlan, tmp_path: Path) -> None:
    system = Fake(ask)
    folder = tmp_path / "run"
    info = run(system, plan, ask.known("1.000001"), folder, home.settings)
    assert system.asked == [*(f"q{i}" for i in range(10)), "no"]
    assert info.skipped == {"full_corpus": ["far"], "limit": []}
    assert read_run(folder) == info
    assert info.finished
    assert info.config["system_config"] == {"version": "1"}
    assert info.config["procedures"] == 1
    assert len(info.config["files"]["mine.jsonl"]) == 64
    assert list(read_answers(folder)) == system.asked
    assert [question.id for question in read_questions(folder)] == system.asked


def test_a_killed_run_goes_on_where_it_stopped(home: Any, ask: Any, plan: RunPlan, tmp_path: Path) -> None:
    folder, known = tmp_path / "run", ask.known("1.000001")
    with pytest.raises(KeyboardInterrupt):
        run(Fake(ask, lives=4), plan, known, folder, home.settings)
    assert read_run(folder).finished is None
    with (folder / "answers.jsonl").open("a") as file:
        file.write('{"id": "q4", "outc')  # the kill cut a line short
    second = Fake(ask)
    done = run(second, plan, known, folder, home.settings)
    assert second.asked == [*(f"q{i}" for i in range(4, 10)), "no"]
    assert done.finished
    assert len(read_answers(folder)) == 11
    assert len((folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()) == 11
    third = Fake(ask)
    run(third, plan, known, folder, home.settings)
    assert third.asked == []


def test_a_folder_holds_one_run(home: Any, ask: Any, plan: RunPlan, tmp_path: Path) -> None:
    known = ask.known("1.000001")
    run(Fake(ask), plan, known, tmp_path / "run", home.settings)
    with pytest.raises(RunError, match="system_config"):
        run(Fake(ask, version="2"), plan, known, tmp_path / "run", home.settings)
    with pytest.raises(RunError, match="limit"):
        run(Fake(ask), RunPlan(plan.files, limit=3), known, tmp_path / "run", home.settings)


def test_a_limit_is_counted(home: Any, ask: Any, plan: RunPlan, tmp_path: Path) -> None:
    info = run(Fake(ask), RunPlan(plan.files, limit=3), ask.known("1.000001"), tmp_path / "run", home.settings)
    assert len(info.skipped["limit"]) == 8


def test_dev_and_test_make_up_the_whole(home: Any, ask: Any, plan: RunPlan, tmp_path: Path) -> None:
    known = ask.known("1.000001")
    asked: list[list[str]] = []
    for split in Split:
        system = Fake(ask)
        run(system, RunPlan(plan.files, split), known, tmp_path / split, home.settings)
        asked.append(system.asked)
    dev, test, every = asked
    assert sorted([*dev, *test]) == sorted(every)
    assert not set(dev) & set(test)


def test_a_folder_without_a_run_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"run\.json"):
        read_run(tmp_path)


def test_an_unknown_system_names_the_known_ones(home: Any, tmp_path: Path) -> None:
    with pytest.raises(SystemUnavailable, match="thutuc, bm25, llamaindex"):
        open_system("gpt", home.settings, tmp_path)
