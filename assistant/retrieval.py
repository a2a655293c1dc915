"""Query -> scores of every procedure: dense over cards, lexical over titles and bodies.

A store or a model that is down takes retrieval one step down, to words alone; it never takes it away.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.models import Query
from ingest.embedding import Embedder, open_embedder
from ingest.errors import IndexUnavailable, SettingsError
from ingest.generations import Generation, open_generation, read_manifest
from ingest.lexical import BODY, TITLE, query_terms
from ingest.settings import Settings

Scores = NDArray[np.float32]
DENSE_COUNT = 100


@dataclass(frozen=True)
class Retrieved:
    """Scores by field, ``(number of procedures,)`` in the order of ``codes``; ``dense`` is ``None`` if it is down."""

    codes: list[str]
    title: Scores
    body: Scores
    dense: Scores | None
    alias_cover: Scores
    alias_dice: Scores


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

    def retrieve(self, query: Query) -> tuple[Generation, Retrieved]:
        """Score every procedure of the current generation for a query."""
        generation = self.generation()
        lexical = generation.lexical
        topic = query.topic or query.question
        terms = query_terms(topic)
        aliases = generation.aliases.match(topic)
        words = [term for term in terms if not term.startswith("b:")]
        return generation, Retrieved(
            codes=lexical.codes,
            title=lexical.scores(terms, TITLE),
            body=lexical.scores(words, BODY),
            dense=self._dense(topic, generation),
            alias_cover=aliases.cover,
            alias_dice=aliases.dice,
        )

    def _dense(self, text: str, generation: Generation) -> Scores | None:
        """Cosine of the nearest cards; the rest stand just below the furthest of them."""
        try:
            with self._lock:
                self._embedder = self._embedder or open_embedder(self._settings.embedding_model)
                vector = self._embedder.embed_query(text)
                nearest = generation.vectors.nearest(vector, DENSE_COUNT)
        except (IndexUnavailable, SettingsError):
            return None
        if not nearest:
            return None
        floor = nearest[-1][1]
        known = dict(nearest)
        return np.array([known.get(code, floor) for code in generation.lexical.codes], dtype=np.float32)
