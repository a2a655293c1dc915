"""Everyday names of procedures: the bundled files, and matching a question against them.

The catalogue keeps every alias with its source (``bundled`` files under ``data/lexicon/aliases/``, or a curator); the
cards of a generation carry them, and :class:`AliasIndex` is made from the cards when a generation is opened.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import SettingsError
from ingest.labels import label
from ingest.text import fold, normalise, syllables

Scores = NDArray[np.float32]


def load_bundled_aliases(folder: Path) -> dict[str, tuple[str, ...]]:
    """Code -> aliases of all files of a folder.

    :raises SettingsError: if a file is broken, naming it and the place.
    """
    aliases: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
            for code, entry in entries.items():
                said = [*aliases.get(code, ()), *(normalise(say) for say in entry["say"])]
                aliases[code] = tuple(dict.fromkeys(said))
        except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
            raise SettingsError(label("error.lexicon", file=path, problem=error)) from error
    return aliases


def alias_terms(text: str) -> frozenset[str]:
    """Folded syllables and folded pairs, prefixed like the terms of :mod:`ingest.lexical`."""
    folded = syllables(fold(text))
    return frozenset([*(f"f:{word}" for word in folded), *(f"b:{a} {b}" for a, b in pairwise(folded))])


@dataclass(frozen=True)
class AliasMatch:
    """How well the aliases of every procedure match a question, each ``(number of procedures,)``.

    :ivar cover: weight of the alias's terms found in the question, 1 if all.
    :ivar dice: twice the common weight over the sum of both weights: 1 if they say the same.
    """

    cover: Scores
    dice: Scores


class AliasIndex:
    """Aliases as sets of weighted terms; rare terms weigh more."""

    def __init__(self, codes: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> None:
        position = {code: i for i, code in enumerate(codes)}
        rows = [(position[code], alias) for code, said in aliases.items() if code in position for alias in said]
        sets = [alias_terms(alias) for _, alias in rows]
        self._count = len(codes)
        self._owners = np.array([owner for owner, _ in rows], dtype=np.int32)
        frequency = Counter(term for terms in sets for term in terms)
        self._unknown = math.log(1 + max(1, len(rows)))
        self._weights = {term: math.log(1 + len(rows) / count) for term, count in frequency.items()}
        self._totals = np.array([sum(self._weights[t] for t in terms) for terms in sets], dtype=np.float32)
        postings: dict[str, list[int]] = {}
        for i, terms in enumerate(sets):
            for term in terms:
                postings.setdefault(term, []).append(i)
        self._postings = {term: np.array(found, dtype=np.int32) for term, found in postings.items()}

    def match(self, text: str) -> AliasMatch:
        """The best alias of each procedure for a text."""
        common = np.zeros(len(self._owners), dtype=np.float32)
        asked = 0.0
        for term in alias_terms(text):
            asked += self._weights.get(term, self._unknown)
            if term in self._postings:
                common[self._postings[term]] += self._weights[term]
        return AliasMatch(self._best(common / self._totals), self._best(2 * common / (self._totals + asked)))

    def _best(self, scores: Scores) -> Scores:
        best = np.zeros(self._count, dtype=np.float32)
        np.maximum.at(best, self._owners, scores)
        return best
