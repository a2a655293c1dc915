"""Scores -> candidates: a weighted sum of standardised scores and a preference for what wards are asked about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.models import Candidate, Query
from assistant.retrieval import Retrieved
from ingest.generations import Generation
from ingest.models import Level

Scores = NDArray[np.float32]
WEIGHTS = {"dense": 0.7, "title": 1.0, "body": 0.5, "commune": 1.0, "alias": 1.0}
KEPT = 50


def rank(query: Query, generation: Generation, found: Retrieved) -> list[Candidate]:
    """The best candidates, best first. A code typed in the question comes before everything else."""
    cards = generation.cards
    features: dict[str, Scores] = {
        "title": _standardised(found.title),
        "body": _standardised(found.body),
        "dense": _standardised(found.dense) if found.dense is not None else np.zeros_like(found.title),
        "alias": _standardised(found.alias_dice),
        "commune": np.array([Level.COMMUNE in cards[code].levels for code in found.codes], dtype=np.float32),
    }
    total = sum((WEIGHTS[name] * values for name, values in features.items()), np.zeros_like(found.title))
    for code in query.codes:
        if code in cards:
            total[found.codes.index(code)] += 1000
    order = np.argsort(-total, kind="stable")[:KEPT]
    return [
        Candidate(
            code=found.codes[i],
            name=cards[found.codes[i]].name,
            version=cards[found.codes[i]].version,
            score=round(float(total[i]), 4),
            features={name: round(float(values[i]), 4) for name, values in features.items()},
        )
        for i in order
    ]


def _standardised(scores: Scores) -> Scores:
    deviation = float(scores.std())
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros_like(scores)
