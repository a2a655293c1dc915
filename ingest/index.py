"""The one door to chromadb and llama-index's vector store: the card vectors of one generation.

Embedded by default, in a folder of the generation's own; with a URL, a collection on a Chroma server. Another store
is another class with these methods around another llama-index vector store.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from ingest.embedding import Vectors
from ingest.errors import IndexUnavailable
from ingest.labels import label

BATCH = 5000


class VectorStore(Protocol):
    """What retrieval needs of a store of card vectors."""

    def count(self) -> int:
        """Number of vectors stored.

        :raises IndexUnavailable: if the store does not answer.
        """
        ...

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Up to ``count`` (code, cosine similarity), nearest first.

        :raises IndexUnavailable: if the store does not answer.
        """
        ...


class ChromaVectors:
    """One Chroma collection behind llama-index's vector-store interface; connects at first use."""

    def __init__(self, collection: str, folder: Path, url: str = "") -> None:
        self._name, self._folder, self._url = collection, folder, url
        self._client: Any = None
        self._collection: Any = None

    def create(self) -> None:
        """Make the collection, empty, with cosine distance."""
        space = {"hnsw:space": "cosine"}
        self._collection = self._connect().create_collection(self._name, metadata=space, embedding_function=None)

    def rename(self, name: str) -> None:
        """Give the copied collection of a former generation its new name."""
        self._open().modify(name=name)
        self._name = name

    def add(self, codes: Sequence[str], vectors: Vectors) -> None:
        """Store one vector per procedure, ``(len(codes), dimension)``."""
        from llama_index.core.schema import TextNode

        store = self._store()
        for start in range(0, len(codes), BATCH):
            part = slice(start, start + BATCH)
            rows = zip(codes[part], vectors[part].tolist(), strict=True)
            store.add([TextNode(id_=code, text=code, embedding=vector) for code, vector in rows])

    def remove(self, codes: Sequence[str]) -> None:
        """Remove the vectors of these procedures."""
        if codes:
            self._store().delete_nodes(node_ids=list(codes))

    def count(self) -> int:
        """Number of vectors stored."""
        return int(self._open().count())

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """See :class:`VectorStore`."""
        from llama_index.core.vector_stores.types import VectorStoreQuery

        try:
            query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=count)
            found = self._store().query(query)
        except IndexUnavailable:
            raise
        except Exception as error:  # chromadb raises anything from ValueError to its Rust panics
            self._client = self._collection = None
            raise IndexUnavailable(label("error.vectors", problem=_first_line(error))) from error
        # llama-index turns the distance d into exp(-d); undo it to have the cosine back.
        similarities = [1 + math.log(max(similarity, 1e-9)) for similarity in found.similarities or []]
        return list(zip(found.ids or [], similarities, strict=True))

    def drop(self) -> None:
        """Delete the collection from its server, if it is still there."""
        try:
            self._connect().delete_collection(self._name)
        except Exception as error:
            if type(error).__name__ != "NotFoundError":
                raise IndexUnavailable(label("error.vectors", problem=_first_line(error))) from error

    def close(self) -> None:
        """Let go of the client, so that the folder can be copied or removed."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def _store(self) -> Any:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore(chroma_collection=self._open())

    def _open(self) -> Any:
        if self._collection is None:
            client = self._connect()
            try:
                self._collection = client.get_collection(self._name, embedding_function=None)
            except Exception as error:
                raise IndexUnavailable(label("error.vectors", problem=_first_line(error))) from error
        return self._collection

    def _connect(self) -> Any:
        if self._client is None:
            os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
            import chromadb
            from chromadb.config import Settings as ChromaSettings

            quiet = ChromaSettings(anonymized_telemetry=False)
            try:
                if self._url:
                    url = urlsplit(self._url)
                    port = url.port or (443 if url.scheme == "https" else 8000)
                    self._client = chromadb.HttpClient(
                        host=url.hostname or self._url, port=port, ssl=url.scheme == "https", settings=quiet
                    )
                else:
                    self._client = chromadb.PersistentClient(str(self._folder), settings=quiet)
            except Exception as error:
                raise IndexUnavailable(label("error.vectors", problem=_first_line(error))) from error
        return self._client


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
