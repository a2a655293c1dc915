"""The one file of labels, ``data/labels.toml``: every text a user sees, in Vietnamese, by its key."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from ingest.settings import default_data_folder


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    with (default_data_folder() / "labels.toml").open("rb") as file:
        return dict(_flatten(tomllib.load(file), ""))


def _flatten(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flatten(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs


def label(key: str, **values: object) -> str:
    """The text of ``key`` with its ``{placeholders}`` filled in.

    :raises KeyError: if the file has no such key: a mistake in the code, caught by the tests.
    """
    text = _labels()[key]
    return text.format(**values) if values else text


def labels_below(prefix: str) -> dict[str, str]:
    """All labels of one table, by their last key, in the file's order."""
    start = f"{prefix}."
    return {key.removeprefix(start): text for key, text in _labels().items() if key.startswith(start)}
