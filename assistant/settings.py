"""Settings of answering, each from ``THUTUC_<NAME>`` or its default."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class AnswerSettings(BaseSettings):
    """How much an answer shows.

    :ivar max_lines: lines shown of a section that was asked for; what is left out is counted.
    :ivar overview_lines: lines shown of each section of an overview.
    :ivar max_candidates: candidates listed with an answer.
    """

    model_config = SettingsConfigDict(env_prefix="THUTUC_", frozen=True)

    max_lines: int = 400
    overview_lines: int = 8
    max_candidates: int = 10
