"""Telex and VNI keystrokes left in a text ("ddawng kys", "d9a8ng ky1") -> the syllable they were meant to make."""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {"aw": "ă", "aa": "â", "dd": "đ", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư"}
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_SHAPES = {"a6": "â", "e6": "ê", "o6": "ô", "o7": "ơ", "u7": "ư", "a8": "ă", "d9": "đ"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_VNI = re.compile(r"[a-z]+\d[a-z\d]*")


def decode(word: str) -> str:
    """The syllable that these keystrokes make, in NFC; the word itself if they make nothing else."""
    if not word.isascii():
        return word
    if _VNI.fullmatch(word):
        return _decode(word, _VNI_SHAPES, _VNI_TONES)
    return _decode(word, _SHAPES, _TELEX_TONES)


def _decode(word: str, shapes: dict[str, str], tones: dict[str, str]) -> str:
    tone = ""
    for at in range(len(word) - 1, 0, -1):
        if word[at] in tones and _VOWELS.search(word[:at]):
            word, tone = word[:at] + word[at + 1 :], tones[word[at]]
            break
    hook = "w" if shapes is _SHAPES else "7"
    if "uo" in word and hook in word:
        word = word.replace(hook, "").replace("uo", "ươ", 1)
    for keys, letter in shapes.items():
        word = word.replace(keys, letter)
        # the shape key may be typed at the end of the syllable: "dang" + "w", "d" ... "d"
        first, last = keys[0], keys[1]
        if first != last and word.endswith(last) and first in word[:-1]:
            word = word[:-1].replace(first, letter, 1)
    return unicodedata.normalize("NFC", _with_tone(word, tone)) if tone else word


def _with_tone(word: str, tone: str) -> str:
    """Put the tone where spelling rules put it: a shaped vowel, else the first of an open pair, else the second."""
    start = 2 if word.startswith(("qu", "gi")) and len(word) > 2 and _VOWELS.match(word[2:]) else 0
    found = _VOWELS.search(word, start)
    if found is None:
        return word + tone
    vowels = found.group()
    shaped = [i for i, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if shaped:
        at = shaped[-1]
    elif len(vowels) == 1:
        at = 0
    else:
        at = 1 if found.end() < len(word) or len(vowels) == 3 else 0
    place = found.start() + at + 1
    return word[:place] + tone + word[place:]
