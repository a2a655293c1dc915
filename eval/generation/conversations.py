"""Questions of two or three turns: follow-ups, corrections, topic switches. Gold is that of the last turn."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eval.generation.look_alikes import Named
from eval.generation.questions import FULL, SHORT, Asked, continued, name_of, said_around
from eval.generation.records import Record
from eval.generation.templates import Facet, Templates
from ingest.text import fold, syllables

FOLLOW_UP, CORRECTION, TOPIC_SWITCH = "follow_up", "correction", "topic_switch"
_ALIKE = 0.4
_THIRD_TURN = 0.25


@dataclass(frozen=True)
class Conversation:
    """The turns, with the acceptable codes and the facet of the last one."""

    kind: str
    turns: tuple[str, ...]
    codes: tuple[str, ...]
    facet: Facet
    asked: Asked


def follow_up(asked: Asked, facets: Sequence[Facet], templates: Templates, rng: random.Random) -> Conversation:
    """The question, then one or two more about the same procedure, without naming it again."""
    count = 2 if len(facets) > 1 and rng.random() < _THIRD_TURN else 1
    later = rng.sample(list(facets), count)
    turns = (said_around(asked, templates.around, rng), *(rng.choice(facet.follow_up) for facet in later))
    return Conversation(FOLLOW_UP, turns, asked.codes, later[-1], asked)


def correction(
    mistaken: Asked, named: Named, facet: Facet, who: str, templates: Templates, rng: random.Random
) -> Conversation:
    """A question about a look-alike, then: no, this one is meant. The facet stays."""
    corrected = rng.choice(templates.turns.corrections)
    second = corrected.format(who=who, procedure=name_of(named, named.codes, templates, rng))
    turns = (said_around(mistaken, templates.around, rng), second)
    in_full = fold(named.official) in fold(second)
    return Conversation(CORRECTION, turns, named.codes, facet, replace(mistaken, wording=FULL if in_full else SHORT))


def topic_switch(first: Asked, second: Asked, facet: Facet, templates: Templates, rng: random.Random) -> Conversation:
    """A question about one procedure, then one about another."""
    question = said_around(second, templates.around, rng, opener=False)
    switch = rng.choice(templates.turns.switches)
    turns = (said_around(first, templates.around, rng), switch.format(question=continued(question)))
    return Conversation(TOPIC_SWITCH, turns, second.codes, facet, second)


def look_alike(record: Record, records: Mapping[str, Record], named: Mapping[str, Named]) -> Record | None:
    """The procedure of the same field whose wording shares most with this one's; ``None`` if none is alike."""
    own = set(syllables(fold(named[record.code].text)))
    own_codes = {*named[record.code].codes, *named[record.code].codes_without_level}
    best, alike = None, _ALIKE
    for code, other in named.items():
        if records[code].procedure.field != record.procedure.field or set(other.codes) & own_codes:
            continue
        words = set(syllables(fold(other.text)))
        share = len(own & words) / len(own | words)
        if share > alike:
            best, alike = records[code], share
    return best
