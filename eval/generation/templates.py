"""``data/questions/generation.toml``, checked, as frozen dataclasses."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.generation.errors import GenerationError
from ingest.models import SectionKind

STYLES = ("direct", "officer", "citizen")
PLACES = {"procedure", "wish", "topic", "who"}
_PLACE = re.compile(r"\{(\w*)\}")
_FEWEST_PER_FACET = 8

Terms = dict[str, tuple[str, ...]]
Shares = dict[str, float]


@dataclass(frozen=True)
class Selection:
    """Which procedures are asked about.

    ``fields`` and ``words`` are weights by field of law and by words of the name, ``never`` codes with the reason.
    """

    procedures: int
    commune_share: float
    conversation_share: float
    longest_wording: int
    full_name_share: float
    only_in_full_weight: float
    level_left_out: float
    default_commune_weight: float
    default_province_weight: float
    fields: Shares
    words: Shares
    never: dict[str, str]


@dataclass(frozen=True)
class Rule:
    """A piece of a name and its shorter form; with ``field``, only for names of that field of law."""

    pattern: re.Pattern[str]
    to: str
    field: str | None


@dataclass(frozen=True)
class Verb:
    """How a name begins, how a citizen says it before the rest (``wish``) and behind it (``after``)."""

    pattern: re.Pattern[str]
    wish: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class WordingRules:
    """From an official name to what people say."""

    capitals: tuple[str, ...]
    drop: tuple[re.Pattern[str], ...]
    level_words: dict[str, re.Pattern[str]]
    filler: re.Pattern[str]
    spelled_out: dict[str, str]
    shorten: tuple[Rule, ...]
    verbs: tuple[Verb, ...]
    topic_begins: re.Pattern[str]
    at_level: Terms


@dataclass(frozen=True)
class Facet:
    """The ways to ask for one facet, or two at once (``facets``), by style."""

    facets: tuple[SectionKind, ...]
    weight: float
    styles: Terms
    follow_up: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """What stands around a question: who speaks, how they open, with what particle they end."""

    styles: Shares
    question_mark: Shares
    said_once: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    asking_words: frozenset[str]
    opening_words: frozenset[str]
    openers: Terms
    particles: Terms


@dataclass(frozen=True)
class Turns:
    """What joins the turns of a conversation."""

    kinds: Shares
    corrections: tuple[str, ...]
    switches: tuple[str, ...]


@dataclass(frozen=True)
class Asides:
    """Remarks about how it was before 1 July 2025, put before or after a commune's question."""

    before: tuple[str, ...]
    before_facets: frozenset[str]
    after: tuple[str, ...]
    after_facets: frozenset[str]


@dataclass(frozen=True)
class Typing:
    """Shares of the typing habits and their word lists."""

    diacritics: Shares
    perturbations: Shares
    terms: dict[str, Terms]
    asides: Asides


@dataclass(frozen=True)
class Templates:
    """The whole file."""

    selection: Selection
    wording: WordingRules
    facets: tuple[Facet, ...]
    around: Around
    turns: Turns
    typing: Typing


def load(path: Path) -> Templates:
    """Read and check the template file.

    :raises GenerationError: naming the file, the key and what is wrong with it.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Templates(
            selection=Selection(**raw["selection"]),
            wording=_wording(raw["wording"]),
            facets=tuple(_facet(key, value) for key, value in raw["templates"].items()),
            around=Around(**_frozen(raw["around"])),
            turns=Turns(**_frozen(raw["conversations"])),
            typing=Typing(
                **raw["typing"],
                terms={name: _frozen(table) for name, table in raw["terms"].items()},
                asides=Asides(**_frozen(raw["asides"])),
            ),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise GenerationError(f"{path}: cannot be used as templates: {error!r}") from error


def _wording(raw: dict[str, Any]) -> WordingRules:
    return WordingRules(
        capitals=tuple(raw["capitals"]),
        drop=tuple(re.compile(pattern) for pattern in raw["drop"]),
        level_words={level: re.compile(words) for level, words in raw["level_words"].items()},
        filler=re.compile(raw["filler"]),
        spelled_out=raw["spelled_out"],
        shorten=tuple(
            Rule(re.compile(rule["from"].lower()), rule["to"], rule.get("field")) for rule in raw["shorten"]
        ),
        verbs=tuple(
            Verb(re.compile(verb["official"]), tuple(verb["wish"]), tuple(verb["after"])) for verb in raw["verbs"]
        ),
        topic_begins=re.compile(raw["topic_begins"]),
        at_level=_frozen(raw["at_level"]),
    )


def _facet(key: str, raw: dict[str, Any]) -> Facet:
    kinds = () if key == "overview" else tuple(SectionKind(name) for name in key.split("+"))
    styles = {style: tuple(raw[style]) for style in STYLES}
    texts = [text for texts in styles.values() for text in texts]
    for text in texts:
        if unknown := set(_PLACE.findall(text)) - PLACES:
            raise GenerationError(f"templates.{key}: {text!r} has {unknown}; places are {sorted(PLACES)}")
        if not set(_PLACE.findall(text)) - {"who"}:
            raise GenerationError(f"templates.{key}: {text!r} never names the procedure")
    if len(kinds) < 2 and len(texts) < _FEWEST_PER_FACET:
        raise GenerationError(f"templates.{key}: {len(texts)} templates; at least {_FEWEST_PER_FACET} are needed")
    return Facet(kinds, raw["weight"], styles, tuple(raw["follow_up"]))


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    """Lists become tuples, lists of words looked up become sets, one level of tables is followed."""
    return {key: _frozen_value(key, value) for key, value in table.items()}


def _frozen_value(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _frozen(value)
    if isinstance(value, list):
        return frozenset(value) if key.endswith(("_words", "_facets")) else tuple(value)
    return value
