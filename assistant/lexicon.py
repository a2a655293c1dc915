"""The language files under ``data/lexicon/``, read once: knowledge that a curator edits, and never code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.errors import SettingsError
from ingest.labels import label
from ingest.models import SectionKind
from ingest.text import fold, place_tones


@dataclass(frozen=True)
class Abbreviation:
    """What a short form may stand for, best first, and the folded words nearby that select a reading."""

    readings: tuple[str, ...]
    near: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Expression:
    """Everyday words, as a pattern over folded text, and the official words they mean."""

    pattern: re.Pattern[str]
    means: str


@dataclass(frozen=True)
class Marker:
    """An action or attribute that tells look-alikes apart: how it is said, and how procedure names write it."""

    said: re.Pattern[str]
    official: re.Pattern[str]


@dataclass(frozen=True)
class Cue:
    """Wording of questions that must not be answered: ``strong`` by itself, ``weak`` only where little was found.

    :ivar now: what holds today, where the question rests on something that no longer exists.
    """

    reason: str
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    now: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Everything the language files say; patterns match whole words of folded text, the longest first.

    :ivar facet_contexts: per facet, wording in which its phrases do not ask for the field.
    :ivar fillers_with_marks: fillers that are other words once folded ("thì", "thi"); over text with its marks.
    """

    facets: dict[SectionKind, re.Pattern[str]]
    facet_contexts: dict[SectionKind, re.Pattern[str]]
    fillers: re.Pattern[str]
    fillers_with_marks: re.Pattern[str]
    abbreviations: dict[str, Abbreviation]
    expressions: tuple[Expression, ...]
    actions: dict[str, Marker]
    attributes: dict[str, Marker]
    cues: tuple[Cue, ...]
    other_provinces: re.Pattern[str]
    follow_ups: re.Pattern[str]
    corrections: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=4)
def load_lexicon(folder: Path) -> Lexicon:
    """Read the language files of a folder; a missing file is an empty one.

    :raises SettingsError: if a file is broken, naming it and the place.
    """
    fillers, turns = _read(folder / "fillers.toml"), _read(folder / "follow_ups.toml")
    facets, markers = _read(folder / "facets.toml"), _read(folder / "actions.toml")
    abbreviations = _read(folder / "abbreviations.toml").get("entry", [])
    expressions = _read(folder / "expressions.toml").get("entry", [])
    return Lexicon(
        facets={SectionKind(key): phrase_pattern(entry["say"]) for key, entry in facets.items()},
        facet_contexts={
            SectionKind(key): phrase_pattern(entry["not_in"]) for key, entry in facets.items() if entry.get("not_in")
        },
        fillers=phrase_pattern(fillers.get("say", [])),
        fillers_with_marks=exact_pattern(fillers.get("accented_only", [])),
        abbreviations={fold(entry["short"]): _abbreviation(entry) for entry in abbreviations},
        expressions=tuple(Expression(phrase_pattern(entry["say"]), entry["means"]) for entry in expressions),
        actions=_markers(markers.get("actions", {})),
        attributes=_markers(markers.get("attributes", {})),
        cues=_cues(_read(folder / "declines.toml")),
        other_provinces=phrase_pattern(_read(folder.parent / "places.toml").get("other_provinces", [])),
        follow_ups=phrase_pattern(turns.get("say", [])),
        corrections=phrase_pattern(turns.get("corrections", [])),
        ordinals=tuple(phrase_pattern(said) for said in turns.get("ordinals", [])),
    )


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words in folded text, the longest where several fit."""
    return exact_pattern([fold(phrase) for phrase in phrases])


def exact_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, marks and all."""
    longest_first = sorted({place_tones(phrase) for phrase in phrases}, key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase) for phrase in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _abbreviation(entry: dict[str, Any]) -> Abbreviation:
    near = {full: tuple(fold(cue) for cue in cues) for full, cues in entry.get("near", {}).items()}
    return Abbreviation(tuple(entry["full"]), near)


def _markers(entries: dict[str, dict[str, list[str]]]) -> dict[str, Marker]:
    return {
        name: Marker(phrase_pattern([*entry["say"], *entry["official"]]), phrase_pattern(entry["official"]))
        for name, entry in entries.items()
    }


def _cues(reasons: dict[str, Any]) -> tuple[Cue, ...]:
    cues = [
        Cue(reason, phrase_pattern(entry.get("strong", [])), phrase_pattern(entry.get("weak", [])))
        for reason, entry in reasons.items()
        if "entry" not in entry
    ]
    nothing = phrase_pattern([])
    for reason, entry in reasons.items():
        cues += [Cue(reason, nothing, phrase_pattern(e["say"]), e["now"]) for e in entry.get("entry", [])]
    return tuple(cues)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(label("error.lexicon", file=path, problem=error)) from error
