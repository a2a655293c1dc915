"""Which typing habits a question gets, and the question as typed."""

from __future__ import annotations

import random
from collections.abc import Set
from dataclasses import dataclass

from eval.generation import keyboards, marks, shorthand, slips
from eval.generation.templates import Typing

CLEAN = "clean"
_KEYSTROKES = {"telex": keyboards.telex, "vni": keyboards.vni}
_ALL_LOWER = 0.7


@dataclass(frozen=True)
class Habit:
    """What happens to a question: its ``diacritics`` (none, partial, full) and one perturbation, or ``clean``."""

    diacritics: str
    perturbation: str


@dataclass(frozen=True)
class Typed:
    """The turns as typed; ``diacritics`` as they came out, ``perturbation`` ``None`` if it changed nothing."""

    turns: tuple[str, ...]
    diacritics: str
    perturbation: str | None


def typed(turns: tuple[str, ...], habit: Habit, typing: Typing, real_words: Set[str], rng: random.Random) -> Typed:
    """The turns of one question as somebody with this habit types them."""
    changed = tuple(_perturbed(turn, habit.perturbation, typing, real_words, rng) for turn in turns)
    left = changed
    if habit.diacritics == "none":
        lower = rng.random() < _ALL_LOWER
        left = tuple(marks.dropped(turn.lower() if lower else turn) for turn in changed)
    elif habit.diacritics == "partial":
        left = tuple(marks.some_dropped(turn, rng) for turn in changed)
    # Keystrokes left in a text are diacritics it has lost; shorter words are not.
    before = turns if habit.perturbation in _KEYSTROKES else changed
    return Typed(
        left,
        marks.kept(" ".join(left), " ".join(before)),
        habit.perturbation if changed != turns else None,
    )


def _perturbed(text: str, perturbation: str, typing: Typing, real_words: Set[str], rng: random.Random) -> str:
    if perturbation == "typo":
        return slips.slip(text, rng, real_words)
    if perturbation in _KEYSTROKES:
        return keyboards.leftovers(text, rng, _KEYSTROKES[perturbation])
    if perturbation in typing.terms:
        most = 1 if perturbation == "old_term" else 3
        return shorthand.replaced(text, rng, typing.terms[perturbation], most)
    return text
