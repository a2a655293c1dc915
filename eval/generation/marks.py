"""Vietnamese diacritics: all dropped, some dropped, and how many a text has kept."""

from __future__ import annotations

import random
import unicodedata


def dropped(text: str) -> str:
    """The text without any diacritics; capitals and everything else stay."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def some_dropped(text: str, rng: random.Random) -> str:
    """About half the words without their diacritics; at least one word with marks keeps them, one loses them."""
    words = text.split(" ")
    marked = [place for place, word in enumerate(words) if dropped(word) != word]
    if len(marked) < 2:
        return text
    lost = rng.sample(marked, min(len(marked) - 1, max(1, round(len(marked) * rng.uniform(0.3, 0.7)))))
    return " ".join(dropped(word) if place in lost else word for place, word in enumerate(words))


def kept(text: str, full: str) -> str:
    """``none``, ``partial`` or ``full``: the diacritics in ``text``, beside the same text with all of them."""
    if dropped(text) == text:
        return "none"
    return "full" if _marked(text) >= _marked(full) else "partial"


def _marked(text: str) -> int:
    return sum(dropped(word) != word for word in text.split())
