"""The language files under ``data/lexicon/``, read once: knowledge that a curator edits, and never code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.models import SectionKind
from ingest.text import fold, place_tones


@dataclass(frozen=True)
class Lexicon:
    """Everything the language files say; phrases are kept folded, longest first, for matching.

    :ivar facets: one pattern per facet, over folded text.
    :ivar facet_contexts: per facet, wording in which its phrases do not ask for the field.
    :ivar fillers: words that carry no topic.
    """

    facets: dict[SectionKind, re.Pattern[str]]
    facet_contexts: dict[SectionKind, re.Pattern[str]]
    fillers: re.Pattern[str]


@lru_cache(maxsize=4)
def load_lexicon(folder: Path) -> Lexicon:
    """Read the language files of a folder; a missing file is an empty one."""
    facets = _read(folder / "facets.toml")
    fillers = _read(folder / "fillers.toml")
    return Lexicon(
        facets={SectionKind(key): phrase_pattern(entry["say"]) for key, entry in facets.items()},
        facet_contexts={
            SectionKind(key): phrase_pattern(entry["not_in"]) for key, entry in facets.items() if entry.get("not_in")
        },
        fillers=phrase_pattern(fillers.get("say", [])),
    )


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in folded text, the longest where several fit."""
    folded = sorted({fold(place_tones(phrase)) for phrase in phrases}, key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase) for phrase in folded) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return tomllib.load(file)
