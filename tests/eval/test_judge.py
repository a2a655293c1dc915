"""The judge speaks to a real server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from eval.errors import JudgeError
from eval.judge import Verdict, judge_run, make_prompt, read_judgements, rule_verdict, summarise_judge
from eval.settings import JudgeSettings
from ingest.models import SectionKind

FEE = "Trực tiếp: Phí 8.000 đồng"


class Model(ThreadingHTTPServer):
    """Gives the prepared replies in turn, the last one for ever; keeps the prompts."""

    def __init__(self) -> None:
        self.replies: list[str | int] = ['{"verdict": "right", "reason": "đúng"}']
        self.prompts: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.prompts.append(body["messages"][0]["content"])
        reply = self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        status = reply if isinstance(reply, int) else 200
        message = {"role": "assistant", "content": reply}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        data = {"id": "x", "object": "chat.completion", "created": 0, "model": body["model"], "choices": [choice]}
        content = json.dumps(data if status == 200 else {"error": {"message": "busy"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def model() -> Iterator[Model]:
    server = Model()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def settings(server: Model, **more: Any) -> JudgeSettings:
    return JudgeSettings(
        **{"model": "m", "base_url": server.url, "api_key": "k", "timeout": 5, "max_retries": 0} | more
    )


@pytest.fixture
def run(ask: Any, scored_run: Any) -> Any:
    """One answer that is right, one about another procedure, one rightly declined."""
    facets = (SectionKind.FEES,)
    return scored_run(
        [
            (ask.question("q1", facets=facets), ask.cited(SectionKind.FEES, FEE, text=FEE)),
            (ask.question("q2", facets=facets), ask.answer("1.000099")),
            (ask.question("q3", codes=[]), ask.answer(outcome="declined")),
        ]
    )


def test_the_rules_speak_the_judges_words(run: Any) -> None:
    assert [rule_verdict(item) for item in run.questions] == [Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT]


def test_the_judge_stands_beside_the_rules(run: Any, swallows: Any, model: Model) -> None:
    model.replies = ['{"verdict": "right"}', 'Đây: {"verdict": "wrong", "reason": "nhầm"} .', '{"verdict": "partly"}']
    found = judge_run(run, swallows, settings(model))
    assert [item.verdict for item in found] == [Verdict.RIGHT, Verdict.WRONG, Verdict.PARTLY]
    summary = summarise_judge(run, found)
    assert summary is not None
    assert summary.rules[Verdict.RIGHT] == pytest.approx(2 / 3)
    assert summary.judge[Verdict.RIGHT] == pytest.approx(1 / 3)
    assert summary.table[Verdict.RIGHT][Verdict.PARTLY] == 1
    # observed 2/3; by chance (2*1 + 1*1)/9 = 1/3
    assert summary.kappa == pytest.approx(0.5)


def test_the_prompt_holds_the_record_and_the_answer(run: Any, swallows: Any) -> None:
    prompt = make_prompt(run.questions[0], swallows)
    assert "Cấp giấy phép nuôi chim yến" in prompt
    assert prompt.count(FEE) == 2
    assert "{" in prompt.splitlines()[-1]


def test_what_was_judged_is_not_judged_again(run: Any, swallows: Any, model: Model) -> None:
    judge_run(run, swallows, settings(model))
    judge_run(run, swallows, settings(model))
    assert len(model.prompts) == 3
    judge_run(run, swallows, settings(model, model="other"))
    assert len(model.prompts) == 6
    assert {item.model for item in read_judgements(run.folder / "judge.jsonl")} == {"other"}


def test_a_short_outage_is_retried_and_a_long_one_is_said(run: Any, swallows: Any, model: Model) -> None:
    model.replies = [503, '{"verdict": "right"}']
    assert len(judge_run(run, swallows, settings(model, max_retries=1))) == 3
    model.replies = [503]
    with pytest.raises(JudgeError, match="không trả lời"):
        judge_run(run, swallows, settings(model, model="other"))


@pytest.mark.parametrize("reply", ["Câu trả lời tốt.", '{"verdict": "good"}', "{broken}", ""])
def test_a_reply_in_another_form_is_no_verdict(run: Any, swallows: Any, model: Model, reply: str) -> None:
    model.replies = [reply]
    with pytest.raises(JudgeError, match="JSON"):
        judge_run(run, swallows, settings(model))
    assert read_judgements(run.folder / "judge.jsonl") == []


def test_without_a_model_there_is_no_judge(run: Any, swallows: Any) -> None:
    with pytest.raises(JudgeError, match="THUTUC_JUDGE_MODEL"):
        judge_run(run, swallows, JudgeSettings(model=""))
    assert summarise_judge(run, []) is None
