"""Keystrokes of the Telex and VNI input methods left in a text, as when the input method was off for a few words."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from eval.generation.marks import dropped

_LETTER = re.compile(r"[^\W\d_]+")
# Combining marks: the tones (grave, acute, hook, tilde, dot), then what makes â, ă, ơ/ư.
_TELEX_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "fsrxj", strict=True))
_VNI_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "21345", strict=True))
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def telex(word: str) -> str:
    """The keys Telex wants for a word: ``đăng`` -> ``ddawng``, ``ký`` -> ``kys``."""
    return _typed(word, _TELEX_TONES, lambda letter, mark: letter if mark == _CIRCUMFLEX else "w", "d")


def vni(word: str) -> str:
    """The keys VNI wants for a word: ``đăng`` -> ``d9a8ng``, ``ký`` -> ``ky1``."""
    digits = {_CIRCUMFLEX: "6", _HORN: "7", _BREVE: "8"}
    return _typed(word, _VNI_TONES, lambda _letter, mark: digits[mark], "9")


def leftovers(text: str, rng: random.Random, write: Callable[[str], str]) -> str:
    """Two to four words with marks, written as keystrokes; a text with none stays as it is."""
    places = [match for match in _LETTER.finditer(text) if dropped(match.group()) != match.group()]
    chosen = {match.start() for match in rng.sample(places, min(len(places), rng.randint(2, 4)))}
    return _LETTER.sub(lambda match: write(match.group()) if match.start() in chosen else match.group(), text)


def _typed(word: str, tones: dict[str, str], quality: Callable[[str, str], str], stroke: str) -> str:
    keys: list[str] = []
    tone = ""
    for character in word:
        if character in "đĐ":
            keys += [dropped(character), stroke]
            continue
        decomposed = unicodedata.normalize("NFD", character)
        letter, combining = decomposed[0], decomposed[1:]
        keys.append(letter)
        for mark in combining:
            if mark in tones:
                tone = tones[mark]
            else:
                keys.append(quality(letter.lower(), mark))
    # "ươ" takes one w (or 7) for both letters.
    typed = re.sub(r"(u)([w7])(o)\2", r"\1\3\2", "".join(keys))
    return typed + tone
