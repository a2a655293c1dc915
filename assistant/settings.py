"""Settings of answering, each from ``THUTUC_<NAME>`` or its default."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class AnswerSettings(BaseSettings):
    """How much an answer shows.

    :ivar max_lines: lines of one section shown before the rest is counted and left to the record's page.
    :ivar max_candidates: candidates listed with an answer.
    """

    model_config = SettingsConfigDict(env_prefix="THUTUC_", frozen=True)

    max_lines: int = 30
    max_candidates: int = 10
