"""``thutuc eval`` as an evaluator uses it, on the bundled sample."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Thutuc = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        {"id": "a", "question": "đăng ký khai tử cần giấy tờ gì", "codes": ["1.000656"], "facets": ["documents"]},
        {"id": "b", "question": "dang ky ket hon le phi bao nhieu", "codes": ["1.000894"], "facets": ["fees"]},
        {"id": "c", "question": "xin giấy phép bay", "codes": ["1.999999"]},
    ]
    path = tmp_path_factory.mktemp("questions") / "mine.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(thutuc: Thutuc, indexed_home: Path, questions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "one"
    done = thutuc("eval", "run", "--questions", str(questions), "--output", str(folder), home=indexed_home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(folder)
    assert "2 câu" in done.stderr
    assert "bỏ qua 1 câu" in done.stderr
    return folder


def test_figures_come_as_text_and_as_data(thutuc: Thutuc, indexed_home: Path, run: Path) -> None:
    done = thutuc("eval", "measure", str(run), "--json", home=indexed_home)
    found = json.loads(done.stdout)
    assert found["figures"]["success@1"]["count"] == 2
    assert found["figures"]["unsupported"]["value"] == 0
    assert found["skipped"] == {"full_corpus": 1, "limit": 0}
    assert "Thủ tục đúng đứng đầu" in thutuc("eval", "measure", str(run), home=indexed_home).stdout


def test_peers_are_reported_beside_it(
    thutuc: Thutuc, indexed_home: Path, run: Path, questions: Path, tmp_path: Path
) -> None:
    peer = tmp_path / "bm25"
    options = ("--system", "bm25", "--questions", str(questions), "--output", str(peer))
    assert thutuc("eval", "run", *options, home=indexed_home).returncode == 0
    compared = thutuc("eval", "compare", str(peer), str(run), home=indexed_home)
    assert "2 câu chung" in compared.stdout
    page = tmp_path / "report.html"
    done = thutuc("eval", "report", str(run), str(peer), "--output", str(page), home=indexed_home)
    assert done.stdout.strip() == str(page)
    assert "bm25" in page.read_text(encoding="utf-8")


def test_the_gate_holds_what_was_accepted(thutuc: Thutuc, indexed_home: Path, run: Path, tmp_path: Path) -> None:
    baseline = str(tmp_path / "baseline.json")
    missing = thutuc("eval", "gate", str(run), "--baseline", baseline, home=indexed_home)
    assert missing.returncode == 1
    assert "--accept" in missing.stderr
    assert thutuc("eval", "gate", str(run), "--baseline", baseline, "--accept", home=indexed_home).returncode == 0
    passed = thutuc("eval", "gate", str(run), "--baseline", baseline, home=indexed_home)
    assert passed.returncode == 0
    assert "Qua" in passed.stderr


def test_wrong_use_and_wrong_files_are_told_apart(thutuc: Thutuc, indexed_home: Path, tmp_path: Path) -> None:
    assert thutuc("eval", "run", "--split", "some", home=indexed_home).returncode == 2
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}')
    done = thutuc("eval", "run", "--questions", str(bad), home=indexed_home)
    assert done.returncode == 1
    assert "bad.jsonl, dòng 1" in done.stderr
    assert thutuc("eval", "report", str(tmp_path), home=indexed_home).returncode == 1
