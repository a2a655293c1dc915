from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.models import Outcome
from eval.errors import EvalError
from eval.failures import Kind, find_failures
from eval.figures import Figure
from eval.judge import Judgement, Verdict
from eval.known import load_known
from eval.measure_list import HEADLINE, MEASURES, SLICED
from eval.report import build_report, write_report
from eval.settings import EvalSettings
from eval.targets import State, Target, load_targets
from eval.wording import interval_text, measure_label, p_text, value_text
from ingest.models import SectionKind

FEE = "Trực tiếp: Phí 8.000 đồng"
FACETS = (SectionKind.FEES,)


@pytest.fixture
def run(ask: Any, scored_run: Any) -> Any:
    """One of each kind of failure, and twelve right answers."""
    good = ask.cited(SectionKind.FEES, FEE)
    options = [{"code": "1.000099", "label": "x", "differs": "y"}]
    clarify = {"outcome": Outcome.CLARIFY, "codes": ["1.000001"]}
    pairs = [(ask.question(f"ok{i}", facets=FACETS, style="direct", diacritics="full"), good) for i in range(12)]
    pairs += [(ask.question("made", facets=FACETS), ask.cited(SectionKind.FEES, "Phí 9.000 đồng", quote=FEE))]
    pairs += [(ask.question(f"wrong{i}", "<b>yến</b>", style="officer"), ask.answer("1.000099")) for i in range(11)]
    pairs += [(ask.question("scope", codes=[], reason="unsafe"), good)]
    pairs += [(ask.question("guess", **clarify), good)]
    pairs += [(ask.question("broken"), {})]
    pairs += [(ask.question("refused"), ask.answer("1.000001", outcome="declined", reason="not_in_catalogue"))]
    pairs += [(ask.question("options", **clarify), ask.answer(outcome="clarify", options=options))]
    pairs += [(ask.question("needless"), ask.answer("1.000001", outcome="clarify", options=options))]
    pairs += [(ask.question("facts", facets=(SectionKind.RESULT,)), good)]
    return scored_run(pairs)


@pytest.fixture
def peer(ask: Any, scored_run: Any) -> Any:
    pairs = [
        (ask.question(f"ok{i}", facets=FACETS, style="direct", diacritics="full"), ask.answer()) for i in range(12)
    ]
    return scored_run(pairs, "bm25")


@pytest.fixture
def page(run: Any, peer: Any, home: Any, quick: EvalSettings) -> str:
    return build_report([run, peer], load_known(home.settings), {"success@1": Target(0.9, 1)}, quick)


def test_every_kind_of_failure_is_told_apart(run: Any, home: Any) -> None:
    found = find_failures(run.questions, load_known(home.settings))
    kinds = {failure.id: failure.kind for failure in found}
    assert list(dict.fromkeys(kinds.values())) == list(Kind)
    assert not any(id.startswith("ok") for id in kinds)
    why = {failure.id: failure.why for failure in found}
    assert "9000" in why["made"]
    assert "không có trong 10 đầu" in why["wrong0"]
    assert "Kết quả" in why["facts"]
    assert "Cấp giấy phép nuôi chim yến (1.000001)" in {failure.id: failure.expected for failure in found}["facts"]


def test_the_page_stands_alone(page: str) -> None:
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"", page) == []
    assert page.count("<svg") >= 2


def test_the_page_says_what_the_assistant_is_bad_at(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page)
    assert "12 trên 31 câu" in " ".join(text.split())
    assert "Lời cán bộ" in page.split('id="systems"', maxsplit=1)[0]
    assert "Trả lời nhầm thủ tục: 11" in page
    assert "chưa đạt" in page


def test_what_people_typed_is_shown_and_not_run(page: str) -> None:
    assert "&lt;b&gt;yến&lt;/b&gt;" in page
    assert "<b>yến</b>" not in page


def test_a_peer_has_no_figures_of_answers(page: str) -> None:
    row = page[page.index("<h3>Trả lời</h3>") :].split("</tr>")[1]
    assert ">–<" in row.replace("\n", "")
    assert "chỉ tính 12 câu chung" in page


def test_the_judge_is_shown_beside_the_rules(run: Any, home: Any, quick: EvalSettings) -> None:
    import json
    from dataclasses import asdict

    rows = [Judgement(item.question.id, Verdict.RIGHT, "", "m", "p") for item in run.questions]
    (run.folder / "judge.jsonl").write_text("\n".join(json.dumps(asdict(row)) for row in rows))
    page = build_report([run], load_known(home.settings), {}, quick)
    assert "Cohen’s kappa: 0,00" in page
    assert "chỉ để đối chiếu" in page


def test_the_page_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    write_report("<p>đ</p>", tmp_path / "a" / "b.html")
    assert (tmp_path / "a" / "b.html").read_text(encoding="utf-8") == "<p>đ</p>"


def test_every_measure_has_its_words_and_its_place() -> None:
    assert all(measure_label(measure.name) for measure in MEASURES)
    names = {measure.name for measure in MEASURES}
    assert set(HEADLINE) <= names
    assert set(SLICED) <= names


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert value_text("success@1", 0.9312) == "93,1 %"
    assert value_text("crag", -0.0204) == "−0,020"
    assert value_text("unsupported", 0.0) == "0"
    assert value_text("unsupported", 0.008) == "0,008"
    assert interval_text("success@1", Figure(0.5, 0.45, 0.55, 9)) == "45,0–55,0"
    assert interval_text("success@1", Figure(0.5, 0.5, 0.5, 9)) == ""
    assert p_text(0.0311) == "p = 0,031"
    assert p_text(0.0001) == "p < 0,001"


def test_a_target_is_reached_missed_or_uncertain(project: Path, tmp_path: Path) -> None:
    least, most = Target(0.9, 1), Target(0.03, -1)
    assert least.state(Figure(0.91, 0.85, 0.95, 9)) is State.REACHED
    assert least.state(Figure(0.88, 0.85, 0.92, 9)) is State.UNCERTAIN
    assert least.state(Figure(0.80, 0.75, 0.85, 9)) is State.MISSED
    assert most.state(Figure(0.02, 0.01, 0.05, 9)) is State.REACHED
    assert most.state(Figure(0.05, 0.01, 0.09, 9)) is State.UNCERTAIN
    assert most.state(Figure(0.09, 0.05, 0.12, 9)) is State.MISSED
    assert load_targets(project / "data" / "eval" / "targets.toml")["success@1"] == least
    assert load_targets(tmp_path / "none.toml") == {}
    (tmp_path / "bad.toml").write_text("[at_least]\nbeauty = 1\n")
    with pytest.raises(EvalError, match="beauty"):
        load_targets(tmp_path / "bad.toml")


@pytest.mark.browser
def test_the_page_fits_a_small_screen_without_errors(page: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    write_report(page, path)
    seen: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        tab.on("console", lambda message: seen.append(message.text))
        tab.on("request", lambda request: seen.append(request.url))
        tab.goto(path.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 1366
        assert tab.get_by_role("heading", name="Yếu ở đâu").is_visible()
        browser.close()
    assert seen == [path.as_uri()]
