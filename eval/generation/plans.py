"""What every question is to be, before any of them is written: exact shares, dealt like cards."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.generation import conversations
from eval.generation.chance import deck
from eval.generation.habits import Habit
from eval.generation.questions import FULL, SHORT, SWAPPED
from eval.generation.records import Record
from eval.generation.templates import Templates

SWAPPED_SHARE = 0.25


@dataclass(frozen=True)
class Plan:
    """What one question is to be: whom it is about, who asks, how it is worded and typed, how many turns."""

    number: int
    record: Record
    style: str
    form: str
    habit: Habit
    kind: str | None


def deal(
    chosen: Sequence[Record], alike: Callable[[Record], object], templates: Templates, rng: random.Random
) -> list[Plan]:
    """One plan for each chosen record; ``alike`` tells whether a record has a look-alike."""
    count, typing, full = len(chosen), templates.typing, templates.selection.full_name_share
    styles = deck(templates.around.styles, count, rng)
    forms = deck({FULL: full, SWAPPED: SWAPPED_SHARE, SHORT: 1 - full - SWAPPED_SHARE}, count, rng)
    habits = map(Habit, deck(typing.diacritics, count, rng), deck(typing.perturbations, count, rng))
    kinds = _kinds(chosen, alike, templates, rng)
    return [Plan(*parts) for parts in zip(range(count), chosen, styles, forms, habits, kinds, strict=True)]


def _kinds(
    chosen: Sequence[Record], alike: Callable[[Record], object], templates: Templates, rng: random.Random
) -> list[str | None]:
    """For each question the kind of conversation or ``None``; corrections go to procedures that have a look-alike."""
    kinds: list[str | None] = [None] * len(chosen)
    free = rng.sample(range(len(chosen)), len(chosen))
    talks = round(len(chosen) * templates.selection.conversation_share)
    for kind in sorted(deck(templates.turns.kinds, talks, rng), key=lambda kind: kind != conversations.CORRECTION):
        wants_alike = kind == conversations.CORRECTION
        place = next((place for place in free if not wants_alike or alike(chosen[place])), free[0])
        free.remove(place)
        kinds[place] = kind
    return kinds
