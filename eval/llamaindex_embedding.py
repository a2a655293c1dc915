"""The project's embedder as llama-index's ``BaseEmbedding``: its own extension point."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from ingest.embedding import Embedder, EmbeddingCache


class EmbedderAdapter(BaseEmbedding):  # type: ignore[misc]
    """Give llama-index the same vectors this project uses; passages come from the cache where they stand in it."""

    _embedder: Embedder = PrivateAttr()
    _cache: EmbeddingCache = PrivateAttr()

    def __init__(self, embedder: Embedder, cache: EmbeddingCache) -> None:
        super().__init__(model_name=embedder.name, embed_batch_size=32)
        self._embedder, self._cache = embedder, cache

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._embedder.embed_query(query).tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._cache.embed(list(texts), self._embedder, lambda _: None).tolist()
        return vectors
