"""Settings of measuring, each from ``THUTUC_EVAL_<NAME>`` or its default."""

from __future__ import annotations

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
