"""Features -> candidates: a weighted sum whose weights ``thutuc eval train`` learned from the dev questions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from assistant.features import NAMES, FeatureMaker, Matrix
from assistant.lexicon import Lexicon
from assistant.models import Candidate, Query
from assistant.retrieval import Retrieved
from ingest.generations import Generation

KEPT = 50
TYPED_CODE = 1000.0


class Ranker:
    """Ranks the procedures of a generation for a query.

    :param weights_file: JSON with ``weights`` by feature name; a feature it does not name weighs nothing.
    """

    def __init__(self, weights_file: Path, lexicon: Lexicon) -> None:
        weights = json.loads(weights_file.read_text())["weights"]
        self._weights = np.array([weights.get(name, 0.0) for name in NAMES], dtype=np.float32)
        self._lexicon = lexicon
        self._makers: dict[str, FeatureMaker] = {}

    def rank(self, query: Query, generation: Generation, found: Retrieved) -> list[Candidate]:
        """The best candidates, best first. A code typed in the question comes before everything else."""
        cards, features = generation.cards, self.features(query, generation, found)
        total = features @ self._weights
        for code in query.codes:
            if code in cards:
                total[found.codes.index(code)] += TYPED_CODE
        return [
            Candidate(
                code=found.codes[i],
                name=cards[found.codes[i]].name,
                version=cards[found.codes[i]].version,
                score=round(float(total[i]), 4),
                features=dict(zip(NAMES, (round(float(value), 4) for value in features[i]), strict=True)),
            )
            for i in np.argsort(-total, kind="stable")[:KEPT]
        ]

    def features(self, query: Query, generation: Generation, found: Retrieved) -> Matrix:
        """``(number of procedures, len(NAMES))``; what depends on the generation alone is kept."""
        name = generation.manifest.collection
        if name not in self._makers:
            self._makers = {name: FeatureMaker(generation, self._lexicon)}
        return self._makers[name].features(query, found)
