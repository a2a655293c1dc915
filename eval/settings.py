"""Settings of measuring, from the environment or their defaults; read here and at no other place of the package."""

from __future__ import annotations

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class EvalSettings(BaseSettings):
    """How questions are split and figures are made.

    :ivar test_share: share of look-alike groups whose questions belong to the test part, 0–1.
    :ivar resamples: bootstrap resamples behind every interval.
    :ivar confidence: level of every interval and test, 0–1.
    :ivar seed: of every resampling, so that a report is the same each time it is made.
    :ivar min_slice: questions a slice needs before its figures are shown.
    """

    model_config = SettingsConfigDict(env_prefix="THUTUC_EVAL_", frozen=True)

    test_share: float = 0.5
    resamples: int = 1000
    confidence: float = 0.95
    seed: int = 20260718
    min_slice: int = 5


class JudgeSettings(BaseSettings):
    """The judge's endpoint: its own settings, or those of the assistant's language model.

    :ivar timeout: seconds for one verdict.
    """

    model_config = SettingsConfigDict(frozen=True, populate_by_name=True)

    model: str = Field("", validation_alias=AliasChoices("THUTUC_JUDGE_MODEL", "THUTUC_LLM_MODEL"))
    base_url: str = Field("", validation_alias=AliasChoices("THUTUC_JUDGE_BASE_URL", "THUTUC_LLM_BASE_URL"))
    api_key: str = Field("", validation_alias=AliasChoices("THUTUC_JUDGE_API_KEY", "OPENAI_API_KEY"), repr=False)
    timeout: float = Field(60.0, validation_alias="THUTUC_JUDGE_TIMEOUT")
    max_retries: int = Field(2, validation_alias="THUTUC_JUDGE_MAX_RETRIES")
