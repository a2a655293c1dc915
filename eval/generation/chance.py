"""Chance that can be repeated: a deck of cards in the shares wanted, and a source of chance for one question."""

from __future__ import annotations

import random
from collections.abc import Mapping


def source(*names: object) -> random.Random:
    """A source of chance that depends on these names alone, so that one question's change leaves the others."""
    return random.Random("/".join(str(name) for name in names))  # noqa: S311


def deck(shares: Mapping[str, float], count: int, rng: random.Random) -> list[str]:
    """``count`` cards in chance order, as many of each kind as its share says (to the nearest card)."""
    total = sum(shares.values())
    cards: list[str] = []
    reached = 0.0
    for name, share in shares.items():
        reached += share / total
        cards += [name] * (round(reached * count) - len(cards))
    rng.shuffle(cards)
    return cards
