"""Slips of the finger: a neighbouring key, two letters swapped, one left out."""

from __future__ import annotations

import random
import re
from collections.abc import Set

from eval.generation.marks import dropped

_WORD = re.compile(r"[^\W\d_]{4,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    key: [row[place + step] for step in (-1, 1) if 0 <= place + step < len(row)]
    for row in _ROWS
    for place, key in enumerate(row)
}
_TRIES = 12


def slip(text: str, rng: random.Random, real_words: Set[str]) -> str:
    """The text with one mistyped word, two in a long text.

    A slip never makes a word of ``real_words`` (folded): what was meant stays the only thing that can be read.
    """
    places = list(_WORD.finditer(text))
    chosen = rng.sample(places, min(len(places), 1 if len(text.split()) < 10 else 2))
    for found in sorted(chosen, key=lambda place: place.start(), reverse=True):
        for _ in range(_TRIES):
            word = rng.choice((neighbour, swapped, left_out))(found.group(), rng)
            if word != found.group() and dropped(word).lower() not in real_words:
                text = text[: found.start()] + word + text[found.end() :]
                break
    return text


def neighbour(word: str, rng: random.Random) -> str:
    """One letter replaced by the key beside it."""
    places = [place for place, letter in enumerate(word) if letter in _NEIGHBOURS]
    if not places:
        return word
    place = rng.choice(places)
    return word[:place] + rng.choice(_NEIGHBOURS[word[place]]) + word[place + 1 :]


def swapped(word: str, rng: random.Random) -> str:
    """Two letters next to each other swapped."""
    place = rng.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def left_out(word: str, rng: random.Random) -> str:
    """One letter left out, not the first."""
    place = rng.randrange(1, len(word))
    return word[:place] + word[place + 1 :]
