"""What was typed -> what was meant: abbreviations, Telex and VNI leftovers, typos, missing marks.

Nothing typed is destroyed: the result stands beside the question, and both are searched.
"""

from __future__ import annotations

from assistant.lexicon import Abbreviation, Lexicon
from assistant.telex import decode
from ingest.diacritics import Reading, SyllableModel
from ingest.text import fold, normalise, syllables

NEAR = 4
MIN_SPLIT = 6


def respell(text: str, lexicon: Lexicon, model: SyllableModel) -> list[Reading]:
    """The most probable meaning of each syllable of a text, marks restored, abbreviations written out."""
    typed = syllables(normalise(text))
    words = [part for i in range(len(typed)) for part in _expand(typed, i, lexicon, model)]
    return model.restore(" ".join(word for part in words for word in _mend(part, model)))


def _expand(words: list[str], at: int, lexicon: Lexicon, model: SyllableModel) -> list[str]:
    """The syllables an abbreviation stands for; a real syllable is left alone unless its context asks for more."""
    entry = lexicon.abbreviations.get(fold(words[at]))
    if entry is None:
        return [words[at]]
    near = f" {fold(' '.join(words[max(0, at - NEAR) : at + NEAR + 1]))} "
    full = _reading_in_context(entry, near)
    if full is None and model.knows(words[at]):
        return [words[at]]
    return syllables(full or entry.readings[0])


def _reading_in_context(entry: Abbreviation, near: str) -> str | None:
    hits = {full: sum(f" {cue} " in near for cue in cues) for full, cues in entry.near.items()}
    best = max(hits, key=lambda full: hits[full], default=None)
    return best if best and hits[best] else None


def _mend(word: str, model: SyllableModel) -> list[str]:
    """A syllable nobody writes: undo Telex or VNI keys, or split what was typed together."""
    if not word.isascii() or word.isdigit() or len(word) == 1 or model.knows(word):
        return [word]
    decoded = decode(word)
    if decoded != word and model.knows(decoded):
        return [decoded]
    if len(word) >= MIN_SPLIT and word.isalpha() and (parts := _split(word, model)):
        return parts
    return [word]


def _split(word: str, model: SyllableModel) -> list[str]:
    """The fewest known syllables (of two letters or more) that make up a word; empty if none do."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 7), end - 1):
            before = best[start]
            if before is not None and model.knows(word[start:end]):
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, word[start:end]]
    return best[len(word)] or []
