from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from eval.bm25_system import Bm25System
from eval.questions import Question
from eval.systems import ThutucSystem

CONTRACT = {
    "id",
    "outcome",
    "reason",
    "procedures",
    "facets",
    "text",
    "claims",
    "citations",
    "options",
    "warnings",
    "answered_by",
    "elapsed_ms",
}


def test_bm25_ranks_with_and_without_marks(tiny: Any, ask: Any) -> None:
    system = Bm25System(tiny.settings)
    for text in ("khai tử cho người chết", "khai tu cho nguoi chet"):
        answer = system.answer(ask.question(text=text))
        assert answer["procedures"][0]["code"] == "1.000656"
        assert answer.keys() >= CONTRACT
        assert answer["claims"] == answer["citations"] == []
    assert system.answer(ask.question(text="???"))["procedures"] == []
    assert system.ranks_only


def test_the_usual_stack_is_built_once_and_says_what_it_cut(
    tiny: Any, ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval import llamaindex_system

    monkeypatch.setattr(llamaindex_system, "open_embedder", lambda _: tiny.embedder)
    system = llamaindex_system.LlamaIndexSystem(tiny.settings, tmp_path, limit_chars=300)
    answer = system.answer(ask.question(text="đăng ký khai tử"))
    codes = [procedure["code"] for procedure in answer["procedures"]]
    assert len(codes) == len(set(codes)) == 8
    assert answer.keys() >= CONTRACT
    config = system.config()
    assert (config["records"], config["limit_chars"], config["records_cut"]) == (8, 300, 8)
    assert config["characters_cut"] > 0
    tiny.embedder.embedded.clear()
    again = llamaindex_system.LlamaIndexSystem(tiny.settings, tmp_path, limit_chars=300)
    assert again.answer(ask.question(text="đăng ký khai tử"))["procedures"] == answer["procedures"]
    assert tiny.embedder.embedded == []


def test_the_projects_own_answers_follow_the_contract(
    tiny: Any, tiny_assistant: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.assistant.Assistant", lambda _: tiny_assistant)
    system = ThutucSystem(tiny.settings)
    answer = system.answer(Question("a", ("đăng ký khai tử", "lệ phí bao nhiêu"), ask.question().outcome))
    assert answer.keys() == CONTRACT
    assert answer["id"] == "a"
    assert re.fullmatch(r"[0-9a-f]{16}", system.config()["code"])

    def crash(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tiny_assistant, "converse", crash)
    failed = system.answer(ask.question())
    assert failed["outcome"] == "failed"
    assert "ZeroDivisionError" in failed["error"]
