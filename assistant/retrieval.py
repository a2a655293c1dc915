"""Query -> scores of every procedure, one array per field: dense over cards, words over titles, bodies and aliases.

A store or a model that is down takes retrieval one step down, to words alone; it never takes it away.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.models import Query
from ingest.embedding import Embedder, open_embedder
from ingest.generations import Generation, open_generation, read_manifest
from ingest.lexical import BODY, TITLE, query_terms
from ingest.settings import Settings

Scores = NDArray[np.float32]
DENSE_COUNT = 100


@dataclass(frozen=True)
class Retrieved:
    """Scores by field, each ``(number of procedures,)`` in the order of ``codes``.

    :ivar dense_down: the vector store or the embedding did not answer, and ``dense`` is all zeros.
    """

    codes: list[str]
    scores: dict[str, Scores]
    dense_down: bool


class Retriever:
    """Searches the generation that answers now, and picks up a flip without a restart. Safe to share by threads."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._generation: Generation | None = None
        self._lock = threading.Lock()

    def generation(self) -> Generation:
        """The open generation.

        :raises IndexUnavailable: if nothing is indexed.
        :raises IndexMismatch: if other settings built it.
        """
        manifest = read_manifest(self._settings)
        with self._lock:
            if self._generation is None or (manifest and manifest != self._generation.manifest):
                self._generation = open_generation(self._settings)
            return self._generation

    def retrieve(self, query: Query, generation: Generation) -> Retrieved:
        """Score every procedure of a generation for a query."""
        lexical, topic = generation.lexical, query.topic or query.text
        meant = f"{topic} {query.official}"
        alias, alias_topic = generation.aliases.match(query.text), generation.aliases.match(topic)
        name = generation.names.match(meant)
        dense = self._dense(meant, generation)
        scores = {
            "dense": np.zeros(len(lexical.codes), dtype=np.float32) if dense is None else dense,
            "title_typed": lexical.scores(query_terms(query.question), TITLE),
            "title_meant": lexical.scores(query_terms(topic), TITLE),
            "title_official": lexical.scores(query_terms(query.official), TITLE),
            "body": lexical.scores([term for term in query_terms(meant) if not term.startswith("b:")], BODY),
            "alias_cover": alias.cover,
            "alias_dice": alias.dice,
            "alias_topic": alias_topic.dice,
            "name_cover": name.cover,
            "name_dice": name.dice,
        }
        return Retrieved(lexical.codes, scores, dense_down=dense is None)

    def _dense(self, text: str, generation: Generation) -> Scores | None:
        """Cosine of the nearest cards; the rest stand level with the furthest of them. ``None`` if it is down."""
        try:
            with self._lock:
                self._embedder = self._embedder or open_embedder(self._settings.embedding_model)
                vector = self._embedder.embed_query(text)
                nearest = generation.vectors.nearest(vector, DENSE_COUNT)
        except Exception:  # whatever a store or a runtime raises, words alone still answer
            return None
        if not nearest:
            return None
        known, floor = dict(nearest), nearest[-1][1]
        return np.array([known.get(code, floor) for code in generation.lexical.codes], dtype=np.float32)
