"""Words people write instead: abbreviations, chat shorthand, old and regional terms, each from a word list."""

from __future__ import annotations

import random
import re

from eval.generation.templates import Terms


def replaced(text: str, rng: random.Random, terms: Terms, most: int) -> str:
    """Up to ``most`` of the listed words found in the text, each everywhere by one of its replacements.

    Words are found whole, the longest first, in either case; a replacement is not looked into again.
    """
    found = [words for words in sorted(terms, key=len, reverse=True) if _pattern(words).search(text)]
    chosen = found[:most] if most == 1 else [found[place] for place in sorted(_some(len(found), most, rng))]
    # Placeholders keep one replacement from being taken for another word of the list.
    said: list[str] = []
    for words in chosen:
        text, times = _pattern(words).subn(chr(0xE000 + len(said)), text)
        said.append(rng.choice(terms[words]) if times else "")
    for place, replacement in enumerate(said):
        text = text.replace(chr(0xE000 + place), replacement)
    return text


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _some(count: int, most: int, rng: random.Random) -> list[int]:
    return rng.sample(range(count), min(count, most))
