"""What the ranker sees of every procedure for a query: readable numbers, one column each.

Scores are in units of their usual deviation; matches are 0 or 1, or counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Lexicon, Marker
from assistant.models import Query
from assistant.retrieval import Retrieved
from ingest.generations import Generation
from ingest.models import Level
from ingest.text import fold

Matrix = NDArray[np.float32]

# Each score is divided by its usual deviation over the full corpus, so that weights compare and do not depend on how
# many procedures are indexed.
SCALES = {
    "dense": 0.009,
    "title_typed": 5.1,
    "title_meant": 6.6,
    "title_official": 2.8,
    "body": 5.4,
    "alias_cover": 0.11,
    "alias_dice": 0.048,
    "alias_topic": 0.059,
    "name_cover": 0.095,
    "name_dice": 0.064,
}
SCORES = tuple(SCALES)
FLAGS = (
    "commune",
    "province_only",
    "action_match",
    "action_missing",
    "action_extra",
    "attribute_match",
    "attribute_extra",
)
NAMES = (*SCORES, *FLAGS)


class FeatureMaker:
    """Features of one generation; what depends on the cards alone is worked out once."""

    def __init__(self, generation: Generation, lexicon: Lexicon) -> None:
        cards = [generation.cards[code] for code in generation.lexical.codes]
        self._commune = _column(Level.COMMUNE in card.levels for card in cards)
        self._province_only = _column(card.levels == (Level.PROVINCE,) for card in cards)
        names = [fold(card.name) for card in cards]
        self._actions = _marks(lexicon.actions, names)
        self._attributes = _marks(lexicon.attributes, names)

    def features(self, query: Query, found: Retrieved) -> Matrix:
        """``(number of procedures, len(NAMES))``, in the order of ``found.codes``."""
        columns = [found.scores[name] / scale for name, scale in SCALES.items()]
        match, missing, extra = _compare(query.actions, self._actions, len(found.codes))
        attribute_match, _, attribute_extra = _compare(query.attributes, self._attributes, len(found.codes))
        flags = [self._commune, self._province_only, match, missing, extra, attribute_match, attribute_extra]
        return np.stack([*columns, *flags], axis=1)


def _column(values: object) -> Matrix:
    return np.fromiter(values, dtype=np.float32)  # type: ignore[call-overload, no-any-return]


def _marks(markers: dict[str, Marker], texts: list[str]) -> dict[str, Matrix]:
    """Per marker, 1 for each text in which its official wording stands."""
    return {name: _column(bool(m.official.search(text)) for text in texts) for name, m in markers.items()}


def _compare(asked: frozenset[str], marks: dict[str, Matrix], size: int) -> tuple[Matrix, Matrix, Matrix]:
    """Counts per procedure: marks asked for and there, asked for and not there, there and not asked for."""
    match, missing, extra = (np.zeros(size, dtype=np.float32) for _ in range(3))
    for name, there in marks.items():
        if name in asked:
            match += there
            missing += 1 - there
        else:
            extra += there
    return match, missing, extra
