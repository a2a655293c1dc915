"""Source files as they occur: each is read, or refused with a reason and a way out; none is a crash or a silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.models import Rejected, SourceRecord
from ingest.sources.files import list_places

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def outcomes(shared: Path, read_all) -> dict[str, list[SourceRecord | Rejected]]:
    folder = shared / "samples"
    return {str(Path(str(place)).relative_to(folder)): read_all(place) for place in list_places([str(folder)])}


def test_every_file_is_read_or_refused(shared: Path, outcomes) -> None:
    files = [path for path in (shared / "samples").rglob("*") if path.is_file()]
    assert len(outcomes) == len(files) > 75
    assert [name for name, found in outcomes.items() if not found] == []


def test_every_refusal_names_the_place_the_reason_and_the_fix(outcomes) -> None:
    refused = [item for found in outcomes.values() for item in found if isinstance(item, Rejected)]
    assert refused
    assert [item for item in refused if not (item.place and item.reason and item.fix)] == []
    assert [item for item in refused if "\n" in item.reason] == []


def test_the_raw_answers_of_the_api_are_read(outcomes) -> None:
    raw = {name: found for name, found in outcomes.items() if "json_official_api/raw_" in name}
    assert len(raw) == 10
    for name, found in raw.items():
        (record,) = found
        assert isinstance(record, SourceRecord), record
        assert f"raw_{record.procedure.code}.json" in name


def test_the_broken_files_are_refused(outcomes) -> None:
    broken = [found for name, found in outcomes.items() if name.startswith("broken/")]
    assert len(broken) == 2
    assert all(isinstance(item, Rejected) for found in broken for item in found)


def test_a_file_without_records_is_no_reason_to_stop_an_ingest(shared: Path, home) -> None:
    report = home.ingest(str(shared / "samples" / "json_official_api"), str(shared / "samples" / "broken"))
    assert len(report.new) == 10
    assert report.read == len(report.new) + report.unchanged + len(report.rejected)
    assert home.assistant().ask("2.000635").candidates[0].code == "2.000635"
    json.dumps(report.as_dict())
