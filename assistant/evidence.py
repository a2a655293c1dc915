"""How well the first candidate fits the question: the few numbers that deciding needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.models import Candidate, Query
from assistant.retrieval import Retrieved
from ingest.generations import Generation
from ingest.text import fold, syllables


@dataclass(frozen=True)
class Evidence:
    """All between 0 and 1.

    :ivar coverage: weighted share of the topic's words that stand in the first candidate's record or aliases.
    :ivar alias: likeness of its nearest alias to the topic.
    :ivar cosine: of its card to the question, or of the furthest card looked at; ``None`` if vectors are down.
    :ivar share: its share of the softmax over the candidates' scores.
    :ivar lead: that share less the second candidate's.
    """

    coverage: float
    alias: float
    cosine: float | None
    share: float
    lead: float


def gather(query: Query, generation: Generation, found: Retrieved, candidates: Sequence[Candidate]) -> Evidence:
    """The evidence for the first of the candidates."""
    best = candidates[0]
    position = found.codes.index(best.code)
    card = generation.cards[best.code]
    known = frozenset(word for alias in (*card.aliases, card.field) for word in syllables(fold(alias)))
    words = [word for word in syllables(fold(query.topic or query.text)) if not word.isdigit()]
    scores = np.array([candidate.score for candidate in candidates])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return Evidence(
        coverage=generation.lexical.coverage(words, best.code, known),
        alias=float(found.scores["alias_topic"][position]),
        cosine=None if found.dense_down else float(found.scores["dense"][position]),
        share=float(shares[0]),
        lead=float(shares[0] - shares[1]) if len(shares) > 1 else 1.0,
    )
