"""Fakes, small record builders, and indexes built once per session. Everything else in the tests is the real thing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.configuration
import numpy as np
import pytest

from assistant.assistant import Assistant
from ingest.catalogue import Catalogue
from ingest.embedding import Embedder, Vectors
from ingest.intake import IngestOptions
from ingest.models import Procedure
from ingest.pipeline import ingest
from ingest.report import IngestReport
from ingest.settings import Settings
from ingest.sources import portal_json
from ingest.text import fold, syllables

# The same examples in every run, none of them against a clock.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("suite")

PROJECT = Path(__file__).resolve().parent.parent
hypothesis.configuration.set_hypothesis_home_dir(PROJECT / ".pytest_cache" / "hypothesis")
SAMPLE = PROJECT / "data" / "sample"
# Birth, marriage, death, single status, copies of civil-status extracts, certified copies, residence, business.
TINY = ("1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "2.000815", "1.004222", "1.001612")


class HashingEmbedder:
    """An :class:`ingest.embedding.Embedder` of 32 dimensions: texts that share syllables are near each other."""

    def __init__(self, name: str = "hashing") -> None:
        self.name, self.dimension = name, 32
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 0.01, dtype=np.float32)
        for syllable in syllables(fold(text)):
            vector[hashlib.sha256(syllable.encode()).digest()[0] % self.dimension] += 1
        return vector / np.linalg.norm(vector)


class Make:
    """Portal records in miniature. Without overrides a record is clean: no check finds anything in it."""

    def fee(self, value: object = 8000, **overrides: Any) -> dict[str, Any]:
        return {"type": "FEE", "value": value, "currencyName": "Việt Nam Đồng", "description": ""} | overrides

    def method(self, method: str = "DIRECT", **overrides: Any) -> dict[str, Any]:
        time = {"processingTime": 3, "processingTimeUnit": "WORKING_DAY"}
        return {"submissionMethod": method, **time, "description": "", "fees": [self.fee()]} | overrides

    def document(self, name: str = "Tờ khai theo mẫu", **overrides: Any) -> dict[str, Any]:
        return {"name": name, "originalQty": 1, "copyQty": 0, "required": False, "attachments": []} | overrides

    def documents(self, *documents: dict[str, Any], name: str = "") -> dict[str, Any]:
        return {"name": name, "profileComponents": list(documents)}

    def detail(self, code: str = "1.000001", **overrides: Any) -> dict[str, Any]:
        return {
            "id": f"id-of-{code}",
            "code": code,
            "name": "Cấp giấy phép nuôi chim yến",
            "isWard": True,
            "isProvince": False,
            "categoriesDetails": [{"name": "Chăn nuôi", "code": "CN"}],
            "departmentPromulgateName": "Bộ Nông nghiệp và Môi trường",
            "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
            "resultsDetails": [{"name": "Giấy phép"}],
            "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
            "legalBasisesDetails": [{"code": "32/2018/QH14", "name": "Luật Chăn nuôi"}],
            "executionSteps": [{"name": "Bước 1", "description": "Nộp hồ sơ.\nNhận giấy hẹn."}],
            "executionMethods": [self.method()],
            "executionCases": [self.documents(self.document())],
            "cases": [],
            "procedureProposal": {
                "proposalNumber": "163/QĐ-BNNMT",
                "decisionDate": 1768496400000,
                "publicationDate": 1775659978538,
                "issuingAgency": {"name": "Bộ Nông nghiệp và Môi trường"},
            },
        } | overrides

    def procedure(self, **overrides: Any) -> Procedure:
        """What the reader makes of a record."""
        return portal_json.read({"detail": self.detail(**overrides)})


@dataclass
class Home:
    """A ``THUTUC_HOME`` of its own, with source files beside it."""

    folder: Path
    data: Path
    embedder: Embedder = field(default_factory=HashingEmbedder)

    @property
    def settings(self) -> Settings:
        return Settings(home=self.folder / "home", data=self.data, embedding_model=self.embedder.name)

    def write(self, name: str, content: Any) -> str:
        """Write a source file; anything but text and bytes becomes JSON."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def ingest(self, *sources: str, **options: bool) -> IngestReport:
        return ingest(list(sources), self.settings, IngestOptions(**options), embedder=self.embedder)

    def catalogue(self) -> Catalogue:
        return Catalogue(self.settings.catalogue_url)

    def assistant(self) -> Assistant:
        return Assistant(self.settings, embedder=self.embedder)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    """The developer's own THUTUC_... settings and any model's key stay out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if (name.startswith("THUTUC_") and name != "THUTUC_SHARED") or name.startswith("OPENAI_"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with one everyday name in place of thousands, which take half of a small ingest's time."""
    folder = tmp_path_factory.mktemp("data")
    for path in (path for path in (PROJECT / "data").iterdir() if path.is_file()):
        shutil.copy(path, folder)
    (folder / "lexicon" / "aliases").mkdir(parents=True)
    alias = '["1.000001"]\nname = "Cấp giấy phép nuôi chim yến"\nsay = ["xin nuôi yến trong nhà"]\n'
    (folder / "lexicon" / "aliases" / "chan_nuoi.toml").write_text(alias, encoding="utf-8")
    for name in ("facets.toml", "fillers.toml"):
        shutil.copy(PROJECT / "data" / "lexicon" / name, folder / "lexicon")
    return folder


@pytest.fixture
def home(tmp_path: Path, small_data: Path) -> Home:
    """An empty home."""
    return Home(tmp_path, small_data)


@pytest.fixture
def other_home(tmp_path: Path, small_data: Path) -> Home:
    """A second, independent empty home."""
    return Home(tmp_path / "other", small_data)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Eight records of the bundled sample, indexed with the hashing embedder. Read it, never change it."""
    home = Home(tmp_path_factory.mktemp("tiny"), PROJECT / "data")
    report = home.ingest(*(str(SAMPLE / f"{code}.json") for code in TINY))
    assert sorted(report.new) == sorted(TINY)
    return home


@pytest.fixture(scope="session")
def tiny_assistant(tiny: Home) -> Assistant:
    return tiny.assistant()


Thutuc = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def thutuc(tmp_path_factory: pytest.TempPathFactory) -> Thutuc:
    """Run the command line as a user does; ``home=`` sets THUTUC_HOME, ``env=`` more settings."""
    nowhere = tmp_path_factory.mktemp("cwd")

    def run(*arguments: str, home: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("thutuc")), *arguments]
        environment = os.environ | {"THUTUC_HOME": str(home), "COLUMNS": "200"} | (env or {})
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=nowhere, check=False)

    return run


@pytest.fixture(scope="session")
def first_ingest(tmp_path_factory: pytest.TempPathFactory, thutuc: Thutuc) -> tuple[Path, dict[str, Any], str]:
    """``thutuc ingest --json`` on a fresh home, with the real model: its home, its report, its stderr."""
    home = tmp_path_factory.mktemp("indexed") / "home"
    done = thutuc("ingest", "--json", home=home)
    assert done.returncode == 0, done.stderr
    return home, json.loads(done.stdout), done.stderr


@pytest.fixture(scope="session")
def indexed_home(first_ingest: tuple[Path, dict[str, Any], str]) -> Path:
    """A home with the whole bundled sample, indexed by the real model. Read it, never change it."""
    return first_ingest[0]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("THUTUC_SHARED") or PROJECT.parent / "shared")
    if not (folder / "corpus" / "records").is_dir():
        pytest.skip(f"no shared material at {folder}; set THUTUC_SHARED")
    return folder
