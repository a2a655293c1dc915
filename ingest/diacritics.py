"""Restoring marks that were not typed: a syllable bigram model of the corpus and the lexicon, and Viterbi's path.

Only a syllable typed without any mark gets other readings; what was typed with marks stays. The model is part of a
generation: sorted keys of syllable pairs with their counts, looked up by binary search, nothing unpacked on opening.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.text import fold, place_tones, syllables

START = "^"
SPOKEN_WEIGHT = 8  # one everyday phrase counts as much as eight occurrences in a record
BIGRAM_SHARE = 0.85
SMOOTHING = 20.0


@dataclass(frozen=True)
class Reading:
    """A syllable with marks, and the probability that it was meant."""

    typed: str
    restored: str
    weight: float


def build_syllable_model(records: Iterable[list[str]], spoken: Iterable[str], path: Path) -> None:
    """Count syllable pairs and save the model.

    :param records: lower-case syllables of each record, in reading order.
    :param spoken: phrases of everyday language, with marks.
    """
    vocabulary: dict[str, int] = {START: 0}
    parts: list[NDArray[np.int64]] = []
    weights: list[NDArray[np.int64]] = []
    for words, weight in [
        *((words, 1) for words in records),
        *((syllables(place_tones(phrase)), SPOKEN_WEIGHT) for phrase in spoken),
    ]:
        ids = np.array([0, *(vocabulary.setdefault(w, len(vocabulary)) for w in words if w.isalpha())], dtype=np.int64)
        parts.append((ids[:-1] << 32) | ids[1:])
        weights.append(np.full(len(ids) - 1, weight, dtype=np.int64))
    keys, inverse = np.unique(np.concatenate(parts), return_inverse=True)
    counts = np.bincount(inverse, weights=np.concatenate(weights)).astype(np.int32)
    np.savez(path, keys=keys, counts=counts, syllables=np.array(list(vocabulary)))


def lexicon_phrases(folder: Path) -> list[str]:
    """Every phrase that carries marks in the language files of a folder."""
    return [
        phrase
        for path in sorted(folder.glob("*.toml"))
        for phrase in _strings(tomllib.loads(path.read_text(encoding="utf-8")))
        if fold(phrase) != phrase
    ]


class SyllableModel:
    """An open model.

    :raises OSError: if the file is missing.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._keys, self._counts = stored["keys"], stored["counts"]
            names: list[str] = stored["syllables"].tolist()
        self._ids = {name: i for i, name in enumerate(names)}
        right, left = self._keys & 0xFFFFFFFF, self._keys >> 32
        self._unigrams = np.bincount(right, weights=self._counts, minlength=len(names))
        self._lefts = np.bincount(left, weights=self._counts, minlength=len(names))
        self._readings: dict[str, list[int]] = {}
        for i, name in enumerate(names):
            if i:
                self._readings.setdefault(fold(name), []).append(i)
        self._names = names

    def knows(self, word: str) -> bool:
        """True if the syllable, with or without marks, stands in the corpus or the lexicon more than once."""
        if fold(word) == word:
            return any(self._unigrams[i] > 1 for i in self._readings.get(word, ()))
        return word in self._ids

    def restore(self, text: str) -> list[Reading]:
        """The most probable reading of each syllable of a text, with its weight among all readings."""
        typed = syllables(place_tones(text))
        if not typed:
            return []
        columns = [self._candidates(word) for word in typed]
        befores = [np.array([0]), *(ids for ids, _ in columns)]
        steps = [self._transitions(a, b) for a, b in zip(befores, columns, strict=False)]
        forward = [steps[0][0]]
        paths = []
        best = np.log(steps[0][0])
        for step in steps[1:]:
            scores = best[:, None] + np.log(step)
            paths.append(scores.argmax(axis=0))
            best = scores.max(axis=0)
            summed = forward[-1] @ step
            forward.append(summed / summed.sum())
        backward = np.ones(len(columns[-1][0]))
        chosen = int(best.argmax())
        readings: list[Reading] = []
        for position in range(len(typed) - 1, -1, -1):
            weight = forward[position] * backward
            names = columns[position][1]
            readings.append(Reading(typed[position], names[chosen], float(weight[chosen] / weight.sum())))
            if position:
                backward = steps[position] @ backward
                backward /= backward.sum()
                chosen = int(paths[position - 1][chosen])
        return readings[::-1]

    def _candidates(self, word: str) -> tuple[NDArray[np.int64], list[str]]:
        """Ids and names of the readings of a typed syllable; an unknown one reads as itself."""
        ids = [] if fold(word) != word else self._readings.get(word, [])
        if not ids:
            return np.array([self._ids.get(word, -1)]), [word]
        return np.array(ids), [self._names[i] for i in ids]

    def _transitions(
        self, before: NDArray[np.int64], column: tuple[NDArray[np.int64], list[str]]
    ) -> NDArray[np.float64]:
        """P(reading | reading before), ``(len(before), len(column))``; always above 0."""
        after = column[0]
        if after[0] < 0:
            return np.ones((len(before), 1))
        unigrams = self._unigrams[after] + 0.5
        share = unigrams / unigrams.sum()
        keys = (np.maximum(before, 0)[:, None] << 32) | after[None, :]
        at = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        counts = np.where((self._keys[at] == keys) & (before[:, None] >= 0), self._counts[at], 0)
        lefts = np.where(before >= 0, self._lefts[np.maximum(before, 0)], 0)
        seen = BIGRAM_SHARE * counts / (lefts[:, None] + SMOOTHING)
        found: NDArray[np.float64] = seen + (1 - BIGRAM_SHARE) * 0.01 * share[None, :]
        return found


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "short":  # an abbreviation is no syllable
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
